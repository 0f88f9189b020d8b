package org.fieldproof.app.desktop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.Workspace;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftDesk;
import org.fieldproof.api.draft.DraftRecovery;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.report.PdfOrder;
import org.fieldproof.api.secret.SecretDesk;
import org.fieldproof.api.support.SupportDesk;
import org.fieldproof.app.RunningGateway;
import org.fieldproof.app.Versions;
import org.fieldproof.app.Wiring;
import org.fieldproof.app.desktop.RevisionChange.Site;
import org.fieldproof.app.logging.RecentLines;
import org.fieldproof.app.support.SupportSources;
import org.fieldproof.engine.EngineSeams;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.draft.DraftFiles;
import org.fieldproof.engine.draft.ProjectWriter;
import org.fieldproof.engine.journal.Operator;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.secret.Redactor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workspace of a console on this machine: opens a project by starting its gateway in this
/// process. Opening and closing happen one after the other on `fp-workspace`; what others read is
/// published through two volatile references, because they only ever need the newest.
final class DesktopWorkspace implements Workspace {
    private static final Logger LOG = LoggerFactory.getLogger(DesktopWorkspace.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
    private static final String SAMPLE = "field-demo";

    private final PreferencesFile preferences;
    private volatile Optional<Path> dataDirectory;
    private final Path projects;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("fp-workspace").daemon(true).factory());

    private final ExecutorService checks =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("fp-drafts").daemon(true).factory());

    private final ExecutorService trials =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("fp-trials").daemon(true).factory());

    private final ExecutorService looks =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("fp-tags").daemon(true).factory());

    /// Told each secret that a gateway of this console resolves.
    private final Redactor redactor = new Redactor();

    private volatile Status status = new Status(Phase.EMPTY, Optional.empty(), List.of());
    private volatile @Nullable RunningGateway running;

    /// The running revision. Confined to `fp-workspace`.
    private @Nullable ProjectDefinition project;

    private final DesktopDrafts drafts;
    private final DesktopRecovery recovery;
    private final DesktopSupport support = new DesktopSupport(this::supportSources);
    private final DesktopSecrets secrets = new DesktopSecrets(() -> Optional.ofNullable(running));

    DesktopWorkspace(PreferencesFile preferences, Optional<Path> dataDirectory) {
        this(
                preferences,
                dataDirectory,
                Path.of(System.getProperty("user.home"), "fieldproof-projects"));
    }

    /// @param projects where new projects go unless somebody says otherwise
    DesktopWorkspace(PreferencesFile preferences, Optional<Path> dataDirectory, Path projects) {
        this.projects = projects;
        this.preferences = preferences;
        this.dataDirectory = dataDirectory;
        this.recovery = new DesktopRecovery(preferences.beside("drafts"));
        this.drafts =
                new DesktopDrafts(
                        Wiring.catalog(),
                        checks,
                        trials,
                        thread,
                        () -> status.project(),
                        this::site,
                        new DesktopTags(
                                Wiring.catalog(),
                                looks,
                                checks,
                                () -> status.project(),
                                () -> Optional.ofNullable(running)));
    }

    /// Where what is opened next keeps its data. Any thread, between two projects.
    ///
    /// @throws IllegalStateException if a project is open
    void keepDataIn(Path folder) {
        if (status.phase() == Phase.OPENING || status.phase() == Phase.OPEN) {
            throw new IllegalStateException("status: a project is open (expected: none)");
        }
        dataDirectory = Optional.of(folder);
    }

    /// Knows the secrets of every gateway that was started here. Any thread.
    Redactor redactor() {
        return redactor;
    }

    private SupportSources supportSources() {
        RunningGateway gateway = running;
        Status now = status;
        return new SupportSources(
                about(),
                now,
                gateway(),
                gateway == null
                        ? now.project().flatMap(this::dataOf)
                        : Optional.of(gateway.dataDirectory()),
                preferences.beside("crashes"),
                RecentLines::ofThisProcess,
                System.getenv(),
                redactor);
    }

    /// Where the data of a project is that does not run.
    private Optional<Path> dataOf(Path folder) {
        try {
            String yaml = ProjectWriter.read(folder).getOrDefault("project.yaml", "");
            return dataDirectory.or(
                    () ->
                            DraftFiles.fragment(yaml)
                                    .map(fields -> DataDirectory.defaultFor(fields.text("name"))));
        } catch (IOException | IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private Optional<Site> site() {
        RunningGateway gateway = running;
        ProjectDefinition present = project;
        if (gateway == null || present == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new Site(
                            gateway,
                            present,
                            ProjectWriter.read(present.directory()),
                            this::startNow,
                            this::lost));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Wiring.Start startNow(ProjectDefinition next) {
        Wiring.Start start =
                Wiring.start(
                        next, dataDirectory, EngineSeams.none(), redactor, Operator.atConsole());
        if (start instanceof Wiring.Start.Running(RunningGateway gateway)) {
            running = gateway;
            project = next;
        }
        return start;
    }

    /// Neither the next revision runs nor the last one again.
    private void lost(List<Problem> why) {
        running = null;
        project = null;
        status = new Status(Phase.FAILED, status.project(), why);
    }

    @Override
    public Status status() {
        return status;
    }

    @Override
    public Optional<Gateway> gateway() {
        RunningGateway now = running;
        return now == null ? Optional.empty() : Optional.of(now.gateway());
    }

    @Override
    public CompletionStage<Outcome> open(Path project) {
        return onThread(() -> openNow(project.toAbsolutePath().normalize()));
    }

    @Override
    public CompletionStage<Outcome> openSample() {
        return onThread(
                () ->
                        ProductFiles.sample(SAMPLE)
                                .map(this::openCopyOf)
                                .orElseGet(DesktopWorkspace::sampleMissing));
    }

    private Outcome openCopyOf(Path sample) {
        try {
            return openNow(SampleCopy.of(sample, projects).toAbsolutePath().normalize());
        } catch (IOException | UncheckedIOException e) {
            return new Outcome.Refused(
                    Problem.error(
                            "APP-0109",
                            "sample " + SAMPLE,
                            "It cannot be copied to " + projects + ": " + e.getMessage() + ".",
                            "Mend what is said there, such as room or permissions, or open a project"
                                    + " of your own."));
        }
    }

    @Override
    public CompletionStage<Outcome> create(Path folder, String name) {
        return onThread(
                () ->
                        NewProject.make(folder.toAbsolutePath().normalize(), name)
                                .<Outcome>map(Outcome.Refused::new)
                                .orElseGet(() -> openNow(folder.toAbsolutePath().normalize())));
    }

    @Override
    public CompletionStage<Outcome> copy(Path folder, String name, ProjectDraft draft) {
        Path to = folder.toAbsolutePath().normalize();
        Optional<Path> from = status.project();
        if (from.isEmpty() || draft.equals(ProjectDraft.EMPTY)) {
            return CompletableFuture.completedFuture(DesktopDrafts.nothingRuns());
        }
        // Many files, perhaps to a share: nobody who applies or closes waits for it.
        return CompletableFuture.supplyAsync(
                        () -> copyNow(from.get(), to, name, draft),
                        task -> Thread.ofVirtual().name("fp-copy").start(task))
                .exceptionally(failure -> new Outcome.Refused(unexpected(failure)));
    }

    private Outcome copyNow(Path from, Path to, String name, ProjectDraft draft) {
        Optional<Problem> why = ProjectCopy.make(from, to, name, draft, DataDirectory::defaultFor);
        if (why.isPresent()) {
            return new Outcome.Refused(why.get());
        }
        preferences.opened(to);
        preferences.opened(from);
        return new Outcome.Done(to.toString());
    }

    @Override
    public Path folderFor(String name) {
        return projects.resolve(name);
    }

    @Override
    public DraftDesk drafts() {
        return drafts;
    }

    @Override
    public DraftRecovery recovery() {
        return recovery;
    }

    @Override
    public SupportDesk support() {
        return support;
    }

    @Override
    public SecretDesk secrets() {
        return secrets;
    }

    @Override
    public CompletionStage<Outcome> close() {
        return onThread(
                () -> {
                    closeNow();
                    status = new Status(Phase.EMPTY, Optional.empty(), List.of());
                    return new Outcome.Done("closed");
                });
    }

    /// What runs goes on until the next project is read and found sound.
    private Outcome openNow(Path project) {
        Status opening = new Status(Phase.OPENING, Optional.of(project), List.of());
        boolean runs = running != null;
        if (!runs) {
            status = opening;
        }
        return switch (Wiring.readProject(project)) {
            case ProjectRead.Refused refused when runs ->
                    new Outcome.Refused(refused.problems().getFirst());
            case ProjectRead.Refused refused -> failed(project, refused.problems());
            case ProjectRead.Ready ready -> {
                status = opening;
                closeNow();
                yield start(project, ready);
            }
        };
    }

    private Outcome start(Path project, ProjectRead.Ready ready) {
        return switch (startNow(ready.project())) {
            case Wiring.Start.Refused(Problem why) -> failed(project, List.of(why));
            case Wiring.Start.Running _ -> {
                status = new Status(Phase.OPEN, Optional.of(project), ready.warnings());
                preferences.opened(project);
                yield new Outcome.Done("opened " + ready.project().name());
            }
        };
    }

    private Outcome failed(Path project, List<Problem> problems) {
        status = new Status(Phase.FAILED, Optional.of(project), problems);
        return new Outcome.Refused(problems.getFirst());
    }

    private void closeNow() {
        RunningGateway now = running;
        if (now != null) {
            running = null;
            project = null;
            drafts.tags().leave();
            now.stop(STOP_LIMIT);
        }
    }

    private static Outcome sampleMissing() {
        return new Outcome.Refused(
                Problem.error(
                        "APP-0103",
                        "sample " + SAMPLE,
                        "The sample's folder is not beside this installation.",
                        "Reinstall, or open a project of your own."));
    }

    @Override
    public List<Path> recentProjects() {
        return preferences.recent();
    }

    @Override
    public Optional<String> preference(String key) {
        return preferences.get(key);
    }

    @Override
    public void setPreference(String key, String value) {
        preferences.put(key, value);
    }

    @Override
    public CompletionStage<Outcome> showOutside(Path file) {
        return inTurn(() -> ReportPage.show(file));
    }

    @Override
    public CompletionStage<Outcome> save(Path file, Supplier<byte[]> content) {
        return inTurn(() -> SavedFile.write(file, content.get()));
    }

    /// Beside the workspace's own thread, which large evidence would hold up; however it ends, it
    /// changes nothing of what runs.
    @Override
    public CompletionStage<Outcome> print(PdfOrder order) {
        return CompletableFuture.supplyAsync(
                        () -> PrintedPage.write(order),
                        task -> Thread.ofVirtual().name("fp-print").start(task))
                .exceptionally(failure -> new Outcome.Refused(unexpected(failure)));
    }

    /// Beside the workspace's own thread: an address that does not answer holds nothing up.
    @Override
    public CompletionStage<Outcome> lookForUpdate(String address) {
        return CompletableFuture.supplyAsync(
                () -> UpdateLook.at(address, Versions.product()),
                task -> Thread.ofVirtual().name("fp-update").start(task));
    }

    @Override
    public List<List<String>> about() {
        return ProductFiles.about();
    }

    /// Keeps the draft, stops the gateway and waits for it, for the end of the program.
    void shutDown() {
        recovery.shutDown();
        CompletableFuture<Outcome> closed = close().toCompletableFuture();
        closed.orTimeout(STOP_LIMIT.toSeconds() + 2, TimeUnit.SECONDS)
                .exceptionally(
                        failure -> {
                            LOG.warn("workspace: closing took too long; data is safe", failure);
                            return new Outcome.Done("closing");
                        })
                .join();
        thread.shutdown();
        checks.shutdown();
        trials.shutdown();
        looks.shutdown();
        support.shutDown();
        secrets.shutDown();
    }

    /// What opens and closes: where it fails unexpectedly, nobody knows what runs.
    private CompletionStage<Outcome> onThread(Supplier<Outcome> work) {
        return CompletableFuture.supplyAsync(work, thread)
                .exceptionally(
                        failure -> {
                            Problem why = unexpected(failure);
                            status = new Status(Phase.FAILED, status.project(), List.of(why));
                            return new Outcome.Refused(why);
                        });
    }

    /// Work in turn with that which changes nothing of what runs, however it ends.
    private CompletionStage<Outcome> inTurn(Supplier<Outcome> work) {
        return CompletableFuture.supplyAsync(work, thread)
                .exceptionally(failure -> new Outcome.Refused(unexpected(failure)));
    }

    private static Problem unexpected(Throwable failure) {
        LOG.error("workspace: unexpected failure", failure);
        return Problem.error(
                "APP-0901",
                "workspace",
                "Something unexpected failed: " + failure,
                "Try again; the log on stderr has the details.");
    }
}
