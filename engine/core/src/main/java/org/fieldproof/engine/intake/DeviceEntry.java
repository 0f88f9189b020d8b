package org.fieldproof.engine.intake;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Location;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.DeviceSnapshot.DeviceState;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.telemetry.EventRecorder;
import org.fieldproof.engine.telemetry.Rate;

/// One device of one connection: its line as the source tells it, and its counters. The line is
/// guarded by this object's monitor, which is taken on connects and by the read model only; the
/// counters belong to the log's thread.
final class DeviceEntry implements DeviceHandle {
    private static final long NEVER = Long.MIN_VALUE;
    private static final double INTERVAL_WEIGHT = 0.1;
    private static final long STALE_AFTER_AT_LEAST_NANOS = 2_000_000_000L;

    private final String connection;
    private final String id;
    private final byte[] idBytes;
    private final Location location;
    private final GatewayClock clock;
    private final EventRecorder events;
    private final PassedRing<Passed> ring = new PassedRing<>();
    private final Rate rate = new Rate();

    private boolean lineKnown;
    private boolean connected;
    private String peer = "";
    private String identity = "";
    private String lastError = "";
    private long connects;

    // Volatile: written by the log's thread alone, read by the read model.
    private volatile long acceptedTotal;
    private volatile long lastSeenNanos = NEVER;
    private volatile double intervalNanos;
    private volatile String place;

    /// Confined to the log's thread.
    private boolean placed;

    DeviceEntry(
            String connection,
            String id,
            Location location,
            GatewayClock clock,
            EventRecorder events) {
        this.connection = connection;
        this.id = id;
        this.location = location;
        place = location.of("");
        placed = location.isFixed();
        this.idBytes = id.getBytes(StandardCharsets.UTF_8);
        this.clock = clock;
        this.events = events;
    }

    @Override
    public String id() {
        return id;
    }

    byte[] idBytes() {
        return idBytes;
    }

    PassedRing<Passed> ring() {
        return ring;
    }

    @Override
    public void connected(String newPeer, String newIdentity) {
        synchronized (this) {
            lineKnown = true;
            connected = true;
            peer = newPeer;
            identity = newIdentity;
            lastError = "";
            connects++;
        }
        events.record(
                GatewayEvent.Level.INFO,
                "LINK-0101",
                object(),
                "Connected from " + newPeer + ".",
                Map.of("peer", newPeer, "identity", newIdentity));
    }

    @Override
    public void disconnected(String reason) {
        synchronized (this) {
            lineKnown = true;
            connected = false;
            lastError = reason;
        }
        events.warning("LINK-0102", object(), "Disconnected: " + reason);
    }

    private String object() {
        return "device " + connection + "/" + id;
    }

    /// The log's thread: one more record is durable.
    @SuppressWarnings("NonAtomicVolatileUpdate") // the log's thread is the only writer
    void accepted(Passed passed, long nowNanos) {
        long seen = lastSeenNanos;
        if (seen != NEVER) {
            double interval = Math.max(0, nowNanos - seen);
            intervalNanos += (interval - intervalNanos) * INTERVAL_WEIGHT;
        }
        lastSeenNanos = nowNanos;
        acceptedTotal++;
        ring.add(passed);
        if (!placed) {
            placeBy(passed.record().address());
        }
    }

    /// It stands where its first record says that has all that is asked of its topic: a device that
    /// publishes at several would walk about otherwise. Perhaps none ever has: what is asked of
    /// each leaves no garbage.
    private void placeBy(String topic) {
        if (location.isWholeWith(topic)) {
            place = location.of(topic);
            placed = true;
        }
    }

    long acceptedTotal() {
        return acceptedTotal;
    }

    /// The read model's look.
    synchronized DeviceSnapshot look(DeviceClass deviceClass) {
        long now = clock.nanoTime();
        long seen = lastSeenNanos;
        long ageNanos = seen == NEVER ? -1 : Math.max(0, now - seen);
        long total = acceptedTotal;
        return new DeviceSnapshot(
                id,
                state(ageNanos),
                deviceClass,
                identity,
                peer,
                total,
                rate.sample(now, total),
                ageNanos < 0 ? -1 : ageNanos / 1_000_000,
                Math.max(0, connects - 1),
                lastError,
                place);
    }

    private DeviceState state(long ageNanos) {
        if (lineKnown && !connected) {
            return DeviceState.DISCONNECTED;
        }
        double usual = Math.max(STALE_AFTER_AT_LEAST_NANOS, 3 * intervalNanos);
        return ageNanos >= 0 && ageNanos > usual ? DeviceState.STALE : DeviceState.CONNECTED;
    }
}
