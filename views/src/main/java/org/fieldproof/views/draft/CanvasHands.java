package org.fieldproof.views.draft;

import java.util.Map;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.views.level.CardRef;

/// What hands do on the canvas, told to the view that owns the draft.
interface CanvasHands {

    /// The selection has changed.
    void selected();

    void connect(CardRef from, CardRef to);

    boolean canConnect(CardRef from, CardRef to);

    void moved(Map<CardRef, Point> places);

    /// A card was dropped on a wire.
    void droppedOnWire(CardWire wire, CardRef card, Point at);

    /// Cards were dropped on the card of a sub-pipeline.
    void droppedInto(CardRef.OfSub sub);

    void noteMoved(StickyNote note, int x, int y);

    void editNote(StickyNote note);

    /// A place was double-clicked, or A was pressed.
    void quickAdd(Point at);

    /// Enter, or a double click on a card: to its form, or into it, or out to it.
    void open(CardRef card);
}
