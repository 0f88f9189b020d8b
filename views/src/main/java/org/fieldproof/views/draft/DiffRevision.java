package org.fieldproof.views.draft;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftParts;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.SubPipelines;

/// One of the two revisions that are compared, with what is looked up in it often. Immutable but
/// for what it keeps of its levels. Single-threaded.
final class DiffRevision {
    private final ProjectDraft draft;
    private final SubPipelines subs;
    private final DraftParts parts;
    private final Set<PartRef> refs;
    private final Set<DraftWire> wires;
    private final Map<String, StickyNote> notes = new LinkedHashMap<>();
    private final Map<String, PartGroup> frames = new LinkedHashMap<>();
    private final Map<String, LevelGraph> graphs = new HashMap<>();

    DiffRevision(ProjectDraft draft) {
        this.draft = draft;
        subs = SubPipelines.of(draft);
        parts = DraftParts.of(draft);
        refs = new LinkedHashSet<>(draft.refs());
        wires = new LinkedHashSet<>(DraftWire.of(draft));
        draft.layout().notes().forEach(note -> notes.put(note.id(), note));
        for (PartGroup group : draft.layout().groups()) {
            if (subs.sub(group.id()).isEmpty()) {
                frames.put(group.id(), group);
            }
        }
    }

    ProjectDraft draft() {
        return draft;
    }

    SubPipelines subs() {
        return subs;
    }

    DraftParts parts() {
        return parts;
    }

    /// In the order of the files.
    Set<PartRef> refs() {
        return refs;
    }

    Set<DraftWire> wires() {
        return wires;
    }

    Map<String, StickyNote> notes() {
        return notes;
    }

    /// Groups that are not folded.
    Map<String, PartGroup> frames() {
        return frames;
    }

    /// The level on which a part stands; empty if it is not there.
    Optional<String> levelOf(PartRef part) {
        return parts.has(part) ? Optional.of(subs.holder(part)) : Optional.empty();
    }

    /// The level on which the card of a sub-pipeline stands; empty if there is none.
    Optional<String> levelOf(String sub) {
        return subs.sub(sub).map(group -> subs.parent(group.id()));
    }

    /// The level that a note lies on.
    String levelOf(StickyNote note) {
        return subs.has(note.inside()) ? note.inside() : SubPipelines.TOP;
    }

    /// The innermost level that holds every member of a group.
    String levelAround(PartGroup group) {
        return group.members().stream()
                .filter(parts::has)
                .findFirst()
                .map(
                        first -> {
                            String level = subs.holder(first);
                            // Ends: the top holds everything.
                            while (!holdsAll(level, group)) {
                                level = subs.parent(level);
                            }
                            return level;
                        })
                .orElse(SubPipelines.TOP);
    }

    private boolean holdsAll(String level, PartGroup group) {
        return group.members().stream()
                .filter(parts::has)
                .allMatch(part -> subs.holds(level, part));
    }

    /// What stands on a level; nothing if there is no such level.
    LevelGraph graph(String level) {
        return graphs.computeIfAbsent(
                level,
                _ ->
                        subs.has(level)
                                ? LevelGraph.of(draft, subs, level)
                                : new LevelGraph(level, List.of(), Map.of(), List.of()));
    }
}
