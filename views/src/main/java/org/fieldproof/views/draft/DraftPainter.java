package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
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

    /// Frames, and the wires over them.
    ///
    /// @param seen what of the draft is in view
    static void paint(
            GraphicsContext g,
            Palette colours,
            DraftPicture picture,
            Selection chosen,
            Bounds seen) {
        for (DraftPicture.Frame frame : picture.frames()) {
            picture.frame(frame.cards())
                    .ifPresent(box -> paintFrame(g, colours, frame.title(), widened(box)));
        }
        paintWires(g, colours, picture, chosen, seen);
    }

    /// How a wire looks. Wires that look alike are one path, which the pipeline sets up once.
    /// What is chosen lies on top.
    private enum Look {
        PLAIN,
        DASHED,
        CHOSEN,
        CHOSEN_DASHED;

        static Look of(CardWire wire, Selection chosen) {
            if (chosen.contains(wire)) {
                return wire.routes() ? CHOSEN : CHOSEN_DASHED;
            }
            return wire.routes() ? PLAIN : DASHED;
        }

        boolean isChosen() {
            return this == CHOSEN || this == CHOSEN_DASHED;
        }

        boolean isDashed() {
            return this == DASHED || this == CHOSEN_DASHED;
        }
    }

    /// A wire and its ends.
    private record Run(CardWire wire, Point2D from, Point2D to, double bend) {
        static Run of(DraftPicture picture, CardWire wire) {
            Point2D from = out(picture, wire.from());
            Point2D to = in(picture, wire.to());
            return new Run(wire, from, to, DraftPainter.bend(from, to));
        }

        /// Where it is painted, with its arrow and how many it stands for.
        Bounds box() {
            double left = Math.min(from.getX(), to.getX() - bend);
            double right = Math.max(from.getX() + bend, to.getX());
            double top = Math.min(from.getY(), to.getY());
            return new BoundingBox(
                    left - COUNT,
                    top - COUNT,
                    right - left + 2 * COUNT,
                    Math.abs(from.getY() - to.getY()) + 2 * COUNT);
        }
    }

    /// Where the wires of a picture are painted; empty if it has none.
    static Optional<Bounds> reach(DraftPicture picture) {
        return DraftPicture.around(
                picture.wires().stream().map(wire -> Run.of(picture, wire).box()).toList(), 0);
    }

    /// Wires alone.
    static void paintWires(
            GraphicsContext g,
            Palette colours,
            DraftPicture picture,
            Selection chosen,
            Bounds seen) {
        Map<Look, List<Run>> looks = new EnumMap<>(Look.class);
        for (CardWire wire : picture.wires()) {
            Run run = Run.of(picture, wire);
            if (seen.intersects(run.box())) {
                looks.computeIfAbsent(Look.of(wire, chosen), _ -> new ArrayList<>()).add(run);
            }
        }
        looks.forEach((look, runs) -> paintRuns(g, colours, look, runs));
    }

    private static void paintRuns(GraphicsContext g, Palette colours, Look look, List<Run> runs) {
        Color colour = look.isChosen() ? colours.focus() : colours.wire();
        g.setStroke(colour);
        g.setLineWidth(look.isChosen() ? 3 : 1.6);
        if (look.isDashed()) {
            g.setLineDashes(5, 4);
        }
        g.beginPath();
        runs.forEach(run -> trace(g, run.from(), run.to(), run.bend()));
        g.stroke();
        g.setLineDashes();
        g.setFill(colour);
        g.beginPath();
        runs.forEach(run -> traceArrow(g, run.to()));
        g.fill();
        for (Run run : runs) {
            int count = run.wire().wires().size();
            if (count > 1) {
                paintCount(g, colours, count, at(run.from(), run.to(), run.bend(), 0.5));
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

    private static void traceArrow(GraphicsContext g, Point2D at) {
        g.moveTo(at.getX(), at.getY());
        g.lineTo(at.getX() - 7, at.getY() - 4);
        g.lineTo(at.getX() - 7, at.getY() + 4);
        g.closePath();
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
        g.beginPath();
        trace(g, from, to, bend(from, to));
        g.stroke();
    }

    private static void trace(GraphicsContext g, Point2D from, Point2D to, double bend) {
        g.moveTo(from.getX(), from.getY());
        g.bezierCurveTo(
                from.getX() + bend, from.getY(), to.getX() - bend, to.getY(), to.getX(), to.getY());
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
