package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import javafx.scene.control.MenuButton;
import javafx.scene.control.MenuItem;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// U-18. Harm if it breaks: an alarm that nobody has seen is hidden, or one that is being mended
/// goes on asking.
final class AlarmTasksTest {
    private static final String NEW = "LANE-0204/upstream";

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    private void open() {
        console.workspace.openSample();
        console.live(2);
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(20);
        console.onWindow(window -> window.show(PerspectiveId.ALARMS, "alarm/" + NEW));
        console.live(1);
    }

    private List<Command> sent() {
        return console.workspace.gateway.commands.stream()
                .filter(
                        command ->
                                command instanceof Command.AcknowledgeAlarm
                                        || command instanceof Command.ShelveAlarm
                                        || command instanceof Command.UnshelveAlarm)
                .toList();
    }

    private void choose(String time) {
        MenuButton times = (MenuButton) console.there("#alarm-shelve");
        MenuItem item =
                times.getItems().stream()
                        .filter(each -> ("alarm-shelve-" + time).equals(each.getId()))
                        .findFirst()
                        .orElseThrow();
        console.onWindow(window -> item.fire());
    }

    @Test
    void oneClickAcknowledgesTheChosenAlarm() {
        open();
        int before = console.clicks();
        console.click("#alarm-acknowledge");
        console.live(1);
        assertThat(console.clicks() - before).isEqualTo(1);
        assertThat(sent()).containsExactly(new Command.AcknowledgeAlarm(NEW));
        assertThat(console.texts()).anyMatch(text -> text.endsWith("P2 · acknowledged"));
        assertThat(console.there("#alarm-acknowledge").isDisabled()).isTrue();
    }

    /// A click into the reason, one on the button, one on the time.
    @Test
    void anAlarmIsShelvedForAChosenTimeWithAReasonThatIsShownAndTakenBack() {
        open();
        console.click("#alarm-reason");
        console.type("pump is mended");
        choose("240");
        console.live(1);
        assertThat(sent())
                .containsExactly(
                        new Command.ShelveAlarm(
                                NEW, Duration.ofHours(4).toMillis(), "pump is mended"));
        console.sees("pump is mended");
        assertThat(console.texts()).anyMatch(text -> text.contains("shelved until 14:"));
        console.click("#alarm-unshelve");
        console.live(1);
        assertThat(sent()).endsWith(new Command.UnshelveAlarm(NEW));
        console.seesNoMore("shelved until");
    }

    @Test
    void withoutAReasonNothingIsShelvedAndThePlaceForItHasTheFocus() {
        open();
        choose("15");
        assertThat(sent()).isEmpty();
        assertThat(console.there("#alarm-reason").isFocused()).isTrue();
    }

    @Test
    void inAFloodAllChosenAlarmsAreAcknowledgedAtOnce() {
        console.workspace.gateway.alarms.flood = 12;
        open();
        console.focus("#alarms-table");
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.press(KeyCode.A);
        console.live(1);
        assertThat(sent()).hasSize(13);
        assertThat(console.texts())
                .contains(
                        "Done for 13 alarms.", "13 alarms, 12 of them concern connection devices");
    }

    @Test
    void ofManyTheToldNumberIsThatWhichWasDone() {
        console.workspace.gateway.alarms.flood = 12;
        open();
        Problem why = Problem.error("APP-0202", "alarm", "It is gone.", "Look at the list.");
        console.workspace.gateway.late.put(
                new Command.AcknowledgeAlarm("LINK-0102/devices/d3"),
                CompletableFuture.completedFuture(new Outcome.Refused(why)));
        console.focus("#alarms-table");
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.press(KeyCode.A);
        console.live(1);
        assertThat(console.texts()).contains("Done for 12 of 13 alarms.");
    }

    @Test
    void enterLeadsToWhatTheAlarmIsAboutAndF1ToThePageOfItsCode() {
        open();
        console.focus("#alarms-table");
        console.press(KeyCode.F1);
        assertThat(console.texts()).contains("LANE-0204");
        console.press(KeyCode.F1);
        console.focus("#alarms-table");
        console.press(KeyCode.ENTER);
        console.live(1);
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.BUFFERS);
        assertThat(console.texts()).contains("upstream");
    }

    @Test
    void thePaletteAcknowledges() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type("acknowledge");
        console.press(KeyCode.ENTER);
        assertThat(sent()).containsExactly(new Command.AcknowledgeAlarm(NEW));
    }

    /// Harm: somebody looks for why nothing happens.
    @Test
    void whatCannotBeDoneSaysWhy() {
        open();
        RowTable<?> table = (RowTable<?>) console.there("#alarms-table");
        console.onWindow(window -> table.getSelectionModel().clearSelection());
        console.live(1);
        assertThat(console.there("#alarm-acknowledge").getAccessibleHelp())
                .isEqualTo("No alarm is chosen.");
    }
}
