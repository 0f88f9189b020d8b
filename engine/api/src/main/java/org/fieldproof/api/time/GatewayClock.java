package org.fieldproof.api.time;

import java.time.Instant;

/// The only door to time. Durations come from [#nanoTime()], which never jumps; wall time is for
/// people and for timestamps that travel with a record, and may step in either direction.
///
/// Any thread may call it.
public interface GatewayClock {

    /// Monotonic nanoseconds with an arbitrary origin, as `System.nanoTime()`.
    long nanoTime();

    /// Wall-clock nanoseconds since 1970-01-01T00:00:00Z; may step when the host's clock is set.
    long epochNanos();

    /// The same wall clock as an [Instant].
    default Instant now() {
        long nanos = epochNanos();
        return Instant.ofEpochSecond(
                Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    /// The host's clocks.
    static GatewayClock system() {
        return SystemClock.INSTANCE;
    }
}
