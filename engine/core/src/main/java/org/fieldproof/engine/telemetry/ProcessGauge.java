package org.fieldproof.engine.telemetry;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import javax.management.openmbean.CompositeData;
import org.fieldproof.api.snapshot.ProcessSnapshot;
import org.fieldproof.api.time.GatewayClock;

/// Looks at the process: memory, pauses, processor time, disk. Collection pauses are told by the
/// collectors themselves; concurrent phases are not pauses and are left out.
///
/// Read by the read model's thread only.
public final class ProcessGauge implements AutoCloseable {
    private static final Path STATUS = Path.of("/proc/self/status");

    private final GatewayClock clock;
    private final Path data;
    private final long startedNanos;
    private final AtomicLong pauseMaxMillis = new AtomicLong();
    private final List<NotificationEmitter> collectors = new ArrayList<>();
    private final NotificationListener onCollection = (note, handback) -> collected(note);
    private long cpuNanos;
    private long cpuAtNanos;

    /// Begins to listen to the collectors.
    ///
    /// @param data a directory on the disk whose free space matters
    public ProcessGauge(GatewayClock clock, Path data) {
        this.clock = clock;
        this.data = data;
        this.startedNanos = clock.nanoTime();
        this.cpuAtNanos = startedNanos;
        this.cpuNanos = processCpuNanos();
        for (GarbageCollectorMXBean bean : ManagementFactory.getGarbageCollectorMXBeans()) {
            if (bean instanceof NotificationEmitter emitter && !isConcurrent(bean.getName())) {
                emitter.addNotificationListener(onCollection, null, null);
                collectors.add(emitter);
            }
        }
    }

    /// A look at the process now.
    public ProcessSnapshot look() {
        long now = clock.nanoTime();
        long cpu = processCpuNanos();
        double cores = now > cpuAtNanos ? (double) (cpu - cpuNanos) / (now - cpuAtNanos) : 0;
        cpuNanos = cpu;
        cpuAtNanos = now;
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new ProcessSnapshot(
                (now - startedNanos) / 1_000_000,
                heap.getUsed(),
                heap.getMax(),
                rssBytes(),
                pauseMaxMillis.get(),
                Math.max(0, cores),
                freeBytes());
    }

    private static boolean isConcurrent(String collector) {
        return collector.contains("Concurrent") || collector.contains("Cycles");
    }

    private void collected(Notification note) {
        if (note.getUserData() instanceof CompositeData data
                && data.get("gcInfo") instanceof CompositeData info
                && info.get("duration") instanceof Long millis) {
            pauseMaxMillis.accumulateAndGet(millis, Math::max);
        }
    }

    private static long processCpuNanos() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean system
                ? system.getProcessCpuTime()
                : 0;
    }

    private static long rssBytes() {
        try {
            for (String line : Files.readAllLines(STATUS, StandardCharsets.US_ASCII)) {
                if (line.startsWith("VmRSS:")) {
                    String digits = line.replaceAll("\\D", "");
                    return Long.parseLong(digits) * 1_024;
                }
            }
            return -1;
        } catch (IOException | UncheckedIOException e) {
            // Only Linux has this file.
            return -1;
        }
    }

    private long freeBytes() {
        try {
            return Files.getFileStore(data).getUsableSpace();
        } catch (IOException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        for (NotificationEmitter collector : collectors) {
            try {
                collector.removeNotificationListener(onCollection);
            } catch (ListenerNotFoundException e) {
                // Gone already, which is what we want.
            }
        }
    }
}
