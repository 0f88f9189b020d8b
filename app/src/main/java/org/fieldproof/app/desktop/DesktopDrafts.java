package org.fieldproof.app.desktop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.function.Supplier;
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
import org.fieldproof.app.desktop.RevisionChange.Site;
import org.fieldproof.engine.draft.DraftChecks;
import org.fieldproof.engine.draft.DraftFiles;
import org.fieldproof.engine.draft.RevisionShelf;
import org.fieldproof.engine.project.Catalog;
import org.fieldproof.engine.project.PartTypes;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.project.ProjectReader;

/// The draft desk of this machine. Checks run on `fp-drafts`, so that they answer while a restart
/// is under way; whatever looks at or changes what runs does so on the workspace's own thread.
final class DesktopDrafts implements DraftDesk {
    private final Catalog catalog;
    private final List<PartType> types;
    private final List<TransformType> transforms;
    private final TrialDesk trials;
    private final TagDesk tags;
    private final Executor checks;
    private final Executor workspace;
    private final Supplier<Optional<Path>> folder;
    private final Supplier<Optional<Site>> site;

    /// @param trying runs trials; they may take long
    /// @param tags where tags are picked
    /// @param folder of the open project, for the tag tables that a draft names
    /// @param site what runs; asked on the workspace's thread
    DesktopDrafts(
            Catalog catalog,
            Executor checks,
            Executor trying,
            Executor workspace,
            Supplier<Optional<Path>> folder,
            Supplier<Optional<Site>> site,
            TagDesk tags) {
        this.catalog = catalog;
        this.types = PartTypes.of(catalog);
        this.transforms = PartTypes.transforms(catalog);
        this.trials = new DesktopTrials(catalog, trying, folder);
        this.tags = tags;
        this.checks = checks;
        this.workspace = workspace;
        this.folder = folder;
        this.site = site;
    }

    @Override
    public List<PartType> types() {
        return types;
    }

    @Override
    public List<TransformType> transforms() {
        return transforms;
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
        return withSite(
                at ->
                        DraftFiles.read(at.files())
                                .<Outcome>map(
                                        draft ->
                                                new Outcome.DraftLoaded(
                                                        draft, at.project().contentHash()))
                                .orElseGet(() -> unreadable(at.project().directory())));
    }

    @Override
    public CompletionStage<Outcome> check(ProjectDraft draft) {
        return inFolder(folder, checks, at -> DraftChecks.check(at, draft, catalog));
    }

    /// Work on the project that is open at the call, whichever is by the time it is done.
    static CompletionStage<Outcome> inFolder(
            Supplier<Optional<Path>> folder, Executor checks, Function<Path, Outcome> work) {
        Optional<Path> at = folder.get();
        return at.isEmpty()
                ? CompletableFuture.completedFuture(nothingRuns())
                : CompletableFuture.supplyAsync(() -> work.apply(at.get()), checks);
    }

    static Outcome nothingRuns() {
        return new Outcome.Refused(
                Problem.error(
                        "APP-0911",
                        "console",
                        "No gateway is running.",
                        "Open a project, or the sample plant."));
    }

    @Override
    public CompletionStage<Outcome> review(ProjectDraft draft) {
        return withSite(
                at -> {
                    Optional<ProjectDraft> running = DraftFiles.read(at.files());
                    if (running.isEmpty()) {
                        return unreadable(at.project().directory());
                    }
                    ProjectDefinition project = at.project();
                    GatewaySnapshot picture = at.gateway().gateway().snapshot();
                    return DraftChecks.review(
                            draft, running.get(), project, at.files(), picture, catalog);
                });
    }

    @Override
    public CompletionStage<Outcome> apply(ProjectDraft draft, String expectedRunningHash) {
        return withSite(at -> new RevisionChange(at, catalog).apply(draft, expectedRunningHash));
    }

    @Override
    public CompletionStage<Outcome> revisions() {
        return withSite(at -> new Outcome.RevisionsListed(shelf(at).list()));
    }

    @Override
    public CompletionStage<Outcome> revision(long number) {
        return withSite(
                at -> {
                    Optional<SortedMap<String, String>> files = shelf(at).files(number);
                    return files.flatMap(DraftFiles::read)
                            .<Outcome>map(
                                    draft ->
                                            new Outcome.DraftLoaded(
                                                    draft, hashNow(at, files.get())))
                            .orElseGet(() -> missing(number));
                });
    }

    /// Which revision these files are with the tables that lie in the project's folder now.
    private String hashNow(Site at, SortedMap<String, String> files) {
        return ProjectReader.read(at.project().directory(), files, catalog)
                        instanceof ProjectRead.Ready ready
                ? ready.project().contentHash()
                : "";
    }

    private static RevisionShelf shelf(Site at) {
        return new RevisionShelf(at.gateway().dataDirectory().resolve("revisions"));
    }

    /// Work that may meet the disk.
    private interface Work {
        Outcome with(Site at) throws IOException;
    }

    private CompletionStage<Outcome> withSite(Work work) {
        return CompletableFuture.supplyAsync(
                () -> {
                    Optional<Site> at = site.get();
                    if (at.isEmpty()) {
                        return nothingRuns();
                    }
                    try {
                        return work.with(at.get());
                    } catch (IOException | UncheckedIOException e) {
                        return unwritable(at.get().project().directory(), e);
                    }
                },
                workspace);
    }

    static Outcome unwritable(Path folder, Exception cause) {
        return new Outcome.Refused(
                Problem.error(
                        "PROJ-0406",
                        "project " + folder,
                        "Its files, or those of its revisions, cannot be read or written: "
                                + cause.getMessage()
                                + ".",
                        "Check space and permissions there, then apply again."));
    }

    private static Outcome unreadable(Path folder) {
        return new Outcome.Refused(
                Problem.error(
                        "PROJ-0407",
                        "project " + folder,
                        "Its files were changed by hand and cannot be read as a draft.",
                        "Run fieldproof check on the folder; mend what it says."));
    }

    private static Outcome missing(long number) {
        return new Outcome.Refused(
                Problem.error(
                        "PROJ-0408",
                        "revision " + number,
                        "It is not kept any more, or cannot be read.",
                        "Choose another one of the list."));
    }
}
