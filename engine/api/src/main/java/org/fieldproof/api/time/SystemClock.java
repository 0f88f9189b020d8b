package org.fieldproof.api.time;

import java.time.Instant;

/// The host's clocks, read in one place.
enum SystemClock implements GatewayClock {
    INSTANCE;

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public long epochNanos() {
        Instant now = Instant.now();
        return Math.addExact(
                Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
    }
}
