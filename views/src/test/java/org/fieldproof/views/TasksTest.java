package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// What people come to do, in clicks. Harm if it breaks: the console is still complete, and
/// nobody finds anything in it.
final class TasksTest {

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    /// Harm: a drill is started in the midst of a shift change, or nobody knows why none can be.
    @Test
    void drillsAreLockedWithAReasonThatIsShownAndReleased() {
        console.workspace.openSample();
        console.live(2);
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type("lock drills");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(console.there("#drill-lock-reason").isFocused()).isTrue();
        console.press(KeyCode.ENTER);
        assertThat(console.workspace.gateway.lockReason).as("without a reason").isEmpty();
        console.type("shift change");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(console.workspace.gateway.lockReason).isEqualTo("shift change");
        assertThat(console.texts()).contains("Drills are locked: shift change.", "locked");
        assertThat(console.there("#drill-start").isDisabled()).isTrue();
        console.click("#drill-release");
        console.live(1);
        assertThat(console.workspace.gateway.lockReason).isEmpty();
        assertThat(console.there("#drill-start").isDisabled()).isFalse();
    }

    @Test
    void aConsoleSendsHeartbeatsWhileADrillRunsAndOnlyThen() {
        open();
        console.live(5);
        assertThat(console.workspace.gateway.commands)
                .noneMatch(Command.Heartbeat.class::isInstance);
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(10);
        assertThat(
                        console.workspace.gateway.commands.stream()
                                .filter(Command.Heartbeat.class::isInstance))
                .hasSizeGreaterThanOrEqualTo(9);
    }

    @Test
    void clickingAWireShowsItsLastMessages() {
        open();
        console.click("#node-connection-devices");
        console.press(KeyCode.W);
        console.live(1);
        assertThat(console.node("#wire-table")).isNotNull();
        assertThat(console.workspace.gateway.commands)
                .anyMatch(
                        command ->
                                command instanceof Command.InspectWire(var wire, int max)
                                        && wire.equals(new Command.Wire.OfConnection("devices"))
                                        && max == 20);
    }

    @Test
    void themeAndLanguageChangeInPlace() {
        open();
        console.onWindow(window -> window.setTheme(Theme.DARK));
        console.onWindow(window -> window.setLanguage(Locale.GERMAN));
        console.live(1);
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.PIPELINES);
        assertThat(console.texts()).contains("Geräte").doesNotContain("Devices");
        assertThat(console.workspace.preference("theme")).contains("dark");
    }

    private void open() {
        console.workspace.openSample();
        console.live(2);
    }
}
