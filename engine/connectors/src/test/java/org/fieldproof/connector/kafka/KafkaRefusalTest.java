package org.fieldproof.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.ReadBack.Arrival;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.store.KafkaBroker;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// KAFK-L4 against a real broker, whose topics refuse some messages. Harm if it breaks: one record
/// that a topic's rules do not allow keeps all others from arriving, for ever.
final class KafkaRefusalTest {
    private static final UUID EPOCH = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    private static final TestAuthority NOBODY = new TestAuthority("nobody");
    private static final int DEVICES = 5;
    private static final long NOW_NANOS = GatewayClock.system().epochNanos();
    private static final long DAY_NANOS = TimeUnit.DAYS.toNanos(1);
    @TempDir static Path directory;
    private static List<KafkaBroker> brokers = List.of();

    @BeforeAll
    static void startBroker() throws Exception {
        brokers = List.of(KafkaBroker.start(directory.resolve("rules"), "PLAINTEXT", Map.of()));
    }

    @AfterAll
    static void stopBroker() {
        brokers.forEach(KafkaBroker::close);
    }

    private static StoreBench bench(String topic, int partitions, Map<String, String> rules)
            throws Exception {
        String server = "127.0.0.1:" + brokers.getFirst().port();
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", server))) {
            admin.createTopics(List.of(new NewTopic(topic, partitions, (short) 1).configs(rules)))
                    .all()
                    .get(60, TimeUnit.SECONDS);
        }
        return new StoreBench(
                new KafkaSinkFactory(),
                directory,
                Map.of("servers", List.of(server), "topic", topic),
                LinkTable.direct(),
                NOBODY);
    }

    private static List<FieldRecord> range(
            long from, long to, LongPredicate isFromTomorrow, LongPredicate isLarge) {
        List<FieldRecord> records = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            records.add(
                    new FieldRecord(
                            EPOCH,
                            seq,
                            "devices",
                            "press-" + seq % DEVICES,
                            "plant/hall-2",
                            payload(isLarge.test(seq) ? 40_000 : 40),
                            PayloadEncoding.BYTES,
                            Quality.GOOD,
                            0,
                            NOW_NANOS + (isFromTomorrow.test(seq) ? DAY_NANOS : seq),
                            1,
                            false,
                            false,
                            List.of()));
        }
        return records;
    }

    /// Bytes that cannot be packed.
    private static byte[] payload(int bytes) {
        byte[] payload = new byte[bytes];
        new Random(bytes).nextBytes(payload);
        return payload;
    }

    /// What became of batches that were all under way at once.
    private static List<Long> refusedOf(StoreBench bench, List<List<FieldRecord>> batches)
            throws Exception {
        List<CompletableFuture<WriteOutcome>> told = new ArrayList<>();
        for (List<FieldRecord> each : batches) {
            told.add(bench.begin(each));
        }
        List<Long> refused = new ArrayList<>();
        for (CompletableFuture<WriteOutcome> each : told) {
            switch (each.get(120, TimeUnit.SECONDS)) {
                case WriteOutcome.Durable _ -> {}
                case WriteOutcome.Refused some ->
                        refused.addAll(some.refused().stream().map(RefusedRecord::seq).toList());
                case WriteOutcome other -> throw new AssertionError(other.toString());
            }
        }
        return refused;
    }

    private static void arrivedInOrder(StoreBench bench, long last, List<Long> refused)
            throws Exception {
        List<Arrival> arrivals = bench.arrivals(EPOCH);
        Set<Long> seen = new LinkedHashSet<>();
        for (int device = 0; device < DEVICES; device++) {
            String name = "press-" + device;
            List<Long> ofDevice =
                    arrivals.stream()
                            .filter(each -> each.device().equals(name))
                            .map(Arrival::seq)
                            .toList();
            long before = 0;
            for (long first : new LinkedHashSet<>(ofDevice)) {
                assertThat(first)
                        .as("came for the first time behind %d", before)
                        .isGreaterThan(before);
                before = first;
            }
            seen.addAll(ofDevice);
        }
        assertThat(seen).hasSize((int) last - refused.size()).doesNotContainAnyElementsOf(refused);
    }

    private static List<Long> seqs(long last, LongPredicate which) {
        List<Long> seqs = new ArrayList<>();
        for (long seq = 1; seq <= last; seq++) {
            if (which.test(seq)) {
                seqs.add(seq);
            }
        }
        return seqs;
    }

    @Test
    void oneOfTomorrowIsRefusedAloneWithTheBrokersWords() throws Exception {
        try (StoreBench bench = bench("tomorrow", 3, Map.of())) {
            bench.openSoon();
            List<FieldRecord> records = range(1, 200, seq -> seq == 77, _ -> false);
            assertThat(bench.write(records))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Refused.class,
                            some ->
                                    assertThat(some.refused())
                                            .singleElement()
                                            .satisfies(KafkaRefusalTest::isOfTomorrow));
            arrivedInOrder(bench, 200, List.of(77L));
            assertThat(bench.arrivals(EPOCH).stream().map(Arrival::seq).toList())
                    .as("none twice")
                    .hasSize(199);
            assertThat(bench.host().state()).isEqualTo(ConnectorState.UP);
            assertThat(bench.host().told("KAFK-0101")).as("a loss is told").isFalse();
            assertThat(refusedOf(bench, List.of(range(201, 400, _ -> false, _ -> false))))
                    .isEmpty();
        }
    }

    private static void isOfTomorrow(RefusedRecord refused) {
        assertThat(refused.seq()).isEqualTo(77);
        assertThat(refused.why().code()).isEqualTo("KAFK-0302");
        assertThat(refused.why().message()).contains("out of range");
    }

    /// Many under way, many refused, in several batches of the producer's.
    @Test
    void neighboursOfManyArriveInTheOrderOfTheirDevice() throws Exception {
        try (StoreBench bench = bench("many", 2, Map.of())) {
            bench.openSoon();
            LongPredicate bad = seq -> seq % 97 == 13 || seq == 1 || seq == 6_000;
            List<List<FieldRecord>> batches = new ArrayList<>();
            for (int batch = 0; batch < 12; batch++) {
                batches.add(range(batch * 500L + 1, batch * 500L + 500, bad, _ -> false));
            }
            List<Long> expected = seqs(6_000, bad);
            assertThat(refusedOf(bench, batches)).containsExactlyInAnyOrderElementsOf(expected);
            arrivedInOrder(bench, 6_000, expected);
            assertThat(bench.host().told("KAFK-0101")).as("a loss is told").isFalse();
        }
    }

    @Test
    void aBatchOfNothingElseIsRefusedWhole() throws Exception {
        try (StoreBench bench = bench("all", 1, Map.of())) {
            bench.openSoon();
            List<List<FieldRecord>> batches = List.of(range(1, 100, _ -> true, _ -> false));
            assertThat(refusedOf(bench, batches)).hasSize(100);
            assertThat(bench.arrivals(EPOCH)).isEmpty();
        }
    }

    /// The topic takes less than the client would send.
    @Test
    void whatIsTooLargeForTheTopicIsRefusedAlone() throws Exception {
        try (StoreBench bench = bench("small", 2, Map.of("max.message.bytes", "20000"))) {
            bench.openSoon();
            LongPredicate bad = seq -> seq % 250 == 7;
            List<List<FieldRecord>> batches = new ArrayList<>();
            for (int batch = 0; batch < 4; batch++) {
                batches.add(range(batch * 500L + 1, batch * 500L + 500, _ -> false, bad));
            }
            List<Long> expected = seqs(2_000, bad);
            assertThat(refusedOf(bench, batches)).containsExactlyInAnyOrderElementsOf(expected);
            arrivedInOrder(bench, 2_000, expected);
        }
    }
}
