package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A wire that is drawn by keyboard ends when its author turns to something else. Harm if it
/// breaks: the next Enter draws a wire that nobody meant.
final class WireByKeyboardTest {
    private static final String SOURCE = "#draft-connection-mqtt-listener";

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @BeforeEach
    void begin() {
        console.workspace.create(Path.of("/home/eng/press-line"), "press-line");
        console.live(2);
        for (String part : List.of("mqtt-l", "h2")) {
            console.press(KeyCode.A);
            console.type(part);
            console.press(KeyCode.ENTER);
        }
        console.live(1);
        console.click(SOURCE);
    }

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void itIsDrawnIfNothingComesBetween() {
        assertThat(changedBy(() -> {})).isTrue();
    }

    @Test
    void aClickEndsIt() {
        assertThat(changedBy(() -> console.click(SOURCE))).isFalse();
    }

    @Test
    void aFocusThatGoesElsewhereEndsIt() {
        assertThat(
                        changedBy(
                                () -> {
                                    console.focus("#search");
                                    console.focus(SOURCE);
                                }))
                .isFalse();
    }

    @Test
    void aTargetThatIsGoneEndsIt() {
        console.press(KeyCode.C);
        console.onWindow(window -> window.draft().undo());
        console.live(1);
        ProjectDraft before = draft();
        console.press(KeyCode.DELETE);
        assertThat(draft()).as("keys mean what they meant").isNotEqualTo(before);
    }

    private boolean changedBy(Runnable between) {
        ProjectDraft before = draft();
        console.press(KeyCode.C);
        between.run();
        console.press(KeyCode.ENTER);
        return !draft().equals(before);
    }

    private ProjectDraft draft() {
        return Console.onFx(() -> console.window.draft().model().draft());
    }
}
