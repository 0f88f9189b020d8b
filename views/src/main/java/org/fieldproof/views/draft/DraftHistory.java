package org.fieldproof.views.draft;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.fieldproof.api.draft.ProjectDraft;

/// The revisions before and after the present one. Bounded by bytes: the oldest are forgotten
/// first, the present one never. FX thread; needs no toolkit.
final class DraftHistory {
    static final long BYTES_MAX = 48L << 20;

    private final Deque<Step> undo = new ArrayDeque<>();
    private final Deque<Step> redo = new ArrayDeque<>();
    private final long bytesMax;
    private ProjectDraft present;
    private String merge = "";
    private long bytes;

    /// A step between two revisions.
    ///
    /// @param name what it did, in words
    /// @param other the revision on its far side
    private record Step(String name, ProjectDraft other) {}

    DraftHistory(ProjectDraft present, long bytesMax) {
        this.present = present;
        this.bytesMax = bytesMax;
    }

    ProjectDraft present() {
        return present;
    }

    /// Goes on to another revision; what was undone is forgotten.
    ///
    /// @param mergeKey steps in a row with the same key are one step; empty for a step of its own
    /// @return false if nothing would change
    boolean step(String name, String mergeKey, ProjectDraft next) {
        if (next.equals(present)) {
            return false;
        }
        redo.forEach(step -> bytes -= step.other().weightBytes());
        redo.clear();
        boolean merges = !mergeKey.isEmpty() && mergeKey.equals(merge) && !undo.isEmpty();
        if (!merges) {
            undo.push(new Step(name, present));
            bytes += present.weightBytes();
        }
        merge = mergeKey;
        present = next;
        while (bytes > bytesMax && !undo.isEmpty()) {
            bytes -= undo.removeLast().other().weightBytes();
        }
        return true;
    }

    /// Ends a row of merged steps.
    void seal() {
        merge = "";
    }

    /// The present revision in another form of the same content.
    void restate(ProjectDraft same) {
        present = same;
        seal();
    }

    Optional<String> undoName() {
        return Optional.ofNullable(undo.peek()).map(Step::name);
    }

    Optional<String> redoName() {
        return Optional.ofNullable(redo.peek()).map(Step::name);
    }

    boolean undo() {
        return move(undo, redo);
    }

    boolean redo() {
        return move(redo, undo);
    }

    private boolean move(Deque<Step> from, Deque<Step> to) {
        if (from.isEmpty()) {
            return false;
        }
        Step step = from.pop();
        to.push(new Step(step.name(), present));
        bytes += present.weightBytes() - step.other().weightBytes();
        present = step.other();
        seal();
        return true;
    }

    int steps() {
        return undo.size();
    }

    long bytes() {
        return bytes;
    }
}
