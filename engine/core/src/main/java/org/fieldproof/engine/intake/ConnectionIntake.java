package org.fieldproof.engine.intake;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.PassedRecord;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Location;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.spi.Acceptance;
import org.fieldproof.api.spi.Companion;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.spi.Intake;
import org.fieldproof.engine.record.RecordFrame;
import org.jspecify.annotations.Nullable;

/// One connection's door, its devices and its counters.
///
/// Any thread offers; `accepted` comes on the log's thread alone.
public final class ConnectionIntake implements Intake {
    static final int DEVICES_MAX = 20_000;

    private final String connection;
    private final byte[] connectionBytes;
    private final DeviceClass deviceClass;
    private final Location location;
    private final Door door;
    private final Map<String, DeviceEntry> devices = new ConcurrentHashMap<>();
    private final PassedRing<Passed> ring = new PassedRing<>();
    private final AtomicLong undecided = new AtomicLong();

    /// A log that takes nothing is told once, not once a record.
    private final AtomicBoolean tellsRefusals = new AtomicBoolean(true);

    private final AtomicBoolean tellsUnlisted = new AtomicBoolean(true);

    // Volatile: written by the log's thread alone, read by the read model.
    private volatile long acceptedTotal;
    private volatile long refusedTotal;

    // Volatile: set once by the source's thread, before it brings anything.
    private volatile boolean accompanies;

    // Volatile: a plain mark for the picture, the last answer at the door wins.
    private volatile boolean waiting;

    public ConnectionIntake(
            String connection, DeviceClass deviceClass, Location location, Door door) {
        this.connection = connection;
        this.connectionBytes = connection.getBytes(StandardCharsets.UTF_8);
        this.deviceClass = deviceClass;
        this.location = location;
        this.door = door;
    }

    @Override
    public Admission offer(InboundRecord record, Acceptance acceptance) {
        // Before the look at the door: companions leave only when it is closed.
        Companions.Called called = door.companions().call(this, record);
        IntakeBudget budget = door.budget();
        if (budget.isClosed()) {
            return Admission.CLOSED;
        }
        called.sendAlong(record);
        boolean room = take(record, acceptance);
        if (!room) {
            waiting = true;
        }
        return room ? Admission.TAKEN : Admission.TAKEN_NOW_WAIT;
    }

    /// Puts a record into the log's queue that goes along with another one; whoever brings that
    /// one waits for room.
    void sendAlong(InboundRecord record) {
        take(record, new SentAlong(record.address()));
    }

    /// Its cause comes behind it in the log, and whoever brought that one hears of it alone
    /// (SRC-1): of what the log does not take here, nobody else would tell.
    private final class SentAlong implements Acceptance {
        private final String address;

        SentAlong(String address) {
            this.address = address;
        }

        @Override
        public void accepted(long seq) {
            tellsRefusals.set(true);
        }

        @Override
        public void refused(String reason) {
            if (tellsRefusals.compareAndSet(true, false)) {
                door.events()
                        .record(
                                GatewayEvent.Level.ERROR,
                                "APP-0304",
                                "connection " + connection,
                                "The log did not take a record at "
                                        + address
                                        + " that was sent along with another: "
                                        + reason,
                                Map.of("address", address));
            }
        }
    }

    boolean accompanies() {
        return accompanies;
    }

    /// Shows the companion what others bring to these addresses; what it sends along comes through
    /// this door.
    public void accompany(Set<String> addresses, Companion companion) {
        accompanies = true;
        door.companions().join(this, addresses, companion);
    }

    /// The companion is shown nothing more.
    public void accompanyNobody() {
        door.companions().leave(this);
    }

    private boolean take(InboundRecord record, Acceptance acceptance) {
        DeviceEntry device = entryOf(record.device());
        RecordFrame frame =
                new RecordFrame(
                        connectionBytes, device.idBytes(), record, door.clock().epochNanos());
        AcceptedEntry entry =
                new AcceptedEntry(this, device, record, frame, acceptance, door.clock().nanoTime());
        undecided.incrementAndGet();
        boolean room = door.budget().take(entry.costBytes());
        door.log().accept(entry);
        return room;
    }

    private DeviceEntry entryOf(DeviceHandle handle) {
        return handle instanceof DeviceEntry entry ? entry : (DeviceEntry) device(handle.id());
    }

    @Override
    public void onRoom(Runnable whenRoom) {
        door.budget()
                .onRoom(
                        () -> {
                            waiting = false;
                            tell(whenRoom);
                        });
    }

    @Override
    public boolean beforeCommit(Runnable lastCall) {
        return door.lastCall().test(lastCall);
    }

    /// Room comes with somebody else's record: a guest's mistake must not cost that one its
    /// answer.
    private void tell(Runnable whenRoom) {
        try {
            whenRoom.run();
        } catch (RuntimeException e) {
            door.events()
                    .error(
                            "APP-0302",
                            "connection " + connection,
                            "The source failed when told of room: " + e);
        }
    }

    /// The handle of a device, made on first sight. Beyond a limit devices are served and counted
    /// under the connection, but not listed one by one.
    public DeviceHandle device(String deviceId) {
        DeviceEntry known = devices.get(deviceId);
        if (known != null) {
            return known;
        }
        DeviceEntry made =
                new DeviceEntry(connection, deviceId, location, door.clock(), door.events());
        if (devices.size() >= DEVICES_MAX) {
            tellUnlisted(deviceId);
            return made;
        }
        DeviceEntry before = devices.putIfAbsent(deviceId, made);
        return before != null ? before : made;
    }

    private void tellUnlisted(String deviceId) {
        if (tellsUnlisted.compareAndSet(true, false)) {
            door.events()
                    .record(
                            GatewayEvent.Level.WARNING,
                            "APP-0305",
                            "connection " + connection,
                            "It has more than "
                                    + DEVICES_MAX
                                    + " devices. Those that come later, "
                                    + deviceId
                                    + " first, are served and their records kept, but they are"
                                    + " not shown and have no counters of their own.",
                            Map.of("device", deviceId));
        }
    }

    /// The log's thread: an fdatasync that covers the record has returned.
    @SuppressWarnings("NonAtomicVolatileUpdate") // the log's thread is the only writer
    void durable(AcceptedEntry entry, Passed passed, long nowNanos) {
        door.intakeToDurable().record(passed.ackNanos());
        acceptedTotal++;
        ring.add(passed);
        entry.device().accepted(passed, nowNanos);
        settled(entry);
    }

    /// Any thread: the log did not take the record.
    void refused(AcceptedEntry entry) {
        synchronized (this) {
            refusedTotal = refusedTotal + 1;
        }
        settled(entry);
    }

    private void settled(AcceptedEntry entry) {
        undecided.decrementAndGet();
        door.budget().giveBack(entry.costBytes());
    }

    String connection() {
        return connection;
    }

    Door door() {
        return door;
    }

    public long acceptedTotal() {
        return acceptedTotal;
    }

    /// Offered and neither accepted nor refused yet.
    public long undecided() {
        return undecided.get();
    }

    public long refusedTotal() {
        return refusedTotal;
    }

    public boolean isWaiting() {
        return waiting;
    }

    /// The read model's look at the devices, by id.
    public List<DeviceSnapshot> lookAtDevices() {
        List<DeviceSnapshot> looks = new ArrayList<>(devices.size());
        for (DeviceEntry entry : devices.values()) {
            looks.add(entry.look(deviceClass));
        }
        looks.sort((left, right) -> left.id().compareTo(right.id()));
        return looks;
    }

    /// What passed from this connection into the log.
    public Outcome.WireInspected inspect(UUID epoch, int max) {
        return inspected(ring, epoch, max);
    }

    /// What passed from one of its devices; null if there is no such device.
    public Outcome.@Nullable WireInspected inspectDevice(String deviceId, UUID epoch, int max) {
        DeviceEntry entry = devices.get(deviceId);
        return entry == null ? null : inspected(entry.ring(), epoch, max);
    }

    private Outcome.WireInspected inspected(PassedRing<Passed> from, UUID epoch, int max) {
        List<PassedRecord> records = new ArrayList<>();
        for (Passed passed : from.last(max)) {
            records.add(passed.toRecord(epoch, connection));
        }
        return new Outcome.WireInspected(records, from.passedTotal());
    }
}
