package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import javafx.animation.AnimationTimer;
import javafx.event.Event;
import javafx.event.EventType;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.stage.WindowEvent;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.WriteResult;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.robot.Hand;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.fake.FakeWriting;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Harm if it breaks: a device of a plant is written by a slip of the hand, or nobody knows whether
/// it was.
final class WriteTasksTest {
    /// More than any machine takes for the frames of a test.
    private static final int PULSES_MAX = 1_500;

    private static final String ADDRESS = "plant/hall-2/press-01/telemetry";

    private Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    private FakeWriting device() {
        return console.workspace.gateway.writing;
    }

    /// The live values of the sample plant, with the row of a writable tag chosen.
    private void open() {
        console.workspace.openSample();
        console.live(2);
        reveal(ADDRESS);
    }

    private void commission() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.onWindow(window -> window.show(PerspectiveId.LIVE));
        console.live(1);
        for (int pulse = 0; pulse < PULSES_MAX && isUnread(); pulse++) {
            console.live(1);
        }
    }

    private boolean isUnread() {
        String why = String.valueOf(console.there("#live-write").getAccessibleHelp());
        return why.endsWith("not read yet") || why.endsWith("nicht gelesen");
    }

    private void reveal(String address) {
        console.onWindow(window -> window.show(PerspectiveId.LIVE, "value/devices " + address));
        console.live(2);
    }

    private long confirmations() {
        return Console.onFx(
                () ->
                        console.workspace.gateway.commands.stream()
                                .filter(Command.ConfirmWrite.class::isInstance)
                                .count());
    }

    private void arm() {
        console.click("#live-write");
        console.live(1);
        console.click("#write-typed");
        console.type("devices");
        console.click("#write-arm");
        console.live(1);
    }

    private void prepare(String value) {
        console.click("#write-value");
        console.type(value);
        console.click("#write-prepare");
        console.live(1);
    }

    private boolean sees(String part) {
        return console.texts().stream().anyMatch(text -> text.contains(part));
    }

    private String whyOff(String selector) {
        Node node = console.there(selector);
        assertThat(node.isDisabled()).as(selector).isTrue();
        return node.getAccessibleHelp();
    }

    private boolean isShown(String selector) {
        Node node = console.node(selector);
        return node != null && Console.onFx(() -> isInSight(node));
    }

    private static boolean isInSight(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.isVisible()) {
                return false;
            }
        }
        return true;
    }

    @Test
    void byMouseATagIsArmedPreparedConfirmedAndHeld() {
        commission();
        assertThat(isShown("#write-panel")).isFalse();
        arm();
        assertThat(sees("Writing armed: devices · SIM · 4:5")).isTrue();
        assertThat(isShown("#write-value")).isTrue();
        assertThat(sees("0 to 10 bar")).isTrue();
        prepare("7.5");
        assertThat(console.texts())
                .contains("6.5 bar", "7.5 bar", "750", "holding register 109, int16");
        assertThat(sees("Can be confirmed for 0:5")).isTrue();
        assertThat(confirmations()).as("nothing is written unconfirmed").isZero();
        assertThat(device().written).isEmpty();
        console.click("#write-confirm");
        console.live(1);
        assertThat(device().written).containsExactly("7.5");
        assertThat(sees("Written: pressure holds 7.5 bar.")).isTrue();
        console.click("#write-another");
        console.live(1);
        assertThat(isShown("#write-value")).isTrue();
        console.click("#write-close");
        assertThat(isShown("#write-panel")).isFalse();
        assertThat(isShown("#writing-chip")).as("it is armed still").isTrue();
    }

    @Test
    void byKeysALiveTagIsWrittenOnlyWithItsNameAndASecondEnter() {
        device().deviceClass = DeviceClass.LIVE;
        commission();
        console.focus("#live-table");
        console.press(KeyCode.W);
        console.live(1);
        console.type("devices");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(sees("Writing armed: devices · LIVE")).isTrue();
        console.type("8");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(isShown("#write-confirm")).as("no single press").isFalse();
        console.press(KeyCode.ENTER);
        console.live(4);
        console.press(KeyCode.ENTER);
        assertThat(confirmations()).as("without its name").isZero();
        console.type("pressure");
        console.press(KeyCode.ENTER);
        console.live(1);
        console.press(KeyCode.ENTER);
        assertThat(confirmations()).as("too early").isZero();
        assertThat(sees("Enter again in 2 s writes")).isTrue();
        console.live(2);
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(confirmations()).isEqualTo(1);
        assertThat(sees("Written: pressure holds 8.0 bar.")).isTrue();
        console.press(KeyCode.ESCAPE);
        assertThat(isShown("#write-panel")).isFalse();
        assertThat(console.there("#live-table").isFocused()).isTrue();
    }

    @Test
    void aLiveTagIsWrittenByAButtonThatIsHeldForTwoSeconds() {
        device().deviceClass = DeviceClass.LIVE;
        commission();
        arm();
        prepare("8");
        assertThat(whyOff("#write-hold")).isEqualTo("Type \"pressure\" first");
        console.click("#write-guard");
        console.type("pressure");
        Node hold = console.there("#write-hold");
        Hand.tell(hold, MouseEvent.MOUSE_PRESSED, 1, false);
        console.live(1);
        Hand.tell(hold, MouseEvent.MOUSE_RELEASED, 1, false);
        console.live(3);
        assertThat(confirmations()).as("let go too early").isZero();
        Hand.tell(hold, MouseEvent.MOUSE_PRESSED, 1, false);
        frames(15);
        assertThat(confirmations()).as("not held long enough").isZero();
        frames(10);
        console.live(1);
        assertThat(device().written).containsExactly("8.0");
        assertThat(sees("Written: pressure holds 8.0 bar.")).isTrue();
    }

    /// Lets so many frames be drawn, and a tenth of a second pass with each.
    private void frames(int count) {
        AtomicInteger drawn = new AtomicInteger();
        AnimationTimer timer =
                new AnimationTimer() {
                    @Override
                    public void handle(long now) {
                        if (drawn.get() < count) {
                            drawn.incrementAndGet();
                            console.workspace.clock.advanceMillis(100);
                        }
                    }
                };
        onFx(timer::start);
        for (int pulse = 0; pulse < PULSES_MAX && drawn.get() < count; pulse++) {
            LockSupport.parkNanos(20_000_000);
        }
        onFx(timer::stop);
        assertThat(drawn.get()).as("frames drawn").isEqualTo(count);
    }

    private static void onFx(Runnable task) {
        Console.onFx(
                () -> {
                    task.run();
                    return true;
                });
    }

    /// A LIVE tag, prepared and named: only the button or Enter is left.
    private void guarded() {
        device().deviceClass = DeviceClass.LIVE;
        commission();
        arm();
        prepare("8");
        console.click("#write-guard");
        console.type("pressure");
        console.live(1);
    }

    @Test
    void whileTheScreenStandsStillNoHoldingCounts() {
        guarded();
        Hand.tell(console.there("#write-hold"), MouseEvent.MOUSE_PRESSED, 1, false);
        frames(5);
        console.workspace.clock.advanceMillis(5_000);
        frames(5);
        assertThat(confirmations()).as("nobody knows whether it was held").isZero();
        frames(15);
        assertThat(confirmations()).as("it was held all along").isEqualTo(1);
    }

    @Test
    void anEnterThatIsHeldDownWritesNothing() {
        guarded();
        Node guard = console.there("#write-guard");
        for (int repeat = 0; repeat < 40; repeat++) {
            key(guard, KeyEvent.KEY_PRESSED);
            console.workspace.clock.advanceMillis(100);
        }
        key(guard, KeyEvent.KEY_RELEASED);
        assertThat(confirmations()).as("one press").isZero();
        for (int repeat = 0; repeat < 40; repeat++) {
            key(guard, KeyEvent.KEY_PRESSED);
            console.workspace.clock.advanceMillis(20);
        }
        assertThat(confirmations()).as("too early").isZero();
        key(guard, KeyEvent.KEY_RELEASED);
        console.live(4);
        key(guard, KeyEvent.KEY_PRESSED);
        console.live(1);
        assertThat(confirmations()).as("let go, and pressed again").isEqualTo(1);
    }

    private static void key(Node node, EventType<KeyEvent> type) {
        onFx(
                () ->
                        Event.fireEvent(
                                node,
                                new KeyEvent(
                                        type, "", "", KeyCode.ENTER, false, false, false, false)));
    }

    @Test
    void aTagThatIsLiveByNowIsGuardedHoweverItWasListed() {
        commission();
        arm();
        device().deviceClass = DeviceClass.LIVE;
        prepare("7");
        assertThat(isShown("#write-confirm")).as("no single press").isFalse();
        assertThat(isShown("#write-guard")).isTrue();
        assertThat(sees("A real device")).isTrue();
        Button plain = (Button) console.there("#write-confirm");
        onFx(plain::fire);
        console.live(1);
        assertThat(confirmations()).as("by no other way either").isZero();
    }

    @Test
    void anotherRevisionTakesTheOpenPanelAlong() {
        commission();
        arm();
        prepare("7");
        device().deviceClass = DeviceClass.LIVE;
        console.workspace.gateway.contentHash = "8d52e1acf3bb6201";
        console.live(2);
        assertThat(isShown("#write-confirm")).isFalse();
        assertThat(isShown("#write-value")).as("prepared anew").isTrue();
        assertThat(sees("devices · LIVE")).isTrue();
        assertThat(sees("A real device")).isTrue();
        device().any = false;
        console.workspace.gateway.contentHash = "9e63f2bd04cc7312";
        console.live(2);
        assertThat(isShown("#write-panel")).isFalse();
        assertThat(sees("calls pressure writable no more")).isTrue();
        assertThat(confirmations()).isZero();
    }

    /// A write whose answer is still to come.
    private CompletableFuture<Outcome> writing() {
        device().result = WriteResult.CHANGED;
        commission();
        arm();
        prepare("7");
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        console.workspace.gateway.late.put(new Command.ConfirmWrite("token-1"), late);
        console.click("#write-confirm");
        console.live(1);
        return late;
    }

    private void answer(CompletableFuture<Outcome> late) {
        onFx(() -> late.complete(device().answer(new Command.ConfirmWrite("token-1"))));
        console.live(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"page", "times", "project"})
    void whatBecameOfAWriteIsSaidWhereverItsAskerIsByThen(String way) {
        CompletableFuture<Outcome> late = writing();
        console.onWindow(
                window -> {
                    switch (way) {
                        case "page" -> window.show(PerspectiveId.BUFFERS);
                        case "times" -> window.setLocalTime(true);
                        default -> window.perform("project.close");
                    }
                });
        console.live(1);
        answer(late);
        assertThat(sees("The device took it, but pressure holds 6.0 bar now, not 7.0 bar."))
                .isTrue();
    }

    @Test
    void theFocusStaysInThePanelWhileADeviceTakesItsTime() {
        commission();
        console.click("#live-write");
        console.live(1);
        console.type("devices");
        slowly(
                new Command.ArmWrites("devices", "devices", 5),
                () -> console.press(KeyCode.ENTER),
                "#write-value");
        console.type("7");
        slowly(
                new Command.PrepareWrite("devices", "pressure", "7"),
                () -> console.press(KeyCode.ENTER),
                "#write-cancel");
        slowly(
                new Command.ConfirmWrite("token-1"),
                () -> console.click("#write-confirm"),
                "#write-another");
    }

    private void slowly(Command.WriteCommand command, Runnable way, String then) {
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        console.workspace.gateway.late.put(command, late);
        way.run();
        console.live(2);
        Node panel = console.there("#write-panel");
        assertThat(Console.onFx(panel::isFocusWithin)).as(command.toString()).isTrue();
        onFx(() -> late.complete(device().answer(command)));
        console.live(1);
        assertThat(console.there(then).isFocused()).as(then).isTrue();
    }

    @Test
    void whatIsPreparedAfterItsArmingHasEndedIsNotTaken() {
        commission();
        arm();
        Command.PrepareWrite asked = new Command.PrepareWrite("devices", "pressure", "7");
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        console.workspace.gateway.late.put(asked, late);
        prepare("7");
        Outcome made = Console.onFx(() -> device().answer(asked));
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
        console.live(1);
        onFx(() -> late.complete(made));
        console.live(1);
        arm(console.there("#write-typed"));
        assertThat(isShown("#write-confirm")).as("it is another arming").isFalse();
        assertThat(isShown("#write-value")).isTrue();
    }

    private void arm(Node typed) {
        console.click(typed);
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.type("devices");
        console.press(KeyCode.ENTER);
        console.live(1);
    }

    @Test
    void aListThatWasRefusedIsAskedForAgain() {
        device().unlisted = Problem.error("APP-0912", "console", "Failed.", "Report it.");
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        console.workspace.gateway.late.put(new Command.ListWritable(), late);
        open();
        assertThat(whyOff("#live-write")).isEqualTo("The writable tags are not read yet");
        console.workspace.gateway.late.clear();
        onFx(() -> late.complete(device().answer(new Command.ListWritable())));
        for (int pulse = 0; pulse < PULSES_MAX && isOff("#live-write"); pulse++) {
            console.live(1);
        }
        assertThat(console.there("#live-write").isDisabled()).isFalse();
    }

    private boolean isOff(String selector) {
        return console.there(selector).isDisabled();
    }

    @Test
    void theConsoleDoesNotEndWhileADeviceIsWritten() {
        CompletableFuture<Outcome> late = writing();
        console.press(KeyCode.CONTROL, KeyCode.Q);
        assertThat(Console.onFx(() -> console.window.stage().isShowing())).isTrue();
        assertThat(sees("Being written; wait for the answer")).isTrue();
        console.live(1);
        answer(late);
        console.press(KeyCode.CONTROL, KeyCode.Q);
        assertThat(Console.onFx(() -> console.window.stage().isShowing())).isFalse();
    }

    @Test
    void whoseDeviceNeverAnswersEndsTheConsoleAllTheSame() {
        var _ = writing();
        console.press(KeyCode.CONTROL, KeyCode.Q);
        console.live(11);
        console.press(KeyCode.CONTROL, KeyCode.Q);
        assertThat(Console.onFx(() -> console.window.stage().isShowing())).isFalse();
    }

    @Test
    void armingEndsByItsTimeAndTakesWhatWasPreparedWithIt() {
        commission();
        console.click("#live-write");
        console.live(1);
        @SuppressWarnings("unchecked")
        ComboBox<Integer> minutes = (ComboBox<Integer>) console.there("#write-minutes");
        Console.onFx(
                () -> {
                    minutes.setValue(1);
                    return true;
                });
        console.click("#write-typed");
        console.type("devices");
        console.press(KeyCode.ENTER);
        console.live(20);
        prepare("7");
        assertThat(isShown("#write-confirm")).isTrue();
        console.live(45);
        assertThat(isShown("#writing-chip")).isFalse();
        assertThat(isShown("#write-confirm")).isFalse();
        assertThat(isShown("#write-typed")).isTrue();
        assertThat(sees("Arming has ended.")).isTrue();
        assertThat(confirmations()).isZero();
    }

    @Test
    void whatWasPreparedCanBeConfirmedForItsTimeOnly() {
        commission();
        arm();
        prepare("7");
        console.live(61);
        assertThat(isShown("#write-confirm")).isFalse();
        assertThat(isShown("#write-value")).isTrue();
        assertThat(sees("The time to confirm is over")).isTrue();
        console.click("#write-prepare");
        console.live(1);
        assertThat(isShown("#write-confirm")).as("it is prepared anew").isTrue();
        assertThat(sees("The time to confirm is over")).isFalse();
    }

    @Test
    void whatIsRefusedIsToldInItsPlaceWithCauseAndRemedy() {
        commission();
        console.click("#live-write");
        console.live(1);
        device().refusal =
                Problem.error("MODB-0101", "connection devices", "It is down.", "Mend the line.");
        console.click("#write-typed");
        console.type("devices");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(console.texts()).contains("It is down.", "Mend the line.", "MODB-0101");
        assertThat(sees("connection devices: It is down.")).as("told once").isFalse();
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(console.texts()).doesNotContain("It is down.");
        prepare("99");
        assertThat(console.texts()).contains("99 is beyond the limits.");
        assertThat(((TextField) console.there("#write-value")).getText()).isEqualTo("99");
        console.click("#write-value");
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.type("9");
        console.press(KeyCode.ENTER);
        console.live(1);
        device().refusal =
                Problem.error("MODB-0103", "tag pressure", "The unit says no.", "Look there.");
        console.click("#write-confirm");
        console.live(1);
        assertThat(console.texts()).contains("The unit says no.");
        assertThat(device().written).isEmpty();
        assertThat(isShown("#write-value")).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CHANGED|en|The device took it, but pressure holds 6.0 bar now, not 7.0 bar.",
                "UNREAD|en|The device took 7.0 bar for pressure; what it holds now could not be"
                        + " read.",
                "UNKNOWN|en|No answer came, and pressure could not be read: the device may have"
                        + " taken it.",
                "HELD|de|Geschrieben: pressure hält 7.0 bar.",
                "UNKNOWN|de|Es kam keine Antwort, und pressure war nicht zu lesen: Das Gerät kann"
                        + " es angenommen haben."
            })
    void whatBecameOfAWriteIsSaidInASentence(WriteResult result, String language, String sentence) {
        console.close();
        console = new Console(Theme.LIGHT, Locale.forLanguageTag(language));
        device().result = result;
        commission();
        arm();
        prepare("7");
        console.click("#write-confirm");
        console.live(1);
        assertThat(sees(sentence)).isTrue();
        boolean why = console.texts().contains("The device answered otherwise than expected.");
        assertThat(why).isEqualTo(result != WriteResult.HELD);
    }

    @Test
    void whileTheAnswerIsDueNothingElseIsBegunAndThePanelStays() {
        commission();
        arm();
        prepare("7");
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        console.workspace.gateway.late.put(new Command.ConfirmWrite("token-1"), late);
        console.click("#write-confirm");
        console.live(1);
        assertThat(whyOff("#write-close")).startsWith("Being written");
        assertThat(whyOff("#write-confirm")).startsWith("Being written");
        console.press(KeyCode.ESCAPE);
        console.live(400);
        assertThat(isShown("#write-panel")).as("its arming is over by now").isTrue();
        Console.onFx(
                () ->
                        late.complete(
                                new Outcome.Refused(
                                        Problem.error(
                                                "MODB-0101", "tag pressure", "No.", "Look."))));
        console.live(1);
        assertThat(console.texts()).contains("No.");
        assertThat(confirmations()).isEqualTo(1);
    }

    @Test
    void whoOnlyObservesIsLedToTheModeInPlace() {
        open();
        console.click("#live-write");
        console.live(1);
        assertThat(whyOff("#write-arm")).startsWith("Observe mode");
        assertThat(sees("Observe mode: switch to Commission to write")).isTrue();
        console.click("#write-mode");
        console.live(1);
        assertThat(isShown("#write-mode")).isFalse();
        assertThat(console.there("#write-typed").isFocused()).isTrue();
        assertThat(whyOff("#write-arm")).isEqualTo("Type \"devices\" first");
    }

    @Test
    void whileADrillRunsNothingIsWritten() {
        commission();
        arm();
        prepare("7");
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "t", null));
        console.live(1);
        assertThat(whyOff("#write-confirm")).startsWith("A drill is running");
        console.click("#write-cancel");
        console.live(1);
        assertThat(whyOff("#write-prepare")).startsWith("A drill is running");
        assertThat(confirmations()).isZero();
    }

    @Test
    void aRowThatCannotBeWrittenSaysWhy() {
        commission();
        reveal("plant/hall-2/press-01/status");
        String why = "The project does not call plant/hall-2/press-01/status writable";
        assertThat(whyOff("#live-write")).isEqualTo(why);
        assertThat(menuItem().getText()).isEqualTo("Write... (" + why + ")");
        assertThat(menuItem().isDisable()).isTrue();
        reveal(ADDRESS);
        assertThat(console.there("#live-write").isDisabled()).isFalse();
        MenuItem item = menuItem();
        assertThat(item.isDisable()).isFalse();
        console.onWindow(window -> item.fire());
        console.live(1);
        assertThat(isShown("#write-panel")).isTrue();
    }

    private MenuItem menuItem() {
        RowTable<?> table = (RowTable<?>) console.there("#live-table");
        return Console.onFx(
                () -> {
                    var menu = table.getContextMenu();
                    Event.fireEvent(menu, new WindowEvent(menu, WindowEvent.WINDOW_SHOWING));
                    return menu.getItems().stream()
                            .filter(each -> "live-table-write".equals(each.getId()))
                            .findFirst()
                            .orElseThrow();
                });
    }

    @Test
    void aPlantWithoutWritableTagsSaysSo() {
        device().any = false;
        commission();
        assertThat(whyOff("#live-write")).isEqualTo("The project calls no tag writable");
    }

    @Test
    void aDeviceOffersTheTagsOfItsConnection() {
        commission();
        console.onWindow(window -> window.show(PerspectiveId.DEVICES));
        console.live(1);
        console.click("#devices-write");
        console.live(1);
        ComboBox<?> choice = (ComboBox<?>) console.there("#write-choice");
        assertThat(choice.getItems()).hasSize(2);
        assertThat(isShown("#write-choice")).isTrue();
        Console.onFx(
                () -> {
                    choice.getSelectionModel().select(1);
                    return true;
                });
        console.live(1);
        assertThat(console.texts()).contains("3,000 rpm or less");
    }

    @Test
    void thePaletteLeadsThereAndADisarmingKeyEndsItFromAnyPage() {
        commission();
        console.onWindow(window -> window.show(PerspectiveId.BUFFERS));
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type("Disarm writing");
        assertThat(sees("Nothing is armed")).isTrue();
        console.press(KeyCode.ESCAPE);
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type("Write a tag");
        console.press(KeyCode.ENTER);
        console.live(2);
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.LIVE);
        assertThat(isShown("#write-panel")).isTrue();
        console.click("#write-typed");
        console.type("devices");
        console.press(KeyCode.ENTER);
        console.live(1);
        console.onWindow(window -> window.show(PerspectiveId.DRILLS));
        console.live(1);
        assertThat(isShown("#writing-chip")).isTrue();
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.D);
        console.live(1);
        assertThat(isShown("#writing-chip")).isFalse();
        assertThat(console.texts()).contains("Writing is disarmed.");
    }

    @Test
    void oneClickOnTheChipDisarmsAlsoWhileLookingBack() {
        commission();
        arm();
        console.live(5);
        console.press(KeyCode.SHIFT, KeyCode.F9);
        console.press(KeyCode.LEFT);
        console.press(KeyCode.LEFT);
        console.live(1);
        int before = console.clicks();
        console.click("#writing-disarm");
        console.live(1);
        assertThat(console.clicks() - before).isEqualTo(1);
        assertThat(isShown("#writing-chip")).isFalse();
        assertThat(console.workspace.gateway.commands).contains(new Command.DisarmWrites());
    }

    @Test
    void everyStepFitsItsPlace() {
        for (Theme theme : List.of(Theme.LIGHT, Theme.DARK)) {
            console.close();
            console = new Console(theme, theme == Theme.DARK ? Locale.GERMAN : Locale.ENGLISH);
            device().deviceClass = DeviceClass.LIVE;
            device().result = WriteResult.CHANGED;
            open();
            console.click("#live-write");
            console.live(1);
            look(theme, "0-observe");
            console.click("#write-mode");
            console.live(1);
            look(theme, "1-arm");
            console.type("devices");
            console.press(KeyCode.ENTER);
            console.live(1);
            look(theme, "2-value");
            prepare("99");
            look(theme, "2-refused");
            console.click("#write-value");
            console.press(KeyCode.CONTROL, KeyCode.A);
            console.type("7");
            console.press(KeyCode.ENTER);
            console.live(1);
            console.type("pressure");
            console.live(1);
            look(theme, "3-confirm");
            console.press(KeyCode.ENTER);
            console.live(4);
            console.press(KeyCode.ENTER);
            console.live(1);
            look(theme, "4-changed");
            console.onWindow(window -> window.show(PerspectiveId.DEVICES));
            console.live(1);
            console.click("#devices-write");
            console.live(1);
            look(theme, "5-devices");
        }
    }

    private void look(Theme theme, String step) {
        if (System.getProperty("looks") != null) {
            console.picture("write-" + theme.id() + "-" + step);
        }
        assertThat(console.audit()).as(step).isEmpty();
    }
}
