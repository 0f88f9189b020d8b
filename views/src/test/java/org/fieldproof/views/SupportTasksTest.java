package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javafx.scene.control.ListView;
import javafx.scene.control.TableView;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.fake.FakeSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: who needs help hands over a screenshot, or his passwords.
final class SupportTasksTest {
    private static final Path ZIP = Path.of("/home/eng/support.zip");

    private static final Problem UNWRITABLE =
            Problem.error(
                    "APP-0920",
                    "support bundle " + ZIP,
                    "It cannot be written there: No space left on device.",
                    "Choose another place.");

    private final Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    /// U-22: two acts, the key and Save.
    @Test
    void aBundleIsCollectedLookedAtAndSavedWithTwoActs() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
        assertThat(table().getItems()).hasSize(6);
        assertThat(lines().getItems()).first().asString().contains("support bundle");
        assertThat(console.workspace.support.payloads).isFalse();
        console.prompt.next = Optional.of(ZIP);
        console.click("#support-save");
        assertThat(console.clicks()).isEqualTo(1);
        assertThat(console.workspace.support.saved).contains(ZIP);
        assertThat(console.texts()).anyMatch(text -> text.contains(ZIP.toString()));
        assertThat(console.node("#support")).isNull();
    }

    @Test
    void theTextOfEachFileCanBeReadByKeyboardBeforeAnythingIsWritten() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
        console.press(KeyCode.DOWN);
        console.press(KeyCode.DOWN);
        console.press(KeyCode.DOWN);
        assertThat(lines().getItems()).anyMatch(line -> line.contains("password: ***"));
        assertThat(console.workspace.support.saved).isEmpty();
        console.click("#support-payloads");
        assertThat(console.workspace.support.payloads).isTrue();
        assertThat(table().getItems()).hasSize(7);
        console.press(KeyCode.F1);
        assertThat(console.texts()).contains("Support bundle");
    }

    @Test
    void escEndsWhatIsBeingCollectedAndALateAnswerShowsNothing() {
        console.workspace.support.atOnce = false;
        open();
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
        assertThat(console.texts()).contains("Collecting ...");
        assertThat(console.there("#support-save").isDisabled()).isTrue();
        var late = console.workspace.support.held.getFirst();
        console.workspace.support.held.clear();
        console.press(KeyCode.ESCAPE);
        assertThat(console.workspace.support.cancelled).isPositive();
        assertThat(console.node("#support")).isNull();
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
        Console.onFx(
                () ->
                        late.complete(
                                new Outcome.SupportCollected(FakeSupport.bundle(List.of(), true))));
        assertThat(table().getItems()).as("an answer to an earlier question").isEmpty();
    }

    @Test
    void aPlaceThatCannotBeWrittenIsSaidWithItsRemedyAndNothingIsLost() {
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
        console.workspace.support.refusal = Optional.of(UNWRITABLE);
        console.prompt.next = Optional.of(ZIP);
        console.click("#support-save");
        assertThat(console.texts()).contains("APP-0920", "Choose another place.");
        console.workspace.support.refusal = Optional.empty();
        console.click("#support-save");
        assertThat(console.workspace.support.saved).contains(ZIP);
        assertThat(console.node("#support")).as("back where it was: no project").isNull();
    }

    /// Harm: all that was collected of a plant stays in memory.
    @Test
    void whoLeavesByTheRailLeavesNothingBehind() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
        TableView<?> table = table();
        ListView<String> lines = lines();
        assertThat(table.getItems()).isNotEmpty();
        console.click("#rail-buffers");
        assertThat(console.node("#support")).isNull();
        assertThat(table.getItems()).isEmpty();
        assertThat(lines.getItems()).isEmpty();
        assertThat(console.workspace.support.cancelled).isPositive();
    }

    /// Harm: nobody learns that the file is not there.
    @Test
    void whoLeavesWhileItIsWrittenIsToldWhatBecameOfIt() {
        open();
        for (Outcome outcome :
                List.of(new Outcome.Refused(UNWRITABLE), new Outcome.Done(ZIP.toString()))) {
            CompletableFuture<Outcome> answer = new CompletableFuture<>();
            console.workspace.support.saving = Optional.of(answer);
            console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
            console.prompt.next = Optional.of(ZIP);
            console.click("#support-save");
            console.click("#rail-buffers");
            Console.onFx(() -> answer.complete(outcome));
            assertThat(console.texts())
                    .anyMatch(
                            text ->
                                    outcome instanceof Outcome.Refused
                                            ? text.contains("No space left on device")
                                            : text.contains(ZIP.toString()));
            assertThat(console.node("#buffers-export")).as("nobody is led away").isNotNull();
        }
    }

    @Test
    void whoLeavesBeforeItIsWrittenIsToldThatThereIsNoFile() {
        open();
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        console.workspace.support.saving = Optional.of(answer);
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.B);
        console.prompt.next = Optional.of(ZIP);
        console.click("#support-save");
        console.click("#rail-buffers");
        Console.onFx(() -> answer.complete(new Outcome.SupportCancelled()));
        assertThat(console.texts()).anyMatch(text -> text.contains("bundle was not written"));
    }

    private void open() {
        console.workspace.openSample();
        console.live(3);
    }

    private TableView<?> table() {
        return (TableView<?>) console.there("#support-files");
    }

    @SuppressWarnings("unchecked")
    private ListView<String> lines() {
        return (ListView<String>) console.there("#support-text");
    }
}
