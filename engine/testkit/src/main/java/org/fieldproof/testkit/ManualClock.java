package org.fieldproof.testkit;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.time.GatewayClock;

/// A clock that stands still until a test moves it. Any thread.
public final class ManualClock implements GatewayClock {
    private final AtomicLong monotonicNanos = new AtomicLong();
    private final AtomicLong wallNanos;

    /// A clock that shows `start` on the wall.
    public ManualClock(Instant start) {
        wallNanos = new AtomicLong(nanosOf(start));
    }

    /// Lets time pass: both the wall and the monotonic clock move.
    public void advance(Duration time) {
        monotonicNanos.addAndGet(time.toNanos());
        wallNanos.addAndGet(time.toNanos());
    }

    /// Sets the wall clock, as an operator or NTP would; no time passes.
    public void setWall(Instant now) {
        wallNanos.set(nanosOf(now));
    }

    @Override
    public long nanoTime() {
        return monotonicNanos.get();
    }

    @Override
    public long epochNanos() {
        return wallNanos.get();
    }

    private static long nanosOf(Instant instant) {
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
    }
}
