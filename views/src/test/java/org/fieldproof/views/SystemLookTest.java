package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.SimpleObjectProperty;
import javafx.stage.Stage;
import org.fieldproof.robot.Toolkit;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.fake.FakePrompt;
import org.fieldproof.views.fake.FakeWorkspace;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.Test;

/// The console wears what the operating system asks for until somebody chooses.
class SystemLookTest {

    @Test
    void followsTheSystemWhileNobodyHasChosen() {
        FakeWorkspace workspace = new FakeWorkspace();
        Console console = new Console(Theme.CONTRAST, Locale.ENGLISH, workspace);
        workspace.openSample();
        console.live(1);
        assertThat(console.window.theme()).isEqualTo(Theme.CONTRAST);
        system(console, Theme.DARK);
        assertThat(console.window.theme()).isEqualTo(Theme.CONTRAST);

        console.onWindow(window -> window.show(PerspectiveId.SETTINGS));
        console.live(1);
        console.click("#theme-system");

        assertThat(console.window.theme()).isEqualTo(Theme.DARK);
        system(console, Theme.LIGHT);
        assertThat(console.window.theme()).isEqualTo(Theme.LIGHT);
        assertThat(workspace.preference("theme")).contains("system");

        console.click("#theme-dark");
        system(console, Theme.CONTRAST);

        assertThat(console.window.theme()).isEqualTo(Theme.DARK);
        assertThat(workspace.preference("theme")).contains("dark");
        console.close();
    }

    @Test
    void whoHasNeverChosenBeginsAsTheSystem() {
        FakeWorkspace workspace = new FakeWorkspace();
        workspace.setPreference("theme", "system");
        Toolkit.start();
        ObjectProperty<Theme> system = new SimpleObjectProperty<>(Theme.DARK);
        for (FakeWorkspace each : List.of(workspace, new FakeWorkspace())) {
            ConsoleWindow window =
                    Console.onFx(
                            () ->
                                    new ConsoleWindow(
                                            new Stage(),
                                            each,
                                            each.clock,
                                            new FakePrompt(),
                                            system));
            assertThat(Console.onFx(window::theme)).isEqualTo(Theme.DARK);
        }
    }

    @Test
    void aWindowThatIsGoneFollowsNoMore() {
        Console console = new Console(Theme.DARK, Locale.ENGLISH);
        console.onWindow(ConsoleWindow::followSystem);
        console.onWindow(ConsoleWindow::close);

        system(console, Theme.DARK);

        assertThat(console.window.theme()).isEqualTo(Theme.LIGHT);
        console.close();
    }

    private static void system(Console console, Theme theme) {
        console.onWindow(window -> console.systemTheme.set(theme));
    }
}
