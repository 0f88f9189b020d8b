package org.fieldproof.views.fake;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.draft.DraftRecovery;
import org.fieldproof.api.draft.KeptDraft;
import org.fieldproof.api.project.Problem;

/// Keeps drafts in memory, at once; like a disk it outlives the console.
public final class FakeRecovery implements DraftRecovery {
    private final Map<Path, Map<String, KeptDraft>> kept = new LinkedHashMap<>();

    /// Problems that the next reading meets.
    public final List<Problem> damaged = new ArrayList<>();

    /// Why nothing can be kept; empty if it can.
    public Optional<Problem> full = Optional.empty();

    /// What is kept of all projects.
    public List<KeptDraft> all() {
        return kept.values().stream().flatMap(each -> each.values().stream()).toList();
    }

    @Override
    public CompletionStage<Outcome> kept(Path project) {
        List<KeptDraft> drafts = new ArrayList<>(of(project).values());
        drafts.sort(Comparator.comparing(KeptDraft::at).reversed());
        return done(new Outcome.DraftsKept(drafts, damaged));
    }

    @Override
    public CompletionStage<Outcome> keep(Path project, KeptDraft draft) {
        if (full.isPresent()) {
            return done(new Outcome.Refused(full.get()));
        }
        of(project).put(draft.id(), draft);
        return done(new Outcome.Done("kept"));
    }

    @Override
    public CompletionStage<Outcome> forget(Path project, String id) {
        of(project).remove(id);
        return done(new Outcome.Done("forgotten"));
    }

    private Map<String, KeptDraft> of(Path project) {
        return kept.computeIfAbsent(project, _ -> new LinkedHashMap<>());
    }

    private static CompletionStage<Outcome> done(Outcome outcome) {
        return CompletableFuture.completedFuture(outcome);
    }
}
