package org.fieldproof.drill.run;

import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.time.GatewayClock;

/// Time as the fake plant lives it. On a machine that stands still the run's time stands still
/// too: a fault does not pass before the devices have published in it. Any thread reads; the
/// plant's thread moves it.
final class PlantClock implements GatewayClock {
    private final long startEpochNanos = GatewayClock.system().epochNanos();
    private final AtomicLong livedNanos = new AtomicLong();

    void advance(long nanos) {
        livedNanos.addAndGet(nanos);
    }

    @Override
    public long nanoTime() {
        return livedNanos.get();
    }

    @Override
    public long epochNanos() {
        return startEpochNanos + livedNanos.get();
    }
}
