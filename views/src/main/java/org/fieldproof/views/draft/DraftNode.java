package org.fieldproof.views.draft;

import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.views.control.Mark;

/// A card of the draft, in words and figures.
///
/// @param detail its type, in words
/// @param figure what runs under this id does now, or that it does not run yet
/// @param hasOut whether a wire can begin here
record DraftNode(
        PartRef ref,
        Point at,
        String name,
        String detail,
        Mark mark,
        String figure,
        boolean hasOut,
        String accessible) {

    String id() {
        return "draft-" + ref.section().kind() + "-" + ref.id();
    }
}
