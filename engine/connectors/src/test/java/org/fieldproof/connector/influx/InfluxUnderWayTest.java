package org.fieldproof.connector.influx;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ReadBack.Arrival;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.fieldproof.connector.stores.ScriptedStore;
import org.fieldproof.connector.stores.ScriptedStore.Answer;
import org.fieldproof.connector.stores.ScriptedStore.Asked;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/// Several batches under way, through a proxy before a real InfluxDB that looks at every request.
/// Harm if it breaks: a batch overtakes one that failed, is called durable before it is sent, or
/// answers for another's refusal.
final class InfluxUnderWayTest {
    private static final WriteOutcome DURABLE = new WriteOutcome.Durable();
    private static final Pattern SEQ = Pattern.compile("fp_seq=(\\d+)i");
    private static final int BATCHES = 40;
    // More than one request may hold.
    private static final int EACH = 200;

    @TempDir static Path directory;
    @RegisterExtension static InfluxOfAClass influx = new InfluxOfAClass();

    private final List<CompletableFuture<WriteOutcome>> told = new CopyOnWriteArrayList<>();
    private final List<List<Long>> requests = new CopyOnWriteArrayList<>();
    private final Queue<String> faults = new ConcurrentLinkedQueue<>();
    private final Queue<Answer> next = new ConcurrentLinkedQueue<>();
    private final CountDownLatch begun = new CountDownLatch(1);
    private final Semaphore alone = new Semaphore(1);

    private Answer answer(Asked asked) throws IOException, InterruptedException {
        if (asked.uri().getPath().equals("/write")) {
            return looked(asked);
        }
        return ScriptedStore.forward(asked, influx.server().port());
    }

    private Answer looked(Asked asked) throws IOException, InterruptedException {
        boolean first = alone.tryAcquire();
        try {
            if (!first) {
                faults.add("two requests at once");
            }
            List<Long> seqs = new ArrayList<>();
            Matcher seq = SEQ.matcher(new String(asked.body(), UTF_8));
            while (seq.find()) {
                seqs.add(Long.parseLong(seq.group(1)));
            }
            requests.add(seqs);
            for (long each : seqs) {
                if (told.get((int) (each - 1) / EACH).isDone()) {
                    faults.add(each + " was answered for before it was sent");
                }
            }
            Answer scripted = next.poll();
            return scripted != null
                    ? scripted
                    : ScriptedStore.forward(asked, influx.server().port());
        } finally {
            alone.release(first ? 1 : 0);
        }
    }

    private void awaitBegun() {
        try {
            assertThat(begun.await(30, SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private StoreBench bench(ScriptedStore store, String database) {
        influx.server().create("CREATE DATABASE " + database);
        Map<String, Object> fields =
                Map.of("port", store.port(), "database", database, "hold", "1ms", "gzip", "false");
        return Points.bench(directory, fields);
    }

    private List<WriteOutcome> begin(StoreBench bench, long poison) throws Exception {
        bench.open();
        // The worker begins when all wait, so that one request is sent while the next is made.
        bench.host().worker().execute(this::awaitBegun);
        for (int batch = 0; batch < BATCHES; batch++) {
            List<FieldRecord> records = Points.range(batch * (long) EACH + 1, (batch + 1L) * EACH);
            records.replaceAll(
                    each ->
                            each.seq() == poison
                                    ? Points.json(poison, "{\"bar\":\"no number\"}")
                                    : each);
            told.add(bench.begin(records));
        }
        begun.countDown();
        return told.stream().map(each -> each.orTimeout(60, SECONDS).join()).toList();
    }

    @Test
    void batchesThatWaitShareRequestsInOrderAndEachHasItsOwnAnswer() throws Exception {
        try (ScriptedStore store = new ScriptedStore(this::answer);
                StoreBench bench = bench(store, "shared")) {
            List<WriteOutcome> outcomes = begin(bench, 4_105);
            for (int batch = 0; batch < BATCHES; batch++) {
                if (batch == 20) {
                    assertThat(outcomes.get(batch))
                            .isInstanceOfSatisfying(
                                    WriteOutcome.Refused.class,
                                    refused ->
                                            assertThat(refused.refused())
                                                    .extracting(RefusedRecord::seq)
                                                    .containsExactly(4_105L));
                } else {
                    assertThat(outcomes.get(batch)).as("batch %d", batch).isEqualTo(DURABLE);
                }
            }
            List<Long> order = requests.stream().flatMap(List::stream).distinct().toList();
            assertThat(order).hasSize(BATCHES * EACH).isSorted();
            assertThat(faults).isEmpty();
            // Two requests, and of one of them halves until the refused point stands alone.
            assertThat(requests.getFirst()).hasSize(5_000);
            assertThat(requests).hasSizeLessThan(BATCHES);
            assertThat(bench.arrivals(Points.EPOCH))
                    .extracting(Arrival::seq)
                    .hasSize(BATCHES * EACH - 1)
                    .doesNotContain(4_105L);
        }
    }

    @Test
    void nothingIsSentBehindARequestThatFailed() throws Exception {
        try (ScriptedStore store = new ScriptedStore(this::answer);
                StoreBench bench = bench(store, "behind")) {
            next.add(Answer.of(503, "{\"error\":\"busy\"}"));
            assertThat(begin(bench, 0))
                    .allSatisfy(
                            each -> assertThat(each).isInstanceOf(WriteOutcome.Unavailable.class));
            assertThat(requests).hasSize(1);
            assertThat(faults).isEmpty();
            told.clear();
            List<FieldRecord> again = Points.range(1, BATCHES * EACH);
            for (int batch = 0; batch < BATCHES; batch++) {
                told.add(new CompletableFuture<>());
            }
            assertThat(bench.write(again)).isEqualTo(DURABLE);
            assertThat(bench.arrivals(Points.EPOCH)).hasSize(BATCHES * EACH);
        }
    }

    /// Also while nothing more comes: a large batch would stay for as long as a line is idle.
    @Test
    void nothingOfARequestIsKeptOnceItIsAnsweredFor() throws Exception {
        try (ScriptedStore store = new ScriptedStore(this::answer);
                StoreBench bench = bench(store, "kept")) {
            told.add(new CompletableFuture<>());
            WeakReference<FieldRecord> stored = written(bench);
            Await.until(
                    Duration.ofSeconds(30),
                    () -> {
                        System.gc();
                        return stored.refersTo(null);
                    },
                    "the records to be let go of");
        }
    }

    private static WeakReference<FieldRecord> written(StoreBench bench) {
        List<FieldRecord> records = Points.range(1, EACH);
        assertThat(bench.write(records)).isEqualTo(DURABLE);
        return new WeakReference<>(records.getFirst());
    }
}
