package org.fieldproof.engine;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.GatewayState;
import org.fieldproof.api.snapshot.HopSnapshot;
import org.fieldproof.api.snapshot.HopSnapshot.Hop;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LinkSnapshot;
import org.fieldproof.api.snapshot.LogSnapshot;
import org.fieldproof.api.snapshot.ProcessSnapshot;
import org.fieldproof.engine.alarm.AlarmChange;
import org.fieldproof.engine.alarm.AlarmCondition;
import org.fieldproof.engine.readmodel.AlarmRules;
import org.fieldproof.engine.readmodel.Attention;
import org.fieldproof.engine.readmodel.LanePicture;
import org.fieldproof.engine.readmodel.LogPicture;
import org.fieldproof.engine.readmodel.PlaceRules;
import org.fieldproof.engine.readmodel.TimeToFull;
import org.fieldproof.engine.supervise.SourceUnit;
import org.fieldproof.engine.telemetry.LatencyRecorder;
import org.fieldproof.engine.telemetry.ProcessGauge;
import org.fieldproof.log.LogState;

/// Draws the whole gateway. Confined to one thread at a time: the read model's, before that the
/// starting one.
final class GatewayPicture implements Supplier<GatewaySnapshot> {
    private static final int STEPS_A_SECOND = 5;

    private final EngineParts parts;
    private final Rooms rooms;
    private final ProcessGauge gauge;
    private final LogPicture logPicture;
    private final PlaceRules placeRules;
    private final TimeToFull timeToFull = new TimeToFull();
    private final List<LanePicture> lanePictures = new ArrayList<>();
    private ProcessSnapshot process;
    private long revision;

    // Volatile: written by the starting or stopping thread.
    private volatile GatewayState phase = GatewayState.STARTING;

    GatewayPicture(EngineParts parts, Rooms rooms, ProcessGauge gauge) {
        this.parts = parts;
        this.rooms = rooms;
        this.gauge = gauge;
        this.process = gauge.look();
        this.placeRules = new PlaceRules(parts.data());
        ProjectDefinition project = parts.project();
        this.logPicture =
                new LogPicture(rooms.log(), rooms.budget(), project.limits(), parts.clock());
        for (int i = 0; i < rooms.lanes().size(); i++) {
            lanePictures.add(
                    new LanePicture(
                            rooms.lanes().get(i),
                            project,
                            project.destinations().get(i),
                            rooms.sinks().get(i)::endpoint,
                            rooms.sinks().get(i)::meters,
                            parts.clock()));
        }
    }

    void phase(GatewayState now) {
        phase = now;
    }

    @Override
    public GatewaySnapshot get() {
        if (revision % STEPS_A_SECOND == 0) {
            rotate();
        }
        LogSnapshot log =
                logPicture.draw(
                        rooms.logWatch().committedRecords(),
                        rooms.custodySeq(),
                        rooms.logWatch().fsync().stats());
        List<ConnectionSnapshot> connections = new ArrayList<>();
        for (SourceUnit unit : rooms.standIns()) {
            connections.add(unit.look());
        }
        for (SourceUnit unit : rooms.connections()) {
            connections.add(unit.look());
        }
        List<LinkSnapshot> links = parts.drills().linkSnapshots();
        List<LaneSnapshot> lanes = new ArrayList<>();
        for (LanePicture picture : lanePictures) {
            lanes.add(picture.draw(links));
        }
        List<Problem> place = placeRules.standing(process.diskFreeBytes());
        if (phase == GatewayState.RUNNING) {
            alarms(log, connections, lanes, place);
        }
        ProjectDefinition project = parts.project();
        List<Problem> reasons = reasons(connections, lanes);
        return new GatewaySnapshot(
                ++revision,
                parts.clock().now(),
                project.name(),
                project.title(),
                project.contentHash(),
                parts.data().root().toString(),
                state(reasons),
                log,
                process,
                connections,
                lanes,
                hops(),
                links,
                parts.alarms().snapshot(),
                parts.drills().snapshot(),
                rooms.writing().look(),
                parts.audit().markers(),
                faults(reasons, place, connections, lanes),
                parts.events().lastSeq());
    }

    private void rotate() {
        process = gauge.look();
        rooms.logWatch().fsync().rotate();
        rooms.intakeToDurable().rotate();
        rooms.dispatcher().durableToLane().rotate();
        lanePictures.forEach(LanePicture::rotate);
    }

    private void alarms(
            LogSnapshot log,
            List<ConnectionSnapshot> connections,
            List<LaneSnapshot> lanes,
            List<Problem> place) {
        List<AlarmCondition> standing =
                new ArrayList<>(
                        AlarmRules.standing(
                                log, rooms.logWatch().fault(), connections, lanes, timeToFull));
        standing.addAll(rooms.orphans().conditions());
        rooms.lost().forEach(each -> standing.add(each.condition()));
        place.forEach(each -> standing.add(PlaceRules.condition(each)));
        List<AlarmChange> changes = parts.alarms().evaluate(standing);
        for (AlarmChange change : changes) {
            AlarmEvents.tell(change, parts.events());
        }
    }

    private List<HopSnapshot> hops() {
        List<HopSnapshot> hops = new ArrayList<>();
        hops.add(hop(Hop.INTAKE_TO_DURABLE, rooms.intakeToDurable()));
        hops.add(hop(Hop.DURABLE_TO_LANE, rooms.dispatcher().durableToLane()));
        lanePictures.forEach(picture -> picture.addHops(hops));
        return hops;
    }

    private static HopSnapshot hop(Hop hop, LatencyRecorder from) {
        return new HopSnapshot(
                hop, "", from.stats(), LatencyRecorder.WINDOW_SECONDS, from.lastSecond());
    }

    private GatewayState state(List<Problem> reasons) {
        if (phase != GatewayState.RUNNING) {
            return phase;
        }
        if (rooms.logWatch().fault() != null || rooms.log().stats().state() != LogState.WRITABLE) {
            return GatewayState.FAULTED;
        }
        return reasons.isEmpty() ? GatewayState.RUNNING : GatewayState.DEGRADED;
    }

    /// Why it is not just RUNNING. All of them stand among the faults, in front of what it works
    /// with all the same.
    private List<Problem> reasons(List<ConnectionSnapshot> connections, List<LaneSnapshot> lanes) {
        List<Problem> reasons = new ArrayList<>();
        Problem dispatchFault = rooms.dispatcher().fault();
        if (dispatchFault != null) {
            reasons.add(dispatchFault);
        }
        rooms.lost().forEach(each -> reasons.add(each.problem()));
        reasons.addAll(Attention.reasons(connections, lanes));
        return reasons;
    }

    private List<Problem> faults(
            List<Problem> reasons,
            List<Problem> place,
            List<ConnectionSnapshot> connections,
            List<LaneSnapshot> lanes) {
        Set<Problem> faults = new LinkedHashSet<>();
        Problem logFault = rooms.logWatch().fault();
        if (logFault != null) {
            faults.add(logFault);
        }
        faults.addAll(reasons);
        Problem stuckFile = rooms.logWatch().stuckFile();
        if (stuckFile != null) {
            faults.add(stuckFile);
        }
        parts.events().fault().ifPresent(faults::add);
        parts.audit().fault().ifPresent(faults::add);
        for (ConnectionSnapshot connection : connections) {
            Problem why = connection.why();
            if (why != null) {
                faults.add(why);
            }
        }
        for (LaneSnapshot lane : lanes) {
            Problem why = lane.why();
            if (why != null) {
                faults.add(why);
            }
        }
        // What the place is hides nothing that happens there.
        faults.addAll(place);
        return List.copyOf(faults);
    }
}
