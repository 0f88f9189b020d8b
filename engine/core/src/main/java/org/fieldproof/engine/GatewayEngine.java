package org.fieldproof.engine;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.event.EventPage;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.GatewayState;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ReadingFinder;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.engine.doctor.DeviceLook;
import org.fieldproof.engine.doctor.DeviceTags;
import org.fieldproof.engine.lane.Lane;
import org.fieldproof.engine.lane.LaneLook;
import org.fieldproof.engine.lane.LaneRequest;
import org.fieldproof.engine.port.DrillEnvironment;
import org.fieldproof.engine.readmodel.SnapshotPublisher;
import org.fieldproof.engine.supervise.SourceUnit;
import org.fieldproof.engine.telemetry.ProcessGauge;

/// A running gateway. Started whole, stopped whole; everything accepted and not delivered stays
/// in the log and the disk buffers.
///
/// Any thread may call it.
public final class GatewayEngine implements Gateway {
    private static final Duration START_PATIENCE = Duration.ofSeconds(5);
    private static final long SETTLE_LOOK_NANOS = 20_000_000L;

    private final EngineParts parts;
    private final Rooms rooms;
    private final ProcessGauge gauge;
    private final GatewayPicture picture;
    private final SnapshotPublisher publisher;
    private final Housekeeping housekeeping;
    private final CommandDesk commands;
    private final DrillEnvironment lent;
    private final AtomicBoolean stopped = new AtomicBoolean();

    private GatewayEngine(EngineParts parts, Rooms rooms) {
        this.parts = parts;
        this.rooms = rooms;
        this.gauge = new ProcessGauge(parts.clock(), parts.data().root());
        this.picture = new GatewayPicture(parts, rooms, gauge);
        this.publisher = new SnapshotPublisher(picture, parts.clock(), parts.events()::record);
        this.housekeeping = new Housekeeping(parts, rooms);
        this.commands = new CommandDesk(parts, rooms);
        this.lent = new LentToDrills(parts, rooms, publisher::latest);
    }

    /// Recovers what is in the data directory and starts everything. Returns when every connector
    /// has been asked to start; which of them are up is in the snapshot.
    ///
    /// @throws EngineException where the gateway cannot work at all: the log cannot be opened, a
    ///     connector type does not exist
    public static GatewayEngine start(EngineParts parts) throws EngineException {
        GatewayEngine engine = new GatewayEngine(parts, EngineBuild.build(parts));
        engine.begin();
        return engine;
    }

    private void begin() {
        parts.events()
                .record(
                        GatewayEvent.Level.INFO,
                        "APP-0001",
                        "gateway",
                        "Starting project " + parts.project().name() + ".",
                        Map.of(
                                "contentHash", parts.project().contentHash(),
                                "epoch", rooms.log().epoch().toString(),
                                "durableSeq", Long.toString(rooms.log().durableSeq())));
        parts.audit().append("operation", "start " + named(), "done");
        parts.data().warnings().forEach(parts.events()::record);
        parts.drills().begin(lent);
        publisher.start();
        housekeeping.start();
        for (SourceUnit standIn : rooms.standIns()) {
            standIn.start(START_PATIENCE);
        }
        rooms.lanes().forEach(Lane::start);
        rooms.dispatcher().start();
        connections(true).forEach(each -> each.start(START_PATIENCE));
        connections(false).forEach(each -> each.start(START_PATIENCE));
        picture.phase(GatewayState.RUNNING);
        parts.events().record(GatewayEvent.Level.INFO, "APP-0002", "gateway", "Running.", Map.of());
    }

    private String named() {
        return "project "
                + parts.project().name()
                + ", configuration "
                + parts.project().contentHash();
    }

    /// Dials the device of a connection, which need not be part of what runs, for a look at what it
    /// has. Blocks.
    public DeviceLook look(ConnectorDefinition connection) throws ConnectorException {
        return rooms.doctor().look(connection);
    }

    /// How what lies at an address of such a connection's device is to be read. Blocks.
    public ReadingFinder.Found ways(
            ConnectorDefinition connection, String address, BigDecimal shown)
            throws ConnectorException {
        return rooms.doctor().ways(connection, address, shown);
    }

    /// What such a connection's device says of tags that are not the connection's yet. Blocks, for
    /// about `limit` at most.
    public DeviceTags.Seen tags(ConnectorDefinition connection, TagTable tags, Duration limit)
            throws ConnectorException {
        return rooms.doctor().tags(connection, tags, limit);
    }

    @Override
    public GatewaySnapshot snapshot() {
        return publisher.latest();
    }

    @Override
    public EventPage events(long fromSeq, int max) {
        return parts.events().page(fromSeq, max);
    }

    @Override
    public CompletionStage<Outcome> submit(Command command) {
        return commands.submit(command);
    }

    /// Ends intake, and waits until every record in the log is in its lane's own custody, so that
    /// the next start may route by other rules (REV-3). Lanes that are to go must be empty as
    /// well (REV-2). Whatever the answer, the only thing to do next is [#stop].
    ///
    /// @param leaving ids of lanes that will not be there any more
    /// @param limit for the sources to end, and then for a time in which no lane gets anywhere; as
    ///     long as records move it goes on, up to six times as long
    /// @return what is not settled within `limit`; empty if everything is
    public Optional<Problem> settle(Set<String> leaving, Duration limit) {
        SettlePatience patience = new SettlePatience(limit, parts.clock().nanoTime());
        rooms.writing().close(limit.dividedBy(5));
        stopConnections(limit);
        // A paused lane puts what it has in memory into its disk buffer.
        for (Lane lane : rooms.lanes()) {
            if (!leaving.contains(lane.id())) {
                lane.ask(new LaneRequest.Pause());
            }
        }
        while (true) {
            long durable = rooms.log().durableSeq();
            List<Problem> open = new ArrayList<>();
            long left = 0;
            for (Lane lane : rooms.lanes()) {
                unsettled(lane, durable, leaving.contains(lane.id())).ifPresent(open::add);
                left += Math.max(0, durable - lane.look().position());
            }
            if (open.isEmpty() || patience.ended(left, parts.clock().nanoTime())) {
                return open.stream().findFirst();
            }
            LockSupport.parkNanos(this, SETTLE_LOOK_NANOS);
        }
    }

    /// Seq of the newest durable record; after [#stop] the last one of this run.
    public long durableSeq() {
        return rooms.log().durableSeq();
    }

    private Optional<Problem> unsettled(Lane lane, long durable, boolean leaving) {
        LaneLook look = lane.look();
        long waiting = look.inFlight() + look.queued() + look.bufferRecords() + look.quarantined();
        if (rooms.dispatcher().dispatchedSeq() < durable || look.position() < durable) {
            return Optional.of(
                    Problem.error(
                            "PROJ-0404",
                            "destination " + lane.id(),
                            "Its disk buffer has not yet taken what the log holds for it ("
                                    + Math.max(0, durable - look.position())
                                    + " records of all routes to go), so the routes cannot change"
                                    + " yet.",
                            "Apply again: it goes on where it stopped. If the number stays, raise"
                                    + " its lane's buffer, or wait until it has caught up."));
        }
        return leaving && waiting > 0 ? Optional.of(keeps(lane.id(), waiting)) : Optional.empty();
    }

    /// Why a destination may not go yet (REV-2).
    public static Problem keeps(String id, long records) {
        return Problem.error(
                "PROJ-0403",
                "destination " + id,
                records + " records wait for it; without it they would have no place to go.",
                "Keep it: take it out of the pipelines and apply, and it delivers what it has and"
                        + " can go when it is empty. Or retry, export or discard what it has in"
                        + " quarantine first.");
    }

    /// Stops in the order of the records' way: sources, dispatcher, lanes, log. Nothing is
    /// interrupted; nothing accepted is lost. Idempotent; ends within about `limit`.
    public void stop(Duration limit) {
        if (!stopped.compareAndSet(false, true)) {
            return;
        }
        picture.phase(GatewayState.STOPPING);
        long deadline = parts.clock().nanoTime() + limit.toNanos();
        rooms.writing().close(limit.dividedBy(10));
        stopConnections(limit);
        rooms.dispatcher().beginStop();
        rooms.dispatcher().awaitStopped(limit.dividedBy(10));
        long lastInLog = rooms.log().durableSeq();
        rooms.lanes().forEach(lane -> lane.beginStop(lastInLog));
        for (Lane lane : rooms.lanes()) {
            if (!lane.awaitStopped(left(deadline, limit.dividedBy(2)))) {
                parts.events()
                        .record(
                                GatewayEvent.Level.WARNING,
                                "LANE-0111",
                                "lane " + lane.id(),
                                "It does not end in time and is left; its records are kept.",
                                Map.of());
            }
        }
        stopSources(rooms.standIns(), Duration.ZERO, left(deadline, Duration.ofSeconds(2)));
        housekeeping.beginStop();
        housekeeping.awaitStopped(Duration.ofSeconds(1));
        parts.drills().close();
        rooms.log().close();
        picture.phase(GatewayState.STOPPED);
        publisher.stop(Duration.ofSeconds(1));
        gauge.close();
        parts.audit().append("operation", "stop " + named(), "done");
        parts.events().record(GatewayEvent.Level.INFO, "APP-0003", "gateway", "Stopped.", Map.of());
    }

    /// Those that accompany others start before them and end after them: nothing comes in without
    /// what belongs to it.
    private List<SourceUnit> connections(boolean accompany) {
        return rooms.connections().stream()
                .filter(each -> each.accompanies() == accompany)
                .toList();
    }

    private void stopConnections(Duration limit) {
        stopSources(connections(false), limit.dividedBy(5), limit.dividedBy(3));
        // Whoever has not ended by then brings nothing more, with or without a companion.
        rooms.budget().close();
        stopSources(connections(true), Duration.ZERO, limit.dividedBy(10));
    }

    private void stopSources(List<SourceUnit> units, Duration grace, Duration patience) {
        long deadline = parts.clock().nanoTime() + patience.toNanos();
        units.forEach(unit -> unit.beginStop(grace.toMillis()));
        for (SourceUnit unit : units) {
            unit.awaitStopped(left(deadline, patience));
        }
    }

    private Duration left(long deadline, Duration most) {
        long nanos = Math.max(1_000_000, deadline - parts.clock().nanoTime());
        return nanos < most.toNanos() ? Duration.ofNanos(nanos) : most;
    }

    /// After the stop, when the audit trail is closed: takes away the notes of other processes
    /// that stand in it, so that the next gateway does not take them once more.
    public void dropWrittenNotes() {
        housekeeping.dropWrittenNotes();
    }
}
