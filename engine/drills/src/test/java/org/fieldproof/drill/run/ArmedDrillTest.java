package org.fieldproof.drill.run;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.ZipFile;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Command.ArmDrill;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.drill.DrillPhase;
import org.fieldproof.api.drill.Verdict;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.api.snapshot.DrillSnapshot.Armed;
import org.fieldproof.api.snapshot.DrillSnapshot.Interlock;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.drill.evidence.EvidenceVerifier;
import org.fieldproof.testkit.Await;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// RUN-4, I6 to I8. Harm if it breaks: a plant is cut off by whoever starts the wrong drill, and
/// nobody can say later who it was and under which permit.
class ArmedDrillTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String DRILL = "upstream-outage";
    private static final String CONSOLE = "console-1";
    // Not to be taken for an address of the plant.
    private static final String PERMIT = "WP-2026/10.0.8.15";
    private static final String AFFECTED = "Line 3, the shift lead knows";

    @TempDir Path folder;

    private final AtomicLong ahead = new AtomicLong();
    private final PlantClock time = new PlantClock();
    private final GatewayClock clock =
            new GatewayClock() {
                @Override
                public long nanoTime() {
                    return time.nanoTime() + ahead.get();
                }

                @Override
                public long epochNanos() {
                    return time.epochNanos() + ahead.get();
                }
            };
    private DrillRoom room = new DrillRoom(clock);

    @SuppressWarnings("NullAway.Init") // every test opens it first
    private FakePlant plant;

    enum Mutant {
        NONE,
        /// Its time is never looked at.
        ARMED_FOR_EVER,
        /// What is typed is not looked at.
        NAME_NOT_CHECKED,
        /// An arming stays good.
        TWICE
    }

    private void open(@Nullable DeviceClass line, boolean live) throws IOException {
        plant = new FakePlant(folder, "127.0.0.1", time);
        plant.lineClass = line;
        plant.liveDrills = live;
        plant.start(room);
        Await.until(SOON, () -> room.linkSnapshots().getFirst().connections() > 0, "a connection");
    }

    @AfterEach
    void close() throws IOException {
        room.close();
        plant.close();
    }

    @Test
    void aSimDrillIsStartedAsBefore() throws IOException {
        open(null, false);

        assertThat(interlocks()).extracting(Interlock::id).doesNotContain("I6", "I7", "I8");
        assertThat(code(arm(DRILL, "", ""))).contains("needs no arming");
        assertThat(room.snapshot().armed()).isNull();
        assertThat(start("")).isInstanceOf(Outcome.DrillStarted.class);
        assertThat(awaitResult().verdict()).isEqualTo(Verdict.PASSED);
    }

    @Test
    void aBenchDrillIsArmedByItsNameForOneStart() throws IOException {
        open(DeviceClass.BENCH, false);
        assertThat(code(start(""))).isEqualTo("DRILL-0112");
        assertThat(code(arm("upstream", "", ""))).isEqualTo("DRILL-0115");
        assertThat(code(start(""))).isEqualTo("DRILL-0112");
        assertThat(interlocks())
                .filteredOn(each -> !each.ok())
                .singleElement()
                .satisfies(each -> assertThat(each.id() + each.remedy()).startsWith("I6Type its"));

        assertThat(arm(DRILL, "", "")).isInstanceOf(Outcome.Done.class);
        assertThat(interlocks()).allMatch(Interlock::ok);
        assertThat(start("")).isInstanceOf(Outcome.DrillStarted.class);
        assertThat(code(arm(DRILL, "", ""))).as("one runs").isEqualTo("DRILL-0104");

        DrillSnapshot.Result result = awaitResult();
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.PASSED);
        assertThat(code(start(""))).as("it was for one start").isEqualTo("DRILL-0112");
        assertThat(evidence(result)).contains("\"I6\"", "Armed by ann (console-1) at ");
        assertThat(evidence(result)).doesNotContain("\"I7\"");
        assertThat(journal())
                .containsSubsequence(
                        "DRILL-1010 Refused: DRILL-0112",
                        "DRILL-1010 Refused: DRILL-0115",
                        "DRILL-1008 Armed until",
                        "DRILL-1009 Disarmed: it was used.",
                        "DRILL-1001 Drill upstream-outage started, armed by ann (console-1).");
    }

    @Test
    void aLiveLineIsLeftAloneUnlessTheProjectSaysOtherwise() throws IOException {
        open(DeviceClass.LIVE, false);

        assertThat(code(arm(DRILL, PERMIT, AFFECTED))).isEqualTo("DRILL-0101");
        assertThat(code(start("upstream"))).isEqualTo("DRILL-0101");
        assertThat(room.snapshot().armed()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "'', them, DRILL-0113",
        "' ', them, DRILL-0113",
        "'a\nb', them, DRILL-0113",
        "'a\u202eb', them, DRILL-0113",
        "81, them, DRILL-0113",
        "WP-1, '', DRILL-0116",
        "WP-1, 'a\tb', DRILL-0116",
        "WP-1, 201, DRILL-0116"
    })
    void aLiveDrillIsNotArmedWithout(String permit, String affected, String code)
            throws IOException {
        open(DeviceClass.LIVE, true);

        assertThat(code(arm(DRILL, longText(permit), longText(affected)))).isEqualTo(code);
        assertThat(code(start("upstream"))).isEqualTo("DRILL-0112");
    }

    private static String longText(String text) {
        return text.matches("\\d+") ? "x".repeat(Integer.parseInt(text)) : text;
    }

    @Test
    void aLiveDrillNeedsArmingPermitAndTheNameOfItsLine() throws IOException {
        open(DeviceClass.LIVE, true);
        assertThat(code(start("upstream"))).isEqualTo("DRILL-0112");
        assertThat(arm(DRILL, PERMIT, AFFECTED)).isInstanceOf(Outcome.Done.class);
        assertThat(code(start(""))).isEqualTo("DRILL-0114");
        assertThat(code(start("Upstream"))).as("exactly").isEqualTo("DRILL-0114");
        assertThat(interlocks())
                .filteredOn(each -> !each.ok())
                .extracting(Interlock::id)
                .containsExactly(Interlock.LINE_NAMED);
        assertThat(room.linkSnapshots().getFirst().fault()).isEmpty();

        assertThat(start("upstream")).isInstanceOf(Outcome.DrillStarted.class);

        DrillSnapshot.Result result = awaitResult();
        assertThat(result.verdict()).as(result.reason()).isEqualTo(Verdict.PASSED);
        assertThat(evidence(result))
                .contains("Armed by ann (console-1) at ", "Permit " + PERMIT + ". Affected: ")
                .contains(AFFECTED, "upstream was typed.");
        assertThat(
                        EvidenceVerifier.verify(
                                        Path.of(result.evidence()), plant.signer.fingerprint())
                                .genuine())
                .isTrue();
        assertThat(journal())
                .anyMatch(each -> each.startsWith("DRILL-1008") && each.contains(PERMIT))
                .anyMatch(each -> each.startsWith("DRILL-1001") && each.contains(PERMIT));
    }

    /// Armed as one class, and another by the time that it starts.
    @Test
    void whatWasArmedAsBenchIsNotEnoughForLive() throws IOException {
        open(DeviceClass.BENCH, true);
        assertThat(arm(DRILL, "", "")).isInstanceOf(Outcome.Done.class);
        plant.lineClass = DeviceClass.LIVE;
        room.begin(plant);

        assertThat(code(start("upstream"))).isEqualTo("DRILL-0113");
    }

    @Test
    void theArmingEndsByItsTime() throws IOException {
        open(DeviceClass.BENCH, false);
        arm(DRILL, "", "");
        ahead.addAndGet(Duration.ofMinutes(14).toNanos());
        assertThat(armed()).map(Armed::name).contains(DRILL);
        ahead.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(armed()).isEmpty();
        assertThat(code(start(""))).isEqualTo("DRILL-0112");
        assertThat(journal()).contains("DRILL-1009 Disarmed: its time is over.");
    }

    @ParameterizedTest
    @CsvSource({
        "hand, Disarmed: by hand.",
        "again, Disarmed: another arming takes its place.",
        "stop, Disarmed: STOP was pressed.",
        "lock, Disarmed: drills are locked.",
        "close, 'Disarmed: the gateway stops, or applies another revision.'"
    })
    void theArmingEndsWithOneWord(String way, String word) throws IOException {
        open(DeviceClass.BENCH, false);
        arm(DRILL, "", "");
        switch (way) {
            case "hand" -> submit(new Command.DisarmDrill(CONSOLE));
            case "again" -> arm(DRILL, "", "");
            case "stop" -> submit(new Command.StopDrills(CONSOLE));
            case "lock" -> submit(new Command.LockDrills("shift change"));
            default -> room.close();
        }
        assertThat(journal()).contains("DRILL-1009 " + word);
        assertThat(armed().isPresent()).isEqualTo(way.equals("again"));
        if (way.equals("lock")) {
            assertThat(code(arm(DRILL, "", ""))).isEqualTo("DRILL-0105");
            submit(new Command.LockDrills(""));
        }
        if (!way.equals("again")) {
            assertThat(code(start("")))
                    .isEqualTo(way.equals("close") ? "DRILL-0109" : "DRILL-0112");
        }
    }

    /// Harm: a line is cut, and the disk knows of nobody who did it.
    @Test
    void whatTheTrailDoesNotTakeIsNotFaulted() throws IOException {
        open(DeviceClass.BENCH, false);
        plant.auditKept = false;
        arm(DRILL, "", "");
        start("");

        DrillSnapshot.Result result = awaitResult();
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(evidence(result)).contains("The audit trail did not take within 5 s");
        assertThat(journal()).noneMatch(each -> each.startsWith("DRILL-1002"));
    }

    /// The same where the line has no room at all, and is told of as missing before anybody waits.
    @Test
    void whatHasNoLineInTheTrailIsNotArmedAndNotFaulted() throws IOException {
        open(DeviceClass.BENCH, false);
        plant.withoutLine = "DRILL-1008";
        assertThat(code(arm(DRILL, "", ""))).isEqualTo("DRILL-0117");
        assertThat(code(start(""))).isEqualTo("DRILL-0112");
        plant.withoutLine = "DRILL-1001";
        arm(DRILL, "", "");
        start("");

        assertThat(awaitResult().verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(journal()).noneMatch(each -> each.startsWith("DRILL-1002"));
    }

    /// Harm: what was agreed to for a bench is done to the plant.
    @Test
    void aLineThatLeadsElsewhereBeforeTheFaultIsNotFaulted() throws IOException {
        open(DeviceClass.BENCH, true);
        plant.baseline = Duration.ofMinutes(5);
        arm(DRILL, "", "");
        start("");
        awaitPhase(DrillPhase.BASELINE);
        leadsTo(DeviceClass.LIVE);

        DrillSnapshot.Result result = awaitResult();
        assertThat(result.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
        assertThat(evidence(result)).contains("Where the line leads has changed");
        assertThat(journal()).noneMatch(each -> each.startsWith("DRILL-1002"));
    }

    @Test
    void aLineThatLeadsElsewhereDuringTheFaultIsHealed() throws IOException {
        open(DeviceClass.BENCH, true);
        plant.hold = Duration.ofMinutes(5);
        arm(DRILL, "", "");
        start("");
        awaitPhase(DrillPhase.HOLD);
        leadsTo(DeviceClass.LIVE);

        DrillSnapshot.Result result = awaitResult();
        assertThat(result.verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(result.reason()).contains("Where the line leads has changed");
        assertThat(room.linkSnapshots().getFirst().fault()).isEmpty();
    }

    private void leadsTo(DeviceClass line) {
        plant.lineClass = line;
        room.begin(plant);
    }

    private void awaitPhase(DrillPhase phase) {
        Await.until(
                SOON,
                () ->
                        Optional.ofNullable(room.snapshot().running())
                                .filter(run -> run.phase() == phase)
                                .isPresent(),
                "phase " + phase);
    }

    /// Harm: STOP says that no drill was running, and one faults the line after it.
    @Test
    void aStopDuringAStartIsNotLost() throws IOException {
        open(DeviceClass.BENCH, false);
        arm(DRILL, "", "");
        plant.seen =
                code -> {
                    if (code.equals("DRILL-1009")) {
                        submit(new Command.StopDrills(CONSOLE));
                    }
                };

        assertThat(code(start(""))).isEqualTo("DRILL-0118");
        assertThat(room.snapshot().running()).isNull();
        plant.seen = code -> {};
        arm(DRILL, "", "");
        assertThat(start("")).as("the next one").isInstanceOf(Outcome.DrillStarted.class);
    }

    @Test
    void aStopRightBeforeTheFaultLeavesTheLineAlone() throws IOException {
        open(DeviceClass.BENCH, false);
        arm(DRILL, "", "");
        plant.seen =
                code -> {
                    if (code.equals("alarms")) {
                        submit(new Command.StopDrills(CONSOLE));
                    }
                };
        start("");

        assertThat(awaitResult().verdict()).isEqualTo(Verdict.ABORTED);
        assertThat(journal()).noneMatch(each -> each.startsWith("DRILL-1002"));
    }

    /// Each refusal at a line that is no simulator's is on record, whatever its reason.
    @Test
    void refusalsOfEveryKindAreOnRecord() throws IOException {
        open(DeviceClass.BENCH, false);
        submit(new Command.LockDrills("shift change"));
        assertThat(code(start(""))).isEqualTo("DRILL-0105");
        submit(new Command.LockDrills(""));
        submit(new ArmDrill("nothing", "nothing", CONSOLE, "", ""));
        arm(DRILL, "", "");
        plant.healthy = false;
        assertThat(code(submit(new Command.StartDrill(DRILL, CONSOLE, null, ""))))
                .isEqualTo("DRILL-0102");
        plant.moreDestinations = 61;
        assertThat(code(start(""))).isEqualTo("DRILL-0111");

        assertThat(journal())
                .containsSubsequence(
                        "DRILL-1010 Refused: DRILL-0105",
                        "DRILL-1010 Refused: DRILL-0107",
                        "DRILL-1010 Refused: DRILL-0102",
                        "DRILL-1010 Refused: DRILL-0111");
    }

    @ParameterizedTest
    @EnumSource(Mutant.class)
    void eachMutantIsCaught(Mutant mutant) throws IOException {
        room = new DrillRoom(clock, spoiled(mutant));
        open(DeviceClass.BENCH, false);
        List<String> complaints = new ArrayList<>();
        arm("another-name", "", "");
        started("what was typed was not its name", complaints);
        arm(DRILL, "", "");
        ahead.addAndGet(Duration.ofMinutes(16).toNanos());
        started("its time was over", complaints);
        arm(DRILL, "", "");
        assertThat(start("")).as("control").isInstanceOf(Outcome.DrillStarted.class);
        awaitResult();
        started("it was used already", complaints);
        assertThat(complaints.isEmpty()).as(complaints.toString()).isEqualTo(mutant == Mutant.NONE);
    }

    private void started(String why, List<String> complaints) {
        if (start("") instanceof Outcome.DrillStarted) {
            complaints.add(why);
            submit(new Command.StopDrills(CONSOLE));
            Await.until(SOON, () -> room.snapshot().running() == null, "the end");
        }
    }

    private DrillArming spoiled(Mutant mutant) {
        return new DrillArming(clock) {
            @Override
            Optional<Problem> refusal(ArmDrill asked, DeviceClass deviceClass) {
                return mutant == Mutant.NAME_NOT_CHECKED
                        ? Optional.empty()
                        : super.refusal(asked, deviceClass);
            }

            @Override
            synchronized Optional<Armed> standing(String drill) {
                return mutant == Mutant.ARMED_FOR_EVER ? present() : super.standing(drill);
            }

            @Override
            synchronized Optional<Ended> lapse() {
                return mutant == Mutant.ARMED_FOR_EVER ? Optional.empty() : super.lapse();
            }

            @Override
            synchronized boolean use(Armed wanted) {
                return mutant == Mutant.TWICE
                        || mutant == Mutant.ARMED_FOR_EVER
                        || super.use(wanted);
            }
        };
    }

    private Optional<Armed> armed() {
        return Optional.ofNullable(room.snapshot().armed());
    }

    private List<Interlock> interlocks() {
        return room.snapshot().available().getFirst().interlocks();
    }

    private List<String> journal() {
        return plant.journal.stream()
                .filter(each -> each.level() != GatewayEvent.Level.INFO)
                .map(
                        each ->
                                each.code()
                                        + " "
                                        + (each.code().equals("DRILL-1010")
                                                ? each.message().substring(0, 19)
                                                : each.code().equals("DRILL-1008")
                                                                && !each.message().contains(PERMIT)
                                                        ? each.message().substring(0, 11)
                                                        : each.message()))
                .toList();
    }

    private Outcome arm(String typed, String permit, String affected) {
        return submit(new ArmDrill(DRILL, typed, CONSOLE, permit, affected));
    }

    private Outcome start(String line) {
        return submit(new Command.StartDrill(DRILL, null, null, line));
    }

    private Outcome submit(Command.DrillCommand command) {
        return room.submit(command).toCompletableFuture().join();
    }

    private static String code(Outcome outcome) {
        return outcome instanceof Outcome.Refused refused
                ? refused.why().code()
                : outcome.toString();
    }

    private DrillSnapshot.Result awaitResult() {
        Await.until(
                SOON,
                () -> room.snapshot().running() == null && !room.snapshot().results().isEmpty(),
                "the result");
        return room.snapshot().results().getFirst();
    }

    private static String evidence(DrillSnapshot.Result result) throws IOException {
        try (ZipFile zip = new ZipFile(result.evidence());
                InputStream in = zip.getInputStream(zip.getEntry("evidence.json"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
