package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.Bounds;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.drawing.Extent;
import org.fieldproof.views.drawing.FramePainter;
import org.fieldproof.views.level.CardRef;

/// One of two pictures of a level, side by side, with what becomes of everything in it. Pure.
///
/// @param isThere whether this revision has the level at all
/// @param absent where cards stand that only the other picture has, or has there
record DiffPicture(
        boolean isThere,
        DraftPicture picture,
        Map<CardRef, Fate> cards,
        Map<CardWire, Fate> wires,
        Map<String, Fate> notes,
        Map<String, Fate> frames,
        List<Point> absent) {
    static final DiffPicture NONE =
            new DiffPicture(
                    true, DraftPicture.NONE, Map.of(), Map.of(), Map.of(), Map.of(), List.of());

    Fate fate(CardRef card) {
        return cards.getOrDefault(card, Fate.SAME);
    }

    Fate fate(CardWire wire) {
        return wires.getOrDefault(wire, Fate.SAME);
    }

    /// Where everything is that is not as it was; empty if all is.
    List<Bounds> marked() {
        List<Bounds> marked = framed();
        cards.forEach((card, fate) -> add(fate, new DiffTarget.OfCard(card), marked));
        wires.forEach(
                (wire, fate) -> {
                    if (fate != Fate.SAME) {
                        ends(wire).ifPresent(marked::add);
                    }
                });
        return marked;
    }

    /// Where the notes and frames are that are not as they were.
    List<Bounds> framed() {
        List<Bounds> framed = new ArrayList<>();
        notes.forEach((note, fate) -> add(fate, new DiffTarget.OfNote(note), framed));
        frames.forEach((frame, fate) -> add(fate, new DiffTarget.OfFrame(frame), framed));
        return framed;
    }

    private void add(Fate fate, DiffTarget target, List<Bounds> into) {
        if (fate != Fate.SAME) {
            bounds(target).ifPresent(into::add);
        }
    }

    /// Where something is; empty if it is not in this picture.
    Optional<Bounds> bounds(DiffTarget target) {
        return switch (target) {
            case DiffTarget.OfCard(CardRef card) ->
                    Optional.ofNullable(picture.places().get(card)).map(DrawnLevel::card);
            case DiffTarget.OfWire(DraftWire wire) -> wire(wire).flatMap(this::ends);
            case DiffTarget.OfNote(String id) ->
                    picture.notes().stream()
                            .filter(note -> note.id().equals(id))
                            .findFirst()
                            .map(DrawnLevel::note);
            case DiffTarget.OfFrame(String id) ->
                    picture.frames().stream()
                            .filter(frame -> frame.id().equals(id))
                            .findFirst()
                            .flatMap(frame -> frame.bounds(picture.places()))
                            .map(FramePainter::around);
        };
    }

    private Optional<Bounds> ends(CardWire wire) {
        List<Bounds> ends = new ArrayList<>();
        for (CardRef card : List.of(wire.from(), wire.to())) {
            bounds(new DiffTarget.OfCard(card)).ifPresent(ends::add);
        }
        return Extent.around(ends, 0);
    }

    /// What stands for a wire on this level.
    Optional<CardWire> wire(DraftWire wire) {
        return picture.wires().stream().filter(each -> each.wires().contains(wire)).findFirst();
    }

    /// What is at a point: a card, a note, or a wire that is not as it was.
    Optional<DiffTarget> at(Point at) {
        Optional<DiffTarget> card = picture.cardAt(at).map(DiffTarget.OfCard::new);
        return card.or(() -> noteAt(at)).or(() -> wireAt(at));
    }

    private Optional<DiffTarget> noteAt(Point at) {
        return picture.notes().stream()
                .filter(note -> DrawnLevel.note(note).contains(at.x(), at.y()))
                .map(StickyNote::id)
                .<DiffTarget>map(DiffTarget.OfNote::new)
                .findFirst();
    }

    private Optional<DiffTarget> wireAt(Point at) {
        DraftPicture told = picture.wired(wire -> fate(wire) != Fate.SAME);
        return DraftPainter.hit(told, at.x(), at.y())
                .map(wire -> new DiffTarget.OfWire(wire.wires().getFirst()));
    }

    /// The level inside a card, or the one that it stands on if that is another one.
    Optional<String> levelBehind(CardRef card) {
        if (picture.isStub(card)) {
            return card.parts(picture.subs()).stream()
                    .findFirst()
                    .map(part -> CardRef.levelOf(picture.subs(), picture.level(), part));
        }
        return card instanceof CardRef.OfSub(String id) ? Optional.of(id) : Optional.empty();
    }

    /// The level around this one; empty at the top.
    Optional<String> levelAround() {
        return picture.level().equals(SubPipelines.TOP)
                ? Optional.empty()
                : Optional.of(picture.subs().parent(picture.level()));
    }
}
