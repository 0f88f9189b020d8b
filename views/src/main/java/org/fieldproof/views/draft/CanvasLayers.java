package org.fieldproof.views.draft;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.geometry.Bounds;
import javafx.scene.Node;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.transform.Affine;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.level.CardRef;

/// What lies under the cards: the ground, with frames and wires as they stand, and over it what the
/// hand holds. The software pipeline takes most of a frame for some hundred wires, so the ground is
/// painted only when it changed, and while cards are dragged their own wires alone. FX thread.
final class CanvasLayers {
    private final ReadOnlyObjectProperty<Palette> palette;
    private final Selection selection;
    private final CanvasLens lens;
    private final Canvas ground = new Canvas();
    private final Canvas hand = new Canvas();
    private boolean stale = true;

    /// The cards whose wires the ground was painted without.
    private Set<CardRef> without = Set.of();

    CanvasLayers(ReadOnlyObjectProperty<Palette> palette, Selection selection, CanvasLens lens) {
        this.palette = palette;
        this.selection = selection;
        this.lens = lens;
    }

    List<Node> nodes() {
        return List.of(ground, hand);
    }

    /// Lets the ground be painted again.
    void spoil() {
        stale = true;
    }

    boolean isSized(double width, double height) {
        return ground.getWidth() == width && ground.getHeight() == height;
    }

    void resize(double width, double height) {
        for (Canvas each : List.of(ground, hand)) {
            each.setWidth(width);
            each.setHeight(height);
        }
        stale = true;
    }

    /// Paints what changed.
    ///
    /// @param dragged cards that are elsewhere than the picture says; empty while none is dragged
    /// @param held what else the hand holds, painted in the coordinates of the view
    /// @return whether the ground was painted
    boolean paint(
            DraftPicture picture, Map<CardRef, Point> dragged, Consumer<GraphicsContext> held) {
        // A frame around a card that is dragged moves under the other wires.
        boolean framed =
                picture.frames().stream()
                        .anyMatch(frame -> frame.cards().stream().anyMatch(dragged::containsKey));
        Set<CardRef> apart = framed ? Set.of() : Set.copyOf(dragged.keySet());
        boolean grounded = stale || framed || !apart.equals(without);
        DraftPicture moved = dragged.isEmpty() ? picture : picture.moved(dragged);
        Bounds seen = lens.seen(ground.getWidth(), ground.getHeight());
        if (grounded) {
            DraftPainter.paint(
                    cleared(ground),
                    palette.get(),
                    moved.wired(wire -> !touches(wire, apart)),
                    selection,
                    seen);
            without = apart;
            // Its frames may not stay where they are now.
            stale = framed;
        }
        paintHand(moved, apart, held, seen);
        return grounded;
    }

    private void paintHand(
            DraftPicture moved, Set<CardRef> apart, Consumer<GraphicsContext> held, Bounds seen) {
        GraphicsContext g = cleared(hand);
        if (!apart.isEmpty()) {
            DraftPainter.paintWires(
                    g, palette.get(), moved.wired(wire -> touches(wire, apart)), selection, seen);
        }
        held.accept(g);
    }

    private static boolean touches(CardWire wire, Set<CardRef> cards) {
        return cards.contains(wire.from()) || cards.contains(wire.to());
    }

    private GraphicsContext cleared(Canvas canvas) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setTransform(new Affine());
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.setTransform(lens.transform());
        return g;
    }
}
