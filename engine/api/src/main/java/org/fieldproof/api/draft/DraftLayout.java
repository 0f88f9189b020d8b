package org.fieldproof.api.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

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

    /// A note.
    ///
    /// @param inside id of the sub-pipeline that it lies in; empty at the top
    public record StickyNote(
            String id, String text, int x, int y, int width, int height, String inside) {

        public StickyNote(String id, String text, int x, int y, int width, int height) {
            this(id, text, x, y, width, height, "");
        }

        public StickyNote withText(String next) {
            return new StickyNote(id, next, x, y, width, height, inside);
        }

        public StickyNote at(Point place) {
            return new StickyNote(id, text, place.x(), place.y(), width, height, inside);
        }

        public StickyNote in(String sub) {
            return new StickyNote(id, text, x, y, width, height, sub);
        }
    }

    /// Parts that belong together: with a frame around them, or folded into one card, which makes
    /// it a sub-pipeline (see [SubPipelines]).
    ///
    /// @param card where that card stands; null for a frame
    public record PartGroup(String id, String title, Set<PartRef> members, @Nullable Point card) {
        public PartGroup {
            members = java.util.Collections.unmodifiableSet(new java.util.TreeSet<>(members));
        }

        public PartGroup(String id, String title, Set<PartRef> members) {
            this(id, title, members, null);
        }

        public PartGroup with(Set<PartRef> others) {
            return new PartGroup(id, title, others, card);
        }

        public PartGroup titled(String next) {
            return new PartGroup(id, next, members, card);
        }

        public PartGroup at(@Nullable Point place) {
            return new PartGroup(id, title, members, place);
        }
    }

    /// An id that no note and no group has.
    public String freeId() {
        Set<String> taken = new java.util.HashSet<>();
        notes.forEach(note -> taken.add(note.id()));
        groups.forEach(group -> taken.add(group.id()));
        int number = taken.size() + 1;
        while (taken.contains("item-" + number)) {
            number++;
        }
        return "item-" + number;
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
        next.replaceAll(each -> each.id().equals(group.id()) ? group : each);
        if (!next.contains(group)) {
            next.add(group);
        }
        return new DraftLayout(places, notes, next);
    }

    public DraftLayout withoutGroup(String id) {
        return new DraftLayout(
                places, notes, groups.stream().filter(g -> !g.id().equals(id)).toList());
    }

    /// The same without some parts; a group that would have no member left goes too, with the
    /// notes that lie in it.
    public DraftLayout without(Set<PartRef> gone) {
        SortedMap<PartRef, Point> next = new TreeMap<>(places);
        next.keySet().removeAll(gone);
        List<PartGroup> left = new ArrayList<>();
        Set<String> emptied = new java.util.HashSet<>();
        for (PartGroup group : groups) {
            Set<PartRef> members = new java.util.TreeSet<>(group.members());
            members.removeAll(gone);
            if (members.isEmpty()) {
                emptied.add(group.id());
            } else {
                left.add(group.with(members));
            }
        }
        List<StickyNote> kept =
                notes.stream().filter(note -> !emptied.contains(note.inside())).toList();
        return new DraftLayout(next, kept, left);
    }

    /// The same with other references, for renames.
    DraftLayout mapped(UnaryOperator<PartRef> to) {
        SortedMap<PartRef, Point> next = new TreeMap<>();
        places.forEach((part, point) -> next.put(to.apply(part), point));
        List<PartGroup> renamed =
                groups.stream()
                        .map(
                                g ->
                                        g.with(
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
