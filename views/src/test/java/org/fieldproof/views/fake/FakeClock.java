package org.fieldproof.views.fake;

import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.time.GatewayClock;

/// Time that moves when it is told to.
public final class FakeClock implements GatewayClock {

    private final AtomicLong nanos = new AtomicLong(1_795_171_260_000_000_000L);
    private final AtomicLong behindNanos = new AtomicLong();

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public long epochNanos() {
        return nanos.get() - behindNanos.get();
    }

    /// Somebody sets the wall clock back; durations go on.
    public void setBackMillis(long millis) {
        behindNanos.addAndGet(millis * 1_000_000);
    }

    public void advanceMillis(long millis) {
        nanos.addAndGet(millis * 1_000_000);
    }
}
