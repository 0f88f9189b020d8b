package org.fieldproof.views.draft;

import java.util.List;
import java.util.Optional;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.views.level.CardRef;

/// What connects two cards of a level: one wire, or all those that lead from one to the other
/// where a sub-pipeline stands for their ends.
record CardWire(CardRef from, CardRef to, List<DraftWire> wires) {
    CardWire {
        wires = List.copyOf(wires);
    }

    /// True if records are routed along it.
    boolean routes() {
        return wires.stream().anyMatch(DraftWire::routes);
    }

    /// The wire, if it is one.
    Optional<DraftWire> only() {
        return wires.size() == 1 ? Optional.of(wires.getFirst()) : Optional.empty();
    }

    boolean touches(CardRef card) {
        return from.equals(card) || to.equals(card);
    }
}
