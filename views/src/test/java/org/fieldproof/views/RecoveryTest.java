package org.fieldproof.views;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.KeptDraft;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.project.Problem;
import org.fieldproof.styles.Theme;
import org.fieldproof.views.fake.FakeRecovery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// A console that ends with an unapplied draft, and the next one (DRAFT-5). Harm if it breaks: an
/// afternoon's work is gone with the power, or comes back and undoes a colleague's.
final class RecoveryTest {
    private static final PartRef DEVICES = new PartRef(Section.CONNECTIONS, "devices");
    private static final PartRef LOCAL = new PartRef(Section.DESTINATIONS, "local");
    private static final PartRef COPY = new PartRef(Section.DESTINATIONS, "local-2");

    private Console console = new Console(Theme.LIGHT, Locale.ENGLISH);

    @AfterEach
    void close() {
        console.close();
    }

    @Test
    void draft5AnEditOutlivesTheConsoleAndComesBackWithOneClick() {
        ProjectDraft edited = editAndEnd();
        assertThat(recovery().all()).hasSize(1);
        openAgain();
        assertThat(console.there("#recovery-bar").isVisible()).isTrue();
        assertThat(console.texts())
                .anyMatch(
                        text ->
                                text.startsWith("A draft of ")
                                        && text.contains(" UTC was not applied: 2 changes")
                                        && text.contains("destination local-2")
                                        && !text.contains("has changed since"));
        assertThat(draft().part(COPY)).as("nothing is restored unasked").isEmpty();
        console.click("#recovery-restore");
        assertThat(console.clicks()).isEqualTo(1);
        assertThat(draft()).isEqualTo(edited);
        console.live(1);
        assertThat(console.there("#recovery-bar").isVisible()).isFalse();
        assertThat(console.there("#review").isVisible()).isTrue();
        assertThat(recovery().all()).as("kept under the new console").hasSize(1);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(draft().part(COPY)).as("restoring is an edit").isEmpty();
    }

    /// The mutant that this must catch: putting the kept draft in the place of the present one.
    @Test
    void draft5WhatOthersHaveChangedMeanwhileStays() {
        ProjectDraft edited = editAndEnd();
        UnaryOperator<ProjectDraft> colleague =
                draft -> DraftEdits.set(draft, DEVICES, FieldPath.of("port"), Text.plain("18831"));
        console.workspace.drafts.changeByHand(colleague);
        openAgain();
        assertThat(console.texts())
                .anyMatch(
                        text ->
                                text.contains("The project has changed since then")
                                        && text.contains("source devices")
                                        && !text.contains("both changed"));
        console.click("#recovery-restore");
        assertThat(edited.part(DEVICES).orElseThrow().text("port"))
                .as("control: the kept draft alone would undo it")
                .isNotEqualTo("18831");
        assertThat(draft()).isEqualTo(colleague.apply(edited));
    }

    @Test
    void draft5WhatBothHaveChangedIsNamedBeforeAndTheDraftsStands() {
        edit(draft -> DraftEdits.set(draft, DEVICES, FieldPath.of("port"), Text.plain("18830")));
        console.close();
        console.workspace.drafts.changeByHand(
                draft -> DraftEdits.set(draft, DEVICES, FieldPath.of("port"), Text.plain("18831")));
        openAgain();
        assertThat(console.texts()).anyMatch(text -> text.contains("both changed source devices"));
        console.click("#recovery-restore");
        assertThat(draft().part(DEVICES).orElseThrow().text("port")).isEqualTo("18830");
    }

    @Test
    void whatIsEditedBeforeDecidingStaysBesideWhatIsRestored() {
        editAndEnd();
        openAgain();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.live(1);
        console.edit("remove", draft -> DraftEdits.remove(draft, Set.of(LOCAL)));
        assertThat(recovery().all()).as("both are kept").hasSize(2);
        console.onWindow(window -> assertThat(window.perform("draft.restore")).isEmpty());
        assertThat(draft().part(LOCAL)).isEmpty();
        assertThat(draft().part(COPY)).isPresent();
        assertThat(recovery().all()).hasSize(1);
    }

    @Test
    void discardingForgetsAndCanBeTakenBackForAMoment() {
        editAndEnd();
        openAgain();
        console.click("#recovery-discard");
        assertThat(recovery().all()).isEmpty();
        assertThat(console.texts()).contains("The draft is discarded.");
        console.click("#recovery-undo");
        assertThat(recovery().all()).hasSize(1);
        console.live(1);
        console.click("#recovery-discard");
        console.live(11);
        assertThat(console.there("#recovery-bar").isVisible()).isFalse();
        assertThat(recovery().all()).isEmpty();
        console.onWindow(
                window ->
                        assertThat(window.perform("draft.restore")).isEqualTo("No draft was left"));
    }

    @Test
    void whatIsAppliedOrUndoneIsNotKeptAnyMore() {
        edit(draft -> DraftEdits.rename(draft, LOCAL, "archive"));
        assertThat(recovery().all()).hasSize(1);
        console.press(KeyCode.CONTROL, KeyCode.Z);
        assertThat(recovery().all()).as("undone").isEmpty();
        console.press(KeyCode.CONTROL, KeyCode.SHIFT, KeyCode.Z);
        assertThat(recovery().all()).hasSize(1);
        console.press(KeyCode.CONTROL, KeyCode.ENTER);
        console.live(1);
        console.enter();
        console.live(1);
        assertThat(console.workspace.drafts.applied).hasSize(1);
        assertThat(recovery().all()).as("applied").isEmpty();
    }

    @Test
    void aDamagedFileIsToldOfAndBlocksNothing() {
        recovery()
                .damaged
                .add(
                        Problem.warning(
                                "PROJ-0412", "draft 1", "It cannot be read.", "It lies aside."));
        open();
        assertThat(console.texts()).anyMatch(text -> text.contains("It cannot be read."));
        assertThat(console.there("#recovery-bar").isVisible()).isFalse();
        edit(draft -> DraftEdits.rename(draft, LOCAL, "archive"));
        assertThat(recovery().all()).hasSize(1);
    }

    @Test
    void aDiskThatRefusesIsToldOnceAndTheOfferIsNotGivenUpForIt() {
        editAndEnd();
        recovery().full =
                Optional.of(
                        Problem.warning("PROJ-0413", "project", "No space left.", "Make room."));
        openAgain();
        console.click("#recovery-restore");
        console.live(1);
        assertThat(draft().part(COPY)).isPresent();
        List<KeptDraft> left = recovery().all();
        assertThat(left).as("the old one stays until the new one is durable").hasSize(1);
        assertThat(console.texts().stream().filter(t -> t.contains("No space left."))).hasSize(1);
        console.edit("again", d -> DraftEdits.rename(d, LOCAL, "archive"));
        console.live(1);
        assertThat(console.texts()).noneMatch(text -> text.contains("No space left.  ×2"));
    }

    @Test
    void closingAProjectInMidEditAsksNothing() {
        ProjectDraft edited = editAndEnd();
        openAgain();
        console.click("#recovery-restore");
        console.onWindow(window -> assertThat(window.perform("project.close")).isEmpty());
        console.live(1);
        assertThat(console.workspace.status().phase()).isEqualTo(Workspace.Phase.EMPTY);
        open();
        console.click("#recovery-restore");
        assertThat(draft()).isEqualTo(edited);
    }

    private FakeRecovery recovery() {
        return console.workspace.recovery;
    }

    /// Duplicates a destination, and the console is gone without a word.
    private ProjectDraft editAndEnd() {
        open();
        console.press(KeyCode.CONTROL, KeyCode.E);
        console.click("#draft-destination-local");
        console.press(KeyCode.CONTROL, KeyCode.D);
        ProjectDraft edited = draft();
        assertThat(edited.part(COPY)).isPresent();
        console.close();
        return edited;
    }

    private void edit(UnaryOperator<ProjectDraft> edit) {
        open();
        console.onWindow(
                window -> {
                    window.draft().setCommissioning(true);
                    window.draft().edit("edit", edit);
                });
    }

    private void openAgain() {
        console.workspace.close();
        console = new Console(Theme.LIGHT, Locale.ENGLISH, console.workspace);
        open();
    }

    private ProjectDraft draft() {
        return Console.onFx(() -> console.window.draft().model().draft());
    }

    private void open() {
        console.workspace.openSample();
        console.live(2);
    }
}
