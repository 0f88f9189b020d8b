package org.fieldproof.views.draft;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.level.CardRef.OfPart;
import org.fieldproof.views.level.CardRef.OfSub;

/// What is chosen on the canvas: cards, wires and notes, by id and never by place. A sub-pipeline
/// stands for everything in it. FX thread.
final class Selection {
    private final Set<CardRef> cards = new LinkedHashSet<>();
    private final Set<DraftWire> wires = new LinkedHashSet<>();
    private final Set<String> notes = new LinkedHashSet<>();
    private SubPipelines subs = SubPipelines.NONE;

    Set<CardRef> cards() {
        return Set.copyOf(cards);
    }

    /// Every part that is chosen, by its own card or by that of a sub-pipeline.
    Set<PartRef> parts() {
        Set<PartRef> parts = new HashSet<>();
        cards.forEach(card -> parts.addAll(card.parts(subs)));
        return parts;
    }

    Set<DraftWire> wires() {
        return Set.copyOf(wires);
    }

    Set<String> notes() {
        return Set.copyOf(notes);
    }

    /// The part, if it is one alone.
    Optional<PartRef> only() {
        return onlyCard().filter(OfPart.class::isInstance).map(card -> ((OfPart) card).part());
    }

    /// The sub-pipeline, if it is one alone.
    Optional<String> onlySub() {
        return onlyCard().filter(OfSub.class::isInstance).map(card -> ((OfSub) card).id());
    }

    Optional<CardRef> onlyCard() {
        return cards.size() == 1 && wires.isEmpty() && notes.isEmpty()
                ? Optional.of(cards.iterator().next())
                : Optional.empty();
    }

    boolean isEmpty() {
        return cards.isEmpty() && wires.isEmpty() && notes.isEmpty();
    }

    boolean contains(CardRef card) {
        return cards.contains(card);
    }

    /// Whether all that a wire stands for is chosen.
    boolean contains(CardWire wire) {
        return wires.containsAll(wire.wires());
    }

    void clear() {
        cards.clear();
        wires.clear();
        notes.clear();
    }

    void only(CardRef card) {
        clear();
        cards.add(card);
    }

    void only(PartRef part) {
        only(new OfPart(part));
    }

    void only(Set<CardRef> some) {
        clear();
        cards.addAll(some);
    }

    void onlyWire(CardWire wire) {
        clear();
        wires.addAll(wire.wires());
    }

    void onlyNote(String id) {
        clear();
        notes.add(id);
    }

    void toggle(CardRef card) {
        if (!cards.remove(card)) {
            cards.add(card);
        }
    }

    /// Lets go of what is not there any more.
    void keep(DraftPicture picture) {
        subs = picture.subs();
        cards.retainAll(picture.cards());
        Set<DraftWire> there = new HashSet<>();
        picture.wires().forEach(wire -> there.addAll(wire.wires()));
        wires.retainAll(there);
        Set<String> ids = new LinkedHashSet<>();
        picture.notes().forEach(note -> ids.add(note.id()));
        notes.retainAll(ids);
    }
}
