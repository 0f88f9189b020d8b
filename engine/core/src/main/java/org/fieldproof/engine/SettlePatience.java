package org.fieldproof.engine;

import java.time.Duration;

/// How long to wait for lanes to take what the log holds for them: a lane that lags by gigabytes
/// needs its time, one that gets nowhere is not waited for. Confined to the thread that settles.
final class SettlePatience {
    private static final int LIMITS_AT_MOST = 6;

    private final long limitNanos;
    private final long endNanos;
    private long deadlineNanos;
    private long least = Long.MAX_VALUE;

    SettlePatience(Duration limit, long now) {
        limitNanos = limit.toNanos();
        deadlineNanos = now + limitNanos;
        endNanos = now + LIMITS_AT_MOST * limitNanos;
    }

    /// Whether to give up.
    ///
    /// @param left records that are to move yet
    boolean ended(long left, long now) {
        if (left < least) {
            least = left;
            deadlineNanos = now + limitNanos;
        }
        return now - deadlineNanos >= 0 || now - endNanos >= 0;
    }
}
