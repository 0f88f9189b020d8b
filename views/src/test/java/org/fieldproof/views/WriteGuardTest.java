package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.robot.Hand;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Guards, ends and late answers. Harm if it breaks: a hand that slips, or a device that is slow,
/// writes what nobody wanted, or nobody is told.
final class WriteGuardTest extends WriteHand {
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
}
