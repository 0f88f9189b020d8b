package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A hundred changes faster than any of them can be checked (row 84). Harm if it breaks: what was
/// found of an earlier change is told of the last one, or checks pile up behind it.
final class FastChangesTest {
    private static final int CHANGES = 100;

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void aHundredFastChangesAreCheckedAsOneAndLeaveNothingOver() {
        console.workspace.openSample();
        console.live(1);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        ProjectDraft before = draft();
        PartRef part = before.refs().getFirst();
        int checks = console.workspace.drafts.checks;
        console.workspace.drafts.holdsChecks = true;
        // All but the last have an error: a field that there is not.
        for (int i = 1; i <= CHANGES; i++) {
            String field = i < CHANGES ? "wrong" + i : "title";
            console.edit(
                    "change " + i,
                    _ -> DraftEdits.set(before, part, FieldPath.of(field), Text.plain("x")));
        }
        console.live(1);
        assertThat(console.workspace.drafts.checks - checks).as("one is under way").isEqualTo(1);
        console.onWindow(_ -> console.workspace.drafts.release());
        console.live(1);
        assertThat(console.workspace.drafts.checks - checks).as("and the last").isEqualTo(2);
        assertThat(sound()).as("what was found is of the last change").isTrue();
        assertThat(draft().part(part).orElseThrow().text("title")).isEqualTo("x");
        for (int i = 0; i < CHANGES; i++) {
            console.press(KeyCode.CONTROL, KeyCode.Z);
        }
        console.live(1);
        assertThat(draft()).as("each was one step").isEqualTo(before);
        assertThat(sound()).isTrue();
    }

    private ProjectDraft draft() {
        return Console.onFx(() -> console.window.draft().model().draft());
    }

    private boolean sound() {
        return Console.onFx(() -> console.window.draft().model().isSound());
    }
}
