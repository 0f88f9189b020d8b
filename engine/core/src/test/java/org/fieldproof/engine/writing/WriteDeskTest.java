package org.fieldproof.engine.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.AuditLine;
import org.fieldproof.api.command.Outcome.TagWritten;
import org.fieldproof.api.command.Outcome.WritePrepared;
import org.fieldproof.api.command.Outcome.WriteResult;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.WritingSnapshot;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.TagWriter.Answer;
import org.fieldproof.api.tag.Scaling;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagSchema.Addressed;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.engine.journal.AuditTrail;
import org.fieldproof.engine.journal.Operator;
import org.fieldproof.engine.secret.Redactor;
import org.fieldproof.testkit.ManualClock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// G20 at the desk. Harm if it breaks: a device is written that nobody meant, twice, or without a
/// trace.
class WriteDeskTest {
    private static final Instant NOON = Instant.parse("2026-11-28T12:00:00Z");

    @TempDir private Path journal;
    private final ManualClock clock = new ManualClock(NOON);
    private final SpokenDevice device = new SpokenDevice(new TypedValue.Int(16, 100));
    private volatile boolean drillRuns;
    private AuditTrail audit;
    private WriteDesk desk;

    @BeforeEach
    void open() throws Exception {
        audit =
                AuditTrail.open(
                        journal,
                        GatewayClock.system(),
                        new Redactor(),
                        new Operator("ann", "console"));
        desk = desk(60_000);
    }

    private WriteDesk desk(long limitMillis) {
        Addressed level =
                new Addressed(
                        TagDefinition.of("level", "hr0", "int16")
                                .with(new Scaling(0.1, 0, false, 0, 50)),
                        "tank/level");
        return new WriteDesk(
                List.of(
                        new WritableLine("tank", DeviceClass.BENCH, List.of(level), device::open),
                        new WritableLine("other", DeviceClass.SIM, List.of(level), device::open),
                        new WritableLine("mqtt", DeviceClass.SIM, List.of(), device::open)),
                audit,
                clock,
                () -> drillRuns,
                new SplittableRandom(1),
                new WriteDesk.Patience(0, 2_000, limitMillis));
    }

    @AfterEach
    void close() {
        device.goOn();
        desk.close(Duration.ofSeconds(10));
        audit.close();
    }

    @Test
    void aConfirmedWriteIsReadBackAndStandsInTheTrail() {
        assertThat(ask(new Command.ListWritable()))
                .isInstanceOfSatisfying(
                        Outcome.WritableListed.class, all -> assertThat(all.tags()).hasSize(2));
        arm();
        assertThat(desk.look()).isEqualTo(new WritingSnapshot("tank", NOON.plusSeconds(300)));
        WritePrepared shown = prepare("21.44");
        assertThat(shown.before()).isEqualTo("10");
        assertThat(shown.wanted()).isEqualTo("21.4");
        assertThat(shown.raw()).isEqualTo("214");
        assertThat(shown.until()).isEqualTo(NOON.plusSeconds(60));
        assertThat(shown.tag().high()).isEqualTo(50);
        assertThat(device.written()).as("looking writes nothing").isEmpty();
        TagWritten written = (TagWritten) confirm(shown.token());
        assertThat(written.result()).isEqualTo(WriteResult.HELD);
        assertThat(written.before()).isEqualTo("10");
        assertThat(written.now()).isEqualTo("21.4");
        assertThat(written.why()).isNull();
        assertThat(device.written()).containsExactly(new TypedValue.Int(16, 214));
        assertThat(device.open()).as("lines left open").isZero();
        ask(new Command.DisarmWrites());
        assertThat(desk.look()).isEqualTo(WritingSnapshot.DISARMED);
        assertThat(acts())
                .containsExactly(
                        "arm writing to tank for 5 min: done",
                        "write tank/level: 10 -> 21.4 (raw 214): begins",
                        "write tank/level: 10 -> 21.4 (raw 214): HELD, now 21.4",
                        "disarm writing to tank: by hand");
    }

    /// WRT-3: the line is on the disk when the frame leaves.
    @Test
    void theTrailHasItBeforeTheDevice() {
        arm();
        CompletableFuture<String> onDisk = new CompletableFuture<>();
        device.whenWritten(
                () -> {
                    try {
                        onDisk.complete(Files.readString(journal.resolve("audit.jsonl")));
                    } catch (java.io.IOException e) {
                        onDisk.completeExceptionally(e);
                    }
                });
        confirm(prepare("5").token());
        assertThat(onDisk.join()).contains("10 -> 5 (raw 50)", "begins");
    }

    @Test
    void whatTheTrailCannotTakeIsNotWritten() throws Exception {
        arm();
        WritePrepared shown = prepare("5");
        // From now on it cannot be written: a folder stands in its place.
        Path file = journal.resolve("audit.jsonl");
        Files.move(file, journal.resolve("aside"));
        Files.createDirectory(file);
        assertThat(refusal(confirm(shown.token()))).isEqualTo("WRIT-0113");
        assertThat(device.written()).isEmpty();
        Files.delete(file);
        Files.move(journal.resolve("aside"), file);
    }

    @Test
    void nothingIsPreparedOrWrittenUnlessItsConnectionIsArmed() {
        assertThat(refusal(prepared("tank", "level", "5"))).isEqualTo("WRIT-0105");
        arm();
        assertThat(refusal(prepared("other", "level", "5"))).isEqualTo("WRIT-0105");
        assertThat(refusal(prepared("tank", "pressure", "5"))).isEqualTo("WRIT-0106");
        assertThat(refusal(prepared("none", "level", "5"))).isEqualTo("WRIT-0101");
        assertThat(device.opened()).as("nobody was dialled").isZero();
        assertThat(refusal(prepared("tank", "level", "50.1"))).isEqualTo("WRIT-0108");
        assertThat(refusal(confirm("made up"))).isEqualTo("WRIT-0111");
        assertThat(acts())
                .contains(
                        "prepare writing tank/level = 5: refused: WRIT-0105",
                        "prepare writing tank/level = 50.1: refused: WRIT-0108",
                        "confirm a write: refused: WRIT-0111");
        assertThat(device.written()).isEmpty();
    }

    @Test
    void onlyWhoTypesTheNameArmsAndForFifteenMinutesAtMost() {
        assertThat(refusal(arm("tank", "Tank", 5))).isEqualTo("WRIT-0102");
        assertThat(refusal(arm("tank", "tank", 0))).isEqualTo("WRIT-0103");
        assertThat(refusal(arm("tank", "tank", 16))).isEqualTo("WRIT-0103");
        assertThat(refusal(arm("none", "none", 5))).isEqualTo("WRIT-0101");
        assertThat(refusal(arm("mqtt", "mqtt", 5))).isEqualTo("WRIT-0106");
        assertThat(desk.look().isArmed()).isFalse();
        assertThat(arm("tank", "tank", 15)).isInstanceOf(Outcome.Done.class);
        assertThat(acts()).contains("arm writing to tank for 5 min: refused: WRIT-0102");
    }

    /// WRT-2: by the clock that never jumps; a wall clock put back prolongs nothing.
    @Test
    void theArmingEndsByItselfAndSoDoesWhatWasPrepared() {
        arm();
        WritePrepared shown = prepare("5");
        clock.setWall(NOON.minusSeconds(3_600));
        clock.advance(Duration.ofSeconds(299));
        assertThat(desk.look().isArmed()).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(refusal(confirm(shown.token()))).isEqualTo("WRIT-0111");
        assertThat(desk.look()).isEqualTo(WritingSnapshot.DISARMED);
        assertThat(refusal(prepared("tank", "level", "5"))).isEqualTo("WRIT-0105");
        assertThat(device.written()).isEmpty();
        assertThat(acts()).contains("disarm writing to tank: its time is over");
    }

    @Test
    void aConfirmationIsGoodForAMinuteOnceAndForItsOwnArming() {
        arm();
        WritePrepared late = prepare("5");
        clock.advance(Duration.ofSeconds(60));
        assertThat(refusal(confirm(late.token()))).as("late").isEqualTo("WRIT-0111");
        WritePrepared twice = prepare("5");
        assertThat(confirm(twice.token())).isInstanceOf(TagWritten.class);
        assertThat(refusal(confirm(twice.token()))).as("twice").isEqualTo("WRIT-0111");
        WritePrepared older = prepare("6");
        arm();
        assertThat(refusal(confirm(older.token()))).as("before").isEqualTo("WRIT-0111");
        WritePrepared first = prepare("6");
        for (int i = 0; i < Permits.PREPARED_MAX; i++) {
            prepare("7");
        }
        assertThat(refusal(confirm(first.token()))).as("too many").isEqualTo("WRIT-0111");
        clock.advance(Duration.ofSeconds(290));
        assertThat(prepare("6").until())
                .as("not behind the arming")
                .isEqualTo(clock.now().plusSeconds(10));
        assertThat(device.written()).hasSize(1);
    }

    @Test
    void whileADrillRunsNothingIsWrittenAndTheArmingEnds() {
        arm();
        WritePrepared shown = prepare("5");
        drillRuns = true;
        assertThat(refusal(confirm(shown.token()))).isEqualTo("WRIT-0104");
        assertThat(refusal(prepared("tank", "level", "5"))).isEqualTo("WRIT-0104");
        assertThat(refusal(arm("tank", "tank", 5))).isEqualTo("WRIT-0104");
        drillRuns = false;
        assertThat(desk.look().isArmed()).isFalse();
        assertThat(refusal(confirm(shown.token()))).isEqualTo("WRIT-0111");
        assertThat(device.written()).isEmpty();
        assertThat(acts()).contains("disarm writing to tank: a drill runs");
    }

    /// What ends the arming while the line is being made still keeps the frame back.
    @Test
    void theLastWordIsAskedRightBeforeTheFrame() throws Exception {
        arm();
        WritePrepared shown = prepare("5");
        CountDownLatch dialling = device.holdDials();
        CompletableFuture<Outcome> told =
                desk.submit(new Command.ConfirmWrite(shown.token())).toCompletableFuture();
        assertThat(dialling.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(refusal(prepared("tank", "level", "6")))
                .as("one at a time")
                .isEqualTo("WRIT-0112");
        ask(new Command.DisarmWrites());
        device.goOn();
        assertThat(refusal(told.join())).isEqualTo("WRIT-0105");
        assertThat(device.written()).isEmpty();
    }

    /// WRT-4.
    @Test
    void aWriteWithoutAnAnswerIsNotRepeatedButReadBackOnAnotherLine() {
        Problem why = Problem.error("MODB-0103", "tag level", "No answer.", "Look.");
        arm();
        device.answers(new Answer.Unknown(why), true);
        WritePrepared shown = prepare("5");
        int before = device.opened();
        TagWritten written = (TagWritten) confirm(shown.token());
        assertThat(written.result()).isEqualTo(WriteResult.UNKNOWN);
        assertThat(written.now()).isEqualTo("5");
        assertThat(written.why()).isEqualTo(why);
        assertThat(device.written()).hasSize(1);
        assertThat(device.opened() - before).isEqualTo(2);
        assertThat(acts())
                .contains("write tank/level: 10 -> 5 (raw 50): UNKNOWN, now 5, MODB-0103");
    }

    @Test
    void whatTheDeviceMakesOfItIsTold() {
        Problem no = Problem.error("MODB-0112", "tag level", "It refuses.", "Look.");
        arm();
        device.answers(new Answer.Refused(no), false);
        assertThat(refusal(confirm(prepare("5").token()))).isEqualTo("MODB-0112");
        device.answers(new Answer.Taken(), false);
        TagWritten changed = (TagWritten) confirm(prepare("5").token());
        assertThat(changed.result()).isEqualTo(WriteResult.CHANGED);
        assertThat(changed.now()).isEqualTo("10");
        assertThat(changed.why()).extracting(Problem::code).isEqualTo("WRIT-0115");
        device.answers(new Answer.Taken(), true);
        device.unreadAfterwards();
        TagWritten unread = (TagWritten) confirm(prepare("5").token());
        assertThat(unread.result()).isEqualTo(WriteResult.UNREAD);
        assertThat(unread.now()).isEmpty();
        assertThat(unread.why()).extracting(Problem::code).isEqualTo("DEV-0001");
    }

    @Test
    void aFailureOfTheConnectorBehindTheFrameIsUnknownAndNotRepeated() {
        arm();
        WritePrepared shown = prepare("5");
        device.whenWritten(
                () -> {
                    throw new IllegalStateException("planted");
                });
        TagWritten written = (TagWritten) confirm(shown.token());
        assertThat(written.result()).isEqualTo(WriteResult.UNKNOWN);
        assertThat(written.why()).extracting(Problem::code).isEqualTo("WRIT-0116");
        assertThat(device.written()).hasSize(1);
    }

    @Test
    void anotherKindOfValueThanWasShownIsNotWrittenOver() {
        arm();
        WritePrepared shown = prepare("5");
        device.holds(new TypedValue.Float32(10));
        assertThat(refusal(confirm(shown.token()))).isEqualTo("WRIT-0114");
        assertThat(device.written()).isEmpty();
    }

    @Test
    void aDeviceThatIsNotReachedIsToldAsItIs() {
        arm();
        device.away(new ConnectorException(Problem.error("DEV-0002", "tank", "Away.", "Look.")));
        assertThat(refusal(prepared("tank", "level", "5"))).isEqualTo("DEV-0002");
    }

    /// A library that keeps the thread: what has not left by then never leaves.
    @Test
    void whatDoesNotComeToAnEndIsGivenUpAndLeavesNoMore() throws Exception {
        desk = desk(300);
        arm();
        WritePrepared shown = prepare("5");
        CountDownLatch dialling = device.holdDials();
        CompletableFuture<Outcome> told =
                desk.submit(new Command.ConfirmWrite(shown.token())).toCompletableFuture();
        assertThat(dialling.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(refusal(told.get(60, TimeUnit.SECONDS))).isEqualTo("WRIT-0117");
        device.goOn();
        desk.close(Duration.ofSeconds(60));
        assertThat(device.written()).isEmpty();
    }

    @Test
    void aGatewayThatStopsWritesNothingMore() {
        arm();
        WritePrepared shown = prepare("5");
        desk.close(Duration.ofSeconds(10));
        assertThat(refusal(confirm(shown.token()))).isEqualTo("WRIT-0110");
        assertThat(refusal(arm("tank", "tank", 5))).isEqualTo("WRIT-0110");
        assertThat(desk.look()).isEqualTo(WritingSnapshot.DISARMED);
        assertThat(device.written()).isEmpty();
        assertThat(acts())
                .contains("disarm writing to tank: the gateway stops, or applies another revision");
    }

    private Outcome ask(Command.WriteCommand command) {
        return desk.submit(command).toCompletableFuture().join();
    }

    private void arm() {
        assertThat(arm("tank", "tank", 5)).isInstanceOf(Outcome.Done.class);
    }

    private Outcome arm(String connection, String typed, int minutes) {
        return ask(new Command.ArmWrites(connection, typed, minutes));
    }

    private Outcome prepared(String connection, String tag, String value) {
        return ask(new Command.PrepareWrite(connection, tag, value));
    }

    private WritePrepared prepare(String value) {
        return (WritePrepared) prepared("tank", "level", value);
    }

    private Outcome confirm(String token) {
        return ask(new Command.ConfirmWrite(token));
    }

    private static String refusal(Outcome outcome) {
        return outcome instanceof Outcome.Refused(Problem why) ? why.code() : outcome.toString();
    }

    private List<String> acts() {
        return audit.read(100).reversed().stream()
                .peek(line -> assertThat(line.category()).isEqualTo("writing"))
                .map((AuditLine line) -> line.act() + ": " + line.result())
                .toList();
    }
}
