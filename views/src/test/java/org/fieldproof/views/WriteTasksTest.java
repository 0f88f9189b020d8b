package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import javafx.scene.control.ComboBox;
import javafx.scene.control.MenuItem;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome.WriteResult;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Harm if it breaks: a device of a plant is written by a slip of the hand, or nobody knows whether
/// it was.
final class WriteTasksTest extends WriteHand {
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
}
