package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Command;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Draws every page to `target/looks`, to be looked at.
final class LooksTest {

    @ParameterizedTest
    @EnumSource(Theme.class)
    void everyPerspectiveDrawsLiveAndDuringAnOutage(Theme theme) {
        Console console = new Console(theme, Locale.ENGLISH);
        console.picture(theme.id() + "-00-welcome");
        console.workspace.openSample();
        console.live(40);
        all(console, theme, "live");
        console.workspace.gateway.submit(new Command.StartDrill("upstream-outage", "test", null));
        console.live(37);
        assertThat(console.workspace.gateway.snapshot().drills().running()).isNotNull();
        all(console, theme, "outage");
        console.onWindow(window -> window.show(PerspectiveId.PIPELINES, "lane/upstream"));
        console.click("#node-connection-devices");
        console.press(KeyCode.W);
        console.click("#node-lane-upstream");
        console.live(2);
        console.picture(theme.id() + "-11-pipelines-wire");
        console.onWindow(window -> window.perform("shell.palette"));
        console.live(1);
        console.picture(theme.id() + "-12-palette");
        console.press(KeyCode.ESCAPE);
        console.onWindow(window -> window.perform("shell.log"));
        console.live(1);
        console.picture(theme.id() + "-13-log");
        console.onWindow(window -> window.perform("shell.problems"));
        console.live(1);
        console.picture(theme.id() + "-14-problems");
        console.onWindow(window -> window.perform("shell.problems"));
        console.live(30);
        assertThat(console.workspace.gateway.snapshot().drills().results()).hasSize(1);
        all(console, theme, "after");
        console.close();
    }

    private static void all(Console console, Theme theme, String state) {
        for (PerspectiveId id : Perspectives.registry().keySet()) {
            Console.onFx(
                    () -> {
                        console.window.show(id);
                        return true;
                    });
            console.live(1);
            assertThat(console.window.shown()).isEqualTo(id);
            console.picture(theme.id() + "-0" + id.digit() + "-" + id.key() + "-" + state);
        }
    }
}
