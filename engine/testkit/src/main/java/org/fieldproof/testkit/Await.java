package org.fieldproof.testkit;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.fieldproof.api.time.GatewayClock;

/// Waits for something that another thread will do, for a bounded time, by asking every few
/// milliseconds.
public final class Await {
    private static final long POLL_NANOS = 2_000_000;

    private Await() {}

    /// Returns as soon as `condition` holds.
    ///
    /// @param what names the thing waited for, for the failure's message
    /// @throws AssertionError if it does not hold within `limit`
    public static void until(Duration limit, BooleanSupplier condition, String what) {
        GatewayClock clock = GatewayClock.system();
        long start = clock.nanoTime();
        while (!condition.getAsBoolean()) {
            if (clock.nanoTime() - start > limit.toNanos()) {
                throw new AssertionError("waited " + limit + " in vain for " + what);
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
