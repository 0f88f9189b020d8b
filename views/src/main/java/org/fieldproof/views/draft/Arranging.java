package org.fieldproof.views.draft;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fieldproof.api.draft.DraftBypass;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.Section;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.perspective.Desk;

/// Edits of what is chosen as a whole: in line, at the same distance, taken out without a gap. Each
/// is one step to undo. FX thread.
final class Arranging {
    private final Desk desk;
    private final Selection selection;
    private final DraftCanvas canvas;
    private final DraftView view;

    Arranging(Desk desk, Selection selection, DraftCanvas canvas, DraftView view) {
        this.view = view;
        this.desk = desk;
        this.selection = selection;
        this.canvas = canvas;
    }

    void align(Alignment how) {
        Map<CardRef, Point> places = new TreeMap<>(canvas.picture().places());
        places.keySet().retainAll(selection.cards());
        if (places.size() < how.cardsMin()) {
            desk.toasts().show(desk.text("draft.toast.tooFew", how.cardsMin()));
            return;
        }
        view.move(desk.text("draft.edit.align", places.size()), how.of(places));
    }

    /// Takes what is chosen out and connects what it connected.
    void bypass() {
        Set<PartRef> parts = selection.parts();
        if (parts.isEmpty()) {
            return;
        }
        boolean removed =
                view.edit(
                        desk.text("draft.edit.bypass", parts.size()),
                        draft -> DraftBypass.remove(draft, parts));
        if (!removed) {
            desk.toasts().show(desk.text("draft.toast.direct"));
        } else {
            boolean route = parts.stream().anyMatch(ref -> ref.section() == Section.PIPELINES);
            String told = route ? "draft.toast.bypassed" : "draft.toast.deleted";
            desk.toasts().undoable(desk.text(told), desk.draft().undoing());
        }
        canvas.requestFocus();
    }
}
