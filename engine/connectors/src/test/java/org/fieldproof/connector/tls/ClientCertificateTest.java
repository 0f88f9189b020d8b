package org.fieldproof.connector.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.store.KafkaBroker;
import org.fieldproof.testkit.store.ObjectServer;
import org.fieldproof.testkit.store.SeriesServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Stores that know their writers by certificate. MQTT and PostgreSQL have tests of their own.
/// Harm if it breaks: a plant that allows no passwords cannot be served, or a refusal does not say
/// that it is our certificate.
final class ClientCertificateTest {
    private static final TestAuthority PLANT = new TestAuthority("plant");

    @TempDir Path directory;

    private StoreBench bench(TlsClient client, int port, String identity) {
        Map<String, Object> fields =
                new HashMap<>(
                        client.fields(port, Map.of("trust", "installation", "identity", identity)));
        fields.put("answerTimeout", "8s");
        if (client == TlsClient.INFLUXDB) {
            fields.remove("user");
            fields.remove("password");
            fields.put("hold", "1ms");
        }
        return new StoreBench(client.factory(), directory, fields, LinkTable.direct(), PLANT);
    }

    /// @param refused what may be told: in TLS 1.3 the refusal comes when we speak already, and may
    ///     be overtaken by the end of the line
    private void isKnownByItAlone(TlsClient client, TlsFront front, String... refused) {
        try (StoreBench bench = bench(client, front.port(), "installation:gateway")) {
            bench.openSoon();
            bench.writeThrough(Records.range(1, 20));
        }
        assertThat(front.known()).isNotEmpty().containsOnly("CN=gateway");
        try (StoreBench bench = bench(client, front.port(), "none")) {
            Problem why = bench.refusal();
            assertThat(why.code()).as(why.oneLine()).isIn((Object[]) refused);
        }
    }

    @Test
    void influxBehindAFrontThatAsksForOne() throws Exception {
        try (SeriesServer server = SeriesServer.influx(directory.resolve("influx"));
                TlsFront front = new TlsFront(PLANT.server("localhost"), server.port())) {
            server.create("CREATE DATABASE plant");
            isKnownByItAlone(TlsClient.INFLUXDB, front, "INFL-0102", "INFL-0101");
        }
    }

    @Test
    void anObjectStoreBehindAFrontThatAsksForOne() throws Exception {
        try (ObjectServer server = ObjectServer.start(directory.resolve("s3"), "plant");
                TlsFront front = new TlsFront(PLANT.server("localhost"), server.port())) {
            isKnownByItAlone(TlsClient.S3, front, "S3-0102", "S3-0101");
        }
    }

    @Test
    void aBrokerOfKafkasThatAsksForOne() throws Exception {
        Path both = directory.resolve("both.pem");
        TestAuthority.write(
                PLANT.server("localhost", "127.0.0.1"),
                directory.resolve("chain.pem"),
                directory.resolve("key.pem"));
        Files.writeString(
                both,
                Files.readString(directory.resolve("key.pem"))
                        + Files.readString(directory.resolve("chain.pem")));
        Path trusted = directory.resolve("clients.pem");
        PLANT.writeTrust(trusted);
        String prefix = "listener.name.client.ssl.";
        Map<String, String> settings =
                Map.of(
                        prefix + "keystore.type", "PEM",
                        prefix + "keystore.location", both.toString(),
                        prefix + "truststore.type", "PEM",
                        prefix + "truststore.location", trusted.toString(),
                        prefix + "client.auth", "required");
        try (KafkaBroker broker = KafkaBroker.start(directory.resolve("k"), "SSL", settings)) {
            try (StoreBench bench = bench(TlsClient.KAFKA, broker.port(), "installation:gateway")) {
                bench.openSoon();
                bench.writeThrough(Records.range(1, 20));
            }
            try (StoreBench bench = bench(TlsClient.KAFKA, broker.port(), "none")) {
                Problem why = bench.refusalOtherThan("KAFK-0101");
                assertThat(why.code()).as(why.oneLine()).isEqualTo("KAFK-0102");
                assertThat(why.message()).contains("certificate");
            }
        }
    }
}
