package org.fieldproof.api.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/// The picture of a project: where parts stand, notes, groups. Kept in the project's own file
/// `layout.yaml`; nothing that runs depends on it.
///
/// @param places upper left corners of the parts that somebody has placed
public record DraftLayout(
        SortedMap<PartRef, Point> places, List<StickyNote> notes, List<PartGroup> groups) {
    public static final DraftLayout EMPTY = new DraftLayout(new TreeMap<>(), List.of(), List.of());

    public DraftLayout {
        places = java.util.Collections.unmodifiableSortedMap(new TreeMap<>(places));
        notes = List.copyOf(notes);
        groups = List.copyOf(groups);
    }

    /// A place in the picture, in pixels at 100 %.
    public record Point(int x, int y) {}

    public record StickyNote(String id, String text, int x, int y, int width, int height) {}

    /// Parts that belong together, with a frame around them.
    public record PartGroup(String id, String title, Set<PartRef> members) {
        public PartGroup {
            members = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(members));
        }
    }

    public DraftLayout withPlaces(Map<PartRef, Point> moved) {
        SortedMap<PartRef, Point> next = new TreeMap<>(places);
        next.putAll(moved);
        return new DraftLayout(next, notes, groups);
    }

    /// Puts a note in, or in the place of the one with its id.
    public DraftLayout withNote(StickyNote note) {
        List<StickyNote> next = new ArrayList<>(notes);
        next.removeIf(each -> each.id().equals(note.id()));
        next.add(note);
        return new DraftLayout(places, next, groups);
    }

    public DraftLayout withoutNote(String id) {
        return new DraftLayout(
                places, notes.stream().filter(n -> !n.id().equals(id)).toList(), groups);
    }

    /// Puts a group in, or in the place of the one with its id.
    public DraftLayout withGroup(PartGroup group) {
        List<PartGroup> next = new ArrayList<>(groups);
        next.removeIf(each -> each.id().equals(group.id()));
        next.add(group);
        return new DraftLayout(places, notes, next);
    }

    public DraftLayout withoutGroup(String id) {
        return new DraftLayout(
                places, notes, groups.stream().filter(g -> !g.id().equals(id)).toList());
    }

    /// The same without some parts; a group that would have no member left goes too.
    public DraftLayout without(Set<PartRef> gone) {
        SortedMap<PartRef, Point> next = new TreeMap<>(places);
        next.keySet().removeAll(gone);
        List<PartGroup> left = new ArrayList<>();
        for (PartGroup group : groups) {
            Set<PartRef> members = new java.util.TreeSet<>(group.members());
            members.removeAll(gone);
            if (!members.isEmpty()) {
                left.add(new PartGroup(group.id(), group.title(), members));
            }
        }
        return new DraftLayout(next, notes, left);
    }

    /// The same with other references, for renames.
    DraftLayout mapped(UnaryOperator<PartRef> to) {
        SortedMap<PartRef, Point> next = new TreeMap<>();
        places.forEach((part, point) -> next.put(to.apply(part), point));
        List<PartGroup> renamed =
                groups.stream()
                        .map(
                                g ->
                                        new PartGroup(
                                                g.id(),
                                                g.title(),
                                                new java.util.TreeSet<>(
                                                        g.members().stream().map(to).toList())))
                        .toList();
        return new DraftLayout(next, notes, renamed);
    }

    long weightBytes() {
        return 96L * (places.size() + groups.size())
                + notes.stream().mapToLong(n -> 96 + n.text().length()).sum();
    }
}
