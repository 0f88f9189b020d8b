package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: one key, and a plant that ran stands, or a drill has no evidence.
final class OpenAndCloseTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void nothingIsClosedOrOpenedWhileADrillRunsAndTheReasonIsSaid() {
        open();
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(15);
        String recent = "project.recent." + console.workspace.recentProjects().getFirst();
        console.onWindow(
                window -> {
                    assertThat(window.perform("project.close")).contains("drill");
                    assertThat(window.perform("project.create")).contains("drill");
                    assertThat(window.perform("project.open")).contains("drill");
                    assertThat(window.perform("project.sample")).contains("drill");
                    window.setLanguage(Locale.GERMAN);
                    assertThat(window.perform(recent)).contains("Übung");
                });
        assertThat(console.workspace.status().phase()).isEqualTo(Workspace.Phase.OPEN);
        assertThat(console.workspace.gateway.snapshot().drills().running()).isNotNull();
    }

    @Test
    void aNewProjectIsNamedBeforeWhatRunsIsClosed() {
        open();
        Workspace.Status was = console.workspace.status();
        console.press(KeyCode.CONTROL, KeyCode.N);
        console.live(1);
        assertThat(console.workspace.status()).isEqualTo(was);
        console.click("#rail-pipelines");
        console.live(1);
        assertThat(console.node("#node-device-devices-press-01")).as("never mind").isNotNull();
        console.press(KeyCode.CONTROL, KeyCode.N);
        console.type("press-line");
        console.enter();
        console.live(1);
        assertThat(console.workspace.status().project())
                .contains(console.workspace.folderFor("press-line"));
        assertThat(console.node("#draft-empty")).isNotNull();
    }

    private void open() {
        console.workspace.openSample();
        console.live(2);
    }
}
