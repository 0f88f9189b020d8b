package org.fieldproof.api.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;

/// The edits of sub-pipelines. They change the picture and nothing else. Pure.
public final class SubEdits {
    private SubEdits() {}

    /// Folds parts into one card.
    ///
    /// @param group its id is fresh, or that of the frame that is folded; its card says where
    /// @param notes ids of the notes that go into it
    public static ProjectDraft fold(ProjectDraft draft, PartGroup group, Set<String> notes) {
        if (group.card() == null || group.members().isEmpty()) {
            throw new IllegalArgumentException("group: " + group + " (expected: card, members)");
        }
        List<PartGroup> groups = new ArrayList<>(draft.layout().groups());
        groups.removeIf(each -> each.id().equals(group.id()));
        int at = 0;
        // Before what it is around, so that the order of the file tells which is which.
        while (at < groups.size() && !group.members().containsAll(groups.get(at).members())) {
            at++;
        }
        groups.add(at, group);
        DraftLayout was = draft.layout();
        DraftLayout next = new DraftLayout(was.places(), was.notes(), groups);
        for (StickyNote note : was.notes()) {
            if (notes.contains(note.id())) {
                next = next.withNote(note.in(group.id()));
            }
        }
        return draft.withLayout(next);
    }

    /// Opens a sub-pipeline out onto the level above: what is in it stands around the place of its
    /// card, as it stood in it.
    ///
    /// @param places where its parts stand now
    /// @param framed whether a frame stays around them
    public static ProjectDraft unfold(
            ProjectDraft draft, String id, Map<PartRef, Point> places, boolean framed) {
        SubPipelines subs = SubPipelines.of(draft);
        PartGroup sub = subs.sub(id).orElse(null);
        Point card = sub == null ? null : sub.card();
        if (sub == null || card == null) {
            return draft;
        }
        Point middle = middle(subs, sub, places);
        int dx = card.x() - middle.x();
        int dy = card.y() - middle.y();
        Map<PartRef, Point> moved = new TreeMap<>();
        for (PartRef part : sub.members()) {
            Point at = places.get(part);
            if (at != null && subs.holder(part).equals(id)) {
                moved.put(part, new Point(at.x() + dx, at.y() + dy));
            }
        }
        DraftLayout next = draft.layout().withPlaces(moved);
        for (PartGroup inner : subs.on(id)) {
            Point at = inner.card();
            if (at != null) {
                next = next.withGroup(whole(next, inner).at(new Point(at.x() + dx, at.y() + dy)));
            }
        }
        String above = subs.parent(id);
        for (StickyNote note : next.notes()) {
            if (note.inside().equals(id)) {
                Point at = new Point(note.x() + dx, note.y() + dy);
                next = next.withNote(note.at(at).in(above));
            }
        }
        return draft.withLayout(
                framed ? next.withGroup(whole(next, sub).at(null)) : next.withoutGroup(id));
    }

    /// The middle of the cards that stand in a sub-pipeline, as the upper left corner of one.
    public static Point middle(SubPipelines subs, PartGroup sub, Map<PartRef, Point> places) {
        List<Point> cards = new ArrayList<>();
        for (PartRef part : sub.members()) {
            Point at = places.get(part);
            if (at != null && subs.holder(part).equals(sub.id())) {
                cards.add(at);
            }
        }
        subs.on(sub.id()).stream().map(PartGroup::card).filter(c -> c != null).forEach(cards::add);
        return middle(cards);
    }

    /// The middle of corners.
    public static Point middle(List<Point> corners) {
        if (corners.isEmpty()) {
            return new Point(0, 0);
        }
        int left = corners.stream().mapToInt(Point::x).min().orElse(0);
        int right = corners.stream().mapToInt(Point::x).max().orElse(0);
        int top = corners.stream().mapToInt(Point::y).min().orElse(0);
        int bottom = corners.stream().mapToInt(Point::y).max().orElse(0);
        return new Point((left + right) / 2, (top + bottom) / 2);
    }

    public static ProjectDraft rename(ProjectDraft draft, String id, String title) {
        return SubPipelines.of(draft)
                .sub(id)
                .map(sub -> whole(draft.layout(), sub).titled(title))
                .map(sub -> draft.withLayout(draft.layout().withGroup(sub)))
                .orElse(draft);
    }

    /// Moves cards of sub-pipelines; what is in them stays where it is.
    public static ProjectDraft move(ProjectDraft draft, Map<String, Point> cards) {
        SubPipelines subs = SubPipelines.of(draft);
        DraftLayout next = draft.layout();
        for (Map.Entry<String, Point> each : cards.entrySet()) {
            PartGroup sub = subs.sub(each.getKey()).orElse(null);
            if (sub != null) {
                next = next.withGroup(whole(next, sub).at(each.getValue()));
            }
        }
        return draft.withLayout(next);
    }

    /// Puts parts onto a level: into it and everything around it, out of everything else. A
    /// sub-pipeline all of whose parts move moves with them; one that would be left empty goes.
    public static ProjectDraft put(ProjectDraft draft, Set<PartRef> parts, String level) {
        SubPipelines subs = SubPipelines.of(draft);
        Set<String> way = Set.copyOf(subs.path(level));
        List<PartGroup> next = new ArrayList<>();
        List<StickyNote> notes = new ArrayList<>(draft.layout().notes());
        for (PartGroup group : draft.layout().groups()) {
            Set<PartRef> there = subs.sub(group.id()).map(PartGroup::members).orElse(Set.of());
            Set<PartRef> members = new TreeSet<>(group.members());
            if (way.contains(group.id())) {
                members.addAll(parts);
            } else if (!parts.containsAll(there)) {
                members.removeAll(parts);
            }
            if (members.isEmpty()) {
                String above = subs.parent(group.id());
                notes.replaceAll(n -> n.inside().equals(group.id()) ? n.in(above) : n);
            } else {
                next.add(group.with(members));
            }
        }
        return draft.withLayout(new DraftLayout(draft.layout().places(), notes, next));
    }

    /// What an edit on a level has added stands on that level.
    public static ProjectDraft adopt(ProjectDraft before, ProjectDraft after, String level) {
        Set<PartRef> added = new TreeSet<>(after.refs());
        added.removeAll(before.refs());
        return level.equals(SubPipelines.TOP) || added.isEmpty() ? after : put(after, added, level);
    }

    /// A group as the file has it, with members that are not there.
    private static PartGroup whole(DraftLayout layout, PartGroup sub) {
        return layout.groups().stream()
                .filter(group -> group.id().equals(sub.id()))
                .findFirst()
                .orElse(sub);
    }
}
