package org.fieldproof.views.draft;

import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.fieldproof.views.drawing.Lens;
import org.fieldproof.views.level.CardRef;

/// What lies under the cards: the ground, with frames and wires as they stand, and over it what the
/// hand holds. The software pipeline takes most of a frame for some hundred wires, so the ground is
/// painted only when it changed, and while cards are dragged their own wires alone. FX thread.
final class CanvasLayers {
    private static final double STEP = 64;

    private final ReadOnlyObjectProperty<Palette> palette;
    private final Selection selection;
    private final Lens lens;
    private final DraftPainter painter = new DraftPainter();
    private final Canvas ground = new Canvas();
    private final Canvas hand = new Canvas();
    private boolean stale = true;

    /// The cards whose wires the ground was painted without.
    private Set<CardRef> without = Set.of();

    CanvasLayers(ReadOnlyObjectProperty<Palette> palette, Selection selection, Lens lens) {
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
        ground.setWidth(width);
        ground.setHeight(height);
        stale = true;
    }

    /// Paints what changed.
    ///
    /// @param dragged cards that are elsewhere than the picture says; empty while none is dragged
    /// @param held what else the hand holds, painted in the coordinates of the view
    /// @return whether the ground was painted
    boolean paint(
            DraftPicture picture,
            Map<CardRef, Point> dragged,
            Optional<Consumer<GraphicsContext>> held) {
        // A frame around a card that is dragged moves under the other wires.
        boolean framed =
                picture.frames().stream()
                        .anyMatch(frame -> frame.cards().stream().anyMatch(dragged::containsKey));
        Set<CardRef> apart = framed ? Set.of() : Set.copyOf(dragged.keySet());
        boolean grounded = stale || framed || !apart.equals(without);
        DraftPicture moved = dragged.isEmpty() ? picture : picture.moved(dragged);
        Bounds seen = lens.seen(ground.getWidth(), ground.getHeight());
        if (grounded) {
            painter.paint(
                    cleared(ground),
                    palette.get(),
                    moved.wired(wire -> !touches(wire, apart)),
                    selection,
                    seen);
            without = apart;
            // Its frames may not stay where they are now.
            stale = framed;
        }
        paintHand(moved.wired(wire -> touches(wire, apart)), held, seen);
        return grounded;
    }

    /// The hand is as large as what it holds, and nowhere while it holds nothing: all that lies
    /// under a canvas is drawn again with it.
    private void paintHand(
            DraftPicture own, Optional<Consumer<GraphicsContext>> held, Bounds seen) {
        Optional<Bounds> room = held.isPresent() ? Optional.of(seen) : DraftPainter.reach(own);
        hand.setVisible(room.isPresent());
        if (room.isPresent()) {
            cover(room.get());
            GraphicsContext g = cleared(hand);
            painter.paintWires(g, palette.get(), own, selection, seen);
            held.ifPresent(each -> each.accept(g));
        }
    }

    /// Brings the hand over some of the draft, in steps: with each other size it is made anew.
    private void cover(Bounds room) {
        Bounds at = lens.transform().transform(room);
        double left = Math.max(0, Math.floor(at.getMinX() / STEP) * STEP);
        double top = Math.max(0, Math.floor(at.getMinY() / STEP) * STEP);
        double right = Math.min(ground.getWidth(), Math.ceil(at.getMaxX() / STEP) * STEP);
        double bottom = Math.min(ground.getHeight(), Math.ceil(at.getMaxY() / STEP) * STEP);
        hand.relocate(left, top);
        hand.setWidth(Math.max(0, right - left));
        hand.setHeight(Math.max(0, bottom - top));
    }

    private static boolean touches(CardWire wire, Set<CardRef> cards) {
        return cards.contains(wire.from()) || cards.contains(wire.to());
    }

    private GraphicsContext cleared(Canvas canvas) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.setTransform(new Affine());
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        g.translate(-canvas.getLayoutX(), -canvas.getLayoutY());
        g.transform(lens.transform());
        return g;
    }
}
