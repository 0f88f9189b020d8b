package org.fieldproof.drill.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.drill.DrillPhase;
import org.fieldproof.api.drill.EvidenceSummary;
import org.fieldproof.api.drill.Fault;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.drill.evidence.EvidenceVerifier;
import org.fieldproof.drill.evidence.Verification;
import org.fieldproof.testkit.Await;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DrillRoomTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String DRILL = "upstream-outage";

    /// For what must meet the drill while it runs.
    private static final Duration UNTIL_STOPPED = Duration.ofMinutes(5);

    @TempDir Path folder;

    private final AtomicLong ahead = new AtomicLong();
    private final PlantClock time = new PlantClock();
    private final DrillRoom room = new DrillRoom(new ShiftedClock(time, ahead));

    @SuppressWarnings("NullAway.Init") // every test opens it first
    private FakePlant plant;

    private record ShiftedClock(GatewayClock time, AtomicLong aheadNanos) implements GatewayClock {
        @Override
        public long nanoTime() {
            return time.nanoTime() + aheadNanos.get();
        }

        @Override
        public long epochNanos() {
            return time.epochNanos();
        }
    }

    private void dial(String targetHost) throws IOException {
        plant = new FakePlant(folder, targetHost, time);
        plant.start(room);
        Await.until(
                SOON,
                () -> !room.linkSnapshots().getFirst().target().isEmpty(),
                "the line to be dialled");
    }

    private void open(String targetHost) throws IOException {
        dial(targetHost);
        Await.until(SOON, () -> room.linkSnapshots().getFirst().connections() > 0, "a connection");
    }

    @AfterEach
    void close() throws IOException {
        room.close();
        plant.close();
    }

    @Test
    void anOutageWithoutLossPasses() throws IOException {
        open("127.0.0.1");

        DrillSnapshot.Result result = run(null);

        assertThat(result.reason()).startsWith("Nothing was lost");
        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        Verification found = verify(result);
        assertThat(found.genuine()).as(found.findings().toString()).isTrue();
        EvidenceSummary summary = found.summary();
        assertThat(summary.outageMs()).isBetween(500L, 20_000L);
        assertThat(summary.recoveryMs()).isBetween(0L, 20_000L);
        assertThat(summary.drainMs()).isBetween(0L, 20_000L);
        assertThat(summary.peakBufferRecords()).isGreaterThan(50);
        assertThat(summary.devices()).hasSize(2);
        for (EvidenceSummary.Device device : summary.devices()) {
            assertThat(device.sent()).isGreaterThan(50).isEqualTo(device.accepted());
            assertThat(device.lanes())
                    .hasSize(2)
                    .allMatch(lane -> lane.delivered() == device.sent())
                    .allMatch(lane -> lane.lost() == 0 && lane.pending() == 0);
        }
        assertThat(summary.phases())
                .extracting(EvidenceSummary.Phase::name)
                .containsExactly(
                        "PREFLIGHT",
                        "BASELINE",
                        "INJECT",
                        "HOLD",
                        "RECOVER",
                        "DRAIN",
                        "SETTLE",
                        "VERIFY");
        assertThat(plant.journal)
                .extracting(GatewayEvent::code)
                .contains("DRILL-1001", "DRILL-1002", "DRILL-1003", "DRILL-1004");
        assertThat(plant.expected).containsExactly(DRILL + "6", "0");
    }

    /// Harm: a drill that passes although something was lost is worse than no drill.
    @Test
    void aLossPlantedBehindTheLogFails() throws IOException {
        open("127.0.0.1");
        plant.loseAtUpstream = seq -> seq % 97 == 0;

        DrillSnapshot.Result result = run(null);

        assertThat(result.verdict()).isEqualTo(Verdict.FAILED);
        assertThat(result.reason()).contains("missing at upstream");
        assertThat(verify(result).genuine()).isTrue();
    }

    /// LANE-11. Harm: evidence says that nothing was lost, over a backlog that was gone when the
    /// gateway started.
    @Test
    void whatWasLostBeforeTheRunIsInItsEvidenceAndNeverAPass() throws IOException {
        open("127.0.0.1");
        plant.lostBefore(126);

        DrillSnapshot.Result result = run(null);

        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(result.reason()).contains("upstream has lost 126 accepted records", "LANE-0207");
        assertThat(verify(result).genuine()).isTrue();
    }

    /// Harm: evidence from a machine whose records lie in memory is taken for proof of a disk.
    @Test
    void aFileSystemThatMayForgetIsNamedAmongWhatIsNotTested() throws IOException {
        open("127.0.0.1");
        plant.fileSystemDoubt =
                Optional.of(Problem.warning("DATA-0201", "data", "It lies in memory.", "Move it."));

        DrillSnapshot.Result result = run(null);

        assertThat(result.verdict()).isEqualTo(Verdict.PASSED);
        assertThat(verify(result).summary().notTested())
                .anyMatch(each -> each.contains("It lies in memory. (DATA-0201)"));
    }

    @Test
    void aDestinationThatCannotBeReadBackIsNeverAPass() throws IOException {
        open("127.0.0.1");
        plant.upstreamReadable = false;

        assertThat(run(null).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void devicesThatDoNotCountAreNeverAPass() throws IOException {
        open("127.0.0.1");
        plant.publisherKnown = false;

        assertThat(run(null).verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    }

    @Test
    void stopHealsAtOnceAndLeavesEvidence() throws IOException {
        open("127.0.0.1");
        plant.hold = UNTIL_STOPPED;
        start(null);
        awaitPhase(DrillPhase.HOLD);

        long from = GatewayClock.system().nanoTime();
        Outcome stopped = submit(new Command.StopDrills("anna"));
        long ms = TimeUnit.NANOSECONDS.toMillis(GatewayClock.system().nanoTime() - from);

        assertThat(room.linkSnapshots().getFirst().fault()).isEmpty();
        assertThat(ms).isLessThan(20_000);
        assertThat(stopped).isInstanceOf(Outcome.Done.class);
        DrillSnapshot.Result result = awaitResult();
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).isEqualTo("Stopped by anna: STOP was pressed.");
        assertThat(verify(result).genuine()).isTrue();
    }

    @Test
    void aSilentConsoleEndsItsDrill() throws IOException {
        open("127.0.0.1");
        plant.hold = UNTIL_STOPPED;
        start("laptop-7");
        awaitPhase(DrillPhase.HOLD);

        ahead.set(TimeUnit.SECONDS.toNanos(6));

        DrillSnapshot.Result result = awaitResult();
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).contains("silent");
        assertThat(room.linkSnapshots().getFirst().fault()).isEmpty();
    }

    @Test
    void closingTheRoomAbortsAndStillWritesEvidence() throws IOException {
        open("127.0.0.1");
        plant.hold = UNTIL_STOPPED;
        start(null);
        awaitPhase(DrillPhase.HOLD);

        room.close();

        DrillSnapshot.Result result = room.snapshot().results().getFirst();
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(verify(result).genuine()).isTrue();
    }

    @Test
    void theDoctorsReportsOfThePathAreInTheSignedEvidence() throws IOException {
        open("127.0.0.1");
        plant.devicesClass = DeviceClass.LIVE;

        DrillSnapshot.Result result = run(null);

        assertThat(plant.examined).as("on the path, and not LIVE").containsExactly("upstream");
        JsonNode doctor = doctorOf(result);
        assertThat(doctor.at("/peers/0/connector").asText()).isEqualTo("upstream");
        assertThat(doctor.at("/peers/0/healthy").asBoolean()).isTrue();
        assertThat(doctor.at("/peers/1/connector").asText()).isEqualTo("devices");
        assertThat(doctor.at("/peers/1/notExamined").asText()).contains("LIVE");
        assertThat(verify(result).genuine()).isTrue();
    }

    /// Harm: one host that swallows packets would keep every drill from beginning.
    @Test
    void aDoctorThatNeverComesBackCostsSecondsAndNoVerdict() throws IOException {
        open("127.0.0.1");
        plant.upstreamSwallows = true;

        DrillSnapshot.Result result = run(null);

        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.PASSED);
        assertThat(doctorOf(result).findValuesAsText("notExamined"))
                .containsExactly("It had told nothing within 8 s.");
    }

    private static JsonNode doctorOf(DrillSnapshot.Result result) throws IOException {
        try (ZipFile zip = new ZipFile(result.evidence());
                InputStream in = zip.getInputStream(zip.getEntry("doctor.json"))) {
            return new ObjectMapper().readTree(in);
        }
    }

    /// Harm: an embedded store could not be drilled at all, or its evidence would tell of a line.
    @Test
    void aStoreInThisProcessIsShutAndTheEvidenceSaysSo() throws IOException {
        openInProcess();

        DrillSnapshot.Result result = run(null);

        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.PASSED);
        EvidenceSummary summary = verify(result).summary();
        assertThat(summary.peakBufferRecords()).isGreaterThan(50);
        assertThat(summary.notTested())
                .anyMatch(each -> each.contains("store upstream was closed to the gateway’s own"))
                .anyMatch(each -> each.contains("it was closed between two writes"));
        assertThat(evidenceOf(result))
                .contains("The store upstream is closed to", "The store upstream may be opened")
                .contains("delivered all of them when it was opened again")
                .doesNotContain("line to upstream");
    }

    /// The counter-case: one that has a line is told of by its line.
    @Test
    void theEvidenceOfALineTellsOfIt() throws IOException {
        open("127.0.0.1");

        DrillSnapshot.Result result = run(null);

        assertThat(evidenceOf(result))
                .contains("The line to upstream is cut.", "The line to upstream is healed: ")
                .contains("The line to upstream was cut for ", "when the line came back")
                .doesNotContain("opened again");
    }

    /// All texts of an evidence.
    private static String evidenceOf(DrillSnapshot.Result result) throws IOException {
        StringBuilder all = new StringBuilder();
        try (ZipFile zip = new ZipFile(result.evidence())) {
            for (ZipEntry each : Collections.list(zip.entries())) {
                try (InputStream in = zip.getInputStream(each)) {
                    all.append(new String(in.readAllBytes(), UTF_8));
                }
            }
        }
        return all.toString();
    }

    @Test
    void aDoorTakesNoFaultThatNeedsALine() throws IOException {
        openInProcess();
        plant.fault = new Fault.Hang();

        assertThat(refusal(new Command.StartDrill(DRILL, null, null))).isEqualTo("DRILL-0101");
        assertThat(available().interlocks())
                .anyMatch(each -> !each.ok() && each.remedy().contains("fault: down"));
    }

    private void openInProcess() throws IOException {
        plant = new FakePlant(folder, "127.0.0.1", time);
        plant.inProcess = true;
        plant.start(room);
        Await.until(SOON, () -> room.linkSnapshots().getFirst().connections() > 0, "the store");
    }

    @Test
    void aLiveLineIsNotCut() throws IOException {
        dial("broker.plant.invalid");

        assertThat(FakePlant.classOf(room)).isEqualTo(DeviceClass.LIVE);
        assertThat(refusal(new Command.StartDrill(DRILL, null, null))).isEqualTo("DRILL-0101");
        assertThat(room.linkSnapshots().getFirst().fault()).isEmpty();
    }

    @Test
    void aRedInterlockForbidsAStartFromAWindow() throws IOException {
        open("127.0.0.1");
        plant.healthy = false;

        assertThat(refusal(new Command.StartDrill(DRILL, "console", null))).isEqualTo("DRILL-0102");
        assertThat(available().interlocks())
                .anyMatch(each -> each.id().equals("I2") && !each.ok() && !each.remedy().isEmpty());
    }

    @Test
    void whatAnInterlockThatHoldsHasFoundIsSaid() throws IOException {
        open("127.0.0.1");
        assertThat(available().interlocks())
                .filteredOn(DrillSnapshot.Interlock::ok)
                .filteredOn(each -> each.id().equals("I3"))
                .singleElement()
                .satisfies(
                        each ->
                                assertThat(each.cause())
                                        .matches(
                                                "Lane upstream has 1,024 MiB free and needs"
                                                        + " [1-9][0-9]* MiB\\."));
    }

    @Test
    void anInterlockThatFindsNoLaneSaysSo() throws IOException {
        open("127.0.0.1");
        plant.hideLanes();
        assertThat(available().interlocks())
                .filteredOn(each -> each.id().equals("I3"))
                .singleElement()
                .satisfies(each -> assertThat(each.cause()).isEqualTo("No lane is affected."));
    }

    /// Harm: a destination that nobody counts could lose everything in a drill that passes.
    @Test
    void moreDestinationsThanCanBeCountedAreNotDrilled() throws IOException {
        open("127.0.0.1");
        plant.moreDestinations = 61;

        assertThat(refusal(new Command.StartDrill(DRILL, null, null))).isEqualTo("DRILL-0111");
    }

    @Test
    void whatIsConnectedDirectlyCannotBeCut() throws IOException {
        open("127.0.0.1");

        assertThat(refusal(new Command.StartDrill("direct", null, null))).isEqualTo("DRILL-0101");
        assertThat(refusal(new Command.StartDrill("nothing", null, null))).isEqualTo("DRILL-0107");
    }

    @Test
    void oneDrillAtATimeAndNoneWhileLocked() throws IOException {
        open("127.0.0.1");
        plant.hold = UNTIL_STOPPED;
        submit(new Command.LockDrills("shift change"));
        assertThat(refusal(new Command.StartDrill(DRILL, null, null))).isEqualTo("DRILL-0105");
        assertThat(room.snapshot().lockReason()).isEqualTo("shift change");
        submit(new Command.LockDrills(""));

        start(null);
        assertThat(refusal(new Command.StartDrill(DRILL, null, null))).isEqualTo("DRILL-0104");
        submit(new Command.StopDrills("test"));
        awaitResult();
    }

    @Test
    void whatEarlierRunsLeftIsListedAfterAStart() throws IOException {
        open("127.0.0.1");
        DrillSnapshot.Result before = run(null);
        DrillRoom second = new DrillRoom(GatewayClock.system());

        second.begin(plant);

        Await.until(SOON, () -> !second.snapshot().results().isEmpty(), "the history");
        DrillSnapshot.Result after = second.snapshot().results().getFirst();
        assertThat(after.id()).as("one run, one name").isEqualTo(before.id());
        assertThat(after.evidence()).isEqualTo(before.evidence());
        assertThat(after.verdict()).isEqualTo(before.verdict());
        Outcome read =
                second.submit(new Command.ReadEvidence(Path.of(after.evidence())))
                        .toCompletableFuture()
                        .join();
        assertThat(read).isInstanceOf(Outcome.EvidenceRead.class);
        second.close();
    }

    private DrillSnapshot.Available available() {
        return room.snapshot().available().stream()
                .filter(each -> each.name().equals(DRILL))
                .findFirst()
                .orElseThrow();
    }

    private Outcome submit(Command.DrillCommand command) {
        return room.submit(command).toCompletableFuture().join();
    }

    private void start(@Nullable String console) {
        assertThat(submit(new Command.StartDrill(DRILL, console, null)))
                .isInstanceOf(Outcome.DrillStarted.class);
    }

    private String refusal(Command.StartDrill start) {
        Outcome outcome = submit(start);
        return outcome instanceof Outcome.Refused refused
                ? refused.why().code()
                : outcome.toString();
    }

    private void awaitPhase(DrillPhase phase) {
        Await.until(
                SOON,
                () -> {
                    DrillSnapshot.Run run = room.snapshot().running();
                    return run != null && run.phase() == phase;
                },
                "phase " + phase);
    }

    private DrillSnapshot.Result awaitResult() {
        Await.until(
                SOON,
                () -> room.snapshot().running() == null && !room.snapshot().results().isEmpty(),
                "the result");
        return room.snapshot().results().getFirst();
    }

    private DrillSnapshot.Result run(@Nullable String console) {
        start(console);
        return awaitResult();
    }

    private Verification verify(DrillSnapshot.Result result) {
        assertThat(List.of(result.evidence())).doesNotContain("");
        return EvidenceVerifier.verify(Path.of(result.evidence()), plant.signer.fingerprint());
    }
}
