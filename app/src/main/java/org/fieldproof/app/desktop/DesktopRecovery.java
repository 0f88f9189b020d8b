package org.fieldproof.app.desktop;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftRecovery;
import org.fieldproof.api.draft.KeptDraft;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.draft.DraftShelf;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps unapplied drafts on this machine. Files are touched on `fp-recovery` alone, at most once
/// a second for each draft; what waits to be written is guarded by `waiting`.
final class DesktopRecovery implements DraftRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(DesktopRecovery.class);
    private static final Duration END_LIMIT = Duration.ofSeconds(5);

    private final DraftShelf shelf;
    private final long delayMillis;
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("fp-recovery").daemon(true).factory());
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();

    /// The newest edit of a draft, not yet on the disk.
    private record Waiting(Path project, KeptDraft draft, CompletableFuture<Outcome> written) {}

    DesktopRecovery(Path folder) {
        this(folder, Duration.ofSeconds(1));
    }

    /// @param delay between an edit and its being written, for several in a row to be one
    DesktopRecovery(Path folder, Duration delay) {
        shelf = new DraftShelf(folder);
        delayMillis = delay.toMillis();
    }

    @Override
    public CompletionStage<Outcome> kept(Path project) {
        return onThread(
                project,
                () -> {
                    writeAll();
                    return shelf.list(project);
                });
    }

    @Override
    public CompletionStage<Outcome> keep(Path project, KeptDraft draft) {
        synchronized (waiting) {
            @Nullable Waiting before = waiting.get(draft.id());
            CompletableFuture<Outcome> written =
                    before == null ? new CompletableFuture<>() : before.written();
            waiting.put(draft.id(), new Waiting(project, draft, written));
            if (before == null) {
                var _ =
                        thread.schedule(
                                () -> write(draft.id()), delayMillis, TimeUnit.MILLISECONDS);
            }
            return written;
        }
    }

    private void write(String id) {
        @Nullable Waiting next;
        synchronized (waiting) {
            next = waiting.remove(id);
        }
        if (next != null) {
            KeptDraft draft = next.draft();
            next.written()
                    .complete(
                            outcome(
                                    next.project(),
                                    () -> {
                                        shelf.keep(next.project(), draft);
                                        return new Outcome.Done("kept");
                                    }));
        }
    }

    @Override
    public CompletionStage<Outcome> forget(Path project, String id) {
        synchronized (waiting) {
            @Nullable Waiting never = waiting.remove(id);
            if (never != null) {
                never.written().complete(new Outcome.Done("forgotten"));
            }
        }
        return onThread(
                project,
                () -> {
                    shelf.forget(project, id);
                    return new Outcome.Done("forgotten");
                });
    }

    /// Writes what waits, for the end of the program.
    void shutDown() {
        CompletableFuture.runAsync(this::writeAll, thread)
                .orTimeout(END_LIMIT.toSeconds(), TimeUnit.SECONDS)
                .exceptionally(
                        failure -> {
                            LOG.warn("recovery: the last edits may not be kept", failure);
                            return null;
                        })
                .join();
        thread.shutdown();
    }

    private void writeAll() {
        List<String> ids;
        synchronized (waiting) {
            ids = List.copyOf(waiting.keySet());
        }
        ids.forEach(this::write);
    }

    /// Work that may meet the disk.
    private interface Work {
        Outcome done() throws IOException;
    }

    private CompletionStage<Outcome> onThread(Path project, Work work) {
        return CompletableFuture.supplyAsync(() -> outcome(project, work), thread);
    }

    /// A disk that fails, or a file that surprises, is never the console's end.
    private static Outcome outcome(Path project, Work work) {
        try {
            return work.done();
        } catch (IOException | RuntimeException e) {
            LOG.warn("recovery: {}", project, e);
            return new Outcome.Refused(
                    Problem.warning(
                            "PROJ-0413",
                            "project " + project,
                            "Its draft cannot be kept beside your preferences: "
                                    + e.getMessage()
                                    + ".",
                            "Check space and permissions there; until then, apply the draft before"
                                    + " you close the console."));
        }
    }
}
