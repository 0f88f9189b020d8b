package org.fieldproof.app.desktop;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.app.RunningGateway;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.data.DataDirectory;
import org.fieldproof.engine.data.DataDirectoryException;
import org.fieldproof.engine.draft.DraftFiles;
import org.fieldproof.engine.draft.ProjectWriter;
import org.fieldproof.engine.draft.RevisionPlan;
import org.fieldproof.engine.draft.RevisionShelf;
import org.fieldproof.engine.lane.LaneFiles;
import org.fieldproof.engine.project.Catalog;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.project.ProjectReader;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;

/// Takes a running gateway from one revision to the next: plans, settles what is under way, stops,
/// writes, starts, reads back. Whatever goes wrong, the old revision runs again afterwards. Used
/// once; on the workspace's thread.
final class RevisionChange {
    private static final Duration SETTLE_LIMIT = Duration.ofSeconds(8);
    private static final Duration STOP_LIMIT = Duration.ofSeconds(10);

    private final Site site;
    private final Catalog catalog;
    private final Path folder;
    private final boolean settles;

    /// What runs, or ran last.
    private RunningGateway running;

    /// What runs, and how to let something else run.
    ///
    /// @param files the project's files, as they are on disk now
    /// @param start starts a gateway and makes it the workspace's own
    /// @param lost told why when nothing runs any more
    record Site(
            RunningGateway gateway,
            ProjectDefinition project,
            SortedMap<String, String> files,
            Function<ProjectDefinition, Wiring.Start> start,
            Consumer<List<Problem>> lost) {}

    RevisionChange(Site site, Catalog catalog) {
        this(site, catalog, true);
    }

    /// @param settles false only as a planted fault, so that tests can prove that they would notice
    RevisionChange(Site site, Catalog catalog, boolean settles) {
        this.site = site;
        this.catalog = catalog;
        this.settles = settles;
        this.running = site.gateway();
        this.folder = site.project().directory();
    }

    /// Applies a draft; whatever becomes of it stands in the audit trail of what runs then.
    Outcome apply(ProjectDraft draft, String expectedRunningHash) throws IOException {
        try {
            Outcome outcome = changed(draft, expectedRunningHash);
            told(
                    switch (outcome) {
                        case Outcome.DraftApplied applied ->
                                "done: configuration " + applied.hash();
                        case Outcome.Refused refused -> "refused: " + refused.why().code();
                        default -> outcome.getClass().getSimpleName();
                    });
            return outcome;
        } catch (IOException | UncheckedIOException e) {
            told("failed: " + e.getMessage());
            throw e;
        }
    }

    private void told(String result) {
        running.acted(
                "configuration",
                "apply a draft on configuration " + site.project().contentHash(),
                result);
    }

    private Outcome changed(ProjectDraft draft, String expectedRunningHash) throws IOException {
        Optional<Problem> changed = changedMeanwhile(expectedRunningHash);
        if (changed.isPresent()) {
            return new Outcome.Refused(changed.get());
        }
        SortedMap<String, String> files = DraftFiles.of(draft, site.files());
        return switch (ProjectReader.read(folder, files, catalog)) {
            case ProjectRead.Refused refused -> new Outcome.Refused(refused.problems().getFirst());
            case ProjectRead.Ready ready -> apply(draft, files, ready.project());
        };
    }

    /// Two editors, or an editor and a console: nobody's work is overwritten unseen.
    private Optional<Problem> changedMeanwhile(String expectedRunningHash) {
        boolean onDisk =
                ProjectReader.read(folder, catalog) instanceof ProjectRead.Ready ready
                        && ready.project().contentHash().equals(site.project().contentHash());
        if (site.project().contentHash().equals(expectedRunningHash) && onDisk) {
            return Optional.empty();
        }
        return Optional.of(
                Problem.error(
                        "PROJ-0401",
                        "project " + site.project().name(),
                        onDisk
                                ? "Another revision runs than the one this draft was made from."
                                : "Its files on disk are not those that run: somebody has changed"
                                        + " them.",
                        onDisk
                                ? "Look at the review again, then apply."
                                : "Close and open the project to take them over; the draft is"
                                        + " kept."));
    }

    private Outcome apply(
            ProjectDraft draft, SortedMap<String, String> files, ProjectDefinition next)
            throws IOException {
        GatewaySnapshot before = site.gateway().gateway().snapshot();
        RevisionPlan plan = RevisionPlan.of(site.project(), next, before);
        if (!plan.hindrances().isEmpty()) {
            return new Outcome.Refused(plan.hindrances().getFirst());
        }
        RevisionShelf shelf = new RevisionShelf(revisions());
        shelf.keep(site.files(), site.project().contentHash(), Instant.now());
        if (!plan.restarts()) {
            new ProjectWriter().write(folder, files);
            long kept = shelf.keep(files, next.contentHash(), Instant.now());
            return new Outcome.DraftApplied(asRead(files, draft), next.contentHash(), kept, 0);
        }
        // While the gateway still runs: a folder that cannot be written must not cost an outage.
        new ProjectWriter().rehearse(folder, files);
        long stoppedNanos = System.nanoTime();
        Optional<Problem> open =
                plan.settles() && settles
                        ? site.gateway().settle(plan.leaving(), SETTLE_LIMIT)
                        : Optional.empty();
        site.gateway().stop(STOP_LIMIT);
        if (open.isPresent()) {
            return back(open.get(), before);
        }
        GatewaySnapshot last = site.gateway().gateway().snapshot();
        try {
            new ProjectWriter().write(folder, files);
            begin(plan, last);
        } catch (IOException | StoreException | DataDirectoryException e) {
            return undone(
                    Problem.error(
                            "PROJ-0406",
                            "project " + folder,
                            "The revision could not be written: " + e.getMessage() + ".",
                            "Check space and permissions, then apply again."),
                    before);
        }
        return switch (started(next)) {
            case Wiring.Start.Refused(Problem why) -> undone(why, before);
            case Wiring.Start.Running _ -> {
                String hash = running.gateway().snapshot().contentHash();
                pauseAgain(before);
                if (!hash.equals(next.contentHash()) || !filesAre(files)) {
                    yield new Outcome.Refused(
                            Problem.error(
                                    "PROJ-0409",
                                    "project " + next.name(),
                                    "What runs is not what was applied: " + hash + ".",
                                    "Close and open the project, and compare."));
                }
                long kept = shelf.keep(files, hash, Instant.now());
                long millis = (System.nanoTime() - stoppedNanos) / 1_000_000;
                yield new Outcome.DraftApplied(asRead(files, draft), hash, kept, millis);
            }
        };
    }

    private Wiring.Start started(ProjectDefinition revision) {
        Wiring.Start start = site.start().apply(revision);
        if (start instanceof Wiring.Start.Running(RunningGateway gateway)) {
            running = gateway;
        }
        return start;
    }

    /// The draft in the form in which its files are read, which may use other quotes.
    private static ProjectDraft asRead(SortedMap<String, String> files, ProjectDraft draft) {
        return DraftFiles.read(files).orElse(draft);
    }

    private boolean filesAre(SortedMap<String, String> files) throws IOException {
        return ProjectWriter.read(folder).equals(files);
    }

    private Path revisions() {
        return site.gateway().dataDirectory().resolve("revisions");
    }

    /// New lanes begin behind what is in the log: it was routed by the routes of its time.
    private void begin(RevisionPlan plan, GatewaySnapshot last)
            throws IOException, StoreException, DataDirectoryException {
        if (plan.joining().isEmpty()) {
            return;
        }
        UUID epoch = UUID.fromString(last.log().epoch());
        try (DataDirectory data = DataDirectory.open(site.gateway().dataDirectory())) {
            for (String id : plan.joining()) {
                LaneFiles.begin(
                        data.lanePosition(id), epoch, site.gateway().durableSeq(), LogFiles.nio());
            }
        }
    }

    /// The old revision runs again even if its files cannot be put back: the next Apply then says
    /// that they differ.
    private Outcome undone(Problem why, GatewaySnapshot before) {
        Problem told = why;
        try {
            new ProjectWriter().write(folder, site.files());
        } catch (IOException | UncheckedIOException e) {
            told =
                    Problem.error(
                            why.code(),
                            why.object(),
                            why.message()
                                    + " Its files cannot be put back either: "
                                    + e.getMessage()
                                    + ".",
                            why.remedy());
        }
        return back(told, before);
    }

    /// Starts the old revision again.
    private Outcome back(Problem why, GatewaySnapshot before) {
        switch (started(site.project())) {
            case Wiring.Start.Running _ -> pauseAgain(before);
            case Wiring.Start.Refused(Problem neither) -> site.lost().accept(List.of(why, neither));
        }
        return new Outcome.Refused(why);
    }

    /// What a person has paused stays paused.
    private void pauseAgain(GatewaySnapshot before) {
        List<String> paused = new ArrayList<>();
        before.lanes().stream()
                .filter(lane -> lane.state() == LaneState.PAUSED)
                .forEach(lane -> paused.add(lane.id()));
        for (String lane : paused) {
            running.gateway()
                    .submit(new Command.PauseLane(lane))
                    .toCompletableFuture()
                    .completeOnTimeout(new Outcome.Done("asked"), 2, TimeUnit.SECONDS)
                    .join();
        }
    }
}
