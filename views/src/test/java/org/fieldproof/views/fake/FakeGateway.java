package org.fieldproof.views.fake;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.api.event.EventPage;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.DeviceSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.jspecify.annotations.Nullable;

/// A plant of three devices that publish 100 messages a second each, one broker, one database. A
/// drill cuts the broker for 30 s. Its state follows its clock.
public final class FakeGateway implements Gateway {

    public final List<Command> commands = new ArrayList<>();

    /// Alarms whose condition is over, by id.
    public final Set<String> cleared = new HashSet<>();

    /// Evidence files that cannot be read.
    public final Set<String> unreadable = new HashSet<>();

    public final FakeQuarantine quarantine = new FakeQuarantine(this);
    public final FakeBacklog backlog = new FakeBacklog(this);
    public final FakeAlarms alarms;
    public final FakeWriting writing;
    public final FakeMarkers markers = new FakeMarkers();
    public final FakeCertificates certificates;
    final FakeClock clock;
    final long startMillis;
    private final List<GatewayEvent> events = new ArrayList<>();
    private final List<DrillSnapshot.Result> results = new ArrayList<>();
    private long drillFromMillis = -1;
    private boolean paused;
    private long revision;

    FakeGateway(FakeClock clock) {
        this.clock = clock;
        alarms = new FakeAlarms(clock);
        writing = new FakeWriting(clock);
        certificates = new FakeCertificates(this);
        startMillis = clock.epochNanos() / 1_000_000 - 120_000;
        event(GatewayEvent.Level.INFO, "APP-0001", "gateway", "The gateway runs.");
        event(GatewayEvent.Level.AUDIT, "APP-0002", "project field-demo", "Opened by operator.");
        event(
                GatewayEvent.Level.WARNING,
                "MQTT-0203",
                "device pump-02",
                "Connected again after 1.2 s.");
    }

    long nowMillis() {
        return clock.epochNanos() / 1_000_000;
    }

    /// Milliseconds since the drill began, or -1.
    long drillMillis() {
        return drillFromMillis < 0 ? -1 : nowMillis() - drillFromMillis;
    }

    boolean cut() {
        long at = drillMillis();
        return at >= FakeDrills.BASELINE_MS && at < FakeDrills.HEAL_MS;
    }

    boolean paused() {
        return paused;
    }

    List<DrillSnapshot.Result> results() {
        return List.copyOf(results);
    }

    /// Evidence of an earlier start is found on the disk.
    public void find(DrillSnapshot.Result result) {
        results.addLast(result);
    }

    String runId() {
        return "D-" + (8 + results.size());
    }

    /// Which revision of the project runs.
    public String contentHash = "7c41d09be2aa51f0";

    /// An address from outside that has values too; empty for none.
    public String alsoAt = "";

    /// How many more addresses there are, one level of their own.
    public int moreAddresses;

    /// How many lines the audit trail has.
    public int auditLines = 4;

    /// Whether a second connection has the same addresses, a little behind.
    public boolean twins;

    /// How many records pass each wire per second, as whoever looks at it is told.
    public int passingPerSecond;

    /// How many have passed since the start because of that.
    long passing() {
        return (nowMillis() - startMillis) * passingPerSecond / 1_000;
    }

    /// Why drills are locked; empty if they are not.
    public String lockReason = "";

    /// What the lines of its drills lead to.
    public DeviceClass lineClass = DeviceClass.SIM;

    /// The drill that is armed.
    public DrillSnapshot.@Nullable Armed armed;

    /// Whether the broker has a device of the same name as the listener.
    public boolean twinDevice;

    /// Other devices of the listener than the three; none for those.
    public List<DeviceSnapshot> standing = List.of();

    /// Whether the third device is not known any more.
    public boolean withoutMixer;

    /// By question, what is answered when a test says so.
    public final Map<Command, CompletableFuture<Outcome>> late = new HashMap<>();

    /// Whether it answers nothing any more.
    public boolean hanging;

    @Override
    public GatewaySnapshot snapshot() {
        if (armed != null && !clock.now().isBefore(armed.until())) {
            armed = null;
        }
        if (drillMillis() >= FakeDrills.END_MS) {
            finish(Verdict.PASSED, "Nothing was lost.");
        }
        revision++;
        return FakePicture.of(this, revision, events.size());
    }

    @Override
    public EventPage events(long fromSeq, int max) {
        List<GatewayEvent> page =
                events.stream().filter(event -> event.seq() >= fromSeq).limit(max).toList();
        return new EventPage(page, 1, events.size());
    }

    @Override
    public CompletionStage<Outcome> submit(Command command) {
        commands.add(command);
        if (hanging) {
            return new CompletableFuture<>();
        }
        CompletableFuture<Outcome> later = late.get(command);
        if (later != null) {
            return later;
        }
        return CompletableFuture.completedFuture(answer(command));
    }

    private Outcome answer(Command command) {
        return switch (command) {
            case Command.PauseLane(String lane) -> {
                paused = true;
                yield new Outcome.Done("Lane " + lane + " pauses.");
            }
            case Command.ResumeLane(String lane) -> {
                paused = false;
                yield new Outcome.Done("Lane " + lane + " resumes.");
            }
            case Command.InspectWire wire ->
                    new Outcome.WireInspected(
                            FakeRecords.passed(this, Math.min(wire.max(), FakeRecords.KEPT)),
                            FakeRecords.FIRST + passing());
            case Command.ReadLatest latest -> FakeRecords.latest(this, latest.max());
            case Command.ReadLevels levels -> FakeRecords.levels(this, levels);
            case Command.QuarantineCommand asked -> quarantine.answer(asked);
            case Command.ExportOrphan export -> new Outcome.QuarantineExported(export.file(), 45);
            case Command.DiscardOrphan discard -> backlog.answer(discard);
            case Command.CertificateCommand asked -> certificates.answer(asked);
            case Command.BacklogCommand asked -> backlog.answer(asked);
            case Command.ReadStorage _ -> FakeRecords.stored();
            case Command.ReadOrphans _ -> new Outcome.OrphansRead(backlog.orphans());
            case Command.AcknowledgeAlarm(String id) -> alarms.acknowledge(id);
            case Command.ShelveAlarm asked -> alarms.shelve(asked);
            case Command.UnshelveAlarm(String id) -> alarms.unshelve(id);
            case Command.PreviewTransforms _ -> new Outcome.Previewed(List.of());
            case Command.DescribeFields asked -> FakeFields.of(asked);
            case Command.ReadAudit read -> FakeRecords.audit(this, read.max());
            case Command.ExamineConnectors _ -> FakeDoctor.examined();
            case Command.WriteCommand asked -> writing.answer(asked);
            case Command.ArmDrill arm -> FakeDrills.arm(this, arm);
            case Command.DisarmDrill _ -> {
                armed = null;
                yield new Outcome.Done("Disarmed.");
            }
            case Command.MarkerCommand asked -> markers.answer(asked);
            case Command.StartDrill start -> start(start);
            case Command.StopDrills _ -> {
                armed = null;
                finish(Verdict.ABORTED, "Stopped by a person.");
                yield new Outcome.Done("Every drill is stopped, every line is healed.");
            }
            case Command.LockDrills(String reason) -> {
                lockReason = reason;
                yield new Outcome.Done(reason.isEmpty() ? "Released." : "Locked.");
            }
            case Command.Heartbeat _ -> new Outcome.Done("");
            case Command.ReadEvidence(Path file) when unreadable.contains(file.toString()) ->
                    new Outcome.Refused(
                            Problem.error(
                                    "EVID-0101",
                                    "evidence " + file.getFileName(),
                                    "The file is cut off.",
                                    "Copy it again."));
            case Command.ReadEvidence _ ->
                    new Outcome.EvidenceRead(FakeDrills.evidence(this), "0".repeat(64));
            case Command.CompareEvidence(Path one, Path other)
                    when unreadable.contains(one.toString())
                            || unreadable.contains(other.toString()) ->
                    new Outcome.Refused(
                            Problem.error(
                                    "EVID-0103",
                                    "comparison of two runs",
                                    "One of the two files is cut off.",
                                    "Copy it again."));
            case Command.CompareEvidence(Path _, Path other) ->
                    new Outcome.EvidenceCompared(
                            FakeComparison.of(FakeDrills.evidence(this), other.toString()));
            case Command.VerifyEvidence _ ->
                    new Outcome.EvidenceVerified(
                            true,
                            List.of(
                                    "14 files, hashes agree",
                                    "signature agrees",
                                    "verdict recomputed: PASSED"),
                            FakeDrills.evidence(this));
        };
    }

    private Outcome start(Command.StartDrill start) {
        if ((lineClass != DeviceClass.SIM && armed == null)
                || (lineClass == DeviceClass.LIVE && !start.line().equals("upstream"))) {
            return new Outcome.Refused(
                    Problem.error("DRILL-0112", "drill " + start.name(), "Not armed.", "Arm it."));
        }
        armed = null;
        if (drillFromMillis >= 0) {
            return new Outcome.Refused(
                    Problem.error(
                            "DRILL-0102",
                            "drill upstream-outage",
                            "Another drill is running.",
                            "Wait for its end or press STOP."));
        }
        drillFromMillis = nowMillis();
        event(
                GatewayEvent.Level.AUDIT,
                "DRILL-0001",
                "drill upstream-outage",
                "Started by operator.");
        return new Outcome.DrillStarted(runId());
    }

    private void finish(Verdict verdict, String reason) {
        if (drillFromMillis < 0) {
            return;
        }
        results.addFirst(
                new DrillSnapshot.Result(
                        runId(),
                        "upstream-outage",
                        verdict,
                        reason,
                        Instant.ofEpochMilli(drillFromMillis),
                        Instant.ofEpochMilli(nowMillis()),
                        "/var/lib/fieldproof/field-demo/evidence/D-"
                                + (8 + results.size())
                                + ".evidence.zip"));
        drillFromMillis = -1;
        event(GatewayEvent.Level.INFO, "DRILL-0009", "drill upstream-outage", "Closed: " + verdict);
    }

    private void event(GatewayEvent.Level level, String code, String object, String message) {
        events.add(
                new GatewayEvent(
                        events.size() + 1, clock.now(), level, code, object, message, Map.of()));
    }

    DrillSnapshot.@Nullable Run run() {
        return drillFromMillis < 0
                ? null
                : FakeDrills.run(this, Instant.ofEpochMilli(drillFromMillis), drillMillis());
    }
}
