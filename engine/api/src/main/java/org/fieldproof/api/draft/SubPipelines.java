package org.fieldproof.api.draft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fieldproof.api.draft.DraftLayout.PartGroup;

/// The sub-pipelines of a draft as a tree: groups that are folded into one card, one inside the
/// other where the members of one are among those of the other. A matter of the picture alone;
/// nothing that runs knows of them. A group that overlaps another one without lying in it, as a
/// file written by hand may have it, stays a frame. Immutable.
public final class SubPipelines {

    /// Where everything stands that is in no sub-pipeline.
    public static final String TOP = "";

    public static final SubPipelines NONE = of(ProjectDraft.EMPTY);

    /// By id, outer ones before inner ones; with the members that are there.
    private final Map<String, PartGroup> subs = new LinkedHashMap<>();
    private final Map<String, String> parents = new LinkedHashMap<>();
    private final Map<PartRef, String> holders = new TreeMap<>();

    private SubPipelines() {}

    public static SubPipelines of(ProjectDraft draft) {
        SubPipelines tree = new SubPipelines();
        Set<PartRef> there = new TreeSet<>(draft.refs());
        List<PartGroup> folded = new ArrayList<>();
        for (PartGroup group : draft.layout().groups()) {
            Set<PartRef> members = new TreeSet<>(group.members());
            members.retainAll(there);
            if (group.card() != null && !members.isEmpty()) {
                folded.add(group.with(members));
            }
        }
        // Of two with the same members the earlier one is around the later one.
        folded.sort(Comparator.comparingInt((PartGroup group) -> -group.members().size()));
        folded.forEach(tree::add);
        return tree;
    }

    private void add(PartGroup group) {
        String parent = TOP;
        for (PartGroup other : subs.values()) {
            boolean inside = other.members().containsAll(group.members());
            if (inside) {
                parent = other.id();
            } else if (group.members().stream().anyMatch(other.members()::contains)) {
                return;
            }
        }
        subs.put(group.id(), group);
        parents.put(group.id(), parent);
        group.members().forEach(part -> holders.put(part, group.id()));
    }

    public boolean isEmpty() {
        return subs.isEmpty();
    }

    /// A sub-pipeline with the members that are there; empty if there is none of that id.
    public Optional<PartGroup> sub(String id) {
        return Optional.ofNullable(subs.get(id));
    }

    /// Whether one can stand on this level.
    public boolean has(String level) {
        return level.equals(TOP) || subs.containsKey(level);
    }

    /// The sub-pipeline around one, or the top.
    public String parent(String id) {
        return parents.getOrDefault(id, TOP);
    }

    /// The way to a level, from the outermost sub-pipeline on; empty for the top.
    public List<String> path(String level) {
        List<String> path = new ArrayList<>();
        // Ends: each parent has been put in before its children.
        for (String at = level; subs.containsKey(at); at = parent(at)) {
            path.addFirst(at);
        }
        return path;
    }

    /// The innermost sub-pipeline that a part is in, or the top.
    public String holder(PartRef part) {
        return holders.getOrDefault(part, TOP);
    }

    /// Whether a part is on a level or somewhere inside it.
    public boolean holds(String level, PartRef part) {
        return level.equals(TOP) || path(holder(part)).contains(level);
    }

    /// The sub-pipeline of a level that a part is folded into there; empty if it stands there
    /// itself. The level must hold it.
    public Optional<String> foldedInto(String level, PartRef part) {
        List<String> path = path(holder(part));
        int at = path.indexOf(level) + 1;
        return at < path.size() ? Optional.of(path.get(at)) : Optional.empty();
    }

    /// The sub-pipelines whose cards stand on a level.
    public List<PartGroup> on(String level) {
        return subs.values().stream().filter(sub -> parent(sub.id()).equals(level)).toList();
    }

    /// Titles of what a part is in, from the outermost on, such as `Hall 2 › Press line`; empty at
    /// the top.
    public String where(PartRef part) {
        List<String> titles = new ArrayList<>();
        path(holder(part)).forEach(id -> sub(id).ifPresent(sub -> titles.add(sub.title())));
        return String.join(" › ", titles);
    }
}
