package org.fieldproof.drill.run;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.time.GatewayClock;

/// When each console was last heard of. Any thread.
final class Heartbeats {
    static final long LOSS_MS = 5_000;
    private static final int CONSOLES_MAX = 256;

    private final GatewayClock clock;
    private final Map<String, Long> lastNanos = new ConcurrentHashMap<>();

    Heartbeats(GatewayClock clock) {
        this.clock = clock;
    }

    void beat(String console) {
        if (lastNanos.size() >= CONSOLES_MAX && !lastNanos.containsKey(console)) {
            long now = clock.nanoTime();
            lastNanos.values().removeIf(each -> now - each > TimeUnit.HOURS.toNanos(1));
        }
        lastNanos.put(console, clock.nanoTime());
    }

    /// Whether a console has been silent for too long.
    boolean lost(String console) {
        long last = lastNanos.computeIfAbsent(console, key -> clock.nanoTime());
        return clock.nanoTime() - last > TimeUnit.MILLISECONDS.toNanos(LOSS_MS);
    }
}
