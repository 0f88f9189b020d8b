package org.fieldproof.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.store.KafkaBroker;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Logins at a real broker. Harm if it breaks: a cluster that asks for SCRAM, as most in plants do,
/// cannot be filled, or a wrong password is told as a broken line.
final class KafkaLoginTest {
    private static final UUID EPOCH = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final TestAuthority AUTHORITY = new TestAuthority("plant");
    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule";
    @TempDir Path directory;

    /// A broker that knows `press` by both kinds of SCRAM.
    private static Map<String, String> scram() {
        return new HashMap<>(
                Map.of(
                        "sasl.enabled.mechanisms",
                        "SCRAM-SHA-256,SCRAM-SHA-512",
                        "listener.name.client.scram-sha-256.sasl.jaas.config",
                        SCRAM + " required;",
                        "listener.name.client.scram-sha-512.sasl.jaas.config",
                        SCRAM + " required;",
                        KafkaBroker.SCRAM_USERS,
                        "SCRAM-SHA-256=[name=press,password=right];"
                                + "SCRAM-SHA-512=[name=press,password=right]"));
    }

    private StoreBench bench(KafkaBroker broker, String mechanism, String password, boolean tls) {
        Map<String, Object> fields =
                new HashMap<>(
                        Map.of(
                                "servers",
                                List.of("127.0.0.1:" + broker.port()),
                                "topic",
                                "logins",
                                "answerTimeout",
                                "20s",
                                "sasl",
                                Map.of(
                                        "mechanism",
                                        mechanism,
                                        "user",
                                        "press",
                                        "password",
                                        "secret:" + password)));
        if (tls) {
            fields.put("tls", Map.of("trust", "installation"));
        }
        return new StoreBench(
                new KafkaSinkFactory(), directory, fields, LinkTable.direct(), AUTHORITY);
    }

    private static FieldRecord record(long seq) {
        return new FieldRecord(
                EPOCH,
                seq,
                "devices",
                "press-1",
                "plant/press",
                ("{\"n\":" + seq + "}").getBytes(StandardCharsets.UTF_8),
                PayloadEncoding.BYTES,
                Quality.GOOD,
                0,
                1_795_004_800_123_456_789L + seq,
                1,
                false,
                false,
                List.of());
    }

    private static DoctorReport examined(StoreBench bench) {
        return new Examination(bench.host(), "kafka", false, 60_000_000_000L)
                .run(new KafkaDoctor());
    }

    private static void isLetIn(StoreBench bench, List<Long> seqs) throws Exception {
        bench.writeThrough(seqs.stream().map(KafkaLoginTest::record).toList());
        assertThat(bench.arrivals(EPOCH)).extracting(each -> each.seq()).containsAll(seqs);
        // One broker has one replica.
        assertThat(examined(bench).of(DoctorStep.LOGIN).verdict())
                .isInstanceOfSatisfying(
                        StepVerdict.Doubtful.class,
                        let -> assertThat(let.why().code()).isEqualTo("KAFK-0401"));
    }

    /// The sink and the doctor say the same: refused by the broker, why, and what to do.
    private static void isRefusedAndTold(StoreBench bench) {
        assertThat(bench.refusalOtherThan("KAFK-0101").code()).isEqualTo("KAFK-0103");
        assertThat(bench.host().state()).isEqualTo(ConnectorState.FAULTED);
        DoctorReport report = examined(bench);
        assertThat(report.of(DoctorStep.TCP).verdict()).isInstanceOf(StepVerdict.Passed.class);
        assertThat(report.of(DoctorStep.LOGIN).verdict())
                .isInstanceOfSatisfying(
                        StepVerdict.Failed.class,
                        failed -> {
                            assertThat(failed.why().code()).isEqualTo("KAFK-0103");
                            assertThat(failed.why().message())
                                    .contains("does not let us in")
                                    .containsIgnoringCase("invalid credentials")
                                    .doesNotContain("wrong");
                            assertThat(failed.why().remedy()).contains("`sasl`", "secret");
                        });
    }

    @Test
    void bothKindsOfScramLetUsInAndAWrongPasswordIsNamed() throws Exception {
        try (KafkaBroker broker =
                KafkaBroker.start(directory.resolve("scram"), "SASL_PLAINTEXT", scram())) {
            try (StoreBench bench = bench(broker, "SCRAM-SHA-256", "right", false)) {
                isLetIn(bench, List.of(1L, 2L));
            }
            try (StoreBench bench = bench(broker, "SCRAM-SHA-512", "right", false)) {
                isLetIn(bench, List.of(3L, 4L));
            }
            try (StoreBench bench = bench(broker, "SCRAM-SHA-512", "wrong", false)) {
                isRefusedAndTold(bench);
            }
        }
    }

    @Test
    void scramGoesThroughTls() throws Exception {
        Path chain = directory.resolve("chain.pem");
        Path key = directory.resolve("key.pem");
        TestAuthority.write(AUTHORITY.server("127.0.0.1"), chain, key);
        Path both = directory.resolve("both.pem");
        Files.writeString(both, Files.readString(key) + Files.readString(chain));
        Map<String, String> settings = scram();
        settings.put("listener.name.client.ssl.keystore.type", "PEM");
        settings.put("listener.name.client.ssl.keystore.location", both.toString());
        try (KafkaBroker broker =
                KafkaBroker.start(directory.resolve("tls"), "SASL_SSL", settings)) {
            try (StoreBench bench = bench(broker, "SCRAM-SHA-512", "right", true)) {
                isLetIn(bench, List.of(1L, 2L));
                assertThat(examined(bench).of(DoctorStep.TLS).verdict())
                        .isInstanceOf(StepVerdict.Passed.class);
            }
            try (StoreBench bench = bench(broker, "SCRAM-SHA-512", "wrong", true)) {
                isRefusedAndTold(bench);
            }
        }
    }
}
