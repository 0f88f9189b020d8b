package org.fieldproof.views.fake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftDesk;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.PartType;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.TagDesk;
import org.fieldproof.api.draft.TransformType;
import org.fieldproof.api.draft.TrialDesk;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.engine.draft.DraftChecks;
import org.fieldproof.engine.draft.DraftFiles;
import org.fieldproof.engine.project.Catalog;
import org.fieldproof.engine.project.PartTypes;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.project.ProjectReader;

/// A draft desk that checks with the real reader and the real connectors, and lets nothing run:
/// what is applied is kept in memory.
public final class FakeDrafts implements DraftDesk {
    private final Catalog catalog = Catalog.load(FakeDrafts.class.getClassLoader());
    private final FakeWorkspace workspace;
    private SortedMap<String, String> files = new TreeMap<>();
    private UnaryOperator<ProjectDraft> byHand = UnaryOperator.identity();

    /// Whether the tables are others than when anything was applied.
    public boolean tablesChanged;

    /// Why the draft cannot be loaded; empty if it can.
    public Optional<Problem> unreadable = Optional.empty();

    /// Whether reviews wait until they are let go.
    public boolean holdsReviews;

    /// The same for checks.
    public boolean holdsChecks;

    /// How often a draft was checked.
    public int checks;

    private final List<Runnable> held = new ArrayList<>();

    /// What was applied, oldest first.
    public final List<ProjectDraft> applied = new ArrayList<>();

    /// Where drafts are tried out.
    public final FakeTrials trials;

    /// Where tags are picked.
    public final FakeTags tags = new FakeTags();

    FakeDrafts(FakeWorkspace workspace) {
        this.workspace = workspace;
        this.trials = new FakeTrials(catalog, workspace.clock);
    }

    /// Somebody changes the project's files while no console has it open.
    public void changeByHand(UnaryOperator<ProjectDraft> edit) {
        byHand = edit;
    }

    /// Another console applies something while this one has the project open.
    public void applyElsewhere(UnaryOperator<ProjectDraft> edit) {
        files = DraftFiles.of(edit.apply(running()), files);
    }

    /// Lets the reviews and checks go that were held, oldest first.
    public void release() {
        holdsReviews = false;
        holdsChecks = false;
        List<Runnable> waiting = List.copyOf(held);
        held.clear();
        waiting.forEach(Runnable::run);
    }

    void openSample() {
        Path folder = Path.of("../sample-projects/field-demo");
        files = new TreeMap<>();
        try {
            files.put("project.yaml", Files.readString(folder.resolve("project.yaml")));
            files.put(
                    "drills/upstream-outage.yaml",
                    Files.readString(folder.resolve("drills/upstream-outage.yaml")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        files = DraftFiles.of(byHand.apply(running()), files);
    }

    void openEmpty(String name) {
        files = new TreeMap<>();
        files.put("project.yaml", "fieldproof: 1\nname: " + name + "\n");
    }

    public ProjectDraft running() {
        return DraftFiles.read(files).orElseThrow();
    }

    private ProjectDefinition definition() {
        ProjectRead read = ProjectReader.read(trials.folder, files, catalog);
        return ((ProjectRead.Ready) read).project();
    }

    @Override
    public List<PartType> types() {
        return PartTypes.of(catalog);
    }

    @Override
    public List<TransformType> transforms() {
        return PartTypes.transforms(catalog);
    }

    @Override
    public TrialDesk trials() {
        return trials;
    }

    @Override
    public TagDesk tags() {
        return tags;
    }

    @Override
    public ConfigSchema drillSchema() {
        return PartTypes.drill();
    }

    @Override
    public Optional<DraftValue.Group> parse(String yaml) {
        return DraftFiles.fragment(yaml);
    }

    @Override
    public CompletionStage<Outcome> load() {
        return done(
                unreadable
                        .<Outcome>map(Outcome.Refused::new)
                        .orElseGet(
                                () ->
                                        new Outcome.DraftLoaded(
                                                running(), definition().contentHash())));
    }

    @Override
    public CompletionStage<Outcome> check(ProjectDraft draft) {
        checks++;
        Outcome outcome = DraftChecks.check(trials.folder, draft, catalog);
        return holdsChecks ? held(outcome) : done(outcome);
    }

    @Override
    public CompletionStage<Outcome> review(ProjectDraft draft) {
        GatewaySnapshot picture = workspace.gateway.snapshot();
        Outcome outcome =
                DraftChecks.review(draft, running(), definition(), files, picture, catalog);
        return holdsReviews ? held(outcome) : done(outcome);
    }

    @Override
    public CompletionStage<Outcome> apply(ProjectDraft draft, String expectedRunningHash) {
        return done(
                switch (DraftChecks.read(trials.folder, draft, catalog)) {
                    case ProjectRead.Refused refused ->
                            new Outcome.Refused(refused.problems().getFirst());
                    case ProjectRead.Ready _
                            when !expectedRunningHash.equals(definition().contentHash()) ->
                            new Outcome.Refused(
                                    Problem.error("PROJ-0401", "project", "Another.", "Look."));
                    case ProjectRead.Ready _ -> {
                        files = DraftFiles.of(draft, files);
                        applied.add(draft);
                        yield new Outcome.DraftApplied(
                                running(), definition().contentHash(), applied.size(), 900);
                    }
                });
    }

    @Override
    public CompletionStage<Outcome> revisions() {
        List<Outcome.Revision> revisions = new ArrayList<>();
        for (int i = applied.size(); i > 0; i--) {
            revisions.add(new Outcome.Revision(i, Instant.EPOCH, String.format("%064x", i)));
        }
        return done(new Outcome.RevisionsListed(revisions));
    }

    @Override
    public CompletionStage<Outcome> revision(long number) {
        String hash = tablesChanged ? "" : String.format("%064x", number);
        return done(new Outcome.DraftLoaded(applied.get((int) number - 1), hash));
    }

    private CompletionStage<Outcome> held(Outcome outcome) {
        CompletableFuture<Outcome> promise = new CompletableFuture<>();
        held.add(() -> promise.complete(outcome));
        return promise;
    }

    private static CompletionStage<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
