package org.fieldproof.connector.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.SinkHost;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.fieldproof.connector.work.SinkTasks;
import org.jspecify.annotations.Nullable;

/// A table as a destination. Every blocking call runs on the host's worker, which also owns the
/// session; a lost session is opened again by the next write.
///
/// Two batches may be outstanding, so that the lane prepares one while the database stores the
/// other. Where a batch could not be stored, those called before its answer was known are not
/// tried either: the lane writes all of them again, in order.
final class DatabaseSink implements Sink {
    private static final int OUTSTANDING_BATCHES = 2;
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(61);

    private final SinkHost host;
    private final SinkTasks tasks;
    private final StoreSession.Opener opener;
    private final Duration lookAgain;

    // All five belong to the worker.
    private @Nullable StoreSession session;
    private boolean closed;
    private @Nullable Problem lastFailure;
    private @Nullable Problem warned;
    private boolean lookPending;

    // Grows with each failure; read by the lane at the call, written by the worker.
    private volatile long failures;

    DatabaseSink(SinkHost host, StoreSession.Opener opener) {
        this(host, opener, LOOK_AGAIN);
    }

    /// @param lookAgain how long a warning stands until it is looked at again without a batch
    DatabaseSink(SinkHost host, StoreSession.Opener opener, Duration lookAgain) {
        this.lookAgain = lookAgain;
        this.host = host;
        this.tasks = new SinkTasks(host.worker(), _ -> dropSession());
        this.opener = opener;
    }

    @Override
    public CompletionStage<Void> open() {
        return tasks.ask(
                () -> {
                    host.state(ConnectorState.STARTING, null);
                    requireOpen();
                },
                _ -> {},
                this::closedProblem);
    }

    private void requireOpen() throws ConnectorException {
        ConnectorException why = whyNotOpen();
        if (why != null) {
            throw why;
        }
    }

    @Override
    public CompletionStage<WriteOutcome> write(RecordBatch batch) {
        CompletableFuture<WriteOutcome> written = new CompletableFuture<>();
        long failuresAtCall = failures;
        if (!tasks.run(written, () -> written.complete(storeInOrder(batch, failuresAtCall)))) {
            written.complete(new WriteOutcome.Unavailable(closedProblem()));
        }
        return written;
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
                        dropSession();
                        host.state(ConnectorState.STOPPED, null);
                    }
                    done.complete(null);
                };
        if (!tasks.close(done, task)) {
            done.complete(null);
        }
        return done;
    }

    @Override
    public CompletionStage<Void> probe() {
        return tasks.ask(this::askForSignOfLife, _ -> {}, this::closedProblem);
    }

    /// A batch that came after the question finds the session gone, and opens another.
    private void askForSignOfLife() throws ConnectorException {
        requireOpen();
        StoreSession open = session;
        if (open == null) {
            throw new ConnectorException(closedProblem());
        }
        try {
            open.probe();
        } catch (SQLException e) {
            SqlFault fault = opener.faultOf(e);
            Problem lost = fault.problem(host.id(), e);
            var _ = failed(fault, lost);
            throw new ConnectorException(lost);
        }
    }

    private WriteOutcome storeInOrder(RecordBatch batch, long failuresAtCall) {
        Problem before = lastFailure;
        if (failuresAtCall != failures && before != null) {
            return new WriteOutcome.Unavailable(before);
        }
        WriteOutcome outcome = store(batch);
        if (outcome instanceof WriteOutcome.Unavailable(Problem why)) {
            lastFailure = why;
            failures = failuresAtCall + 1;
        }
        return outcome;
    }

    private WriteOutcome store(RecordBatch batch) {
        @Nullable ConnectorException why = whyNotOpen();
        StoreSession open = session;
        if (why != null || open == null) {
            return new WriteOutcome.Unavailable(why == null ? closedProblem() : why.problem());
        }
        try {
            WriteOutcome outcome = open.write(batch);
            tellWarning(open.warning());
            if (outcome instanceof WriteOutcome.Refused(List<RefusedRecord> refused)) {
                reportCollisions(refused);
            }
            return outcome;
        } catch (SQLException e) {
            return refusal(open, batch, e);
        } catch (ConnectorException e) {
            return paused(e.problem());
        }
    }

    /// A session may learn of a trouble, or of its end, while it stores.
    private void tellWarning(@Nullable Problem warning) {
        if (!Objects.equals(warning, warned)) {
            warned = warning;
            host.state(warning == null ? ConnectorState.UP : ConnectorState.DEGRADED, warning);
        }
        lookLater();
    }

    /// A lane without records asks for nothing, and the reason for a warning may be gone. Where a
    /// look finds the server lost, the next one opens a session.
    private void lookLater() {
        if (lookPending || warned == null) {
            return;
        }
        lookPending = true;
        CompletableFuture.delayedExecutor(lookAgain.toNanos(), TimeUnit.NANOSECONDS, host.worker())
                .execute(tasks.guarded(this::look));
    }

    private void look() {
        lookPending = false;
        if (closed || warned == null) {
            return;
        }
        StoreSession open = session;
        if (open == null) {
            var _ = whyNotOpen();
        } else {
            try {
                open.lookAgain();
                tellWarning(open.warning());
            } catch (SQLException e) {
                SqlFault fault = opener.faultOf(e);
                var _ = failed(fault, fault.problem(host.id(), e));
            }
        }
        lookLater();
    }

    /// Another payload under an identity of ours is no fault of one record but of the table or
    /// its other writers, so it is said aloud, once a batch.
    private void reportCollisions(List<RefusedRecord> refused) {
        List<RefusedRecord> collided =
                refused.stream().filter(one -> JdbcProblems.isCollision(one.why())).toList();
        if (collided.isEmpty()) {
            return;
        }
        Problem first = collided.getFirst().why();
        host.event(
                GatewayEvent.Level.ERROR,
                first.code(),
                first.object(),
                first.message() + " " + first.remedy(),
                Map.of(
                        "collisions", Integer.toString(collided.size()),
                        "firstSeq", Long.toString(collided.getFirst().seq())));
    }

    /// Blames a record only where the table still has its shape; see law JDBC-4.
    private WriteOutcome refusal(StoreSession open, RecordBatch batch, SQLException error) {
        SqlFault fault = opener.faultOf(error);
        Problem why = fault.problem(host.id(), error);
        if (!fault.keepsSession()) {
            return failed(fault, why);
        }
        try {
            open.verifyTable();
        } catch (SQLException e) {
            SqlFault second = opener.faultOf(e);
            return failed(second, second.problem(host.id(), e));
        } catch (ConnectorException e) {
            return paused(e.problem());
        }
        if (batch.size() == 1) {
            long seq = batch.records().getFirst().seq();
            return new WriteOutcome.Refused(List.of(new RefusedRecord(seq, why)));
        }
        return new WriteOutcome.Indivisible(why);
    }

    private WriteOutcome failed(SqlFault fault, Problem why) {
        dropSession();
        host.state(fault.needsPerson() ? ConnectorState.FAULTED : ConnectorState.DOWN, why);
        return new WriteOutcome.Unavailable(why);
    }

    private WriteOutcome paused(Problem why) {
        dropSession();
        host.state(ConnectorState.FAULTED, why);
        return new WriteOutcome.Unavailable(why);
    }

    /// Opens a session if there is none; null when there is one now.
    private @Nullable ConnectorException whyNotOpen() {
        if (closed) {
            return new ConnectorException(closedProblem());
        }
        if (session != null) {
            return null;
        }
        try {
            StoreSession opened = opener.open();
            session = opened;
            warned = opened.warning();
            host.state(warned == null ? ConnectorState.UP : ConnectorState.DEGRADED, warned);
            lookLater();
            return null;
        } catch (SQLException e) {
            SqlFault fault = opener.faultOf(e);
            Problem why = fault.problem(host.id(), e);
            host.state(fault.needsPerson() ? ConnectorState.FAULTED : ConnectorState.DOWN, why);
            return new ConnectorException(why, e);
        } catch (ConnectorException e) {
            host.state(ConnectorState.FAULTED, e.problem());
            return e;
        }
    }

    private void dropSession() {
        if (session != null) {
            session.close();
            session = null;
        }
    }

    private Problem closedProblem() {
        return Problem.error(
                "JDBC-0105",
                "destination " + host.id(),
                "The destination is closed.",
                "Records wait until the gateway starts it again.");
    }
}
