package org.fieldproof.views.draft;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javafx.geometry.Point2D;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.PartType;
import org.fieldproof.api.draft.Section;
import org.fieldproof.views.drawing.CardSize;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.perspective.Desk;

/// Adds parts to the level that is shown: from the list at the left, or by their type's name.
/// FX thread.
final class Adding implements PartList.Drop {
    private static final double HALF_WIDTH = 190;

    private final Desk desk;
    private final DraftCanvas canvas;
    private final QuickAdd quickAdd;
    private final DraftView view;

    Adding(Desk desk, DraftCanvas canvas, QuickAdd quickAdd, DraftView view) {
        this.desk = desk;
        this.canvas = canvas;
        this.quickAdd = quickAdd;
        this.view = view;
    }

    /// Asks for a type, to be added at a place, or where its kind stands.
    void open(Optional<Point> at) {
        quickAdd.open(
                Math.max(8, canvas.getWidth() / 2 - HALF_WIDTH),
                40,
                desk.draft().types(),
                type -> add(type, at.orElseGet(() -> home(type)), Optional.empty()));
    }

    private Point home(PartType type) {
        DraftPicture picture = canvas.picture();
        Map<CardRef, Point> own = new TreeMap<>();
        for (DraftNode node : picture.nodes()) {
            if (!node.isStub()) {
                own.put(node.card(), node.at());
            }
        }
        return DraftPlaces.home(type.section(), own, picture.places(), canvas.middle());
    }

    @Override
    public void at(PartType type, double sceneX, double sceneY) {
        Point2D local = canvas.sceneToLocal(sceneX, sceneY);
        if (canvas.getLayoutBounds().contains(local)) {
            Optional<CardWire> wire = canvas.wireAt(local.getX(), local.getY());
            Point at = canvas.toDraft(local.getX(), local.getY());
            add(type, new Point(at.x() - CardSize.WIDTH / 2, at.y() - CardSize.HEIGHT / 2), wire);
        }
    }

    @Override
    public void pressed(PartType type) {
        add(type, home(type), Optional.empty());
    }

    /// Adds a part of a type, and selects it.
    private void add(PartType type, Point at, Optional<CardWire> onWire) {
        String wish = type.section() == Section.PIPELINES ? "pipeline" : type.type();
        PartRef[] made = new PartRef[1];
        boolean added =
                view.edit(
                        desk.text("draft.edit.add", QuickAdd.name(type, desk.texts())),
                        draft -> {
                            String id = DraftEdits.freshId(draft, type.section(), wish);
                            PartRef ref = new PartRef(type.section(), id);
                            made[0] = ref;
                            Point free = DraftPlaces.free(canvas.picture().places(), at);
                            var next =
                                    DraftEdits.add(
                                            draft, type.section(), NewPart.of(type, id), free);
                            return onWire.flatMap(CardWire::only)
                                    .map(wire -> DraftEdits.insert(next, wire, ref))
                                    .orElse(next);
                        });
        PartRef ref = made[0];
        if (added && ref != null) {
            view.select(new CardRef.OfPart(ref));
        }
    }
}
