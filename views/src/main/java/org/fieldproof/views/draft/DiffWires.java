package org.fieldproof.views.draft;

import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.scene.paint.Color;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.drawing.CardSize;
import org.fieldproof.views.drawing.Curve;
import org.fieldproof.views.drawing.WirePainter;
import org.fieldproof.views.pad.Pad;

/// Paints what one of two pictures has over its plain wires: the wires that are not as they were,
/// each with its sign, and an outline where only the other picture has a card.
final class DiffWires {
    private static final double ROOM = 20;
    private static final double SIGN = 18;
    private static final double LINE = 2.4;
    private static final double CHOSEN = 3.6;

    private DiffWires() {}

    /// @param seen what of the drawing is in view
    static void paint(
            Pad pad, Palette colours, DiffPicture of, Optional<DiffTarget> chosen, Bounds seen) {
        for (CardWire wire : of.picture().wires()) {
            Fate fate = of.fate(wire);
            if (fate != Fate.SAME) {
                Curve curve = DraftPainter.way(of.picture(), wire);
                if (seen.intersects(curve.box(ROOM))) {
                    paint(pad, colours, wire, curve, isChosen(wire, chosen));
                }
            }
        }
    }

    private static boolean isChosen(CardWire wire, Optional<DiffTarget> chosen) {
        return chosen.isPresent()
                && chosen.get() instanceof DiffTarget.OfWire(var one)
                && wire.wires().contains(one);
    }

    private static void paint(
            Pad pad, Palette colours, CardWire wire, Curve curve, boolean chosen) {
        Color ink = chosen ? colours.focus() : colours.text();
        double width = chosen ? CHOSEN : LINE;
        pad.curve(
                curve.bent(0),
                wire.routes() ? new Pad.Stroke(ink, width) : new Pad.Stroke(ink, width, 5, 4));
        WirePainter.arrow(pad, ink, curve);
    }

    /// The sign of each wire, in its middle.
    ///
    /// @param scale how large signs are
    /// @param seen what of the drawing is in view
    static void signs(
            Pad pad,
            Palette colours,
            DiffPicture of,
            Optional<DiffTarget> chosen,
            double scale,
            Bounds seen) {
        double size = SIGN * scale;
        for (CardWire wire : of.picture().wires()) {
            Fate fate = of.fate(wire);
            if (fate == Fate.SAME) {
                continue;
            }
            Point2D at = DraftPainter.way(of.picture(), wire).at(0.5);
            double left = at.getX() - size / 2;
            double top = at.getY() - size / 2;
            if (seen.intersects(left, top, size, size)) {
                Color ink = isChosen(wire, chosen) ? colours.focus() : colours.text();
                pad.box(left, top, size, size, ink, new Pad.Stroke(ink, 1));
                pad.text(fate.sign(), at.getX(), at.getY(), Pad.Align.MIDDLE, colours.card());
            }
        }
    }

    static void absent(Pad pad, Palette colours, DiffPicture of, Bounds seen) {
        Pad.Stroke dashed = new Pad.Stroke(colours.wire(), 1, 3, 4);
        for (Point at : of.absent()) {
            if (seen.intersects(DrawnLevel.card(at))) {
                pad.box(at.x(), at.y(), CardSize.WIDTH, CardSize.HEIGHT, Color.TRANSPARENT, dashed);
            }
        }
    }

    /// A line around what is no card.
    static void around(Pad pad, Color ink, Bounds box) {
        pad.box(
                box.getMinX() - 3,
                box.getMinY() - 3,
                box.getWidth() + 6,
                box.getHeight() + 6,
                Color.TRANSPARENT,
                new Pad.Stroke(ink, 2));
    }
}
