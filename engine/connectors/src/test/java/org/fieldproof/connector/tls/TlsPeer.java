package org.fieldproof.connector.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.Objects;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.mqtt.testing.Mosquitto;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.testkit.store.KafkaBroker;
import org.fieldproof.testkit.store.ObjectServer;
import org.fieldproof.testkit.store.SeriesServer;

/// A real server that shows a certificate, and another one after a restart on the same port.
interface TlsPeer extends AutoCloseable {
    int port();

    void showAnew(TlsIdentity shown) throws Exception;

    @Override
    void close();

    /// A server for a client.
    ///
    /// @param directory is made for it
    static TlsPeer of(TlsClient client, Path directory, TlsIdentity shown) throws Exception {
        Files.createDirectories(directory);
        return switch (client) {
            case MQTT -> new Broker(directory, Mosquitto.tls(directory, shown));
            case INFLUXDB -> influx(directory, shown);
            case S3 ->
                    new Store(
                            directory,
                            ObjectServer.startTls(
                                    directory.resolve("s3"), "plant", keyStore(directory, shown)));
            case KAFKA -> {
                Map<String, String> settings =
                        Map.of(
                                "listener.name.client.ssl.keystore.type",
                                "PEM",
                                "listener.name.client.ssl.keystore.location",
                                both(directory, shown).toString());
                yield new Kafka(directory, KafkaBroker.start(directory, "SSL", settings));
            }
            case POSTGRESQL -> throw new IllegalArgumentException("client: has its own test");
        };
    }

    /// The database is made before TLS is switched on.
    private static TlsPeer influx(Path directory, TlsIdentity shown) throws IOException {
        try (SeriesServer plain = SeriesServer.influx(directory)) {
            plain.create("CREATE DATABASE plant");
        }
        SeriesServer server =
                SeriesServer.influxTls(
                        directory,
                        "  https-enabled = true",
                        "  https-certificate = \"" + both(directory, shown) + "\"");
        return new Series(directory, server);
    }

    /// Chain and key in one file.
    private static Path both(Path directory, TlsIdentity shown) throws IOException {
        Path chain = directory.resolve("chain.pem");
        Path key = directory.resolve("key.pem");
        TestAuthority.write(shown, chain, key);
        return Files.writeString(
                directory.resolve("both.pem"), Files.readString(key) + Files.readString(chain));
    }

    private static ObjectServer.Keys keyStore(Path directory, TlsIdentity shown) throws Exception {
        char[] password = "for the test".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setKeyEntry(
                "server",
                Objects.requireNonNull(shown.key()),
                password,
                shown.chain().toArray(new Certificate[0]));
        Path file = directory.resolve("server.p12");
        try (OutputStream out = Files.newOutputStream(file)) {
            store.store(out, password);
        }
        return new ObjectServer.Keys(file, String.valueOf(password));
    }

    /// Mosquitto.
    record Broker(Path directory, Mosquitto broker) implements TlsPeer {
        @Override
        public int port() {
            return broker.port();
        }

        @Override
        public void showAnew(TlsIdentity shown) throws IOException {
            broker.kill();
            both(directory, shown);
            broker.start();
        }

        @Override
        public void close() {
            broker.close();
        }
    }

    /// InfluxDB 1.x.
    record Series(Path directory, SeriesServer server) implements TlsPeer {
        @Override
        public int port() {
            return server.port();
        }

        @Override
        public void showAnew(TlsIdentity shown) throws IOException {
            server.kill();
            both(directory, shown);
            server.start();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    /// An object store.
    record Store(Path directory, ObjectServer server) implements TlsPeer {
        @Override
        public int port() {
            return server.port();
        }

        @Override
        public void showAnew(TlsIdentity shown) throws Exception {
            server.stop();
            keyStore(directory, shown);
            server.startAgain();
        }

        @Override
        public void close() {
            server.close();
        }
    }

    /// One broker of Kafka's.
    record Kafka(Path directory, KafkaBroker broker) implements TlsPeer {
        @Override
        public int port() {
            return broker.port();
        }

        @Override
        public void showAnew(TlsIdentity shown) throws IOException {
            broker.kill();
            both(directory, shown);
            broker.startAgain();
        }

        @Override
        public void close() {
            broker.close();
        }
    }
}
