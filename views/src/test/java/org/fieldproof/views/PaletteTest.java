package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// U-19, go to anything. Harm if it breaks: who knows what he looks for has to look for where it
/// is, or is led to another.
final class PaletteTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    private void open() {
        console.workspace.openSample();
        console.live(2);
    }

    private void choose(String typed, String id) {
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type(typed);
        ListView<?> found = (ListView<?>) console.there("#palette-results");
        int at =
                Console.onFx(
                        () -> {
                            for (int i = 0; i < found.getItems().size(); i++) {
                                if (((Action) found.getItems().get(i)).id().equals(id)) {
                                    return i;
                                }
                            }
                            throw new AssertionError("not found: " + id + found.getItems());
                        });
        for (int i = 0; i < at; i++) {
            console.press(KeyCode.DOWN);
        }
        console.press(KeyCode.ENTER);
        console.live(1);
    }

    @Test
    void itLeadsToALiveValue() {
        open();
        choose("pump-02", "object.address/devices plant/hall-2/pump-02/status");
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.LIVE);
        console.live(2);
        RowTable<?> table = (RowTable<?>) console.there("#live-table");
        assertThat(Console.onFx(table::selectedId)).contains("devices plant/hall-2/pump-02/status");
    }

    /// Harm: Enter does something else than what stood there while it was pressed.
    @Test
    void whatComesLateDoesNotTakeThePlaceOfWhatWasFound() throws Exception {
        open();
        // What was used last comes first.
        choose("pump-02", "object.address/devices plant/hall-2/pump-02/status");
        CompletableFuture<Outcome> late = new CompletableFuture<>();
        Command asked = new Command.ReadLatest("#", 10_000);
        Outcome all = console.workspace.gateway.submit(asked).toCompletableFuture().get();
        console.workspace.gateway.late.put(asked, late);
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type("pump-02");
        ListView<?> found = (ListView<?>) console.there("#palette-results");
        String before = chosen(found);
        int count = Console.onFx(() -> found.getItems().size());
        late.complete(all);
        for (int i = 0; i < 100 && Console.onFx(() -> found.getItems().size()) == count; i++) {
            console.onWindow(ConsoleWindow::refresh);
            LockSupport.parkNanos(20_000_000);
        }
        assertThat(Console.onFx(() -> found.getItems().size())).isGreaterThan(count);
        assertThat(chosen(found)).isEqualTo(before);
    }

    private static String chosen(ListView<?> list) {
        return Console.onFx(() -> ((Action) list.getSelectionModel().getSelectedItem()).id());
    }

    /// Harm: who opens the palette while a gateway stops is told of a failure that is none.
    @Test
    void whereNoValuesAreTheToldRefusalIsOfNobody() {
        open();
        Problem why = Problem.error("APP-0101", "gateway", "It stops now.", "Wait.");
        console.workspace.gateway.late.put(
                new Command.ReadLatest("#", 10_000),
                CompletableFuture.completedFuture(new Outcome.Refused(why)));
        console.press(KeyCode.CONTROL, KeyCode.K);
        for (int i = 0; i < 20; i++) {
            console.live(1);
            assertThat(console.texts()).noneMatch(text -> text.contains("It stops now."));
        }
    }

    @Test
    void whileOneLooksBackDrillsAreNeitherLockedNorReleased() {
        open();
        console.press(KeyCode.SHIFT, KeyCode.F9);
        console.press(KeyCode.LEFT);
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type("Lock drills");
        assertThat(hindrance("drills.lock")).startsWith("You are looking at");
        console.press(KeyCode.ESCAPE);
        console.workspace.gateway.lockReason = "shift change";
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.K);
        console.type("Release drills");
        assertThat(hindrance("drills.release")).startsWith("You are looking at");
    }

    private String hindrance(String id) {
        ListView<?> found = (ListView<?>) console.there("#palette-results");
        return Console.onFx(
                () ->
                        found.getItems().stream()
                                .map(Action.class::cast)
                                .filter(each -> each.id().equals(id))
                                .map(each -> each.hindrance().get())
                                .findFirst()
                                .orElseThrow());
    }

    @Test
    void itLeadsToAnAlarmASettingAPageOfHelpAndAFileOfEvidence() {
        open();
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(20);
        choose("LANE-0204", "object.alarm/LANE-0204/upstream");
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.ALARMS);
        console.live(40);
        choose("size of", "object.setting/scale");
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.SETTINGS);
        String file = console.workspace.gateway.snapshot().drills().results().getFirst().evidence();
        choose("evidence.zip", "object.evidence/" + file);
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.EVIDENCE);
        choose("APP-0204", "object.help/problem/APP-0204");
        assertThat(console.texts()).contains("APP-0204");
    }

    @Test
    void itPausesALaneAndRunsTheDoctor() {
        open();
        choose("upstream", "object.pause/upstream");
        choose("doctor", "devices.doctor");
        assertThat(console.workspace.gateway.commands)
                .contains(new Command.PauseLane("upstream"))
                .anyMatch(Command.ExamineConnectors.class::isInstance);
    }

    @Test
    void aDeviceWhoseNameTwoConnectionsHaveIsTheOneThatWasChosen() {
        console.workspace.gateway.twinDevice = true;
        open();
        choose("press-01", "object.device/broker-a/press-01");
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.DEVICES);
        RowTable<?> table = (RowTable<?>) console.there("#devices-table");
        assertThat(Console.onFx(table::selectedId)).contains("broker-a/press-01");
    }
}
