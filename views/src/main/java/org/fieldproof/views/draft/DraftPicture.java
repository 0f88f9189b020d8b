package org.fieldproof.views.draft;

import java.util.ArrayList;
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
import org.fieldproof.views.drawing.CardSize;
import org.fieldproof.views.drawing.DrawingSheet;
import org.fieldproof.views.drawing.Extent;
import org.fieldproof.views.drawing.WireFigure;
import org.fieldproof.views.level.CardRef;

/// A level of the draft as cards, wires, notes and frames. Needs no toolkit.
///
/// @param places of all nodes, stubs too
/// @param live what runs along those of the wires that run
record DraftPicture(
        SubPipelines subs,
        String level,
        List<DraftNode> nodes,
        List<CardWire> wires,
        Map<CardRef, Point> places,
        List<DrawnLevel.Frame> frames,
        List<StickyNote> notes,
        Map<CardWire, WireFigure> live) {
    static final DraftPicture NONE =
            new DraftPicture(
                    SubPipelines.NONE,
                    SubPipelines.TOP,
                    List.of(),
                    List.of(),
                    Map.of(),
                    List.of(),
                    List.of(),
                    Map.of());

    /// The same with some cards elsewhere, as while they are dragged.
    DraftPicture moved(Map<CardRef, Point> dragged) {
        Map<CardRef, Point> next = new TreeMap<>(places);
        next.putAll(dragged);
        return new DraftPicture(subs, level, nodes, wires, next, frames, notes, live);
    }

    /// The same with other figures along its wires.
    DraftPicture running(Map<CardWire, WireFigure> figures) {
        return new DraftPicture(subs, level, nodes, wires, places, frames, notes, figures);
    }

    /// Whether wires and frames look and lie as in another.
    boolean liesAs(DraftPicture other) {
        return wires.equals(other.wires)
                && places.equals(other.places)
                && frames.equals(other.frames)
                && live.equals(other.live);
    }

    /// The same with some of the wires only.
    DraftPicture wired(Predicate<CardWire> which) {
        List<CardWire> some = wires.stream().filter(which).toList();
        return new DraftPicture(subs, level, nodes, some, places, frames, notes, live);
    }

    /// The same with those of the cards only that are in view.
    DraftPicture within(Bounds seen) {
        List<DraftNode> some =
                nodes.stream().filter(node -> seen.intersects(DrawnLevel.card(node.at()))).toList();
        return new DraftPicture(subs, level, some, wires, places, frames, notes, live);
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
        places.values().forEach(at -> all.add(DrawnLevel.card(at)));
        notes.forEach(note -> all.add(DrawnLevel.note(note)));
        return Extent.around(all, 40).orElseGet(() -> new BoundingBox(0, 0, 400, 200));
    }

    /// All of it, for a file.
    DrawingSheet sheet() {
        return new DrawingSheet(
                DrawnLevel.inFile(frames, places),
                wires.stream().map(this::inFile).toList(),
                nodes.stream().map(DraftNode::inFile).toList(),
                notes);
    }

    private DrawingSheet.Wire inFile(CardWire wire) {
        WireFigure none = WireFigure.of(WireFigure.Look.CALM, 0, "");
        return new DrawingSheet.Wire(
                DraftPainter.way(this, wire),
                live.getOrDefault(wire, none),
                !wire.routes(),
                wire.wires().size());
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
                                        && at.x() <= node.at().x() + CardSize.WIDTH
                                        && at.y() <= node.at().y() + CardSize.HEIGHT)
                .map(DraftNode::card)
                .findFirst();
    }
}
