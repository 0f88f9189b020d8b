package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
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
    void aDeviceWhoseNameTwoConnectionsHaveIsTheOneThatWasChosen() {
        console.workspace.gateway.twinDevice = true;
        open();
        choose("press-01", "object.device/broker-a/press-01");
        assertThat(console.window.shown()).isEqualTo(PerspectiveId.DEVICES);
        RowTable<?> table = (RowTable<?>) console.there("#devices-table");
        assertThat(Console.onFx(table::selectedId)).contains("broker-a/press-01");
    }
}
