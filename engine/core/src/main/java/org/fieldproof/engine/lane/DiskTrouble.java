package org.fieldproof.engine.lane;

import java.io.IOException;
import org.fieldproof.api.project.Problem;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// A disk that refuses for now, such as a full one: the lane waits and tries again. Confined to
/// the lane's thread.
final class DiskTrouble {
    static final long RETRY_NANOS = 500_000_000L;

    private final String object;
    private @Nullable Problem why;
    private boolean unsettled;
    private long retryNanos;

    DiskTrouble(String object) {
        this.object = object;
    }

    /// Null while the disk is well.
    @Nullable Problem why() {
        return why;
    }

    /// Nanoseconds until the disk is to be tried again; 0 or less if it may be now.
    long waitNanos(long now) {
        return why == null ? 0 : retryNanos - now;
    }

    /// True if the disk's refusal passes; if it does not, it is for a person.
    boolean met(StoreException e, long now) {
        if (!(e.getCause() instanceof IOException cause && StoreException.passing(cause))) {
            return false;
        }
        why = Problem.error("LANE-0202", object, "" + e.getMessage(), e.remedy());
        retryNanos = now + RETRY_NANOS;
        return true;
    }

    /// The same where an outcome could not be written down: it is the next outcome that shows
    /// whether the disk is well again.
    boolean metByOutcome(StoreException e, long now) {
        unsettled = met(e, now);
        return unsettled;
    }

    /// An outcome has been settled, or will not come from this destination any more.
    void settled() {
        unsettled = false;
    }

    /// Everything that was due has been done.
    void allDone() {
        if (!unsettled) {
            why = null;
        }
    }
}
