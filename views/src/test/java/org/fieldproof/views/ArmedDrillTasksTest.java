package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.robot.Hand;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// U-15 and the guards before a drill of a BENCH or LIVE line. Harm if it breaks: a hand that slips
/// cuts a plant off, or nobody sees that a drill is armed.
final class ArmedDrillTasksTest extends WriteHand {
    private static final String DRILL = "upstream-outage";

    private void drillsOf(DeviceClass line) {
        console.workspace.gateway.lineClass = line;
        console.workspace.openSample();
        console.live(2);
    }

    private void drillsShown(DeviceClass line) {
        drillsOf(line);
        console.onWindow(window -> window.show(PerspectiveId.DRILLS));
        console.live(1);
    }

    private List<Command.StartDrill> starts() {
        return Console.onFx(
                () ->
                        console.workspace.gateway.commands.stream()
                                .filter(Command.StartDrill.class::isInstance)
                                .map(Command.StartDrill.class::cast)
                                .toList());
    }

    private boolean isArmed() {
        return Console.onFx(() -> console.workspace.gateway.armed != null);
    }

    /// Permit, who is affected, and the drill's name, from the first field on.
    private void fillIn() {
        console.type("WP-0815");
        console.press(KeyCode.TAB);
        console.type("Line 3, the shift lead knows");
        console.press(KeyCode.TAB);
        console.type(DRILL);
    }

    private void armLive() {
        drillsShown(DeviceClass.LIVE);
        console.click("#drill-permit");
        fillIn();
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(isArmed()).isTrue();
    }

    /// U-15 by mouse: 4 presses, the last of which is held for 2 s, and what is typed.
    @Test
    void aLiveDrillTakesFourPressesTheNamesAndTwoSeconds() {
        drillsOf(DeviceClass.LIVE);
        int before = console.clicks();
        console.click("#rail-drills");
        console.live(1);
        console.click("#drill-permit");
        fillIn();
        console.click("#drill-arm");
        console.live(1);
        assertThat(console.there("#drill-guard").isFocused()).as("what comes next").isTrue();
        console.type("upstream");
        assertThat(console.clicks() - before).as("and one that is held").isLessThanOrEqualTo(3);
        Node hold = console.there("#drill-hold");
        Hand.tell(hold, MouseEvent.MOUSE_PRESSED, 1, false);
        frames(15);
        assertThat(starts()).as("not held long enough").isEmpty();
        frames(10);
        console.live(1);
        assertThat(starts())
                .singleElement()
                .satisfies(
                        start -> {
                            assertThat(start.name()).isEqualTo(DRILL);
                            assertThat(start.line()).isEqualTo("upstream");
                            assertThat(start.console()).isNotNull();
                        });
        assertThat(isArmed()).as("it was for one start").isFalse();
    }

    /// U-15 without a mouse.
    @Test
    void aLiveDrillIsStartedByKeysAlone() {
        drillsOf(DeviceClass.LIVE);
        int before = console.clicks();
        console.press(KeyCode.CONTROL, KeyCode.DIGIT6);
        console.live(1);
        tabTo("#drill-permit");
        fillIn();
        console.press(KeyCode.ENTER);
        console.live(1);
        Node guard = console.there("#drill-guard");
        assertThat(guard.isFocused()).isTrue();
        console.type("upstream");
        console.press(KeyCode.ENTER);
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(starts()).as("too early").isEmpty();
        console.live(3);
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(starts()).hasSize(1);
        assertThat(console.clicks()).isEqualTo(before);
    }

    private void tabTo(String selector) {
        for (int i = 0; i < 40 && !console.there(selector).isFocused(); i++) {
            console.press(KeyCode.TAB);
        }
        assertThat(console.there(selector).isFocused()).as(selector).isTrue();
    }

    @Test
    void anEnterThatIsHeldDownFromArmingOnStartsNothing() {
        armLive();
        Node guard = console.there("#drill-guard");
        for (int repeat = 0; repeat < 40; repeat++) {
            key(guard, KeyEvent.KEY_PRESSED);
            console.workspace.clock.advanceMillis(100);
        }
        console.type("upstream");
        for (int repeat = 0; repeat < 40; repeat++) {
            key(guard, KeyEvent.KEY_PRESSED);
            console.workspace.clock.advanceMillis(100);
        }
        console.live(1);
        assertThat(starts()).isEmpty();
    }

    @Test
    void eachThingThatIsMissingIsNamed() {
        drillsShown(DeviceClass.LIVE);
        assertThat(whyOff("#drill-arm")).isEqualTo("Name the permit or work order first");
        console.click("#drill-permit");
        console.type("WP-0815");
        assertThat(whyOff("#drill-arm")).isEqualTo("Name who is affected first");
        console.press(KeyCode.TAB);
        console.type("them");
        assertThat(whyOff("#drill-arm")).isEqualTo("Type \"upstream-outage\" first");
        console.press(KeyCode.TAB);
        console.type("upstream-outag");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(isArmed()).as("not its name").isFalse();
        console.type("e");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(isArmed()).isTrue();
        assertThat(whyOff("#drill-hold")).isEqualTo("Type \"upstream\" first");
        assertThat(isShown("#drill-start")).as("no single press starts a LIVE drill").isFalse();
        Button start = (Button) console.there("#drill-start");
        onFx(start::fire);
        console.live(1);
        assertThat(starts()).isEmpty();
    }

    @Test
    void aBenchDrillIsArmedAndStartedByItsButton() {
        drillsShown(DeviceClass.BENCH);
        assertThat(isShown("#drill-permit")).isFalse();
        assertThat(whyOff("#drill-start")).contains("It is not armed.");
        console.click("#drill-typed");
        console.type(DRILL);
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(console.there("#drill-disarm").isFocused()).as("the safe one").isTrue();
        assertThat(isShown("#drill-guard")).isFalse();
        console.click("#drill-start");
        console.live(1);
        assertThat(starts()).hasSize(1);
    }

    @Test
    void aSimDrillShowsNothingOfIt() {
        drillsShown(DeviceClass.SIM);
        assertThat(isShown("#drill-typed")).isFalse();
        assertThat(isShown("#drill-guard")).isFalse();
        assertThat(isShown("#drill-start")).isTrue();
        assertThat(console.there("#stop").isDisabled()).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void whileArmedEveryWindowSaysSoAndStopDisarms(Way way) {
        armLive();
        assertThat(((Button) console.there("#mode")).getText())
                .isEqualTo("Drill armed: LIVE · 14:59 left");
        assertThat(isShown(".fp-armed")).isTrue();
        assertThat(((Label) console.there("#drill-armed")).getText())
                .contains("LIVE line", "by ann (console)", "Permit WP-0815.", "Line 3");
        switch (way) {
            case BUTTON -> console.click("#drill-disarm");
            case STOP -> console.click("#stop");
            case KEY -> console.press(KeyCode.CONTROL, KeyCode.PERIOD);
            case TIME -> console.live(15 * 60 + 1);
        }
        console.live(1);
        assertThat(isArmed()).isFalse();
        assertThat(isShown(".fp-armed")).isFalse();
        assertThat(isShown("#drill-guard")).isFalse();
        assertThat(isShown("#drill-typed")).isTrue();
        assertThat(console.there("#stop").isDisabled()).isTrue();
        assertThat(starts()).isEmpty();
    }

    enum Way {
        BUTTON,
        STOP,
        KEY,
        TIME
    }

    @Test
    void whatIsTypedGoesWithItsDrill() {
        armLive();
        console.type("upstream");
        console.press(KeyCode.CONTROL, KeyCode.PERIOD);
        console.live(1);
        console.click("#drill-permit");
        fillIn();
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(whyOff("#drill-hold")).as("typed anew").isEqualTo("Type \"upstream\" first");
    }

    // Harm: the permit of the last drill stands in the next one's form.
    @Test
    void whatIsTypedGoesWithAnArmingWhateverHasTheFocus() {
        drillsShown(DeviceClass.LIVE);
        console.click("#drill-permit");
        fillIn();
        Node elsewhere = console.there("#rail-drills");
        onFx(elsewhere::requestFocus);
        console.workspace.gateway.submit(
                new Command.ArmDrill(DRILL, DRILL, null, "WP-0816", "Line 4"));
        console.live(1);
        console.workspace.gateway.armed = null;
        console.live(1);
        for (String each : List.of("#drill-permit", "#drill-affected", "#drill-typed")) {
            assertThat(((TextField) console.there(each)).getText()).as(each).isEmpty();
        }
    }

    /// Harm: who needs larger letters can arm, and neither start nor disarm.
    @Test
    void whatIsPressedIsInReachWithLargeLettersToo() {
        console.onWindow(window -> window.setScale(1.5));
        armLive();
        look(Theme.LIGHT, "drill-armed-large");
        for (String each : List.of("#drill-disarm", "#drill-guard", "#drill-hold")) {
            console.scrollTo(each);
            Node node = console.there(each);
            Bounds place = Console.onFx(() -> node.localToScene(node.getLayoutBounds()));
            Node results = console.there("#drill-results");
            Bounds below = Console.onFx(() -> results.localToScene(results.getLayoutBounds()));
            assertThat(place.getMaxY()).as(each).isLessThan(below.getMinY());
        }
    }

    @ParameterizedTest
    @EnumSource(Theme.class)
    void allOfItIsReadable(Theme theme) {
        close();
        console = new Console(theme, theme == Theme.DARK ? Locale.GERMAN : Locale.ENGLISH);
        drillsShown(DeviceClass.LIVE);
        look(theme, "drill-live");
        console.click("#drill-permit");
        fillIn();
        console.press(KeyCode.ENTER);
        console.live(1);
        look(theme, "drill-armed-live");
    }
}
