package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.Section;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a list can only be typed from its end; a line put into the middle lands in
/// another one, and the wrong destination is written.
final class ListFieldTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void aLineIsPutIntoTheMiddleWhileFramesGoOn() {
        console.editPipeline();
        console.click("#field-to");
        console.press(KeyCode.CONTROL, KeyCode.HOME);
        console.press(KeyCode.END);
        console.press(KeyCode.ENTER);
        console.live(2);
        console.type("archive");
        console.live(1);
        assertThat(
                        Console.onFx(
                                () ->
                                        console.window
                                                .draft()
                                                .model()
                                                .draft()
                                                .part(new PartRef(Section.PIPELINES, "main"))
                                                .orElseThrow()
                                                .texts("to")))
                .containsExactly("upstream", "archive", "local");
    }
}
