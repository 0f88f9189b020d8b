package org.fieldproof.app.desktop;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import javafx.animation.AnimationTimer;
import org.HdrHistogram.Histogram;
import org.fieldproof.api.time.GatewayClock;

/// Measures what the FX thread does from one pulse to the next: its processor time, which is all
/// of its work whoever asked for it, and the wall time that went by. FX thread.
final class PulseMeter extends AnimationTimer {
    private static final long HIGHEST_NANOS = 60_000_000_000L;

    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final GatewayClock clock;
    private final Histogram workNanos = new Histogram(HIGHEST_NANOS, 3);
    private final Histogram gapNanos = new Histogram(HIGHEST_NANOS, 3);
    private long lastCpuNanos = -1;
    private long lastNanos;

    PulseMeter(GatewayClock clock) {
        this.clock = clock;
    }

    @Override
    public void handle(long pulseNanos) {
        long cpu = threads.getCurrentThreadCpuTime();
        long now = clock.nanoTime();
        if (lastCpuNanos >= 0) {
            workNanos.recordValue(Math.clamp(cpu - lastCpuNanos, 0, HIGHEST_NANOS));
            gapNanos.recordValue(Math.clamp(now - lastNanos, 0, HIGHEST_NANOS));
        }
        lastCpuNanos = cpu;
        lastNanos = now;
    }

    long pulses() {
        return workNanos.getTotalCount();
    }

    double workP95Millis() {
        return workNanos.getValueAtPercentile(95) / 1e6;
    }

    double workP99Millis() {
        return workNanos.getValueAtPercentile(99) / 1e6;
    }

    double workMaxMillis() {
        return workNanos.getMaxValue() / 1e6;
    }

    double gapP95Millis() {
        return gapNanos.getValueAtPercentile(95) / 1e6;
    }
}
