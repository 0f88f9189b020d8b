package org.fieldproof.views.draft;

import java.util.Optional;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.styles.Fonts;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.level.CardRef;
import org.jspecify.annotations.Nullable;

/// Paints wires and group frames in the coordinates of the draft, and finds the wire at a point.
final class DraftPainter {
    private static final int STEPS = 24;
    private static final double REACH = 8;
    private static final double COUNT = 20;
    private static final double FRAME = 18;
    private static final double FRAME_TITLE = 20;

    private DraftPainter() {}

    static void paint(GraphicsContext g, Palette colours, DraftPicture picture, Selection chosen) {
        for (DraftPicture.Frame frame : picture.frames()) {
            picture.frame(frame.cards())
                    .ifPresent(box -> paintFrame(g, colours, frame.title(), widened(box)));
        }
        for (CardWire wire : picture.wires()) {
            boolean hit = chosen.contains(wire);
            g.setStroke(hit ? colours.focus() : colours.wire());
            g.setLineWidth(hit ? 3 : 1.6);
            if (!wire.routes()) {
                g.setLineDashes(5, 4);
            }
            Point2D from = out(picture, wire.from());
            Point2D to = in(picture, wire.to());
            curve(g, from, to);
            g.setLineDashes();
            paintArrow(g, colours, to, hit);
            if (wire.wires().size() > 1) {
                paintCount(g, colours, wire.wires().size(), at(from, to, bend(from, to), 0.5));
            }
        }
    }

    /// How many wires one stands for.
    private static void paintCount(GraphicsContext g, Palette colours, int count, Point2D at) {
        g.setFill(colours.bg());
        g.fillOval(at.getX() - COUNT / 2, at.getY() - COUNT / 2, COUNT, COUNT);
        g.setStroke(colours.wire());
        g.setLineWidth(1);
        g.strokeOval(at.getX() - COUNT / 2, at.getY() - COUNT / 2, COUNT, COUNT);
        g.setFont(Font.font(Fonts.SANS, 11));
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        g.setFill(colours.text());
        g.fillText(Integer.toString(count), at.getX(), at.getY());
    }

    private static void paintArrow(GraphicsContext g, Palette colours, Point2D at, boolean hit) {
        g.setFill(hit ? colours.focus() : colours.wire());
        double x = at.getX();
        double y = at.getY();
        g.fillPolygon(new double[] {x, x - 7, x - 7}, new double[] {y, y - 4, y + 4}, 3);
    }

    private static void paintFrame(GraphicsContext g, Palette colours, String title, Bounds box) {
        g.setStroke(colours.line());
        g.setLineWidth(1.2);
        g.setFill(colours.panel());
        g.fillRoundRect(box.getMinX(), box.getMinY(), box.getWidth(), box.getHeight(), 10, 10);
        g.strokeRoundRect(box.getMinX(), box.getMinY(), box.getWidth(), box.getHeight(), 10, 10);
        g.setFont(Font.font(Fonts.SANS, 11));
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.TOP);
        g.setFill(colours.muted());
        g.fillText(title, box.getMinX() + 10, box.getMinY() + 6);
    }

    private static Bounds widened(Bounds box) {
        return new BoundingBox(
                box.getMinX() - FRAME,
                box.getMinY() - FRAME - FRAME_TITLE / 2,
                box.getWidth() + 2 * FRAME,
                box.getHeight() + 2 * FRAME + FRAME_TITLE / 2);
    }

    static void curve(GraphicsContext g, Point2D from, Point2D to) {
        double bend = bend(from, to);
        g.beginPath();
        g.moveTo(from.getX(), from.getY());
        g.bezierCurveTo(
                from.getX() + bend, from.getY(), to.getX() - bend, to.getY(), to.getX(), to.getY());
        g.stroke();
    }

    /// A wire that leads back bows out, so that it is seen.
    private static double bend(Point2D from, Point2D to) {
        double wide = to.getX() - from.getX();
        return wide > 0 ? Math.max(30, wide / 2) : 60 + Math.min(120, -wide / 3);
    }

    static Optional<CardWire> hit(DraftPicture picture, double x, double y) {
        @Nullable CardWire best = null;
        double nearest = REACH;
        for (CardWire wire : picture.wires()) {
            Point2D from = out(picture, wire.from());
            Point2D to = in(picture, wire.to());
            double bend = bend(from, to);
            for (int i = 0; i <= STEPS; i++) {
                double distance = at(from, to, bend, (double) i / STEPS).distance(x, y);
                if (distance < nearest) {
                    nearest = distance;
                    best = wire;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static Point2D at(Point2D from, Point2D to, double bend, double t) {
        double u = 1 - t;
        double x =
                u * u * u * from.getX()
                        + 3 * u * u * t * (from.getX() + bend)
                        + 3 * u * t * t * (to.getX() - bend)
                        + t * t * t * to.getX();
        double y =
                (u * u * u + 3 * u * u * t) * from.getY() + (3 * u * t * t + t * t * t) * to.getY();
        return new Point2D(x, y);
    }

    static Point2D out(DraftPicture picture, CardRef ref) {
        Point at = picture.places().getOrDefault(ref, new Point(0, 0));
        return new Point2D(at.x() + DraftPlaces.CARD_WIDTH, at.y() + DraftPlaces.CARD_HEIGHT / 2.0);
    }

    static Point2D in(DraftPicture picture, CardRef ref) {
        Point at = picture.places().getOrDefault(ref, new Point(0, 0));
        return new Point2D(at.x(), at.y() + DraftPlaces.CARD_HEIGHT / 2.0);
    }
}
