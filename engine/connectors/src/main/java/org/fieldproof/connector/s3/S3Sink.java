package org.fieldproof.connector.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.fieldproof.connector.work.OneAhead;
import org.fieldproof.connector.work.SinkTasks;
import org.jspecify.annotations.Nullable;

/// Uploads each batch as an object, one after the other, in the order of the calls. The worker,
/// which owns the session, packs the next object while one is uploaded; a lost session is opened
/// again by the next write.
final class S3Sink implements Sink {
    private static final int OUTSTANDING_BATCHES = 3;

    private final SinkHost host;
    private final SinkTasks tasks;
    private final OneAhead ahead;
    private final S3Config config;
    private final S3Problems problems;

    // All below belong to the worker.
    private final RecordLines lines = new RecordLines();
    private @Nullable Bucket bucket;
    private @Nullable StoredObjects known;
    private @Nullable ObjectName uploading;
    private @Nullable Problem lastFailure;
    private boolean closed;

    // Grows with each failure; read by the lane at the call, written by the worker.
    private final AtomicLong failures = new AtomicLong();

    S3Sink(SinkHost host, S3Config config) {
        this.host = host;
        this.tasks = new SinkTasks(host.worker(), this::dropAfterBug);
        this.ahead = new OneAhead(host.id(), tasks);
        this.config = config;
        this.problems = new S3Problems(host.id(), config);
    }

    @Override
    public CompletionStage<Void> open() {
        return tasks.ask(
                () -> {
                    host.state(ConnectorState.STARTING, null);
                    openBucket();
                },
                this::failed,
                problems::closed);
    }

    @Override
    public CompletionStage<WriteOutcome> write(RecordBatch batch) {
        CompletableFuture<WriteOutcome> told = new CompletableFuture<>();
        long failuresAtCall = failures.get();
        ahead.called();
        if (!tasks.run(told, () -> storeInOrder(batch, told, failuresAtCall))) {
            told.complete(new WriteOutcome.Unavailable(problems.closed()));
        }
        return told;
    }

    @Override
    public int outstandingBatchesMax() {
        return OUTSTANDING_BATCHES;
    }

    @Override
    public CompletionStage<Void> close() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        Runnable task =
                () -> {
                    if (!closed) {
                        closed = true;
                        ahead.settle();
                        drop();
                        host.state(ConnectorState.STOPPED, null);
                    }
                    done.complete(null);
                };
        if (!tasks.close(done, task)) {
            done.complete(null);
        }
        var _ = done.whenComplete((_, _) -> ahead.close());
        return done;
    }

    @Override
    public CompletionStage<Void> probe() {
        return tasks.ask(
                () -> {
                    ahead.settle();
                    openBucket();
                    Bucket open = bucket;
                    if (open == null || !open.exists()) {
                        throw new ConnectorException(problems.noBucket());
                    }
                },
                this::failed,
                problems::closed);
    }

    private void storeInOrder(
            RecordBatch batch, CompletableFuture<WriteOutcome> told, long failuresAtCall) {
        ahead.begun();
        if (isStale(told, failuresAtCall)) {
            return;
        }
        List<RefusedRecord> refused = new ArrayList<>();
        List<FieldRecord> writable = new ArrayList<>(batch.size());
        for (FieldRecord record : batch.records()) {
            String fault = faultOf(record);
            if (fault.isEmpty()) {
                writable.add(record);
            } else {
                refused.add(new RefusedRecord(record.seq(), problems.unwritable(fault)));
            }
        }
        WriteOutcome stored =
                refused.isEmpty() ? new WriteOutcome.Durable() : new WriteOutcome.Refused(refused);
        try {
            store(writable, stored, told, failuresAtCall);
        } catch (ConnectorException e) {
            ahead.settle();
            settled(new WriteOutcome.Unavailable(e.problem()), told);
        }
    }

    /// True, and told, where a batch before this one has failed since the lane handed it over.
    private boolean isStale(CompletableFuture<WriteOutcome> told, long failuresAtCall) {
        Problem before = lastFailure;
        if (failuresAtCall == failures.get() || before == null) {
            return false;
        }
        told.complete(new WriteOutcome.Unavailable(before));
        return true;
    }

    /// Makes the object ready while the one before is still uploaded.
    private void store(
            List<FieldRecord> records,
            WriteOutcome stored,
            CompletableFuture<WriteOutcome> told,
            long failuresAtCall)
            throws ConnectorException {
        if (records.isEmpty()) {
            told.complete(stored);
            return;
        }
        openBucket();
        Bucket open = bucket;
        StoredObjects known = this.known;
        if (open == null || known == null) {
            throw new ConnectorException(problems.closed());
        }
        if (uploading != null
                && uploading.overlaps(records.getFirst().seq(), records.getLast().seq())) {
            ahead.settle();
        }
        List<FieldRecord> missing = known.missing(records);
        if (missing.isEmpty()) {
            told.complete(stored);
            return;
        }
        ObjectName name = ObjectName.of(config.folder(), missing);
        PackedLines object = packed(missing);
        ahead.settle();
        if (isStale(told, failuresAtCall)) {
            return;
        }
        uploading = name;
        ahead.start(
                () -> uploaded(open, name, object, stored),
                told,
                outcome -> {
                    uploading = null;
                    if (outcome.equals(stored)) {
                        known.add(name);
                    }
                    settled(outcome, told);
                });
    }

    private PackedLines packed(List<FieldRecord> records) {
        try {
            return lines.write(records);
        } catch (IOException e) {
            throw new UncheckedIOException("to memory", e);
        }
    }

    /// Runs on the thread that uploads, or on the worker.
    private static WriteOutcome uploaded(
            Bucket open, ObjectName name, PackedLines object, WriteOutcome stored) {
        try {
            open.put(name, object);
            return stored;
        } catch (ConnectorException e) {
            return e.problem().code().equals(S3Problems.TOO_LARGE)
                    ? new WriteOutcome.Indivisible(e.problem())
                    : new WriteOutcome.Unavailable(e.problem());
        }
    }

    private void settled(WriteOutcome outcome, CompletableFuture<WriteOutcome> told) {
        if (outcome instanceof WriteOutcome.Unavailable(Problem why)) {
            lastFailure = why;
            failures.incrementAndGet();
            failed(why);
        }
        told.complete(outcome);
    }

    /// Which text of the record is no UTF-8; empty if all are.
    private static String faultOf(FieldRecord record) {
        if (!isWhole(record.address())) {
            return "address";
        }
        if (!isWhole(record.device())) {
            return "device";
        }
        for (Property each : record.properties()) {
            if (!isWhole(each.name()) || !isWhole(each.value())) {
                return "properties";
            }
        }
        return "";
    }

    /// False where the text holds half a character.
    private static boolean isWhole(String text) {
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE) {
                return false;
            }
            at += Character.charCount(point);
        }
        return true;
    }

    private void openBucket() throws ConnectorException {
        if (closed) {
            throw new ConnectorException(problems.closed());
        }
        if (bucket != null) {
            return;
        }
        Bucket fresh = Bucket.of(host, config, problems, host.links());
        try {
            if (!fresh.exists()) {
                throw new ConnectorException(problems.noBucket());
            }
            known = new StoredObjects(fresh, config.folder());
            bucket = fresh;
        } finally {
            if (bucket == null) {
                fresh.close();
            }
        }
        host.state(ConnectorState.UP, null);
    }

    private void failed(Problem why) {
        drop();
        host.state(S3Problems.needsPerson(why) ? ConnectorState.FAULTED : ConnectorState.DOWN, why);
    }

    private void dropAfterBug(Throwable bug) {
        ahead.fail(bug);
        drop();
    }

    private void drop() {
        if (bucket != null) {
            bucket.close();
            bucket = null;
            known = null;
        }
    }
}
