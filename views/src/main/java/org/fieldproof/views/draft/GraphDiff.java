package org.fieldproof.views.draft;

import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.fieldproof.api.draft.DraftChange;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.level.CardRef.OfPart;
import org.fieldproof.views.level.CardRef.OfSub;

/// In what the pictures of two revisions differ: every part, sub-pipeline, wire, note and frame has
/// a fate. Single-threaded; what it is asked twice it remembers.
final class GraphDiff {
    private final DiffRevision was;
    private final DiffRevision is;
    private final Map<String, DraftChange> changes = new HashMap<>();
    private final Map<String, Map<CardRef, Point>> placesBefore = new HashMap<>();
    private final Map<String, Map<CardRef, Point>> placesAfter = new HashMap<>();
    private final Map<CardRef, Fate> fates = new HashMap<>();

    private GraphDiff(ProjectDraft was, ProjectDraft is) {
        this.was = new DiffRevision(was);
        this.is = new DiffRevision(is);
        DraftChange.between(was, is).forEach(change -> changes.put(change.object(), change));
    }

    /// @param was what the left picture shows
    /// @param is what the right picture shows
    static GraphDiff between(ProjectDraft was, ProjectDraft is) {
        return new GraphDiff(was, is);
    }

    DiffRevision was() {
        return was;
    }

    DiffRevision is() {
        return is;
    }

    /// Every part of either revision.
    Set<PartRef> parts() {
        return both(is.refs(), was.refs());
    }

    /// Every wire of either revision.
    Set<DraftWire> wires() {
        return both(is.wires(), was.wires());
    }

    static <T> Set<T> both(Collection<T> first, Collection<T> then) {
        Set<T> all = new LinkedHashSet<>(first);
        all.addAll(then);
        return all;
    }

    /// Which fields of a part change.
    List<String> fields(PartRef part) {
        DraftChange change = changes.get(part.toString());
        return change == null ? List.of() : change.fields();
    }

    Fate fate(CardRef card) {
        Fate known = fates.get(card);
        if (known == null) {
            known =
                    switch (card) {
                        case OfPart(PartRef part) -> part(card, part);
                        case OfSub(String id) -> sub(card, id);
                    };
            fates.put(card, known);
        }
        return known;
    }

    private Fate part(CardRef card, PartRef part) {
        boolean changed =
                Optional.ofNullable(changes.get(part.toString()))
                        .filter(change -> change.kind() == DraftChange.Kind.CHANGED)
                        .isPresent();
        return Fate.of(was.parts().has(part), is.parts().has(part), changed, isMoved(card));
    }

    private Fate sub(CardRef card, String id) {
        Optional<PartGroup> before = was.subs().sub(id);
        Optional<PartGroup> after = is.subs().sub(id);
        boolean same =
                before.map(PartGroup::title).equals(after.map(PartGroup::title))
                        && before.map(PartGroup::members).equals(after.map(PartGroup::members));
        return Fate.of(
                before.isPresent(), after.isPresent(), !same || inside(id) > 0, isMoved(card));
    }

    /// Whether a card of both revisions stands elsewhere, whatever else becomes of it.
    boolean isMoved(CardRef card) {
        return switch (card) {
            case OfPart(PartRef part) -> moved(card, was.levelOf(part), is.levelOf(part));
            case OfSub(String id) -> moved(card, was.levelOf(id), is.levelOf(id));
        };
    }

    /// Whether a card stands elsewhere, on its level or on another one.
    private boolean moved(CardRef card, Optional<String> before, Optional<String> after) {
        if (before.isEmpty() || after.isEmpty()) {
            return false;
        }
        String level = after.get();
        return !before.get().equals(level)
                || !Optional.ofNullable(placesBefore(level).get(card))
                        .equals(Optional.ofNullable(placesAfter(level).get(card)));
    }

    /// How many parts inside a sub-pipeline are not what or where they were.
    int inside(String sub) {
        Set<PartRef> members = new LinkedHashSet<>();
        for (DiffRevision each : List.of(was, is)) {
            members.addAll(each.subs().sub(sub).map(PartGroup::members).orElse(Set.of()));
        }
        return (int) members.stream().filter(p -> fate(new OfPart(p)) != Fate.SAME).count();
    }

    Fate fate(DraftWire wire) {
        return Fate.of(was.wires().contains(wire), is.wires().contains(wire), false, false);
    }

    /// The fate of what connects two cards: of the one wire, or of all that it stands for.
    Fate fate(CardWire wire) {
        Set<Fate> all = new LinkedHashSet<>();
        wire.wires().forEach(each -> all.add(fate(each)));
        return all.size() == 1 ? all.iterator().next() : Fate.CHANGED;
    }

    Fate note(String id) {
        StickyNote before = was.notes().get(id);
        StickyNote after = is.notes().get(id);
        if (before == null || after == null) {
            return Fate.of(before != null, after != null, false, false);
        }
        return Fate.of(true, true, !putBack(after, before).equals(before), isMoved(id));
    }

    /// Whether a note of both revisions lies elsewhere, whatever else becomes of it.
    boolean isMoved(String note) {
        StickyNote before = was.notes().get(note);
        StickyNote after = is.notes().get(note);
        return before != null && after != null && !putBack(after, before).equals(after);
    }

    private static StickyNote putBack(StickyNote note, StickyNote where) {
        return note.at(new Point(where.x(), where.y())).in(where.inside());
    }

    /// The fate of the frame around a group. It goes with its cards: that moves nothing of its own.
    Fate frame(String id) {
        PartGroup before = was.frames().get(id);
        PartGroup after = is.frames().get(id);
        boolean same =
                before == null
                        || after == null
                        || (before.title().equals(after.title())
                                && before.members().equals(after.members()));
        return Fate.of(before != null, after != null, !same, false);
    }

    /// Where the cards of a level stand before. What nobody has put anywhere stands where the
    /// other picture has it, or everything would seem to have moved.
    Map<CardRef, Point> placesBefore(String level) {
        Map<CardRef, Point> known = placesBefore.get(level);
        if (known == null) {
            known = beside(level, places(was, level));
            placesBefore.put(level, known);
        }
        return known;
    }

    Map<CardRef, Point> placesAfter(String level) {
        return placesAfter.computeIfAbsent(level, each -> places(is, each));
    }

    private static Map<CardRef, Point> places(DiffRevision of, String level) {
        return DraftPlaces.on(of.draft(), of.subs(), of.graph(level));
    }

    private Map<CardRef, Point> beside(String level, Map<CardRef, Point> own) {
        Map<CardRef, Point> places = new TreeMap<>();
        Map<CardRef, Point> loose = new TreeMap<>();
        Map<CardRef, Point> after = placesAfter(level);
        own.forEach(
                (card, at) -> {
                    if (isPlaced(was, level, card) || isPlaced(is, level, card)) {
                        places.put(card, at);
                    } else if (after.containsKey(card)) {
                        places.put(card, after.get(card));
                    } else {
                        loose.put(card, at);
                    }
                });
        loose.forEach((card, at) -> places.put(card, DraftPlaces.free(places, at)));
        return places;
    }

    /// Whether somebody has put a card where it stands on a level.
    private static boolean isPlaced(DiffRevision of, String level, CardRef card) {
        return !of.graph(level).stubs().containsKey(card)
                && DraftPlaces.chosen(of.draft(), of.subs(), card).isPresent();
    }

    /// How many parts and wires have each fate.
    Map<Fate, Integer> counts() {
        Map<Fate, Integer> counts = new EnumMap<>(Fate.class);
        for (Fate each : Fate.values()) {
            counts.put(each, 0);
        }
        parts().forEach(part -> counts.merge(fate(new OfPart(part)), 1, Integer::sum));
        wires().forEach(wire -> counts.merge(fate(wire), 1, Integer::sum));
        return counts;
    }

    /// The level on which something is seen best: where it stands now, or where it stood.
    String levelOf(DiffTarget target) {
        return switch (target) {
            case DiffTarget.OfCard(OfPart(PartRef part)) ->
                    is.levelOf(part).or(() -> was.levelOf(part)).orElse(SubPipelines.TOP);
            case DiffTarget.OfCard(OfSub(String id)) ->
                    is.levelOf(id).or(() -> was.levelOf(id)).orElse(SubPipelines.TOP);
            case DiffTarget.OfWire(DraftWire wire) ->
                    (is.wires().contains(wire) ? is : was).subs().holder(wire.from());
            case DiffTarget.OfNote(String id) -> {
                DiffRevision of = is.notes().containsKey(id) ? is : was;
                StickyNote note = of.notes().get(id);
                yield note == null ? SubPipelines.TOP : of.levelOf(note);
            }
            case DiffTarget.OfFrame(String id) -> {
                DiffRevision of = is.frames().containsKey(id) ? is : was;
                PartGroup group = of.frames().get(id);
                yield group == null ? SubPipelines.TOP : of.levelAround(group);
            }
        };
    }

    /// Whether something stands in a sub-pipeline, however deep.
    boolean isInside(DiffTarget target, String sub) {
        String level = levelOf(target);
        return is.subs().path(level).contains(sub) || was.subs().path(level).contains(sub);
    }

    /// What a line of the list of changes leads to; empty if it stands in no picture.
    Optional<DiffTarget> target(String object) {
        if (object.startsWith("sub/")) {
            String title = object.substring("sub/".length());
            return titled(is, title).or(() -> titled(was, title));
        }
        return PartRef.of(object).map(part -> new DiffTarget.OfCard(new OfPart(part)));
    }

    private static Optional<DiffTarget> titled(DiffRevision of, String title) {
        return of.draft().layout().groups().stream()
                .filter(group -> of.subs().sub(group.id()).isPresent())
                .filter(group -> group.title().equals(title))
                .findFirst()
                .map(group -> new DiffTarget.OfCard(new OfSub(group.id())));
    }
}
