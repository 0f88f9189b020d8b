package org.fieldproof.engine.lane;

import org.fieldproof.api.project.Problem;
import org.jspecify.annotations.Nullable;

/// Asks a destination that has had nothing to store for a while whether it is still there
/// (LANE-10): without that its loss would be known with the next record only, hours later. While a
/// write is under way nothing is asked, for its outcome tells the same.
///
/// Confined to the lane's thread.
final class IdleWatch {
    /// A write may wait behind the question, so it is short.
    static final long PATIENCE_NANOS = 5_000_000_000L;

    private final SinkLink link;
    private final SendLine line;
    private final long afterNanos;

    private long session = -1;
    private long quietSinceNanos;
    private long askedNanos;
    private boolean asking;

    /// @param afterNanos how long nothing was stored until it is asked
    IdleWatch(SinkLink link, SendLine line, long afterNanos) {
        this.link = link;
        this.line = line;
        this.afterNanos = afterNanos;
    }

    /// Asks if it is due, and gives the nanoseconds until something is.
    long act(long now) {
        if (session != link.session() || !link.isUp()) {
            session = link.session();
            asking = false;
            quietSinceNanos = now;
        }
        if (!link.isUp()) {
            return Long.MAX_VALUE;
        }
        if (line.sentBatches() > 0) {
            return Long.MAX_VALUE;
        }
        if (asking) {
            return Math.max(0, askedNanos + PATIENCE_NANOS - now);
        }
        long left = quietSinceNanos + afterNanos - now;
        if (left > 0) {
            return left;
        }
        asking = true;
        askedNanos = now;
        link.probe();
        return PATIENCE_NANOS;
    }

    /// A write has an outcome: quiet and patience are counted from here.
    void heard(long now) {
        quietSinceNanos = now;
        askedNanos = now;
    }

    /// Why the destination counts as lost without an answer; null if it does not, or if a write is
    /// under way, which has a patience of its own.
    @Nullable Problem overdue(long now) {
        boolean open = asking && session == link.session() && line.sentBatches() == 0;
        boolean late = open && now - askedNanos >= PATIENCE_NANOS;
        return late ? link.hangs("A sign of life", PATIENCE_NANOS) : null;
    }

    /// The answer has come. Gives a problem if the destination is lost.
    @Nullable Problem answered(LaneEvent.Probed event, long now) {
        if (!asking || event.session() != session || !link.isSession(session)) {
            return null;
        }
        asking = false;
        quietSinceNanos = now;
        Throwable failure = event.failure();
        if (failure == null) {
            link.lives();
            return null;
        }
        // A write that was called meanwhile has an outcome of its own, which says more.
        return line.sentBatches() > 0 ? null : link.problemOf(failure);
    }
}
