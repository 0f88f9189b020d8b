package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.level.CardRef.OfPart;
import org.fieldproof.views.level.CardRef.OfSub;

/// Draws two revisions as pictures of the same levels, with what becomes of each card in words.
/// Needs no toolkit.
record DiffDrawing(GraphDiff diff, PartWords words) {

    /// What runs, as it was drawn.
    DiffPicture before(String level) {
        return draw(diff.was(), level, diff.placesBefore(level), diff.placesAfter(level));
    }

    /// What the other one will be.
    DiffPicture after(String level) {
        return draw(diff.is(), level, diff.placesAfter(level), diff.placesBefore(level));
    }

    private DiffPicture draw(
            DiffRevision of,
            String level,
            Map<CardRef, Point> places,
            Map<CardRef, Point> elsewhere) {
        LevelGraph graph = of.graph(level);
        List<DraftNode> nodes = new ArrayList<>();
        Map<CardRef, Fate> cards = new LinkedHashMap<>();
        for (CardRef card : GraphDiff.both(graph.cards(), graph.stubs().keySet())) {
            boolean stub = graph.stubs().containsKey(card);
            Fate fate = fate(card, stub);
            cards.put(card, fate);
            nodes.add(node(of, card, stub, fate, places.getOrDefault(card, new Point(0, 0))));
        }
        Map<CardWire, Fate> wires = new LinkedHashMap<>();
        graph.wires().forEach(wire -> wires.put(wire, diff.fate(wire)));
        Map<String, Fate> notes = new HashMap<>();
        List<StickyNote> signed = new ArrayList<>();
        for (StickyNote note : DrawnLevel.notes(of.draft(), of.subs(), level)) {
            Fate fate = diff.note(note.id());
            notes.put(note.id(), fate);
            signed.add(note.withText(signed(fate, note.text())));
        }
        Map<String, Fate> frames = new HashMap<>();
        List<DrawnLevel.Frame> titled = new ArrayList<>();
        for (DrawnLevel.Frame frame : DrawnLevel.frames(of.draft(), of.subs(), level)) {
            Fate fate = diff.frame(frame.id());
            frames.put(frame.id(), fate);
            titled.add(
                    new DrawnLevel.Frame(frame.id(), signed(fate, frame.title()), frame.cards()));
        }
        DraftPicture picture =
                new DraftPicture(
                        of.subs(), level, nodes, graph.wires(), places, titled, signed, Map.of());
        boolean there = of.subs().has(level);
        return new DiffPicture(
                there, picture, cards, wires, notes, frames, absent(cards, elsewhere, places));
    }

    /// Places of the other picture that nothing of this one takes.
    private List<Point> absent(
            Map<CardRef, Fate> cards, Map<CardRef, Point> elsewhere, Map<CardRef, Point> places) {
        List<Point> absent = new ArrayList<>();
        elsewhere.forEach(
                (card, at) -> {
                    boolean gone = !cards.containsKey(card);
                    boolean moved = !gone && diff.fate(card) != Fate.SAME;
                    // Where something else stands now nobody looks for what stood there.
                    if ((gone || moved) && !places.containsValue(at)) {
                        absent.add(at);
                    }
                });
        return absent;
    }

    /// A neighbour outside is not moved here, wherever it stands.
    private Fate fate(CardRef card, boolean stub) {
        Fate fate = diff.fate(card);
        return stub && fate == Fate.MOVED ? Fate.SAME : fate;
    }

    private static String signed(Fate fate, String text) {
        return fate == Fate.SAME ? text : fate.sign() + " " + text;
    }

    private DraftNode node(DiffRevision of, CardRef card, boolean stub, Fate fate, Point at) {
        Texts texts = words.texts();
        String outside = stub ? texts.get("draft.stub.accessible") + " " : "";
        String figure = figure(card, fate);
        return switch (card) {
            case OfPart(PartRef ref) -> {
                Group part = of.parts().part(ref).orElse(Group.EMPTY);
                String name = words.name(ref, part);
                String detail = words.detail(ref, part);
                yield new DraftNode(
                        card,
                        stub ? DraftNode.Kind.STUB : DraftNode.Kind.PART,
                        at,
                        name,
                        detail,
                        Mark.RUN,
                        figure,
                        false,
                        outside
                                + texts.get("draft.section." + ref.section().name())
                                + " "
                                + String.join(", ", name, detail, aloud(card, fate)));
            }
            case OfSub(String id) -> {
                PartGroup sub = of.subs().sub(id).orElseThrow();
                String detail = texts.get("level.sub.detail", sub.members().size());
                yield new DraftNode(
                        card,
                        stub ? DraftNode.Kind.STUB : DraftNode.Kind.SUB,
                        at,
                        sub.title(),
                        detail,
                        Mark.RUN,
                        figure,
                        false,
                        outside
                                + texts.get("level.sub.accessible", sub.title(), detail)
                                + ", "
                                + aloud(card, fate));
            }
        };
    }

    /// What becomes of a card, as short as its last line has room for; empty for what stays.
    private String figure(CardRef card, Fate fate) {
        Texts texts = words.texts();
        if (fate == Fate.CHANGED) {
            return switch (card) {
                case OfPart(PartRef part) ->
                        texts.get("draft.fate.fields", diff.fields(part).size());
                case OfSub(String id) ->
                        diff.inside(id) == 0
                                ? texts.get("draft.fate.CHANGED")
                                : texts.get("draft.fate.inside", diff.inside(id));
            };
        }
        return fate == Fate.SAME ? "" : texts.get("draft.fate." + fate.name());
    }

    /// The same for who hears it.
    private String aloud(CardRef card, Fate fate) {
        if (fate == Fate.SAME) {
            return words.texts().get("draft.fate.SAME");
        }
        boolean fields = fate == Fate.CHANGED && card instanceof OfPart;
        return fields && card instanceof OfPart(PartRef part)
                ? figure(card, fate) + ": " + String.join(", ", diff.fields(part))
                : figure(card, fate);
    }
}
