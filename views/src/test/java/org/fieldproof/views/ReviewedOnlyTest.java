package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import javafx.scene.input.KeyCode;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: what is applied is not what somebody has looked at.
final class ReviewedOnlyTest {
    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void aDraftThatChangesUnderItsReviewIsReviewedAgain() {
        review();
        assertThat(console.texts()).contains("− destination local is removed");
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(console.texts()).doesNotContain("− destination local is removed");
        assertThat(console.there("#review-apply").isDisabled()).isTrue();
        console.enter();
        assertThat(console.workspace.drafts.applied).isEmpty();
    }

    @Test
    void aReviewThatIsOpenedTwiceSaysEverythingOnce() {
        review();
        console.onWindow(
                window -> {
                    window.perform("draft.review");
                    window.perform("draft.review");
                    window.perform("draft.review");
                    window.perform("draft.review");
                });
        console.live(1);
        assertThat(console.texts())
                .filteredOn(text -> text.equals("− destination local is removed"))
                .hasSize(1);
    }

    /// Harm: the answer to a question of before fills the page of the present one, or Enter lets
    /// something run that no page has shown.
    @Test
    void threeTimesTheShortcutAsksOnceMoreAndAppliesNothing() {
        console.workspace.openSample();
        console.live(2);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.click("#draft-destination-local");
        console.press(KeyCode.DELETE);
        console.live(1);
        console.workspace.drafts.holdsReviews = true;
        for (int i = 0; i < 3; i++) {
            console.press(KeyCode.CONTROL, KeyCode.ENTER);
        }
        console.press(KeyCode.ENTER);
        console.press(KeyCode.CONTROL, KeyCode.ENTER);
        console.onWindow(window -> console.workspace.drafts.release());
        console.live(1);
        assertThat(console.workspace.drafts.applied).isEmpty();
        assertThat(console.texts())
                .filteredOn(text -> text.equals("− destination local is removed"))
                .hasSize(1);
        assertThat(console.there("#review-apply").isDisabled()).isFalse();
    }

    private void review() {
        console.workspace.openSample();
        console.live(2);
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.click("#draft-destination-local");
        console.press(KeyCode.DELETE);
        console.live(1);
        console.click("#review");
        console.live(1);
    }
}
