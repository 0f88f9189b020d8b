package org.fieldproof.views.draft;

import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.drawing.DrawingSheet;
import org.fieldproof.views.level.CardRef;

/// A card of the draft, in words and figures.
///
/// @param detail its type, in words
/// @param figure what runs under this id does now, or that it does not run yet
/// @param hasOut whether a wire can begin here
record DraftNode(
        CardRef card,
        Kind kind,
        Point at,
        String name,
        String detail,
        Mark mark,
        String figure,
        boolean hasOut,
        String accessible) {

    /// How it stands on its level.
    enum Kind {
        PART,
        SUB,
        /// A neighbour outside, which leads there.
        STUB
    }

    String id() {
        return (kind == Kind.STUB ? "stub-" : "draft-") + card.slug();
    }

    /// Whether it is drawn like another one, wherever they stand.
    boolean looksLike(DraftNode other) {
        return equals(
                new DraftNode(
                        other.card,
                        other.kind,
                        at,
                        other.name,
                        other.detail,
                        other.mark,
                        other.figure,
                        other.hasOut,
                        other.accessible));
    }

    /// The same for a file.
    DrawingSheet.Card inFile() {
        return new DrawingSheet.Card(
                at.x(), at.y(), name, detail, figure, mark, kind == Kind.SUB, isStub());
    }

    boolean isStub() {
        return kind == Kind.STUB;
    }
}
