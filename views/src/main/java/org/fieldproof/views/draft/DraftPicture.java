package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.level.CardRef;

/// A level of the draft as cards, wires, notes and frames. Needs no toolkit.
///
/// @param places of all nodes, stubs too
record DraftPicture(
        SubPipelines subs,
        String level,
        List<DraftNode> nodes,
        List<CardWire> wires,
        Map<CardRef, Point> places,
        List<Frame> frames,
        List<StickyNote> notes) {
    static final DraftPicture NONE =
            new DraftPicture(
                    SubPipelines.NONE,
                    SubPipelines.TOP,
                    List.of(),
                    List.of(),
                    Map.of(),
                    List.of(),
                    List.of());

    /// A group that is not folded.
    record Frame(String title, Set<CardRef> cards) {}

    /// The same with some cards elsewhere, as while they are dragged.
    DraftPicture moved(Map<CardRef, Point> dragged) {
        Map<CardRef, Point> next = new TreeMap<>(places);
        next.putAll(dragged);
        return new DraftPicture(subs, level, nodes, wires, next, frames, notes);
    }

    /// Whether wires and frames lie as in another.
    boolean liesAs(DraftPicture other) {
        return wires.equals(other.wires)
                && places.equals(other.places)
                && frames.equals(other.frames);
    }

    /// The same with some of the wires only.
    DraftPicture wired(Predicate<CardWire> which) {
        List<CardWire> some = wires.stream().filter(which).toList();
        return new DraftPicture(subs, level, nodes, some, places, frames, notes);
    }

    /// The cards that stand here themselves.
    Set<CardRef> cards() {
        Set<CardRef> cards = new HashSet<>();
        for (DraftNode node : nodes) {
            if (!node.isStub()) {
                cards.add(node.card());
            }
        }
        return cards;
    }

    Optional<DraftNode> node(CardRef card) {
        return nodes.stream().filter(node -> node.card().equals(card)).findFirst();
    }

    boolean isStub(CardRef card) {
        return node(card).map(DraftNode::isStub).orElse(false);
    }

    /// Bounds of everything, with some room around it.
    Bounds bounds() {
        List<Bounds> all = new ArrayList<>();
        for (Point at : places.values()) {
            all.add(box(at.x(), at.y(), DraftPlaces.CARD_WIDTH, DraftPlaces.CARD_HEIGHT));
        }
        for (StickyNote note : notes) {
            all.add(box(note.x(), note.y(), note.width(), note.height()));
        }
        return around(all, 40).orElseGet(() -> box(0, 0, 400, 200));
    }

    /// The frame around some cards; empty if none of them is there.
    Optional<Bounds> frame(Set<CardRef> cards) {
        List<Bounds> all = new ArrayList<>();
        for (CardRef card : cards) {
            Point at = places.get(card);
            if (at != null) {
                all.add(box(at.x(), at.y(), DraftPlaces.CARD_WIDTH, DraftPlaces.CARD_HEIGHT));
            }
        }
        return around(all, 0);
    }

    private static Bounds box(double x, double y, double width, double height) {
        return new BoundingBox(x, y, width, height);
    }

    /// What holds all of some, with room around it; empty if there is none.
    static Optional<Bounds> around(Collection<Bounds> all, double room) {
        if (all.isEmpty()) {
            return Optional.empty();
        }
        double left = all.stream().mapToDouble(Bounds::getMinX).min().orElse(0) - room;
        double top = all.stream().mapToDouble(Bounds::getMinY).min().orElse(0) - room;
        double right = all.stream().mapToDouble(Bounds::getMaxX).max().orElse(0) + room;
        double bottom = all.stream().mapToDouble(Bounds::getMaxY).max().orElse(0) + room;
        return Optional.of(box(left, top, right - left, bottom - top));
    }

    /// The card at a point; the uppermost if there are several.
    Optional<CardRef> cardAt(Point at) {
        return cardAt(at, Set.of());
    }

    /// The same, as if some were not there.
    Optional<CardRef> cardAt(Point at, Set<CardRef> but) {
        return nodes.reversed().stream()
                .filter(node -> !but.contains(node.card()))
                .filter(
                        node ->
                                at.x() >= node.at().x()
                                        && at.y() >= node.at().y()
                                        && at.x() <= node.at().x() + DraftPlaces.CARD_WIDTH
                                        && at.y() <= node.at().y() + DraftPlaces.CARD_HEIGHT)
                .map(DraftNode::card)
                .findFirst();
    }
}
