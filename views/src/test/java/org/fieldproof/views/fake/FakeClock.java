package org.fieldproof.views.fake;

import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.time.GatewayClock;

/// Time that moves when it is told to.
public final class FakeClock implements GatewayClock {

    private final AtomicLong nanos = new AtomicLong(1_795_171_260_000_000_000L);

    @Override
    public long nanoTime() {
        return nanos.get();
    }

    @Override
    public long epochNanos() {
        return nanos.get();
    }

    public void advanceMillis(long millis) {
        nanos.addAndGet(millis * 1_000_000);
    }
}
