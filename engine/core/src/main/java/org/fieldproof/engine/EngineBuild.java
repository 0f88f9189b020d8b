package org.fieldproof.engine;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.project.ProjectDefinition.DestinationDefinition;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.engine.doctor.DoctorRoom;
import org.fieldproof.engine.doctor.ExaminedConnector;
import org.fieldproof.engine.doctor.ExaminedPlace;
import org.fieldproof.engine.intake.Companions;
import org.fieldproof.engine.intake.ConnectionIntake;
import org.fieldproof.engine.intake.Door;
import org.fieldproof.engine.intake.IntakeBudget;
import org.fieldproof.engine.lane.Lane;
import org.fieldproof.engine.lane.LaneFiles;
import org.fieldproof.engine.lane.LaneParts;
import org.fieldproof.engine.lane.LaneParts.LaneLatencies;
import org.fieldproof.engine.lane.SinkMaker;
import org.fieldproof.engine.route.Dispatcher;
import org.fieldproof.engine.route.RouteTable;
import org.fieldproof.engine.shelf.LaneShelf;
import org.fieldproof.engine.supervise.ConnectorSite;
import org.fieldproof.engine.supervise.EndpointBook;
import org.fieldproof.engine.supervise.SinkSite;
import org.fieldproof.engine.supervise.SourceUnit;
import org.fieldproof.engine.telemetry.EventRecorder;
import org.fieldproof.engine.telemetry.LatencyRecorder;
import org.fieldproof.engine.transform.LaneTransforms;
import org.fieldproof.engine.transform.TransformPlace;
import org.fieldproof.engine.transform.TransformingMaker;
import org.fieldproof.engine.writing.WritableLine;
import org.fieldproof.engine.writing.WriteDesk;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogConfig;
import org.fieldproof.log.io.StoreException;

/// Builds the rooms of an engine in order: the lanes' files, the log behind them, lanes,
/// dispatcher, connections. Nothing runs yet but the log's writer. If a step fails, what was
/// opened is closed again.
final class EngineBuild {
    private static final int BATCH_BYTES_MAX = 1 << 20;

    private final EngineParts parts;
    private final EventRecorder events;
    private final ConnectorSite site;
    private final List<Runnable> undo = new ArrayList<>();

    private EngineBuild(EngineParts parts) {
        this.parts = parts;
        this.events = parts.events()::record;
        this.site =
                new ConnectorSite(
                        parts.clock(),
                        parts.secrets(),
                        parts.credentials(),
                        parts.drills().links(),
                        parts.data(),
                        parts.project().directory(),
                        events,
                        new EndpointBook());
    }

    static Rooms build(EngineParts parts) throws EngineException {
        EngineBuild build = new EngineBuild(parts);
        try {
            return build.rooms();
        } catch (StoreException e) {
            build.undo();
            throw new EngineException(
                    Problem.error(e.code(), e.object(), "" + e.getMessage(), e.remedy()), e);
        } catch (IOException e) {
            build.undo();
            throw new EngineException(
                    Problem.error(
                            "DATA-0190",
                            "data directory",
                            "A folder could not be made: " + e.getMessage() + ".",
                            "Check the disk and the directory's permissions."),
                    e);
        } catch (EngineException | RuntimeException e) {
            build.undo();
            throw e;
        }
    }

    private void undo() {
        undo.reversed().forEach(Runnable::run);
    }

    private Rooms rooms() throws StoreException, IOException, EngineException {
        ProjectDefinition project = parts.project();
        // Before any file is opened: a project that cannot run leaves everything as it is.
        List<SinkSite> sinks = new ArrayList<>();
        List<LaneShelf.Wanted> wanted = new ArrayList<>();
        for (DestinationDefinition destination : project.destinations()) {
            SinkFactory factory = factoryOf(destination);
            sinks.add(new SinkSite(destination, factory, site));
            wanted.add(new LaneShelf.Wanted(destination, targetOf(destination, factory)));
        }
        requireSources(project);
        LaneShelf shelf =
                LaneShelf.examine(
                        project, wanted, parts.data(), parts.files(), parts.clock(), events);
        undo.add(shelf::close);
        LogWatch watch = new LogWatch(events);
        DurableLog log = openLog(shelf.highestSeq(), watch);
        List<LaneFiles> files = shelf.settle(log);
        DispatchBell bell = new DispatchBell();
        List<Lane> lanes = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            DestinationDefinition destination = project.destinations().get(i);
            SinkMaker maker = TransformingMaker.of(sinks.get(i), transforms(destination));
            LaneParts lane = laneParts(destination, maker);
            lanes.add(Lane.of(lane, files.get(i), log.epochs(), bell));
        }
        Dispatcher dispatcher = dispatcher(log, lanes);
        bell.rings(dispatcher::wake);
        IntakeBudget budget = new IntakeBudget(project.limits().intakeBytes());
        watch.tell(dispatcher::committed, why -> budget.close());
        LatencyRecorder intakeToDurable = new LatencyRecorder();
        Companions companions = new Companions(events);
        Door door =
                new Door(
                        budget,
                        log::append,
                        log::beforeNextCommit,
                        companions,
                        parts.clock(),
                        events,
                        intakeToDurable);
        return new Rooms(
                log,
                shelf.orphans(),
                shelf.lost(),
                watch,
                budget,
                intakeToDurable,
                List.copyOf(lanes),
                List.copyOf(sinks),
                dispatcher,
                units(project.standIns(), true, door),
                units(project.connections(), false, door),
                new DoctorRoom(project, parts.catalog(), examinedPlace()),
                writing(project));
    }

    private WriteDesk writing(ProjectDefinition project) throws EngineException {
        List<WritableLine> lines = new ArrayList<>();
        for (ConnectorDefinition each : project.connections()) {
            SourceFactory factory = factoryOf(each);
            lines.add(
                    WritableLine.of(
                            each,
                            factory,
                            new ExaminedConnector(
                                    each.id(),
                                    "connection",
                                    each.config(),
                                    factory,
                                    examinedPlace())));
        }
        return new WriteDesk(
                lines,
                parts.audit(),
                parts.clock(),
                () -> parts.drills().snapshot().running() != null,
                new SecureRandom(),
                WriteDesk.Patience.USUAL);
    }

    private ExaminedPlace examinedPlace() {
        return new ExaminedPlace(
                parts.clock(),
                parts.secrets(),
                parts.credentials(),
                parts.data().root(),
                parts.project().directory(),
                site.endpoints()::find,
                true);
    }

    /// Lanes are made before the dispatcher that they wake.
    private static final class DispatchBell implements Runnable {
        // Volatile: set while the engine is built, rung by lanes.
        private volatile Runnable bell = () -> {};

        void rings(Runnable whom) {
            bell = whom;
        }

        @Override
        public void run() {
            bell.run();
        }
    }

    private DurableLog openLog(long highest, LogWatch watch) throws StoreException {
        long segmentBytes =
                Math.max(LogConfig.SEGMENT_BYTES_MIN, parts.project().limits().segmentBytes());
        int batchBytes = (int) Math.min(BATCH_BYTES_MAX, segmentBytes / 2);
        LogConfig config =
                new LogConfig(
                                parts.data().log(),
                                segmentBytes,
                                batchBytes,
                                highest + 1,
                                parts.clock()::nanoTime)
                        .withCommitLingerNanos(parts.project().limits().commitLingerNanos());
        DurableLog log = DurableLog.open(config, parts.files(), watch);
        undo.add(log::close);
        String moved = log.recovery().moved();
        if (!moved.isEmpty()) {
            events.warning(
                    "LOG-0206",
                    "log",
                    "The log is a copy, or was put back: "
                            + moved
                            + ". From seq "
                            + log.recovery().nextSeq()
                            + " on, records are of a new epoch, "
                            + log.epoch()
                            + "; what was there keeps its own and is delivered.");
        }
        if (!log.recovery().clean()) {
            events.error(
                    "LOG-0205",
                    "log",
                    "Something is missing or was left aside: gaps "
                            + log.recovery().gaps()
                            + ", left "
                            + log.recovery().strays()
                            + ".");
        }
        return log;
    }

    private SinkFactory factoryOf(DestinationDefinition destination) throws EngineException {
        return parts.catalog()
                .sink(destination.type())
                .orElseThrow(() -> unknown("destination " + destination.id(), destination.type()));
    }

    /// What a lane's backlog belongs to: another type or another table is another target, another
    /// host or password only another way there.
    private static String targetOf(DestinationDefinition destination, SinkFactory factory) {
        return (destination.type() + " " + factory.targetOf(destination.config())).trim();
    }

    private void requireSources(ProjectDefinition project) throws EngineException {
        List<ConnectorDefinition> sources = new ArrayList<>(project.standIns());
        sources.addAll(project.connections());
        for (ConnectorDefinition each : sources) {
            factoryOf(each);
        }
    }

    private SourceFactory factoryOf(ConnectorDefinition definition) throws EngineException {
        return parts.catalog()
                .source(definition.type())
                .orElseThrow(() -> unknown("connection " + definition.id(), definition.type()));
    }

    private LaneTransforms transforms(DestinationDefinition destination) throws EngineException {
        try {
            return LaneTransforms.of(
                    parts.project(),
                    destination.id(),
                    parts.catalog(),
                    new TransformPlace(parts.project().directory(), parts.clock()));
        } catch (ConnectorException e) {
            throw new EngineException(e.problem(), e);
        }
    }

    private LaneParts laneParts(DestinationDefinition destination, SinkMaker sink) {
        return new LaneParts(
                destination.id(),
                destination.lane(),
                sink,
                parts.clock(),
                parts.random(),
                events,
                LaneLatencies.fresh());
    }

    private Dispatcher dispatcher(DurableLog log, List<Lane> lanes) {
        long from = lanes.isEmpty() ? log.durableSeq() + 1 : Long.MAX_VALUE;
        for (Lane lane : lanes) {
            from = Math.min(from, lane.look().position() + 1);
        }
        List<String> ids = lanes.stream().map(Lane::id).toList();
        return new Dispatcher(
                log,
                lanes,
                RouteTable.of(parts.project(), ids),
                Math.max(from, log.firstSeq()),
                parts.seams().loseBetweenLogAndLane(),
                parts.clock(),
                events);
    }

    private List<SourceUnit> units(
            List<ConnectorDefinition> definitions, boolean standIns, Door door)
            throws EngineException {
        List<SourceUnit> units = new ArrayList<>();
        for (ConnectorDefinition definition : definitions) {
            SourceFactory factory = factoryOf(definition);
            units.add(
                    new SourceUnit(
                            definition,
                            standIns,
                            factory,
                            site,
                            new ConnectionIntake(
                                    definition.id(),
                                    definition.deviceClass(),
                                    definition.location(),
                                    door),
                            parts.random()));
        }
        return List.copyOf(units);
    }

    private static EngineException unknown(String object, String type) {
        return new EngineException(
                Problem.error(
                        "APP-0340",
                        object,
                        "There is no connector of type " + type + ".",
                        "Correct the type, or install the connector that has it."),
                null);
    }
}
