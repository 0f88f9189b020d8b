package org.fieldproof.connector.s3;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.fieldproof.connector.work.SinkTasks;
import org.jspecify.annotations.Nullable;

/// Uploads each batch as an object. Every call blocks the host's worker, which owns the session;
/// a lost session is opened again by the next write.
final class S3Sink implements Sink {
    private static final int OUTSTANDING_BATCHES = 2;

    private final SinkHost host;
    private final SinkTasks tasks;
    private final S3Config config;
    private final S3Problems problems;
    private final CharsetEncoder utf8 = StandardCharsets.UTF_8.newEncoder();

    // All four belong to the worker.
    private @Nullable Bucket bucket;
    private @Nullable StoredObjects stored;
    private @Nullable Problem lastFailure;
    private boolean closed;

    // Grows with each failure; read by the lane at the call, written by the worker.
    private final AtomicLong failures = new AtomicLong();

    S3Sink(SinkHost host, S3Config config) {
        this.host = host;
        this.tasks = new SinkTasks(host.worker(), _ -> drop());
        this.config = config;
        this.problems = new S3Problems(host.id(), config);
    }

    @Override
    public CompletionStage<Void> open() {
        CompletableFuture<Void> opened = new CompletableFuture<>();
        Runnable task =
                () -> {
                    host.state(ConnectorState.STARTING, null);
                    try {
                        openBucket();
                        opened.complete(null);
                    } catch (ConnectorException e) {
                        failed(e.problem());
                        opened.completeExceptionally(e);
                    }
                };
        if (!tasks.run(opened, task)) {
            opened.completeExceptionally(new ConnectorException(problems.closed()));
        }
        return opened;
    }

    @Override
    public CompletionStage<WriteOutcome> write(RecordBatch batch) {
        CompletableFuture<WriteOutcome> told = new CompletableFuture<>();
        long failuresAtCall = failures.get();
        if (!tasks.run(told, () -> told.complete(storeInOrder(batch, failuresAtCall)))) {
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

    private WriteOutcome storeInOrder(RecordBatch batch, long failuresAtCall) {
        Problem before = lastFailure;
        if (failuresAtCall != failures.get() && before != null) {
            return new WriteOutcome.Unavailable(before);
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
        try {
            if (!writable.isEmpty()) {
                store(writable);
            }
        } catch (ConnectorException e) {
            if (e.problem().code().equals(S3Problems.TOO_LARGE)) {
                return new WriteOutcome.Indivisible(e.problem());
            }
            lastFailure = e.problem();
            failures.incrementAndGet();
            failed(e.problem());
            return new WriteOutcome.Unavailable(e.problem());
        }
        return refused.isEmpty() ? new WriteOutcome.Durable() : new WriteOutcome.Refused(refused);
    }

    private void store(List<FieldRecord> records) throws ConnectorException {
        openBucket();
        Bucket open = bucket;
        StoredObjects known = stored;
        if (open == null || known == null) {
            throw new ConnectorException(problems.closed());
        }
        List<FieldRecord> missing = known.missing(records);
        if (missing.isEmpty()) {
            return;
        }
        ObjectName name = ObjectName.of(config.folder(), missing);
        try {
            open.put(name, RecordLines.write(missing));
        } catch (IOException e) {
            throw new UncheckedIOException("to memory", e);
        }
        known.add(name);
    }

    /// Which text of the record is no UTF-8; empty if all are.
    private String faultOf(FieldRecord record) {
        if (!utf8.canEncode(record.address())) {
            return "address";
        }
        if (!utf8.canEncode(record.device())) {
            return "device";
        }
        boolean properties =
                record.properties().stream()
                        .allMatch(
                                each ->
                                        utf8.canEncode(each.name())
                                                && utf8.canEncode(each.value()));
        return properties ? "" : "properties";
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
            stored = new StoredObjects(fresh, config.folder());
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

    private void drop() {
        if (bucket != null) {
            bucket.close();
            bucket = null;
            stored = null;
        }
    }
}
