package org.fieldproof.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.zip.CRC32C;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.ReadBack.Arrival;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.FaultyLine;
import org.fieldproof.connector.stores.FaultyLine.Spoil;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.store.KafkaBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Against a real broker: order, identity, outages, refusals, TLS and login.
final class KafkaSinkTest {
    private static final WriteOutcome DURABLE = new WriteOutcome.Durable();
    private static final UUID EPOCH = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final TestAuthority AUTHORITY = new TestAuthority("plant");
    @TempDir static Path directory;
    private static List<KafkaBroker> brokers = List.of();

    @BeforeAll
    static void startBroker() throws Exception {
        brokers = List.of(KafkaBroker.start(directory.resolve("plain"), "PLAINTEXT", Map.of()));
    }

    @AfterAll
    static void stopBroker() {
        brokers.forEach(KafkaBroker::close);
    }

    private static KafkaBroker broker() {
        return brokers.getFirst();
    }

    private static StoreBench bench(KafkaBroker broker, LinkTable links, Map<String, ?> more) {
        Map<String, Object> fields =
                new HashMap<>(
                        Map.of(
                                "servers",
                                List.of("127.0.0.1:" + broker.port()),
                                "answerTimeout",
                                "20s"));
        fields.putAll(more);
        return new StoreBench(new KafkaSinkFactory(), directory, fields, links, AUTHORITY);
    }

    private static StoreBench bench(String topic) {
        return bench(broker(), LinkTable.direct(), Map.of("topic", topic));
    }

    private static FieldRecord record(long seq, byte[] payload) {
        return new FieldRecord(
                EPOCH,
                seq,
                "devices",
                "press-" + seq % 5,
                "plant/hall-2/Öl",
                payload,
                PayloadEncoding.BYTES,
                Quality.GOOD,
                0,
                1_795_004_800_123_456_789L + seq,
                1,
                false,
                false,
                List.of(new Property("lot", "7")));
    }

    private static List<FieldRecord> range(long from, long to) {
        List<FieldRecord> records = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            records.add(record(seq, ("{\"n\":" + seq + "}").getBytes(StandardCharsets.UTF_8)));
        }
        return records;
    }

    /// The first arrival of each seq of one device, in order of arrival.
    private static List<Long> firsts(List<Arrival> arrivals, String device) {
        Set<Long> seqs = new LinkedHashSet<>();
        for (Arrival each : arrivals) {
            if (each.device().equals(device)) {
                seqs.add(each.seq());
            }
        }
        return List.copyOf(seqs);
    }

    @Test
    void recordsArriveOnceWithIdentityAndInOrderOfTheirDevice() throws Exception {
        try (StoreBench bench = bench("happy")) {
            bench.openSoon();
            assertThat(bench.host().state()).isEqualTo(ConnectorState.UP);
            assertThat(bench.host().told("KAFK-0401")).as("one replica is told of").isTrue();
            ReadBack reader = bench.readBack();
            reader.begin();
            List<CompletableFuture<WriteOutcome>> under = new ArrayList<>();
            int batches = bench.sink().outstandingBatchesMax();
            for (int batch = 0; batch < batches; batch++) {
                under.add(bench.begin(range(batch * 100L + 1, batch * 100L + 100)));
            }
            assertThat(bench.host().meter("batches")).isEqualTo(batches);
            for (CompletableFuture<WriteOutcome> each : under) {
                assertThat(each.join()).isEqualTo(DURABLE);
            }
            Await.until(
                    Duration.ofSeconds(5),
                    () -> bench.host().meter("outstandingBatches") == 0,
                    "nothing under way");
            assertThat(bench.host().meter("outstandingBytes")).isZero();
            List<Arrival> arrivals = new ArrayList<>();
            reader.arrivals(EPOCH, 1, Long.MAX_VALUE, arrivals::add);
            assertThat(arrivals).hasSize(batches * 100);
            for (int device = 0; device < 5; device++) {
                assertThat(firsts(arrivals, "press-" + device)).hasSize(batches * 20).isSorted();
            }
            Arrival one =
                    arrivals.stream().filter(each -> each.seq() == 42).findFirst().orElseThrow();
            CRC32C crc = new CRC32C();
            crc.update("{\"n\":42}".getBytes(StandardCharsets.UTF_8));
            assertThat(one.payloadCrc32c()).isEqualTo((int) crc.getValue());
            assertThat(one.address()).isEqualTo("plant/hall-2/Öl");
        }
    }

    @Test
    void aMessageThatIsTooLargeIsRefusedAlone() throws Exception {
        try (StoreBench bench = bench("large")) {
            bench.openSoon();
            List<FieldRecord> records = new ArrayList<>(range(1, 20));
            records.set(7, record(8, new byte[1 << 21]));
            assertThat(bench.write(records))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Refused.class,
                            refused ->
                                    assertThat(refused.refused())
                                            .singleElement()
                                            .satisfies(KafkaSinkTest::isTooLarge));
            assertThat(bench.arrivals(EPOCH))
                    .extracting(Arrival::seq)
                    .hasSize(19)
                    .doesNotContain(8L);
        }
    }

    private static void isTooLarge(RefusedRecord refused) {
        assertThat(refused.seq()).isEqualTo(8);
        assertThat(refused.why().code()).isEqualTo("KAFK-0301");
    }

    /// Killed in mid-flow: the lane's replay brings everything, in the order of each device.
    @Test
    void aBrokerThatIsKilledInMidFlowLosesNothing() throws Exception {
        try (KafkaBroker own =
                        KafkaBroker.start(directory.resolve("killed"), "PLAINTEXT", Map.of());
                StoreBench bench =
                        bench(
                                own,
                                LinkTable.direct(),
                                Map.of("topic", "killed", "answerTimeout", "6s"))) {
            bench.writeThrough(range(1, 200));
            own.kill();
            List<CompletableFuture<WriteOutcome>> under = new ArrayList<>();
            for (int batch = 0; batch < 4; batch++) {
                under.add(bench.begin(range(batch * 100 + 201, batch * 100 + 300)));
            }
            // Ten megabytes wait: the lane is told to wait with more, or the producer would.
            List<FieldRecord> large = new ArrayList<>();
            for (long seq = 601; seq <= 610; seq++) {
                large.add(record(seq, new byte[1_000_000]));
            }
            under.add(bench.begin(large));
            assertThat(bench.sink().outstandingBatchesMax()).isBetween(1, under.size());
            for (CompletableFuture<WriteOutcome> each : under) {
                assertThat(each.join()).isInstanceOf(WriteOutcome.Unavailable.class);
            }
            // The answers come first, what the destination says of itself right after.
            Await.until(
                    Duration.ofSeconds(30),
                    () -> bench.host().state() == ConnectorState.DOWN,
                    "the loss to be told");
            bench.drop();
            own.startAgain();
            for (int batch = 0; batch < 4; batch++) {
                bench.writeThrough(range(batch * 100 + 201, batch * 100 + 300));
            }
            List<Arrival> arrivals = bench.arrivals(EPOCH);
            for (int device = 0; device < 5; device++) {
                assertThat(firsts(arrivals, "press-" + device)).hasSize(120).isSorted();
            }
        }
    }

    /// LANE-10: found while nothing is sent, a dead broker as well as a silent one.
    @Test
    void aBrokerThatGoesWhileNothingIsSentIsFoundByTheQuestion() throws Exception {
        try (KafkaBroker own = KafkaBroker.start(directory.resolve("idle"), "PLAINTEXT", Map.of());
                StoreBench bench =
                        bench(
                                own,
                                LinkTable.direct(),
                                Map.of("topic", "idle", "answerTimeout", "6s"))) {
            bench.writeThrough(range(1, 10));
            assertThat(isThere(bench)).isTrue();
            assertThat(bench.host().state()).isEqualTo(ConnectorState.UP);
            own.kill();
            Await.until(Duration.ofSeconds(20), () -> !isThere(bench), "the death to be found");
            assertThat(bench.host().state()).isEqualTo(ConnectorState.DOWN);
            bench.drop();
            own.startAgain();
            bench.writeThrough(range(11, 20));
            own.freeze();
            // Its last word is young: this is the cheap answer, which asks nobody.
            assertThat(isThere(bench)).isTrue();
            Await.until(Duration.ofSeconds(20), () -> !isThere(bench), "the silence to be found");
            assertThat(bench.host().state()).isEqualTo(ConnectorState.DOWN);
        }
    }

    private static boolean isThere(StoreBench bench) {
        try {
            bench.sink().probe().toCompletableFuture().join();
            return true;
        } catch (CompletionException e) {
            assertThat(e).hasMessageContaining("KAFK-01");
            return false;
        }
    }

    /// The line leads through the link although brokers name their own address, and what hangs is
    /// given up within the answer's time.
    @Test
    void aLinkCanCutTheLine() throws Exception {
        try (FaultyLine line = new FaultyLine();
                StoreBench bench =
                        bench(broker(), line, Map.of("topic", "linked", "answerTimeout", "6s"))) {
            bench.writeThrough(range(1, 50));
            assertThat(line.dialled()).isGreaterThan(1);
            for (Spoil spoil : List.of(Spoil.HANG, Spoil.RESET)) {
                line.spoil(spoil);
                assertThat(bench.write(range(51, 100)))
                        .as(spoil.name())
                        .isInstanceOf(WriteOutcome.Unavailable.class);
                bench.drop();
            }
            line.spoil(Spoil.NONE);
            bench.writeThrough(range(51, 100));
            assertThat(bench.arrivals(EPOCH)).extracting(Arrival::seq).hasSizeBetween(100, 200);
            assertThat(Set.copyOf(bench.arrivals(EPOCH).stream().map(Arrival::seq).toList()))
                    .hasSize(100);
        }
    }

    @Test
    void tlsIsCheckedAgainstTheTrustedAuthorityAndTheHost() throws Exception {
        TlsIdentity right = AUTHORITY.server("127.0.0.1");
        try (KafkaBroker own =
                KafkaBroker.start(directory.resolve("tls"), "SSL", tls("tls", right))) {
            Map<String, Object> trusting =
                    Map.of("topic", "tls", "tls", Map.of("trust", "installation"));
            try (StoreBench bench = bench(own, LinkTable.direct(), trusting)) {
                bench.writeThrough(range(1, 20));
                assertThat(bench.arrivals(EPOCH)).hasSize(20);
            }
            Map<String, Object> others = Map.of("topic", "tls", "tls", Map.of("trust", "default"));
            try (StoreBench bench = bench(own, LinkTable.direct(), others)) {
                assertThat(bench.refusalOtherThan("KAFK-0101").code()).isEqualTo("KAFK-0102");
                assertThat(bench.host().state()).isEqualTo(ConnectorState.FAULTED);
            }
        }
        TlsIdentity wrong = AUTHORITY.server("other.example");
        try (KafkaBroker own =
                        KafkaBroker.start(directory.resolve("name"), "SSL", tls("name", wrong));
                StoreBench bench =
                        bench(
                                own,
                                LinkTable.direct(),
                                Map.of("tls", Map.of("trust", "installation")))) {
            assertThat(bench.refusalOtherThan("KAFK-0101").code()).isEqualTo("KAFK-0102");
        }
    }

    private static Map<String, String> tls(String name, TlsIdentity identity) throws Exception {
        Path folder = Files.createDirectories(directory.resolve(name));
        TestAuthority.write(identity, folder.resolve("chain.pem"), folder.resolve("key.pem"));
        Path both = folder.resolve("both.pem");
        Files.writeString(
                both,
                Files.readString(folder.resolve("key.pem"))
                        + Files.readString(folder.resolve("chain.pem")));
        return Map.of(
                "listener.name.client.ssl.keystore.type",
                "PEM",
                "listener.name.client.ssl.keystore.location",
                both.toString());
    }

    @Test
    void aWrongPasswordIsNamed() throws Exception {
        Map<String, String> settings =
                Map.of(
                        "sasl.enabled.mechanisms",
                        "PLAIN",
                        "listener.name.client.plain.sasl.jaas.config",
                        "org.apache.kafka.common.security.plain.PlainLoginModule required"
                                + " user_press=\"right\";");
        try (KafkaBroker own =
                KafkaBroker.start(directory.resolve("sasl"), "SASL_PLAINTEXT", settings)) {
            try (StoreBench bench = bench(own, LinkTable.direct(), login("right"))) {
                bench.writeThrough(range(1, 20));
                assertThat(bench.arrivals(EPOCH)).hasSize(20);
            }
            try (StoreBench bench = bench(own, LinkTable.direct(), login("wrong"))) {
                assertThat(bench.refusalOtherThan("KAFK-0101").code()).isEqualTo("KAFK-0103");
                assertThat(bench.host().state()).isEqualTo(ConnectorState.FAULTED);
                assertThat(examined(bench).of(DoctorStep.LOGIN).verdict())
                        .isInstanceOfSatisfying(
                                StepVerdict.Failed.class,
                                failed -> assertThat(failed.why().code()).isEqualTo("KAFK-0103"));
            }
        }
    }

    private static DoctorReport examined(StoreBench bench) {
        return new Examination(bench.host(), "kafka", false, 60_000_000_000L)
                .run(new KafkaDoctor());
    }

    @Test
    void theDoctorDescribesTheTopic() {
        try (StoreBench bench = bench("looked-at")) {
            bench.openSoon();
            DoctorReport report = examined(bench);
            assertThat(report.healthy()).isTrue();
            assertThat(report.of(DoctorStep.LOGIN).verdict())
                    .isInstanceOfSatisfying(
                            StepVerdict.Doubtful.class,
                            doubt -> assertThat(doubt.why().code()).isEqualTo("KAFK-0401"));
        }
    }

    private static Map<String, Object> login(String password) {
        return Map.of("sasl", Map.of("user", "press", "password", "secret:" + password));
    }
}
