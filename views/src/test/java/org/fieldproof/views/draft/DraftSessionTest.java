package org.fieldproof.views.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.views.fake.FakeWorkspace;
import org.junit.jupiter.api.Test;

/// What a draft is compared with. Harm if it breaks: Apply is refused for ever, or undoes what
/// somebody else has applied.
final class DraftSessionTest {
    private static final PartRef DEVICES = new PartRef(Section.CONNECTIONS, "devices");
    private static final PartRef LOCAL = new PartRef(Section.DESTINATIONS, "local");

    private static ProjectDraft otherPort(ProjectDraft draft) {
        return DraftEdits.set(draft, DEVICES, FieldPath.of("port"), Text.plain("18831"));
    }

    private final FakeWorkspace workspace = new FakeWorkspace();
    private final DraftSession session =
            new DraftSession(workspace, Runnable::run, workspace.clock);
    private final List<Outcome> outcomes = new ArrayList<>();

    @Test
    void openingWhatIsAlreadyOpenReadsWhatRunsAnew() {
        open();
        workspace.opening();
        session.status(workspace.status());
        assertThat(session.model().isLoaded()).isFalse();
        workspace.drafts.changeByHand(DraftSessionTest::otherPort);
        open();
        assertThat(session.model().running()).isEqualTo(workspace.drafts.running());
        edit();
        session.apply(outcomes::add);
        assertThat(outcomes).hasOnlyElementsOfType(Outcome.DraftApplied.class);
    }

    @Test
    void whatAnotherConsoleHasAppliedIsTakenInWhenApplyIsRefused() {
        open();
        edit();
        workspace.drafts.applyElsewhere(DraftSessionTest::otherPort);
        session.apply(outcomes::add);
        assertThat(outcomes).hasOnlyElementsOfType(Outcome.Refused.class);
        assertThat(session.model().running()).isEqualTo(workspace.drafts.running());
        outcomes.clear();
        session.apply(outcomes::add);
        assertThat(outcomes).hasOnlyElementsOfType(Outcome.DraftApplied.class);
        ProjectDraft running = workspace.drafts.running();
        assertThat(running.part(DEVICES).orElseThrow().text("port")).isEqualTo("18831");
        assertThat(running.part(LOCAL)).isEmpty();
    }

    /// Harm: who undoes ten steps waits for ten checks, each of them of what is no longer there.
    @Test
    void ofManyEditsDuringACheckTheLastIsCheckedAlone() {
        open();
        workspace.drafts.holdsChecks = true;
        int before = workspace.drafts.checks;
        edit();
        for (int i = 0; i < 5; i++) {
            session.undo();
            session.redo();
        }
        assertThat(workspace.drafts.checks - before).isEqualTo(1);
        assertThat(session.model().isChecked()).isFalse();
        workspace.drafts.release();
        assertThat(workspace.drafts.checks - before).isEqualTo(2);
        assertThat(session.model().isChecked()).isTrue();
    }

    /// Harm: an answer about what is gone ends all further checks, and Apply stays shut.
    @Test
    void anotherProjectIsCheckedWhileACheckOfTheOneBeforeIsUnderWay() {
        open();
        workspace.drafts.holdsChecks = true;
        edit();
        workspace.opening();
        session.status(workspace.status());
        open();
        assertThat(session.model().isChecked()).as("one at a time").isFalse();
        workspace.drafts.release();
        assertThat(session.model().isChecked()).isTrue();
        edit();
        assertThat(session.model().isChecked()).isTrue();
    }

    private void open() {
        workspace.openSample();
        session.status(workspace.status());
        session.setCommissioning(true);
    }

    private void edit() {
        assertThat(session.edit("edit", draft -> DraftEdits.remove(draft, Set.of(LOCAL)))).isTrue();
    }
}
