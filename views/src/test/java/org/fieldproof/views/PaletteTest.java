package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
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
