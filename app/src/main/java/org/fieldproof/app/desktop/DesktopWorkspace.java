package org.fieldproof.app.desktop;

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
import org.fieldproof.api.project.Problem;
import org.fieldproof.app.RunningGateway;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.EngineSeams;
import org.fieldproof.engine.project.ProjectRead;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The workspace of a console on this machine: opens a project by starting its gateway in this
/// process. Opening and closing happen one after the other on `fp-workspace`; what others read is
/// published through two volatile references, because they only ever need the newest.
final class DesktopWorkspace implements Workspace {
    private static final Logger LOG = LoggerFactory.getLogger(DesktopWorkspace.class);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final PreferencesFile preferences;
    private final Optional<Path> dataDirectory;
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().name("fp-workspace").daemon(true).factory());

    private volatile Status status = new Status(Phase.EMPTY, Optional.empty(), List.of());
    private volatile @Nullable RunningGateway running;

    DesktopWorkspace(PreferencesFile preferences, Optional<Path> dataDirectory) {
        this.preferences = preferences;
        this.dataDirectory = dataDirectory;
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
                () -> {
                    Optional<Path> sample = ProductFiles.sample("field-demo");
                    return sample.map(this::openNow).orElseGet(DesktopWorkspace::sampleMissing);
                });
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

    private Outcome openNow(Path project) {
        closeNow();
        status = new Status(Phase.OPENING, Optional.of(project), List.of());
        return switch (Wiring.readProject(project)) {
            case ProjectRead.Refused refused -> failed(project, refused.problems());
            case ProjectRead.Ready ready -> start(project, ready);
        };
    }

    private Outcome start(Path project, ProjectRead.Ready ready) {
        Wiring.Start start = Wiring.start(ready.project(), dataDirectory, EngineSeams.none());
        return switch (start) {
            case Wiring.Start.Refused(Problem why) -> failed(project, List.of(why));
            case Wiring.Start.Running(RunningGateway gateway) -> {
                running = gateway;
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
            now.stop(STOP_LIMIT);
        }
    }

    private static Outcome sampleMissing() {
        return new Outcome.Refused(
                Problem.error(
                        "APP-0103",
                        "sample field-demo",
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
        return onThread(() -> ReportPage.show(file));
    }

    @Override
    public List<List<String>> about() {
        return ProductFiles.about();
    }

    /// Stops the gateway and waits for it, for the end of the program.
    void shutDown() {
        CompletableFuture<Outcome> closed = close().toCompletableFuture();
        closed.orTimeout(STOP_LIMIT.toSeconds() + 2, TimeUnit.SECONDS)
                .exceptionally(
                        failure -> {
                            LOG.warn("workspace: closing took too long; data is safe", failure);
                            return new Outcome.Done("closing");
                        })
                .join();
        thread.shutdown();
    }

    private CompletionStage<Outcome> onThread(Supplier<Outcome> work) {
        return CompletableFuture.supplyAsync(work, thread)
                .exceptionally(
                        failure -> {
                            LOG.error("workspace: unexpected failure", failure);
                            Problem why =
                                    Problem.error(
                                            "APP-0901",
                                            "workspace",
                                            "Something unexpected failed: " + failure,
                                            "Try again; the log on stderr has the details.");
                            status = new Status(Phase.FAILED, status.project(), List.of(why));
                            return new Outcome.Refused(why);
                        });
    }
}
