package org.fieldproof.engine.telemetry;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.fieldproof.api.snapshot.MeterSnapshot;
import org.fieldproof.api.snapshot.MeterSnapshot.Kind;
import org.fieldproof.api.spi.Counter;
import org.fieldproof.api.spi.Meters;
import org.jspecify.annotations.Nullable;

/// The meters of one connection or destination, in the order in which they were first asked for.
/// Any thread; the map is guarded by this object, and no gauge is read under it.
public final class HeldMeters implements Meters {
    private final Map<String, Held> byName = new LinkedHashMap<>();

    private sealed interface Held {
        String unit();

        Kind kind();

        long now();
    }

    private record Counted(String unit, Counter counter) implements Held {
        @Override
        public Kind kind() {
            return Kind.COUNTER;
        }

        @Override
        public long now() {
            return counter.total();
        }
    }

    private record Gauged(String unit, LongSupplier figure) implements Held {
        @Override
        public Kind kind() {
            return Kind.GAUGE;
        }

        @Override
        public long now() {
            return figure.getAsLong();
        }
    }

    @Override
    public synchronized Counter counter(String name, String unit) {
        if (require(name, unit, Kind.COUNTER) instanceof Counted before) {
            return before.counter();
        }
        Counter fresh = new Counter();
        byName.put(name, new Counted(unit, fresh));
        return fresh;
    }

    @Override
    public synchronized void gauge(String name, String unit, LongSupplier now) {
        require(name, unit, Kind.GAUGE);
        byName.put(name, new Gauged(unit, now));
    }

    private @Nullable Held require(String name, String unit, Kind kind) {
        var _ = new MeterSnapshot(name, unit, kind, 0);
        Held before = byName.get(name);
        if (before == null && byName.size() >= METERS_MAX) {
            throw new IllegalStateException(
                    "meters: "
                            + name
                            + " beyond "
                            + METERS_MAX
                            + " (expected: <= "
                            + METERS_MAX
                            + ")");
        }
        if (before != null && (before.kind() != kind || !before.unit().equals(unit))) {
            throw new IllegalArgumentException(
                    "meter "
                            + name
                            + ": "
                            + kind
                            + " of "
                            + unit
                            + " (expected: "
                            + before.kind()
                            + " of "
                            + before.unit()
                            + ", as before)");
        }
        return before;
    }

    /// What they show now.
    public List<MeterSnapshot> look() {
        Map<String, Held> now;
        synchronized (this) {
            now = new LinkedHashMap<>(byName);
        }
        List<MeterSnapshot> seen = new ArrayList<>(now.size());
        now.forEach(
                (name, held) ->
                        seen.add(new MeterSnapshot(name, held.unit(), held.kind(), valueOf(held))));
        return seen;
    }

    private static long valueOf(Held held) {
        try {
            return held.now();
        } catch (RuntimeException _) {
            // A connector's own fault must not cost the whole picture.
            return -1;
        }
    }
}
