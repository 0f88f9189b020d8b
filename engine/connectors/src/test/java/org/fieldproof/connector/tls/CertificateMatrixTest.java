package org.fieldproof.connector.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.influx.InfluxSinkFactory;
import org.fieldproof.connector.jdbc.PostgresSinkFactory;
import org.fieldproof.connector.kafka.KafkaSinkFactory;
import org.fieldproof.connector.mqtt.client.MqttSinkFactory;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.s3.S3SinkFactory;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/// TLS-L1. Harm if it breaks: passwords and records go to whoever answers, or a person at a plant
/// is told "handshake failed" and has nothing to go by.
final class CertificateMatrixTest {
    private static final TestAuthority UNUSED = new TestAuthority("unused");

    @TempDir Path directory;

    /// Every destination that speaks TLS.
    enum Client {
        MQTT,
        POSTGRESQL,
        INFLUXDB,
        S3,
        KAFKA;

        private SinkFactory factory() {
            return switch (this) {
                case MQTT -> new MqttSinkFactory();
                case POSTGRESQL -> new PostgresSinkFactory();
                case INFLUXDB -> new InfluxSinkFactory();
                case S3 -> new S3SinkFactory();
                case KAFKA -> new KafkaSinkFactory();
            };
        }

        private Map<String, Object> fields(int port) {
            Map<String, Object> tls = Map.of("trust", "installation");
            Map<String, Object> fields = new HashMap<>();
            if (this == KAFKA) {
                fields.putAll(Map.of("servers", List.of("localhost:" + port), "topic", "plant"));
                fields.putAll(Map.of("answerTimeout", "3s", "tls", tls));
                return fields;
            }
            fields.putAll(Map.of("host", "localhost", "port", port, "connectTimeout", "5s"));
            switch (this) {
                case MQTT -> fields.put("tls", tls);
                case POSTGRESQL -> {
                    fields.putAll(Map.of("database", "plant", "user", "writer"));
                    fields.putAll(Map.of("tls", "verify-full", "trust", "installation"));
                    fields.putAll(Map.of("password", "secret:password", "answerTimeout", "5s"));
                }
                case INFLUXDB -> {
                    fields.putAll(Map.of("database", "plant", "user", "writer"));
                    fields.putAll(Map.of("password", "secret:password", "answerTimeout", "5s"));
                    fields.put("tls", tls);
                }
                default -> {
                    fields.putAll(Map.of("bucket", "plant", "accessKey", "access"));
                    fields.putAll(Map.of("secretKey", "secret:key", "answerTimeout", "5s"));
                    fields.put("tls", tls);
                }
            }
            return fields;
        }
    }

    static Stream<Arguments> everyPair() {
        return Arrays.stream(Client.values())
                .flatMap(
                        client ->
                                Arrays.stream(BadCertificate.values())
                                        .map(bad -> Arguments.of(client, bad)));
    }

    private StoreBench bench(Client client, TlsTrap trap, TlsIdentity shown) {
        StoreBench bench =
                new StoreBench(
                        client.factory(),
                        directory,
                        client.fields(trap.port()),
                        LinkTable.direct(),
                        UNUSED);
        bench.host().withTrust(shown);
        return bench;
    }

    @ParameterizedTest(name = "{0} is shown {1}")
    @MethodSource("everyPair")
    void whoShowsABadCertificateIsToldNothing(Client client, BadCertificate bad) throws Exception {
        TlsIdentity shown = bad.made();
        try (TlsTrap trap = new TlsTrap(shown, client == Client.POSTGRESQL);
                StoreBench bench = bench(client, trap, shown)) {
            Problem why = bench.refusal();
            assertThat(why.message()).as(why.oneLine()).containsPattern(bad.words);
            assertThat(trap.connections()).isPositive();
            assertThat(trap.said()).as("bytes behind the handshake").isZero();
        }
    }

    @ParameterizedTest(name = "{0} and TLS 1.1")
    @EnumSource(Client.class)
    void whoSpeaksAnOldVersionIsToldNothing(Client client) throws Exception {
        try (TlsTrap trap = new TlsTrap(null, client == Client.POSTGRESQL);
                StoreBench bench = bench(client, trap, BadCertificate.good())) {
            Problem why = bench.refusal();
            assertThat(why.message()).as(why.oneLine()).containsPattern("protocol version TLS1.?1");
            assertThat(trap.connections()).isPositive();
        }
    }

    /// The test of the test: the same trap with a good certificate is believed, and told things.
    @ParameterizedTest(name = "{0} is shown a good one")
    @EnumSource(Client.class)
    void whoShowsAGoodCertificateIsSpokenTo(Client client) throws Exception {
        TlsIdentity shown = BadCertificate.good();
        try (TlsTrap trap = new TlsTrap(shown, client == Client.POSTGRESQL);
                StoreBench bench = bench(client, trap, shown)) {
            Thread opening = Thread.ofVirtual().start(() -> openOrNot(bench));
            Await.until(Duration.ofSeconds(60), () -> trap.said() > 0, "a first byte");
            opening.join();
        }
    }

    private static void openOrNot(StoreBench bench) {
        try {
            bench.refusal();
        } catch (AssertionError | RuntimeException _) {
            // It waits for an answer that never comes; what it said before is what counts.
        }
    }
}
