package org.fieldproof.engine.rig;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.project.ProjectDefinition.ConnectorDefinition;
import org.fieldproof.api.project.ProjectDefinition.DestinationDefinition;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.project.ProjectDefinition.Limits;
import org.fieldproof.api.project.ProjectDefinition.PipelineDefinition;
import org.fieldproof.api.project.ProjectDefinition.TransformDefinition;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LinkSnapshot;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Credentials;
import org.fieldproof.api.spi.SourceFactory;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.api.spi.TransformFactory;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.EngineException;
import org.fieldproof.engine.EngineParts;
import org.fieldproof.engine.EngineSeams;
import org.fieldproof.engine.GatewayEngine;
import org.fieldproof.engine.alarm.AlarmBoard;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.data.DataDirectoryException;
import org.fieldproof.engine.journal.AuditTrail;
import org.fieldproof.engine.journal.EventJournal;
import org.fieldproof.engine.journal.Operator;
import org.fieldproof.engine.port.DrillDesk;
import org.fieldproof.engine.port.DrillEnvironment;
import org.fieldproof.engine.port.EvidenceSigner;
import org.fieldproof.engine.project.Catalog;
import org.fieldproof.engine.secret.Redactor;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.MapConfig;

/// One gateway of a test.
public final class EngineRig implements AutoCloseable {
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private final GatewayClock clock = GatewayClock.system();
    private final DataDirectory data;
    private final EventJournal events;
    private final AuditTrail audit;
    private final GatewayEngine engine;
    private final SpokenSource source;

    /// What a gateway is made with, beside its destinations.
    ///
    /// @param match topic filters of its one pipeline
    /// @param transforms of its pipeline
    /// @param missing ids of destinations whose connector is not installed
    /// @param logBytes that its log may hold
    /// @param beside sources beside the spoken one, each with its type as its id
    public record Plan(
            LaneDefinition lane,
            EngineSeams seams,
            List<String> match,
            List<String> missing,
            LogFiles files,
            List<TransformFactory> transforms,
            long logBytes,
            List<SourceFactory> beside) {
        public static Plan usual() {
            return new Plan(
                    EngineRig.lane(FullPolicy.BLOCK, 64 << 20),
                    EngineSeams.none(),
                    List.of("plant/#"),
                    List.of(),
                    LogFiles.nio(),
                    List.of(),
                    256 << 20,
                    List.of());
        }

        /// These sources as well.
        public Plan beside(SourceFactory... other) {
            return new Plan(
                    lane, seams, match, missing, files, transforms, logBytes, List.of(other));
        }

        public Plan lane(LaneDefinition other) {
            return new Plan(other, seams, match, missing, files, transforms, logBytes, beside);
        }

        public Plan seams(EngineSeams other) {
            return new Plan(lane, other, match, missing, files, transforms, logBytes, beside);
        }

        public Plan match(String filter) {
            return new Plan(
                    lane, seams, List.of(filter), missing, files, transforms, logBytes, beside);
        }

        public Plan missing(String id) {
            return new Plan(lane, seams, match, List.of(id), files, transforms, logBytes, beside);
        }

        /// Each of these once, in this order.
        public Plan transforms(TransformFactory... other) {
            return new Plan(lane, seams, match, missing, files, List.of(other), logBytes, beside);
        }

        public Plan files(LogFiles other) {
            return new Plan(lane, seams, match, missing, other, transforms, logBytes, beside);
        }

        public Plan logBytes(long other) {
            return new Plan(lane, seams, match, missing, files, transforms, other, beside);
        }
    }

    private EngineRig(
            Path directory,
            ProjectDefinition project,
            SpokenSource source,
            Catalog catalog,
            Plan plan)
            throws DataDirectoryException, EngineException, IOException {
        this.source = source;
        data = DataDirectory.open(directory, clock);
        Redactor redactor = new Redactor();
        events = EventJournal.open(data.journal(), clock, redactor);
        audit = AuditTrail.open(data.journal(), clock, redactor, new Operator("ann", "console"));
        engine = startOrClose(project, catalog, plan);
    }

    private GatewayEngine startOrClose(ProjectDefinition project, Catalog catalog, Plan plan)
            throws EngineException {
        try {
            return GatewayEngine.start(
                    new EngineParts(
                            project,
                            data,
                            catalog,
                            new NoDrills(),
                            clock,
                            reference -> {
                                throw new ConnectorException(ScriptedDestination.AWAY);
                            },
                            new NoCredentials(),
                            new NoSigner(),
                            events,
                            audit,
                            new AlarmBoard(clock),
                            Map::of,
                            Map.of(),
                            new SplittableRandom(7),
                            plan.files(),
                            plan.seams()));
        } catch (EngineException e) {
            closeFiles();
            throw e;
        }
    }

    /// A gateway of a project that was read from its files, with the connectors that it names.
    public static EngineRig of(Path directory, ProjectDefinition project, Catalog catalog) {
        try {
            return new EngineRig(directory, project, new SpokenSource(), catalog, Plan.usual());
        } catch (EngineException | DataDirectoryException | IOException e) {
            throw new AssertionError(e);
        }
    }

    public static EngineRig start(Path directory, ScriptedDestination... destinations) {
        return start(directory, lane(FullPolicy.BLOCK, 64 << 20), destinations);
    }

    public static EngineRig start(
            Path directory, LaneDefinition lane, ScriptedDestination... destinations) {
        return start(directory, lane, EngineSeams.none(), destinations);
    }

    public static EngineRig start(
            Path directory,
            LaneDefinition lane,
            EngineSeams seams,
            ScriptedDestination... destinations) {
        return start(directory, Plan.usual().lane(lane).seams(seams), destinations);
    }

    public static EngineRig start(Path directory, Plan plan, ScriptedDestination... destinations) {
        try {
            return tryStart(directory, plan, destinations);
        } catch (EngineException e) {
            throw new AssertionError(e);
        }
    }

    /// The same for a gateway that may refuse to start.
    public static EngineRig tryStart(Path directory, Plan plan, ScriptedDestination... destinations)
            throws EngineException {
        try {
            List<ScriptedDestination> all = List.of(destinations);
            SpokenSource source = new SpokenSource();
            List<ScriptedDestination> installed =
                    all.stream().filter(each -> !plan.missing().contains(each.type())).toList();
            return new EngineRig(
                    directory,
                    project(directory, all, plan),
                    source,
                    new Catalog(sources(plan, source), installed, plan.transforms()),
                    plan);
        } catch (DataDirectoryException | IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Short waits, batches of 64, no pace.
    public static LaneDefinition lane(FullPolicy policy, long bufferBytes) {
        return lane(policy, bufferBytes, Duration.ofMillis(500));
    }

    /// The same with another limit of a write. A short one is for destinations that hang; where
    /// one is slow and each record is to come once, a machine that stands still must not let a
    /// write time out.
    public static LaneDefinition lane(FullPolicy policy, long bufferBytes, Duration writeTimeout) {
        return new LaneDefinition(
                64, 1 << 20, 1_000_000, 8 << 20, bufferBytes, policy, 0, writeTimeout.toNanos());
    }

    private static ProjectDefinition project(
            Path directory, List<ScriptedDestination> destinations, Plan plan) {
        MapConfig nothing = new MapConfig(ConfigSchema.of(), Map.of());
        List<DestinationDefinition> defined = new ArrayList<>();
        List<String> ids = new ArrayList<>();
        for (ScriptedDestination each : destinations) {
            defined.add(
                    new DestinationDefinition(
                            each.type(), each.type(), each.type(), false, plan.lane(), nothing));
            ids.add(each.type());
        }
        return new ProjectDefinition(
                directory,
                "rig",
                "Rig",
                "0",
                List.of(),
                connections(plan, nothing),
                List.of(
                        new PipelineDefinition(
                                "main",
                                "Main",
                                connections(plan, nothing).stream()
                                        .map(ConnectorDefinition::id)
                                        .toList(),
                                plan.match(),
                                plan.transforms().stream()
                                        .map(
                                                each ->
                                                        new TransformDefinition(
                                                                "main/" + each.type(),
                                                                each.type(),
                                                                nothing))
                                        .toList(),
                                ids)),
                defined,
                List.of(),
                new Limits(4 << 20, plan.logBytes(), 1 << 20, 2_000_000));
    }

    private static List<SourceFactory> sources(Plan plan, SpokenSource source) {
        List<SourceFactory> sources = new ArrayList<>(plan.beside());
        sources.add(source);
        return sources;
    }

    private static List<ConnectorDefinition> connections(Plan plan, MapConfig nothing) {
        List<ConnectorDefinition> connections = new ArrayList<>();
        connections.add(
                new ConnectorDefinition(
                        "devices", "spoken", "Devices", DeviceClass.SIM, false, nothing));
        for (SourceFactory each : plan.beside()) {
            connections.add(
                    new ConnectorDefinition(
                            each.type(),
                            each.type(),
                            each.title(),
                            DeviceClass.SIM,
                            false,
                            nothing));
        }
        return connections;
    }

    public SpokenSource source() {
        return source;
    }

    public GatewayEngine engine() {
        return engine;
    }

    public GatewaySnapshot snapshot() {
        return engine.snapshot();
    }

    public LaneSnapshot lane(int index) {
        return engine.snapshot().lanes().get(index);
    }

    public Outcome ask(Command command) {
        return engine.submit(command).toCompletableFuture().join();
    }

    /// Waits until so many records have been accepted.
    public void awaitAccepted(int count) {
        Await.until(PATIENCE, () -> source.acceptedCount() >= count, count + " acceptances");
    }

    /// A copy of the data directory as a killed process would leave it. Positions come first and
    /// the log last: what a copied position says that the lane has is then in the buffer that is
    /// copied behind it, however long the copying takes.
    public void copyTo(Path target) throws IOException {
        try (Stream<Path> all = Files.walk(data.root())) {
            for (Path each : all.sorted(Comparator.comparingInt(this::turn)).toList()) {
                if (each.getFileName().toString().matches("lock|owner")) {
                    continue; // a dead process holds none
                }
                Path to = target.resolve(data.root().relativize(each).toString());
                if (Files.isDirectory(each)) {
                    Files.createDirectories(to);
                } else {
                    Files.copy(each, to);
                }
            }
        }
    }

    /// Folders, which all files need, before everything.
    private int turn(Path each) {
        if (Files.isDirectory(each)) {
            return 0;
        }
        boolean ofLog = each.startsWith(data.log());
        return ofLog ? 3 : each.endsWith("position") ? 1 : 2;
    }

    /// Waits for a lane; says how it stands if that was in vain.
    public void awaitLane(int index, Predicate<LaneSnapshot> condition, String what) {
        try {
            Await.until(PATIENCE, () -> condition.test(lane(index)), what);
        } catch (AssertionError e) {
            throw new AssertionError(
                    e.getMessage() + "; " + lane(index) + "; " + engine.events(1, 200), e);
        }
    }

    @Override
    public void close() {
        engine.stop(Duration.ofSeconds(10));
        closeFiles();
    }

    private void closeFiles() {
        events.close();
        audit.close();
        data.close();
    }

    private static final class NoDrills implements DrillDesk {
        @Override
        public LinkTable links() {
            return LinkTable.direct();
        }

        @Override
        public void begin(DrillEnvironment environment) {}

        @Override
        public DrillSnapshot snapshot() {
            return DrillSnapshot.NONE;
        }

        @Override
        public List<LinkSnapshot> linkSnapshots() {
            return List.of();
        }

        @Override
        public CompletionStage<Outcome> submit(Command.DrillCommand command) {
            return CompletableFuture.completedFuture(
                    new Outcome.Refused(
                            Problem.error("DRILL-0999", "drills", "None here.", "None.")));
        }

        @Override
        public void close() {}
    }

    private static final class NoCredentials implements Credentials {
        @Override
        public TlsIdentity server(String name) throws ConnectorException {
            throw new ConnectorException(ScriptedDestination.AWAY);
        }

        @Override
        public TlsIdentity client(String name) throws ConnectorException {
            throw new ConnectorException(ScriptedDestination.AWAY);
        }

        @Override
        public TlsIdentity fromFiles(String certificatePath, String keyPath, char[] keyPassword)
                throws ConnectorException {
            throw new ConnectorException(ScriptedDestination.AWAY);
        }

        @Override
        public List<X509CRL> revocationLists(String path) {
            throw new IllegalStateException("no lists here");
        }

        @Override
        public TlsIdentity trustOnly(String trustPath) throws ConnectorException {
            throw new ConnectorException(ScriptedDestination.AWAY);
        }
    }

    private static final class NoSigner implements EvidenceSigner {
        @Override
        public byte[] sign(byte[] bytes) {
            return new byte[64];
        }

        @Override
        public byte[] publicKey() {
            return new byte[0];
        }

        @Override
        public String fingerprint() {
            return "";
        }
    }
}
