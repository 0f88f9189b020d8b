package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: somebody presses STOP and the fault stays.
final class StopWhileWiringTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void stopActsWhileAWireIsDrawnByKeyboard() {
        console.workspace.openSample();
        console.live(2);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.onWindow(window -> window.perform("draft.add"));
        console.type("postgresql");
        console.press(KeyCode.ENTER);
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(15);
        console.click("#draft-connection-devices");
        console.press(KeyCode.C);
        console.press(KeyCode.CONTROL, KeyCode.PERIOD);
        assertThat(console.workspace.gateway.snapshot().drills().running()).isNull();
    }
}
