package org.fieldproof.views.draft;

import java.util.Map;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;

/// What hands do on the canvas, told to the view that owns the draft.
interface CanvasHands {

    /// The selection has changed.
    void selected();

    void connect(PartRef from, PartRef to);

    boolean canConnect(PartRef from, PartRef to);

    void moved(Map<PartRef, Point> places);

    /// A part was dropped on a wire.
    void droppedOnWire(DraftWire wire, PartRef part, Point at);

    void noteMoved(StickyNote note, int x, int y);

    void editNote(StickyNote note);

    /// A place was double-clicked, or A was pressed.
    void quickAdd(Point at);

    /// Enter, or a double click on a card.
    void inspect(PartRef part);
}
