package org.fieldproof.engine.rig;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ReadBack;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;

/// A destination in memory that behaves as the test says, over any number of sinks.
public final class ScriptedDestination implements SinkFactory {
    public static final Problem AWAY =
            Problem.error("LANE-0999", "destination", "It is away.", "Wait.");
    public static final Problem POISON =
            Problem.error("LANE-0998", "record", "It is poison.", "Look at it.");

    /// How writes are answered.
    public enum Mood {
        TAKES,
        UNAVAILABLE,
        HANGS,
        /// Takes the batch and never says so: the outcome stays unknown.
        TAKES_UNSEEN,
        OPEN_FAILS
    }

    private final String type;
    private final AtomicReference<Mood> mood = new AtomicReference<>(Mood.TAKES);
    private final AtomicReference<Predicate<FieldRecord>> poison =
            new AtomicReference<>(record -> false);
    private final AtomicReference<Optional<RandomGenerator>> chance =
            new AtomicReference<>(Optional.empty());
    private final AtomicInteger outstanding = new AtomicInteger(1);
    private final AtomicLong delayNanos = new AtomicLong();
    private final AtomicLong holdNanos = new AtomicLong();
    private final AtomicInteger opened = new AtomicInteger();
    private final AtomicInteger writes = new AtomicInteger();
    private final List<FieldRecord> arrived = new ArrayList<>();
    private int mixedBatches;
    private boolean indivisible;
    private boolean lean;
    private long leanCount;
    private long lastSeq;
    private long gaps;

    private final AtomicReference<String> target = new AtomicReference<>("");

    public ScriptedDestination(String type) {
        this.type = type;
    }

    public void mood(Mood now) {
        mood.set(now);
    }

    /// Records that are refused for good.
    public void poison(Predicate<FieldRecord> which) {
        poison.set(which);
    }

    /// From now on it does not say which record it refuses.
    public synchronized void sayNothing() {
        indivisible = true;
    }

    /// From now on it keeps no records, only their number and whether a seq is missing between
    /// one first arrival and the next: for a source whose every record comes here.
    public synchronized void lean() {
        lean = true;
    }

    /// Distinct seqs that arrived, when lean.
    public synchronized long leanCount() {
        return leanCount;
    }

    /// Seqs that were skipped, when lean.
    public synchronized long gaps() {
        return gaps;
    }

    private void takeLean(RecordBatch batch) {
        for (FieldRecord record : batch.records()) {
            if (record.seq() > lastSeq) {
                gaps += record.seq() - lastSeq - 1;
                lastSeq = record.seq();
                leanCount++;
            }
        }
    }

    /// Answers by chance from now on: mostly takes, sometimes is away or hangs.
    public void chance(RandomGenerator random) {
        chance.set(Optional.of(random));
    }

    public void noChance() {
        chance.set(Optional.empty());
    }

    public void outstanding(int batches) {
        outstanding.set(batches);
    }

    /// Each write is answered so much later; with one outstanding the order is kept.
    public void slow(Duration delay) {
        delayNanos.set(delay.toNanos());
    }

    /// Each write is answered so much later, on purpose, as a sink does that says so.
    ///
    /// @param said how long it says that it may take
    public void holding(Duration delay, Duration said) {
        slow(delay);
        holdNanos.set(said.toNanos());
    }

    public int opened() {
        return opened.get();
    }

    public int writes() {
        return writes.get();
    }

    /// Everything in order of arrival, repeats included.
    public synchronized List<FieldRecord> arrived() {
        return List.copyOf(arrived);
    }

    public synchronized List<Long> seqs() {
        return arrived.stream().map(FieldRecord::seq).toList();
    }

    public synchronized int count() {
        return arrived.size();
    }

    public List<Long> distinctSeqs() {
        return seqs().stream().distinct().toList();
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public String title() {
        return "Scripted destination";
    }

    @Override
    public ConfigSchema schema() {
        return ConfigSchema.of();
    }

    /// Where it puts what it takes, as a project would say.
    public void target(String where) {
        target.set(where);
    }

    @Override
    public String targetOf(Config config) {
        return target.get();
    }

    @Override
    public Sink create(SinkHost host) {
        return new ScriptedSink();
    }

    @Override
    public Optional<ReadBack> readBack(SinkHost host) {
        return Optional.empty();
    }

    public Sink createBare() {
        return new ScriptedSink();
    }

    /// Batches whose records were of more than one epoch.
    public synchronized int mixedBatches() {
        return mixedBatches;
    }

    private synchronized WriteOutcome take(RecordBatch batch) {
        if (batch.records().stream().map(FieldRecord::epoch).distinct().count() > 1) {
            mixedBatches++;
        }
        if (lean) {
            takeLean(batch);
            return new WriteOutcome.Durable();
        }
        List<RefusedRecord> refused = new ArrayList<>();
        for (FieldRecord record : batch.records()) {
            if (poison.get().test(record)) {
                refused.add(new RefusedRecord(record.seq(), POISON));
            }
        }
        if (indivisible && !refused.isEmpty()) {
            return new WriteOutcome.Indivisible(POISON);
        }
        for (FieldRecord record : batch.records()) {
            if (!poison.get().test(record)) {
                arrived.add(record);
            }
        }
        return refused.isEmpty() ? new WriteOutcome.Durable() : new WriteOutcome.Refused(refused);
    }

    private Mood moodNow() {
        RandomGenerator random = chance.get().orElse(null);
        if (random == null) {
            return mood.get();
        }
        synchronized (this) {
            int dice = random.nextInt(100);
            return dice < 6 ? Mood.UNAVAILABLE : dice < 7 ? Mood.HANGS : Mood.TAKES;
        }
    }

    /// Once it has not taken a batch it takes no later one either: what arrives keeps the order
    /// of the calls, as the contract asks.
    private final class ScriptedSink implements Sink {
        private final AtomicBoolean broken = new AtomicBoolean();

        @Override
        public long holdNanos() {
            return holdNanos.get();
        }

        @Override
        public CompletionStage<Void> open() {
            if (mood.get() == Mood.OPEN_FAILS) {
                return CompletableFuture.failedFuture(new ConnectorException(AWAY));
            }
            opened.incrementAndGet();
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<WriteOutcome> write(RecordBatch batch) {
            writes.incrementAndGet();
            Mood now = broken.get() ? Mood.UNAVAILABLE : moodNow();
            broken.set(now != Mood.TAKES);
            return switch (now) {
                case TAKES -> CompletableFuture.supplyAsync(() -> take(batch), pace());
                case UNAVAILABLE, OPEN_FAILS ->
                        CompletableFuture.completedFuture(new WriteOutcome.Unavailable(AWAY));
                case HANGS -> new CompletableFuture<>();
                case TAKES_UNSEEN -> {
                    take(batch);
                    yield new CompletableFuture<>();
                }
            };
        }

        private Executor pace() {
            long nanos = delayNanos.get();
            return nanos == 0
                    ? Runnable::run
                    : CompletableFuture.delayedExecutor(nanos, TimeUnit.NANOSECONDS);
        }

        @Override
        public int outstandingBatchesMax() {
            return outstanding.get();
        }

        @Override
        public CompletionStage<Void> close() {
            return CompletableFuture.completedFuture(null);
        }
    }
}
