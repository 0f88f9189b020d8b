package org.fieldproof.app.desktop;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.TrialDesk;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.draft.DraftTrials;
import org.fieldproof.engine.project.Catalog;

/// The trial desk of this machine; all of it on `fp-trials`, so that a slow trial
/// never puts off the check that lets a draft be applied.
final class DesktopTrials implements TrialDesk {
    private final Catalog catalog;
    private final Executor thread;
    private final Supplier<Optional<Path>> folder;

    DesktopTrials(Catalog catalog, Executor thread, Supplier<Optional<Path>> folder) {
        this.catalog = catalog;
        this.thread = thread;
        this.folder = folder;
    }

    @Override
    public CompletionStage<Outcome> preview(
            ProjectDraft draft, String pipeline, List<FieldRecord> records) {
        return ask(trials -> trials.preview(draft, pipeline, records));
    }

    @Override
    public CompletionStage<Outcome> sample(String json) {
        return ask(trials -> trials.sample(json));
    }

    @Override
    public CompletionStage<Outcome> test(ProjectDraft draft) {
        return ask(trials -> trials.test(draft));
    }

    @Override
    public CompletionStage<Outcome> testOf(ProjectDraft draft, FieldRecord record, String name) {
        return ask(trials -> trials.testOf(draft, record, name));
    }

    @Override
    public CompletionStage<Outcome> saveTest(ProjectDraft draft, String file, String yaml) {
        return ask(trials -> trials.saveTest(draft, file, yaml));
    }

    private CompletionStage<Outcome> ask(Function<DraftTrials, Outcome> question) {
        return DesktopDrafts.inFolder(
                folder,
                thread,
                at -> question.apply(new DraftTrials(at, catalog, GatewayClock.system())));
    }
}
