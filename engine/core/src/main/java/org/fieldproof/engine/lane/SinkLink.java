package org.fieldproof.engine.lane;

import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.lane.SinkMaker.MadeSink;
import org.jspecify.annotations.Nullable;

/// The lane's line to its destination, and its breaker: open, up, lost, closing, waiting, open
/// again. Each attempt is a session with a number of its own; what an earlier session still has
/// to say is not heard.
///
/// Confined to the lane's thread; stages answer by way of the lane's inbox.
final class SinkLink {
    private static final long CLOSE_PATIENCE_NANOS = 5_000_000_000L;
    private static final int HANGING_MAX = 4;

    private final String object;
    private final SinkMaker maker;
    private final Backoff backoff;
    private final long openPatienceNanos;
    private final Consumer<LaneEvent> inbox;
    private final List<MadeSink> hanging = new ArrayList<>();

    private Phase phase = Phase.WAITING;
    private @Nullable MadeSink made;
    private @Nullable Problem lastProblem;

    /// Something was given to it after the last delivery.
    private boolean unproven;
    private long session;
    private long phaseSinceNanos;
    private long nextTryNanos;
    private boolean everUp;

    private enum Phase {
        WAITING,
        OPENING,
        UP,
        CLOSING
    }

    SinkLink(
            String object,
            SinkMaker maker,
            Backoff backoff,
            GatewayClock clock,
            long openPatienceNanos,
            Consumer<LaneEvent> inbox) {
        this.object = object;
        this.maker = maker;
        this.backoff = backoff;
        this.openPatienceNanos = openPatienceNanos;
        this.inbox = inbox;
        this.nextTryNanos = clock.nanoTime();
    }

    boolean isUp() {
        return phase == Phase.UP;
    }

    /// True until the first attempt has ended, well or not.
    boolean isFirstAttempt() {
        return !everUp && backoff.attempts() == 0;
    }

    int attempts() {
        return backoff.attempts();
    }

    /// Number of the attempt that is under way, or up.
    long session() {
        return session;
    }

    /// Asks the sink for a sign of life; the answer comes to the inbox.
    void probe() {
        long number = session;
        try {
            sink().probe()
                    .whenComplete(
                            (_, failure) -> inbox.accept(new LaneEvent.Probed(number, failure)));
        } catch (RuntimeException | LinkageError e) {
            inbox.accept(new LaneEvent.Probed(number, e));
        }
    }

    boolean isSession(long number) {
        return number == session;
    }

    @Nullable Problem lastProblem() {
        return lastProblem;
    }

    /// When the next attempt is due; 0 if none is.
    long nextTryNanos() {
        return phase == Phase.WAITING ? nextTryNanos : 0;
    }

    int outstandingBatchesMax() {
        return made == null ? 1 : Math.max(1, made.sink().outstandingBatchesMax());
    }

    /// How much longer than the write timeout an outcome may take.
    long holdNanos() {
        return made == null ? 0 : Math.max(0, made.sink().holdNanos());
    }

    /// It lives: the waits begin anew, unless it has been given something since the last delivery
    /// and took nothing, which it may go on with.
    void lives() {
        if (!unproven) {
            backoff.reset();
        }
    }

    /// A batch is delivered: the destination is well.
    void proven() {
        unproven = false;
        backoff.reset();
        lastProblem = null;
    }

    /// Does what is due and gives the nanoseconds until something is.
    long act(long now) {
        return switch (phase) {
            case WAITING -> {
                if (nextTryNanos - now > 0) {
                    yield nextTryNanos - now;
                }
                open(now);
                yield 0;
            }
            case OPENING -> {
                long left = phaseSinceNanos + openPatienceNanos - now;
                if (left <= 0) {
                    lose(hangs("opening", openPatienceNanos), now);
                }
                yield Math.max(0, left);
            }
            case UP -> Long.MAX_VALUE;
            case CLOSING -> {
                long left = phaseSinceNanos + CLOSE_PATIENCE_NANOS - now;
                if (left <= 0) {
                    ended(now);
                }
                yield Math.max(0, left);
            }
        };
    }

    private void open(long now) {
        session++;
        hanging.removeIf(MadeSink::isFinished);
        if (hanging.size() >= HANGING_MAX) {
            lastProblem = hangs("every worker", CLOSE_PATIENCE_NANOS);
            nextTryNanos = now + backoff.nextNanos();
            return;
        }
        phase = Phase.OPENING;
        phaseSinceNanos = now;
        long number = session;
        try {
            MadeSink fresh = maker.make();
            made = fresh;
            CompletionStage<Void> opening = fresh.sink().open();
            opening.whenComplete(
                    (done, failure) -> inbox.accept(new LaneEvent.Opened(number, failure)));
        } catch (ConnectorException e) {
            failedToOpen(e, now);
        } catch (RuntimeException | LinkageError e) {
            lose(broken("open", e), now);
        }
    }

    /// The open ended. True if the sink is up now.
    boolean opened(LaneEvent.Opened event, long now) {
        if (event.session() != session || phase != Phase.OPENING) {
            return false;
        }
        Throwable failure = event.failure();
        if (failure != null) {
            failedToOpen(failure, now);
            return false;
        }
        phase = Phase.UP;
        phaseSinceNanos = now;
        everUp = true;
        return true;
    }

    /// Hands a batch to the sink; the outcome comes to the inbox.
    void write(Batch batch, CompletionStage<WriteOutcome> writing) {
        long number = session;
        unproven = true;
        writing.whenComplete(
                (outcome, failure) ->
                        inbox.accept(new LaneEvent.Written(number, batch, outcome, failure)));
    }

    Sink sink() {
        if (made == null) {
            throw new IllegalStateException("no sink in phase " + phase);
        }
        return made.sink();
    }

    /// The session is over; its late outcomes will not be heard.
    void lose(Problem why, long now) {
        lose(why, now, backoff.nextNanos());
    }

    private void failedToOpen(Throwable failure, long now) {
        lose(
                problemOf(failure),
                now,
                metNobody(failure) ? backoff.nextNanosOfNobody() : backoff.nextNanos());
    }

    private void lose(Problem why, long now, long waitNanos) {
        lastProblem = why;
        session++;
        nextTryNanos = now + waitNanos;
        close(now);
    }

    /// True if the host itself said that nothing listens at this port, or nobody was asked.
    private static boolean metNobody(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < 8 && cause != null; depth++) {
            if (cause instanceof ShutException) {
                return true;
            }
            if (cause instanceof ConnectException) {
                // A host that does not answer at all is told by the same class.
                String words = String.valueOf(cause.getMessage());
                return words.contains("refused");
            }
            cause = cause.getCause();
        }
        return false;
    }

    /// Closes what there is. Safe in any phase.
    void close(long now) {
        MadeSink closing = made;
        if (closing == null) {
            phase = Phase.WAITING;
            return;
        }
        if (phase == Phase.CLOSING) {
            return;
        }
        phase = Phase.CLOSING;
        phaseSinceNanos = now;
        session++;
        long number = session;
        try {
            closing.sink()
                    .close()
                    .whenComplete((done, failure) -> inbox.accept(new LaneEvent.Closed(number)));
        } catch (RuntimeException | LinkageError e) {
            lastProblem = broken("close", e);
            ended(now);
        }
    }

    void closed(LaneEvent.Closed event, long now) {
        if (event.session() == session && phase == Phase.CLOSING) {
            ended(now);
        }
    }

    boolean isClosed() {
        return made == null;
    }

    private void ended(long now) {
        if (made != null) {
            made.release();
            hanging.add(made);
            made = null;
        }
        phase = Phase.WAITING;
        phaseSinceNanos = now;
    }

    /// Of a write that ended and said nothing of its records.
    Problem withoutOutcome(@Nullable Throwable failure) {
        return problemOf(failure == null ? new IllegalStateException("no outcome") : failure);
    }

    Problem problemOf(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; depth < 8 && cause != null; depth++) {
            if (cause instanceof ConnectorException known) {
                return known.problem();
            }
            cause = cause.getCause();
        }
        return broken("a call", failure);
    }

    private Problem broken(String doing, Throwable failure) {
        return Problem.error(
                "LANE-0105",
                object,
                "The connector failed in " + doing + ": " + failure + ".",
                "The gateway tries again by itself; if it stays, report it with the log.");
    }

    Problem hangs(String what, long patienceNanos) {
        return Problem.error(
                "LANE-0104",
                object,
                what + " hangs for " + patienceNanos / 1_000_000_000.0 + " s.",
                "Check the destination and the line to it; the gateway tries again by itself.");
    }

    Problem timedOut(long nanos) {
        return Problem.error(
                "LANE-0103",
                object,
                "A write has had no answer for " + nanos / 1_000_000_000.0 + " s.",
                "Check the destination and the line to it; the records are kept and sent again.");
    }
}
