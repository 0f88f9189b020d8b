package org.fieldproof.views.fake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.TrialDesk;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.engine.draft.DraftTrials;
import org.fieldproof.engine.project.Catalog;

/// A trial desk with the real transforms and the real tests of a folder, which answers at once, or
/// when it is let go.
public final class FakeTrials implements TrialDesk {
    private final Catalog catalog;
    private final FakeClock clock;

    /// Whose tests and tables there are.
    public Path folder = Path.of(".");

    /// Whether previews wait until they are let go.
    public boolean holdsPreviews;

    /// Whether tests that are made of a record wait until they are let go.
    public boolean holdsCases;

    /// How many previews were asked for.
    public int previews;

    private final List<Runnable> held = new ArrayList<>();

    FakeTrials(Catalog catalog, FakeClock clock) {
        this.catalog = catalog;
        this.clock = clock;
    }

    /// Lets go what was held, oldest first.
    public void release() {
        holdsPreviews = false;
        holdsCases = false;
        List<Runnable> waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(Runnable::run);
    }

    private DraftTrials trials() {
        return new DraftTrials(folder, catalog, clock);
    }

    @Override
    public CompletionStage<Outcome> preview(
            ProjectDraft draft, String pipeline, List<FieldRecord> records) {
        previews++;
        Outcome outcome = trials().preview(draft, pipeline, records);
        return answer(outcome, holdsPreviews);
    }

    private CompletionStage<Outcome> answer(Outcome outcome, boolean later) {
        CompletableFuture<Outcome> promise = new CompletableFuture<>();
        if (later) {
            held.add(() -> promise.complete(outcome));
        } else {
            promise.complete(outcome);
        }
        return promise;
    }

    @Override
    public CompletionStage<Outcome> sample(String json) {
        return CompletableFuture.completedFuture(trials().sample(json));
    }

    @Override
    public CompletionStage<Outcome> test(ProjectDraft draft) {
        return CompletableFuture.completedFuture(trials().test(draft));
    }

    @Override
    public CompletionStage<Outcome> testOf(ProjectDraft draft, FieldRecord record, String name) {
        return answer(trials().testOf(draft, record, name), holdsCases);
    }

    @Override
    public CompletionStage<Outcome> saveTest(ProjectDraft draft, String file, String yaml) {
        return CompletableFuture.completedFuture(trials().saveTest(draft, file, yaml));
    }
}
