package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import javafx.scene.input.KeyCode;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Back to where one was. Harm if it breaks: who follows a link to a cause has lost his place.
final class VisitTasksTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @BeforeEach
    void open() {
        console.workspace.openSample();
        console.live(2);
    }

    @AfterEach
    void close() {
        console.close();
    }

    private PerspectiveId shown() {
        return Console.onFx(() -> console.window.shown());
    }

    private void back() {
        console.press(KeyCode.ALT, KeyCode.LEFT);
    }

    private void forward() {
        console.press(KeyCode.ALT, KeyCode.RIGHT);
    }

    @Test
    void backAndForthAlongThePlacesWithWhatWasChosen() {
        console.onWindow(window -> window.show(PerspectiveId.DEVICES, "device/press-02"));
        console.press(KeyCode.CONTROL, KeyCode.DIGIT4);
        console.press(KeyCode.CONTROL, KeyCode.DIGIT5);
        back();
        assertThat(shown()).isEqualTo(PerspectiveId.BUFFERS);
        back();
        assertThat(shown()).isEqualTo(PerspectiveId.DEVICES);
        forward();
        assertThat(shown()).isEqualTo(PerspectiveId.BUFFERS);
        console.press(KeyCode.CONTROL, KeyCode.DIGIT8);
        forward();
        assertThat(shown()).as("what lay ahead was left").isEqualTo(PerspectiveId.ALARMS);
        assertThat(console.texts()).contains("There is no place after this one.");
    }

    @Test
    void theFirstPlaceIsThatOfTheProject() {
        console.press(KeyCode.CONTROL, KeyCode.DIGIT3);
        back();
        assertThat(shown()).isEqualTo(PerspectiveId.PIPELINES);
        back();
        assertThat(shown()).isEqualTo(PerspectiveId.PIPELINES);
        assertThat(console.texts()).contains("There is no place before this one.");
    }
}
