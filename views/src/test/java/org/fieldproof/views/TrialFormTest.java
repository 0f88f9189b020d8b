package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue.Items;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.Section;
import org.fieldproof.styles.Theme;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What stands in the trial panel while something else is chosen, or comes late. Harm if it breaks:
/// a test that was written by hand is gone, or one case is taken for another.
final class TrialFormTest {
    private static final PartRef MAIN = new PartRef(Section.PIPELINES, "main");

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @TempDir private Path folder;

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void whatIsWrittenStaysWhileAnotherPipelineIsChosen() {
        twoPipelines();
        console.press(KeyCode.F7);
        console.live(1);
        console.click("#trial-sample");
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.type("mine");
        console.click("#draft-pipeline-main-2");
        console.live(2);
        assertThat(text("#trial-text")).isEqualTo("mine");
        console.click("#trial-cancel");
        console.live(1);
        assertThat(console.node("#trial-text")).isNull();
    }

    /// Harm: one key too many, and a case that took minutes to write is gone.
    @Test
    void escAsksBeforeItDiscardsWhatIsWritten() {
        console.editPipeline();
        console.press(KeyCode.F7);
        console.live(1);
        console.click("#trial-sample");
        console.press(KeyCode.ESCAPE);
        assertThat(console.node("#trial-text")).as("nothing is lost by it").isNull();
        console.click("#trial-sample");
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.type("mine");
        console.press(KeyCode.ESCAPE);
        assertThat(text("#trial-text")).isEqualTo("mine");
        assertThat(console.texts()).anyMatch(text -> text.contains("Esc once more"));
        console.type("!");
        console.press(KeyCode.ESCAPE);
        assertThat(text("#trial-text")).as("what was written since").isEqualTo("mine!");
        console.press(KeyCode.ESCAPE);
        assertThat(console.node("#trial-text")).isNull();
    }

    @Test
    void aTestThatIsMadeLateIsNotPutOverWhatIsWritten() {
        console.editPipeline();
        console.press(KeyCode.F7);
        console.live(1);
        console.workspace.drafts.trials.holdsCases = true;
        console.click("#trial-make");
        console.click("#trial-sample");
        console.press(KeyCode.CONTROL, KeyCode.A);
        console.type("mine");
        console.onWindow(window -> console.workspace.drafts.trials.release());
        console.live(1);
        assertThat(text("#trial-text")).isEqualTo("mine");
    }

    @Test
    void aTestThatIsMadeLateDoesNotOpenAtAnotherPipeline() {
        twoPipelines();
        console.press(KeyCode.F7);
        console.live(1);
        console.workspace.drafts.trials.holdsCases = true;
        console.click("#trial-make");
        console.click("#draft-pipeline-main-2");
        console.live(1);
        console.onWindow(window -> console.workspace.drafts.trials.release());
        console.live(1);
        assertThat(console.node("#trial-text")).isNull();
    }

    @Test
    void thePanelThatIsOutOfSightIsOpenedAndNotClosed() {
        console.editPipeline();
        console.press(KeyCode.F7);
        console.live(1);
        console.click("#draft-destination-local");
        console.live(1);
        assertThat(console.node("#trial")).isNull();
        console.press(KeyCode.F7);
        assertThat(console.texts()).anyMatch(text -> text.startsWith("Choose a pipeline"));
        console.click("#draft-pipeline-main");
        console.live(1);
        assertThat(console.node("#trial")).as("still wanted").isNotNull();
        console.press(KeyCode.F7);
        assertThat(console.node("#trial")).isNull();
    }

    @Test
    void theCaseThatIsChosenIsTheOneOfItsRow() throws IOException {
        Files.createDirectories(folder.resolve("tests"));
        Files.copy(
                Path.of("../sample-projects/field-demo/tests/routes.yaml"),
                folder.resolve("tests/routes.yaml"));
        console.workspace.drafts.trials.folder = folder;
        console.editPipeline();
        console.press(KeyCode.F7);
        console.click("#trial-tab-tests");
        console.live(1);
        // Another source since: the rows are those of the last run.
        console.edit(
                "from",
                d -> DraftEdits.set(d, MAIN, FieldPath.of("from"), Items.ofTexts(List.of())));
        console.focus("#trial-tests");
        console.press(KeyCode.DOWN);
        assertThat(console.texts()).contains("office/printer");
    }

    private String text(String selector) {
        TextInputControl control = (TextInputControl) console.there(selector);
        return Console.onFx(control::getText);
    }

    private void twoPipelines() {
        console.editPipeline();
        console.press(KeyCode.CONTROL, KeyCode.D);
        console.live(1);
        console.click("#draft-pipeline-main");
        console.live(1);
    }
}
