package org.fieldproof.connector.kafka;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Counter;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.work.SinkTasks;
import org.jspecify.annotations.Nullable;

/// Publishes to a topic. Messages are handed to Kafka's producer on the host's worker, in the
/// order of the calls; its own thread tells the answers.
///
/// While a broker is away for a moment the producer retries by itself, in order. If a batch has no
/// answer within `answerTimeout`, or one message fails, the producer is closed at once, on the
/// thread that sees it, and everything that has no answer then is unavailable (KAFK-L3): otherwise
/// later batches would overtake. A sink that was lost stays so; its lane makes another.
///
/// A broker stores nothing of a request to a partition in which it refuses one message (KAFK-L4).
/// What stood beside that one is sent again, and all that has no answer behind it, in order, by
/// another producer: the first is closed at once, before it can send what comes behind.
final class KafkaSink implements Sink {
    private static final int OUTSTANDING_MAX = 64;
    // What headers come to without the record's own texts.
    private static final int RECORD_BYTES = 250;
    // A quarter of the producer's memory, for a message that does not fit leaves the rest of its
    // batch empty, and each partition may have a batch begun. With up to 64 partitions there is
    // always room; with more the worker may wait for acknowledgements to make some.
    private static final long OUTSTANDING_BYTES_MAX = 8L << 20;

    private final SinkHost host;
    private final SinkTasks tasks;
    private final KafkaConfig config;
    private final KafkaProblems problems;
    private final Producers producers;

    private record Outstanding(BatchAnswers answers, long dueNanos) {}

    /// Makes a producer that has not met its cluster yet.
    interface Producers {
        Producer<byte[], byte[]> make() throws ConnectorException;
    }

    private final Counter batches;

    // Read by the lane at a call, changed when a batch is told.
    private final AtomicLong outstandingBytes = new AtomicLong();
    private final AtomicInteger outstanding = new AtomicInteger();

    // All below belong to the worker.
    private final MessageCodec codec = new MessageCodec();
    private final Deque<Outstanding> unanswered = new ArrayDeque<>();
    private boolean watching;
    private @Nullable Producer<byte[], byte[]> producer;
    private boolean closed;

    // Set once, by the worker or by the producer's thread: why nothing is answered for any more.
    private final AtomicReference<@Nullable Problem> lost = new AtomicReference<>();

    // Set by the producer's thread where messages failed for another's sake, until the worker has
    // another producer: what they failed with. Nothing is sent meanwhile.
    private final AtomicReference<@Nullable Problem> mending = new AtomicReference<>();

    // Set by the producer's thread: something was refused since the last mend, so this one helps.
    private volatile boolean refusedSome;

    // Set by the worker, cleared by the producer's thread, read by the lane: a mend sends again
    // what is under way, so it is little until a batch comes through without.
    private volatile boolean careful;

    KafkaSink(SinkHost host, KafkaConfig config) {
        this(host, config, () -> made(host, config));
    }

    KafkaSink(SinkHost host, KafkaConfig config, Producers producers) {
        this.host = host;
        this.tasks = new SinkTasks(host.worker(), _ -> drop());
        this.config = config;
        this.problems = new KafkaProblems(host.id(), config);
        this.producers = producers;
        batches = host.meters().counter("batches", "batches");
        host.meters().gauge("outstandingBatches", "batches", outstanding::get);
        host.meters().gauge("outstandingBytes", "bytes", outstandingBytes::get);
    }

    @Override
    public CompletionStage<Void> open() {
        return tasks.ask(
                () -> {
                    host.state(ConnectorState.STARTING, null);
                    openProducer();
                },
                this::lose,
                problems::closed);
    }

    @Override
    public CompletionStage<WriteOutcome> write(RecordBatch batch) {
        CompletableFuture<WriteOutcome> told = new CompletableFuture<>();
        long bytes = 0;
        for (FieldRecord record : batch.records()) {
            bytes += costBytes(record);
        }
        long cost = bytes;
        outstandingBytes.addAndGet(cost);
        outstanding.incrementAndGet();
        batches.increment();
        var _ =
                told.whenComplete(
                        (outcome, _) -> {
                            if (outcome instanceof WriteOutcome.Durable) {
                                careful = false;
                            }
                            outstandingBytes.addAndGet(-cost);
                            outstanding.decrementAndGet();
                        });
        if (!tasks.run(told, () -> send(batch, told))) {
            told.complete(new WriteOutcome.Unavailable(problems.closed()));
        }
        return told;
    }

    /// What it takes as a message; the device is a header and the key.
    private static long costBytes(FieldRecord record) {
        long texts =
                record.connection().length()
                        + 2L * record.device().length()
                        + record.address().length();
        for (Property each : record.properties()) {
            texts += each.name().length() + each.value().length();
        }
        return RECORD_BYTES + texts + record.payload().length;
    }

    /// The producer keeps the order of the calls, so several batches may be under way: as many as
    /// fit into a part of its memory.
    @Override
    public int outstandingBatchesMax() {
        return !careful && outstandingBytes.get() < OUTSTANDING_BYTES_MAX
                ? OUTSTANDING_MAX
                : Math.max(1, outstanding.get());
    }

    @Override
    public CompletionStage<Void> close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Runnable task =
                () -> {
                    if (!closed) {
                        closed = true;
                        drop();
                        host.state(ConnectorState.STOPPED, null);
                    }
                    done.complete(null);
                };
        if (!tasks.close(done, task)) {
            done.complete(null);
        }
        return done;
    }

    /// Where the producer itself has no sign of life, another one tells whether one is to be had.
    @Override
    public CompletionStage<Void> probe() {
        return tasks.ask(
                () -> {
                    if (!SignOfLife.of(openProducer())) {
                        tryAnother();
                    }
                },
                this::lose,
                problems::closed);
    }

    private void tryAnother() throws ConnectorException {
        Producer<byte[], byte[]> other = producers.make();
        try {
            var _ = other.partitionsFor(config.topic());
        } catch (KafkaException e) {
            throw new ConnectorException(problems.of(e), e);
        } finally {
            other.close(Duration.ZERO);
        }
    }

    private void send(RecordBatch batch, CompletableFuture<WriteOutcome> told) {
        Problem before = lost.get();
        if (before != null) {
            told.complete(new WriteOutcome.Unavailable(before));
            return;
        }
        Producer<byte[], byte[]> open;
        try {
            open = openProducer();
        } catch (ConnectorException e) {
            lose(e.problem());
            told.complete(new WriteOutcome.Unavailable(e.problem()));
            return;
        }
        BatchAnswers answers = new BatchAnswers(batch.records(), told);
        watch(answers);
        handOver(open, answers);
    }

    /// What waits of a batch; the rest of it goes on waiting if a mend or a loss comes between.
    private void handOver(Producer<byte[], byte[]> open, BatchAnswers answers) {
        for (int i = 0; i < answers.size(); i++) {
            if (lost.get() != null || mending.get() != null) {
                return;
            }
            if (answers.take(i)) {
                sendOne(open, answers, i);
            }
        }
    }

    private void sendOne(Producer<byte[], byte[]> open, BatchAnswers answers, int index) {
        try {
            var _ =
                    open.send(
                            codec.message(config.topic(), answers.record(index)),
                            (_, failure) -> answered(open, answers, index, failure));
        } catch (KafkaException | IllegalStateException e) {
            // Thrown before the message was taken in: its callback does not come.
            answered(open, answers, index, e);
        }
    }

    /// Runs on the producer's thread, or on the worker.
    private void answered(
            Producer<byte[], byte[]> open,
            BatchAnswers answers,
            int index,
            @Nullable Exception failure) {
        Problem before = lost.get();
        if (before != null) {
            // Also one that is stored: what failed before it comes again, so it must too.
            answers.unavailable(index, before);
            return;
        }
        @Nullable Problem ofMessage = failure == null ? null : problems.ofMessage(failure);
        if (ofMessage != null) {
            refusedSome = true;
            answers.refused(index, ofMessage);
        } else if (mending.get() != null) {
            if (failure == null) {
                answers.held(index);
            } else {
                answers.again(index);
            }
        } else if (failure == null) {
            answers.acknowledged(index);
        } else if (KafkaProblems.isNeighbour(failure)) {
            mending.set(problems.of(failure));
            open.close(Duration.ZERO);
            answers.again(index);
            tasks.run(new CompletableFuture<>(), this::mend);
        } else {
            failed(open, answers, index, problems.of(failure));
        }
    }

    private void failed(
            Producer<byte[], byte[]> open, BatchAnswers answers, int index, Problem why) {
        if (lost.compareAndSet(null, why)) {
            // The worker may be busy, and what waits behind would be sent meanwhile. On its own
            // thread a producer does not wait for itself.
            open.close(Duration.ZERO);
            tasks.run(new CompletableFuture<>(), () -> dropAndTell(why));
        }
        answers.unavailable(index, why);
    }

    /// Sends again, on another producer, what failed beside a message that was refused.
    private void mend() {
        Problem why = mending.get();
        if (closed || lost.get() != null || why == null) {
            return;
        }
        if (producer != null) {
            // Comes back when all its callbacks have.
            producer.close(Duration.ZERO);
            producer = null;
        }
        if (!refusedSome) {
            // It would fail for ever.
            lose(why);
            return;
        }
        refusedSome = false;
        Producer<byte[], byte[]> open;
        try {
            open = openProducer();
        } catch (ConnectorException e) {
            lose(e.problem());
            return;
        }
        mending.set(null);
        Set<String> devices = new HashSet<>();
        unanswered.forEach(each -> each.answers().decide(devices));
        // After those that this mend itself has settled.
        careful = true;
        // At least one message fewer is sent: that is no silence.
        long due = host.clock().nanoTime() + config.answerTimeout().toNanos();
        List<BatchAnswers> waiting =
                unanswered.stream()
                        .map(Outstanding::answers)
                        .filter(each -> !each.isTold())
                        .toList();
        unanswered.clear();
        waiting.forEach(each -> unanswered.addLast(new Outstanding(each, due)));
        waiting.forEach(each -> handOver(open, each));
    }

    /// Gives everything up if a batch has no answer in time. One look is pending at a time: it
    /// comes when the oldest that has none is due.
    private void watch(BatchAnswers answers) {
        long due = host.clock().nanoTime() + config.answerTimeout().toNanos();
        unanswered.addLast(new Outstanding(answers, due));
        lookLater();
    }

    private void lookLater() {
        while (!unanswered.isEmpty() && unanswered.getFirst().answers().isTold()) {
            unanswered.removeFirst();
        }
        // What is there when all is lost is told by the worker's task that drops it.
        if (watching || unanswered.isEmpty() || lost.get() != null) {
            return;
        }
        watching = true;
        long wait = unanswered.getFirst().dueNanos() - host.clock().nanoTime();
        CompletableFuture.delayedExecutor(Math.max(1, wait), TimeUnit.NANOSECONDS, host.worker())
                .execute(tasks.guarded(this::look));
    }

    private void look() {
        watching = false;
        long now = host.clock().nanoTime();
        boolean late =
                unanswered.stream()
                        .anyMatch(each -> each.dueNanos() - now <= 0 && !each.answers().isTold());
        if (late) {
            lose(problems.silent());
        }
        lookLater();
    }

    /// Belongs to the worker.
    private void lose(Problem why) {
        if (lost.compareAndSet(null, why)) {
            dropAndTell(why);
        }
    }

    private void dropAndTell(Problem why) {
        if (!closed) {
            host.state(
                    KafkaProblems.needsPerson(why) ? ConnectorState.FAULTED : ConnectorState.DOWN,
                    why);
        }
        drop();
    }

    /// Fails what is outstanding; its callbacks come from the producer's thread.
    private void drop() {
        Problem closing = problems.closed();
        lost.compareAndSet(null, closing);
        Problem before = lost.get();
        Problem why = before == null ? closing : before;
        if (producer != null) {
            producer.close(Duration.ZERO);
            producer = null;
        }
        // What no producer has got.
        unanswered.forEach(each -> each.answers().giveUp(why));
        unanswered.clear();
    }

    private Producer<byte[], byte[]> openProducer() throws ConnectorException {
        if (closed) {
            throw new ConnectorException(problems.closed());
        }
        if (producer != null) {
            return producer;
        }
        Producer<byte[], byte[]> fresh = producers.make();
        try {
            greet(fresh);
            producer = fresh;
        } catch (KafkaException e) {
            throw new ConnectorException(problems.of(e), e);
        } finally {
            if (producer == null) {
                fresh.close(Duration.ZERO);
            }
        }
        host.state(ConnectorState.UP, null);
        return fresh;
    }

    private static KafkaProducer<byte[], byte[]> made(SinkHost host, KafkaConfig config)
            throws ConnectorException {
        KafkaProblems problems = new KafkaProblems(host.id(), config);
        KafkaProducer<byte[], byte[]> fresh;
        try {
            fresh =
                    new KafkaProducer<>(
                            new ClientSettings(host, config).producer(),
                            new ByteArraySerializer(),
                            new ByteArraySerializer());
        } catch (KafkaException e) {
            throw new ConnectorException(problems.unusable(e), e);
        }
        boolean linked = false;
        try {
            Endpoint first = config.servers().getFirst();
            if (!host.links().dial(host.id(), first).equals(first)) {
                LinkedSelector.into(fresh, host.links(), host.id());
            }
            linked = true;
            return fresh;
        } catch (ReflectiveOperationException e) {
            throw new ConnectorException(problems.noLink(e), e);
        } finally {
            if (!linked) {
                fresh.close(Duration.ZERO);
            }
        }
    }

    /// Reaches the cluster and looks at the topic.
    private void greet(Producer<byte[], byte[]> fresh) {
        List<PartitionInfo> partitions = fresh.partitionsFor(config.topic());
        boolean single = partitions.stream().anyMatch(each -> each.replicas().length < 2);
        if (single) {
            host.event(
                    GatewayEvent.Level.WARNING,
                    "KAFK-0401",
                    "destination " + host.id(),
                    "Topic "
                            + config.topic()
                            + " has one replica: a power cut of its broker can lose what it has"
                            + " acknowledged. Give the topic three replicas.",
                    Map.of("topic", config.topic()));
        }
    }
}
