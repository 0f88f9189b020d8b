package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A slip of the keyboard, mended at one press. Harm if it breaks: the check knows what was meant,
/// and an engineer types it all the same; or a press takes away what was not complained of.
final class QuickFixTest {
    private static final PartRef DEVICES = new PartRef(Section.CONNECTIONS, "devices");
    private static final PartRef MAIN = new PartRef(Section.PIPELINES, "main");

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @BeforeEach
    void commission() {
        console.workspace.openSample();
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.E);
    }

    @AfterEach
    void close() {
        console.close();
    }

    private ProjectDraft draft() {
        return console.window.draft().model().draft();
    }

    private boolean isProblem() {
        return console.there("#draft-problems").isVisible();
    }

    private void set(PartRef part, String field, DraftValue value) {
        console.edit(
                "slip", draft -> DraftEdits.set(draft, part, new FieldPath(List.of(field)), value));
        console.live(1);
        assertThat(isProblem()).isTrue();
    }

    @Test
    void whatWasMeantIsWrittenByMouseInOneStep() {
        ProjectDraft sound = draft();
        set(DEVICES, "class", DraftValue.Text.plain("LIVEE"));
        ProjectDraft slip = draft();
        assertThat(console.texts()).contains("Write LIVE");
        console.click("#problem-fix");
        console.live(1);
        assertThat(draft().part(DEVICES).orElseThrow().text("class")).isEqualTo("LIVE");
        assertThat(isProblem()).isFalse();
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(draft()).as("one step").isEqualTo(slip);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(draft()).isEqualTo(sound);
    }

    @Test
    void theKeyboardMendsTheProblemItWalkedTo() {
        ProjectDraft sound = draft();
        List<String> to = sound.part(MAIN).orElseThrow().texts("to");
        set(
                MAIN,
                "to",
                DraftValue.Items.ofTexts(List.of(to.getFirst(), "elsewhere", to.getLast())));
        assertThat(console.texts()).contains("Remove elsewhere");
        console.press(KeyCode.F8);
        console.press(KeyCode.CONTROL, KeyCode.F8);
        console.press(KeyCode.CONTROL, KeyCode.F8);
        console.live(1);
        assertThat(draft().part(MAIN).orElseThrow().texts("to")).as("no other").isEqualTo(to);
        assertThat(isProblem()).isFalse();
    }

    @Test
    void whatTakesAPersonHasNoButtonAndTheKeySaysSo() {
        set(DEVICES, "port", DraftValue.Text.plain("70000"));
        ProjectDraft slip = draft();
        assertThat(console.node("#problem-fix")).isNull();
        console.press(KeyCode.F8);
        console.press(KeyCode.CONTROL, KeyCode.F8);
        assertThat(draft()).isEqualTo(slip);
        assertThat(console.texts()).anyMatch(each -> each.contains("that has a button"));
    }
}
