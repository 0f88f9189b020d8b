package org.fieldproof.views.draft;

import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.views.level.CardRef;

/// What a line of the list of changes leads to in the pictures, wherever it stands.
sealed interface DiffTarget {

    /// A part or a sub-pipeline.
    record OfCard(CardRef card) implements DiffTarget {}

    /// A wire, by the two parts that it connects.
    record OfWire(DraftWire wire) implements DiffTarget {}

    /// A note, by its id.
    record OfNote(String id) implements DiffTarget {}

    /// The frame around a group, by the group's id.
    record OfFrame(String id) implements DiffTarget {}
}
