package org.fieldproof.app.desktop;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadInfo;
import java.lang.management.ThreadMXBean;
import org.fieldproof.api.time.GatewayClock;

/// Processor time between two looks: of the process, and of the threads that make the window.
/// Any one thread.
final class ProcessMeter {
    private final ThreadMXBean threads = ManagementFactory.getThreadMXBean();
    private final OperatingSystemMXBean system =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private final GatewayClock clock;
    private final long startNanos;
    private final long startProcessNanos;
    private final long startDrawingNanos;

    private ProcessMeter(GatewayClock clock) {
        this.clock = clock;
        startNanos = clock.nanoTime();
        startProcessNanos = system.getProcessCpuTime();
        startDrawingNanos = drawingNanos();
    }

    /// Looks for the first time.
    static ProcessMeter start(GatewayClock clock) {
        return new ProcessMeter(clock);
    }

    double processCores() {
        return (system.getProcessCpuTime() - startProcessNanos) / elapsedNanos();
    }

    /// The FX thread, the renderer and whatever else of JavaFX runs.
    double drawingCores() {
        return (drawingNanos() - startDrawingNanos) / elapsedNanos();
    }

    double elapsedSeconds() {
        return elapsedNanos() / 1e9;
    }

    private double elapsedNanos() {
        return Math.max(1, clock.nanoTime() - startNanos);
    }

    private long drawingNanos() {
        long sum = 0;
        for (ThreadInfo thread : threads.getThreadInfo(threads.getAllThreadIds())) {
            if (thread != null && draws(thread.getThreadName())) {
                sum += Math.max(0, threads.getThreadCpuTime(thread.getThreadId()));
            }
        }
        return sum;
    }

    private static boolean draws(String thread) {
        return thread.startsWith("JavaFX")
                || thread.startsWith("QuantumRenderer")
                || thread.startsWith("Prism");
    }
}
