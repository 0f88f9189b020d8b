package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.fieldproof.api.draft.DraftChange;
import org.fieldproof.api.draft.DraftMerge;
import org.fieldproof.api.draft.DraftParts;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.api.project.Problem;

/// The draft: its present revision, its history, what runs, and what the last check found. Whether
/// it is dirty is a comparison of two revisions (DRAFT-2). FX thread; needs no toolkit.
public final class DraftModel {
    private ProjectDraft running = ProjectDraft.EMPTY;
    private DraftHistory history = new DraftHistory(ProjectDraft.EMPTY, DraftHistory.BYTES_MAX);
    private String hash = "";
    private boolean loaded;
    private long version;
    private long checkedVersion = -1;
    private List<DraftProblem> problems = List.of();
    private boolean sound;
    private List<DraftChange> changes = List.of();
    private long changesVersion = -1;
    private DraftParts parts = DraftParts.of(ProjectDraft.EMPTY);
    private DraftParts runningParts = parts;
    private SubPipelines subs = SubPipelines.NONE;

    /// Whether a project is there to be edited.
    public boolean isLoaded() {
        return loaded;
    }

    /// Forgets everything, for when a project is closed.
    public void clear() {
        running = ProjectDraft.EMPTY;
        history = new DraftHistory(ProjectDraft.EMPTY, DraftHistory.BYTES_MAX);
        hash = "";
        loaded = false;
        changed();
    }

    /// A project was opened: its draft is what runs.
    public void load(ProjectDraft draft, String runningHash) {
        running = draft;
        hash = runningHash;
        history = new DraftHistory(draft, DraftHistory.BYTES_MAX);
        loaded = true;
        changed();
    }

    /// The draft runs now. The history goes on: what was applied can be undone, and applied again.
    ///
    /// @param asked the draft that was applied
    /// @param asRead the same as its files are read
    public void applied(ProjectDraft asked, ProjectDraft asRead, String runningHash) {
        running = asRead;
        hash = runningHash;
        if (history.present().equals(asked)) {
            history.restate(asRead);
        }
        changed();
    }

    /// Another revision runs than the one that the draft was made from: the edits are put onto it,
    /// and the history of edits begins anew: undoing one of them would undo what others applied.
    ///
    /// @return what both have changed, where the draft's version stands
    public List<String> rebase(ProjectDraft next, String runningHash) {
        if (runningHash.equals(hash)) {
            return List.of();
        }
        DraftMerge.Merged merged = DraftMerge.of(running, draft(), next);
        history = new DraftHistory(next, DraftHistory.BYTES_MAX);
        if (!merged.draft().equals(next)) {
            history = new DraftHistory(merged.draft(), DraftHistory.BYTES_MAX);
        }
        running = next;
        hash = runningHash;
        changed();
        return merged.contested();
    }

    public ProjectDraft draft() {
        return history.present();
    }

    public ProjectDraft running() {
        return running;
    }

    /// Hash of the revision that runs.
    public String hash() {
        return hash;
    }

    /// Grows with every change.
    public long version() {
        return version;
    }

    public boolean dirty() {
        return !draft().equals(running);
    }

    /// In what the draft differs from what runs.
    public List<DraftChange> changes() {
        if (changesVersion != version) {
            changes = DraftChange.between(running, draft());
            changesVersion = version;
        }
        return changes;
    }

    /// Makes an edit.
    ///
    /// @param name what it does, for the menu
    /// @return false if it changes nothing
    public boolean edit(String name, UnaryOperator<ProjectDraft> edit) {
        return edit(name, "", edit);
    }

    /// The same; edits in a row with the same key are undone together.
    public boolean edit(String name, String mergeKey, UnaryOperator<ProjectDraft> edit) {
        boolean stepped = history.step(name, mergeKey, edit.apply(draft()));
        if (stepped) {
            changed();
        }
        return stepped;
    }

    /// Ends a row of merged edits.
    public void seal() {
        history.seal();
    }

    public Optional<String> undoName() {
        return history.undoName();
    }

    public Optional<String> redoName() {
        return history.redoName();
    }

    public boolean undo() {
        return moved(history.undo());
    }

    public boolean redo() {
        return moved(history.redo());
    }

    private boolean moved(boolean moved) {
        if (moved) {
            changed();
        }
        return moved;
    }

    private void changed() {
        version++;
        parts = DraftParts.of(draft());
        runningParts = DraftParts.of(running);
        subs = SubPipelines.of(draft());
    }

    /// A part of the draft as it is written.
    public Optional<Group> part(PartRef ref) {
        return parts.part(ref);
    }

    /// Whether a part of that id runs.
    public boolean runs(PartRef ref) {
        return runningParts.has(ref);
    }

    /// The sub-pipelines of the draft.
    public SubPipelines subs() {
        return subs;
    }

    /// A check has ended.
    ///
    /// @param ofVersion which version was checked; an older one is of no interest
    public void checked(long ofVersion, List<Problem> found, boolean isSound) {
        if (ofVersion != version) {
            return;
        }
        checkedVersion = ofVersion;
        problems = found.stream().map(p -> DraftProblem.of(draft(), p)).toList();
        sound = isSound;
    }

    /// What the latest check found, errors first. While a newer one is under way, of the version
    /// before.
    public List<DraftProblem> problems() {
        return problems;
    }

    /// True once the present version has been checked and could run.
    public boolean isSound() {
        return sound && checkedVersion == version;
    }

    public boolean isChecked() {
        return checkedVersion == version;
    }

    /// The worst problem of each part.
    public Map<PartRef, Problem.Severity> worst() {
        Map<PartRef, Problem.Severity> worst = new HashMap<>();
        for (DraftProblem each : problems) {
            each.part()
                    .ifPresent(
                            part ->
                                    worst.merge(
                                            part,
                                            each.problem().severity(),
                                            (a, b) -> a.compareTo(b) <= 0 ? a : b));
        }
        return worst;
    }

    /// The problems of one part.
    public List<DraftProblem> problemsOf(PartRef part) {
        List<DraftProblem> own = new ArrayList<>(problems);
        own.removeIf(each -> !each.part().equals(Optional.of(part)));
        return own;
    }

    /// The problems of one drill.
    public List<DraftProblem> problemsOfDrill(String name) {
        List<DraftProblem> own = new ArrayList<>(problems);
        own.removeIf(each -> !each.drill().equals(Optional.of(name)));
        return own;
    }
}
