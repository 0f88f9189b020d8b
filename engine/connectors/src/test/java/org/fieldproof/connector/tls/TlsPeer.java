package org.fieldproof.connector.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.mqtt.testing.Mosquitto;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.testkit.store.KafkaBroker;
import org.fieldproof.testkit.store.ObjectServer;
import org.fieldproof.testkit.store.SeriesServer;

/// A real server that shows a certificate, and another one after a restart on the same port.
final class TlsPeer implements AutoCloseable {
    private final Renewal files;
    private final Server server;

    private TlsPeer(Renewal files, Server server) {
        this.files = files;
        this.server = server;
    }

    /// How certificate and key are put where the server reads them.
    private interface Renewal {
        void write(TlsIdentity shown) throws Exception;
    }

    private interface Step {
        void take() throws Exception;
    }

    private record Server(IntSupplier port, Step stop, Step startAgain, Runnable close) {}

    int port() {
        return server.port().getAsInt();
    }

    void showAnew(TlsIdentity shown) throws Exception {
        server.stop().take();
        files.write(shown);
        server.startAgain().take();
    }

    @Override
    public void close() {
        server.close().run();
    }

    /// A server for a client.
    ///
    /// @param directory is made for it
    static TlsPeer of(TlsClient client, Path directory, TlsIdentity shown) throws Exception {
        Files.createDirectories(directory);
        Renewal pem = next -> both(directory, next);
        return switch (client) {
            case MQTT -> {
                Mosquitto broker = Mosquitto.tls(directory, shown);
                yield new TlsPeer(
                        pem, new Server(broker::port, broker::kill, broker::start, broker::close));
            }
            case INFLUXDB -> {
                SeriesServer server = influx(directory, shown);
                yield new TlsPeer(
                        pem, new Server(server::port, server::kill, server::start, server::close));
            }
            case S3 -> {
                ObjectServer server =
                        ObjectServer.startTls(
                                directory.resolve("s3"), "plant", keyStore(directory, shown));
                yield new TlsPeer(
                        next -> keyStore(directory, next),
                        new Server(server::port, server::stop, server::startAgain, server::close));
            }
            case KAFKA -> {
                KafkaBroker broker = kafka(directory, shown);
                yield new TlsPeer(
                        pem,
                        new Server(broker::port, broker::kill, broker::startAgain, broker::close));
            }
            case POSTGRESQL -> throw new IllegalArgumentException("client: has its own test");
        };
    }

    private static KafkaBroker kafka(Path directory, TlsIdentity shown) throws Exception {
        Map<String, String> settings =
                Map.of(
                        "listener.name.client.ssl.keystore.type",
                        "PEM",
                        "listener.name.client.ssl.keystore.location",
                        both(directory, shown).toString());
        return KafkaBroker.start(directory, "SSL", settings);
    }

    /// The database is made before TLS is switched on.
    private static SeriesServer influx(Path directory, TlsIdentity shown) throws IOException {
        try (SeriesServer plain = SeriesServer.influx(directory)) {
            plain.create("CREATE DATABASE plant");
        }
        return SeriesServer.influxTls(
                directory,
                "  https-enabled = true",
                "  https-certificate = \"" + both(directory, shown) + "\"");
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
}
