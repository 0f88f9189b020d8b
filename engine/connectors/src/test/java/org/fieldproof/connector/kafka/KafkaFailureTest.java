package org.fieldproof.connector.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A producer whose answers the test gives, on its own thread, while the worker is busy (KAFK-L3).
final class KafkaFailureTest {
    private static final TestAuthority NOBODY = new TestAuthority("nobody");

    private final MockProducer<byte[], byte[]> producer =
            new MockProducer<>(false, null, new ByteArraySerializer(), new ByteArraySerializer());

    @TempDir Path directory;

    private StoreBench bench() {
        return bench(() -> producer);
    }

    private StoreBench bench(KafkaSink.Producers producers) {
        StoreBench bench =
                new StoreBench(
                        new KafkaSinkFactory(),
                        directory,
                        Map.of("servers", List.of("127.0.0.1:9")),
                        LinkTable.direct(),
                        NOBODY);
        bench.sink(new KafkaSink(bench.host(), KafkaConfig.of(bench.host().config()), producers));
        return bench;
    }

    private static List<FieldRecord> range(long from, long to, String address) {
        return range(from, to, "press", address);
    }

    private static List<FieldRecord> range(long from, long to, String device, String address) {
        List<FieldRecord> records = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            records.add(
                    new FieldRecord(
                            new UUID(1, 2),
                            seq,
                            "devices",
                            device,
                            address,
                            new byte[10],
                            PayloadEncoding.BYTES,
                            Quality.GOOD,
                            0,
                            1_795_004_800_000_000_000L,
                            1,
                            false,
                            false,
                            List.of(new Property("lot", "7"))));
        }
        return records;
    }

    /// Waits until the worker has handed over so many messages, and then keeps it busy.
    private CountDownLatch busyAfter(StoreBench bench, int messages) {
        Await.until(
                Duration.ofSeconds(30),
                () -> producer.history().size() == messages,
                "the messages to be handed over");
        CountDownLatch free = new CountDownLatch(1);
        bench.host()
                .worker()
                .execute(
                        () -> {
                            try {
                                assertThat(free.await(60, TimeUnit.SECONDS)).isTrue();
                            } catch (InterruptedException e) {
                                throw new IllegalStateException(e);
                            }
                        });
        return free;
    }

    @Test
    void nothingBehindAFailureIsDurableOrSent() throws Exception {
        try (StoreBench bench = bench()) {
            bench.open();
            CompletableFuture<WriteOutcome> before = bench.begin(range(1, 2, "a"));
            CompletableFuture<WriteOutcome> failed = bench.begin(range(3, 4, "a"));
            CompletableFuture<WriteOutcome> behind = bench.begin(range(5, 6, "a"));
            CountDownLatch free = busyAfter(bench, 6);
            CompletableFuture<WriteOutcome> later = bench.begin(range(7, 8, "a"));
            for (int stored = 0; stored < 2; stored++) {
                assertThat(producer.completeNext()).isTrue();
            }
            assertThat(before.join()).isInstanceOf(WriteOutcome.Durable.class);

            assertThat(producer.completeNext()).isTrue();
            producer.errorNext(new KafkaException("leader is gone"));
            assertThat(producer.closed()).as("closed while the worker is busy").isTrue();
            assertThat(failed.join()).isInstanceOf(WriteOutcome.Unavailable.class);
            while (producer.completeNext()) {
                // What was on its way is stored and acknowledged.
            }
            assertThat(behind.join())
                    .as("stored before what comes again")
                    .isInstanceOfSatisfying(
                            WriteOutcome.Unavailable.class,
                            lost -> assertThat(lost.why().message()).contains("leader is gone"));
            CompletableFuture<WriteOutcome> after = bench.begin(range(9, 10, "a"));

            free.countDown();
            for (CompletableFuture<WriteOutcome> each : List.of(later, after)) {
                assertThat(each.get(30, TimeUnit.SECONDS))
                        .isInstanceOf(WriteOutcome.Unavailable.class);
            }
            assertThat(producer.history()).as("nothing is sent any more").hasSize(6);
            Await.until(
                    Duration.ofSeconds(30),
                    () -> bench.host().state() == ConnectorState.DOWN,
                    "the loss to be told");
        }
    }

    /// Long addresses fill the producer's memory too.
    @Test
    void textsCountAmongWhatIsOutstanding() throws Exception {
        try (StoreBench bench = bench()) {
            bench.open();
            CompletableFuture<WriteOutcome> large = bench.begin(range(1, 300, "x".repeat(30_000)));
            assertThat(bench.sink().outstandingBatchesMax()).isEqualTo(1);
            busyAfter(bench, 300).countDown();
            while (producer.completeNext()) {
                // All of them.
            }
            assertThat(large.get(30, TimeUnit.SECONDS)).isInstanceOf(WriteOutcome.Durable.class);
            assertThat(bench.sink().outstandingBatchesMax()).isGreaterThan(1);
        }
    }

    /// Told as well: otherwise its lane would wait until its own limit.
    @Test
    void aBatchThatIsHandedOverWhileAllIsLostIsTold() throws Exception {
        try (StoreBench bench = bench()) {
            bench.open();
            CompletableFuture<WriteOutcome> before = bench.begin(range(1, 2, "a"));
            busyAfter(bench, 2).countDown();
            // Asked for its size by the worker, when it has seen that nothing is lost.
            List<FieldRecord> meanwhile =
                    new ArrayList<>(range(3, 4, "a")) {
                        @Override
                        public int size() {
                            producer.errorNext(new KafkaException("leader is gone"));
                            return super.size();
                        }
                    };
            CompletableFuture<WriteOutcome> then = bench.begin(meanwhile);
            for (CompletableFuture<WriteOutcome> each : List.of(then, before)) {
                assertThat(each.get(60, TimeUnit.SECONDS))
                        .isInstanceOf(WriteOutcome.Unavailable.class);
            }
        }
    }

    /// What is settled by the mend itself says nothing about the batches behind.
    @Test
    void littleIsUnderWayBehindAMend() throws Exception {
        MockProducer<byte[], byte[]> second =
                new MockProducer<>(
                        false, null, new ByteArraySerializer(), new ByteArraySerializer());
        Iterator<MockProducer<byte[], byte[]>> producers = List.of(producer, second).iterator();
        try (StoreBench bench = bench(producers::next)) {
            bench.open();
            CompletableFuture<WriteOutcome> first = bench.begin(range(1, 2, "a"));
            CompletableFuture<WriteOutcome> stored = bench.begin(range(3, 3, "press-2", "a"));
            CountDownLatch free = busyAfter(bench, 3);
            producer.errorNext(new RecordTooLargeException("too large"));
            producer.errorNext(new KafkaException("part of a batch which had another"));
            assertThat(producer.completeNext()).isTrue();
            free.countDown();
            assertThat(stored.get(30, TimeUnit.SECONDS)).isInstanceOf(WriteOutcome.Durable.class);
            Await.until(
                    Duration.ofSeconds(30),
                    () -> second.history().size() == 1,
                    "the rest to be sent again");
            assertThat(bench.sink().outstandingBatchesMax()).isEqualTo(1);
            assertThat(second.completeNext()).isTrue();
            assertThat(first.get(30, TimeUnit.SECONDS)).isInstanceOf(WriteOutcome.Refused.class);
        }
    }

    @Test
    void outcomesAreToldWithoutALock() {
        Problem why = Problem.warning("KAFK-0102", "destination store", "no.", "nothing.");
        for (BiConsumer<BatchAnswers, Problem> each :
                List.<BiConsumer<BatchAnswers, Problem>>of(
                        (answers, problem) -> answers.refused(0, problem),
                        (answers, problem) -> answers.unavailable(0, problem))) {
            CompletableFuture<WriteOutcome> told = new CompletableFuture<>();
            BatchAnswers answers = new BatchAnswers(range(1, 1, "a"), told);
            CompletableFuture<Boolean> locked = told.thenApply(_ -> Thread.holdsLock(answers));
            assertThat(answers.take(0)).isTrue();
            each.accept(answers, why);
            assertThat(locked).isCompletedWithValue(false);
        }
    }
}
