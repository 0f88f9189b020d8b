package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.fieldproof.views.drawing.CardSize;
import org.fieldproof.views.drawing.Curve;
import org.fieldproof.views.drawing.Extent;
import org.fieldproof.views.drawing.FramePainter;
import org.fieldproof.views.drawing.WireFigure;
import org.fieldproof.views.drawing.WirePainter;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.pad.CanvasPad;
import org.fieldproof.views.pad.Pad;
import org.jspecify.annotations.Nullable;

/// Paints wires and group frames in the coordinates of the draft, and finds the wire at a point.
final class DraftPainter {
    private static final double REACH = 8;
    private static final double COUNT = 20;

    private static final WireFigure NONE = WireFigure.of(WireFigure.Look.CALM, 0, "");

    private final WirePainter painter = new WirePainter();

    /// Frames, and the wires over them.
    ///
    /// @param seen what of the draft is in view
    void paint(
            GraphicsContext g,
            Palette colours,
            DraftPicture picture,
            Selection chosen,
            Bounds seen) {
        Pad pad = new CanvasPad(g, seen.getWidth(), seen.getHeight(), WirePainter.LETTERS_PX);
        for (DrawnLevel.Frame frame : picture.frames()) {
            frame.bounds(picture.places())
                    .ifPresent(box -> FramePainter.paint(pad, colours, frame.title(), box));
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
    private record Run(CardWire wire, Curve curve) {
        static Run of(DraftPicture picture, CardWire wire) {
            return new Run(wire, way(picture, wire));
        }

        /// Where it is painted, with its arrow and how many it stands for.
        Bounds box() {
            return curve.box(COUNT);
        }
    }

    /// The way of a wire.
    static Curve way(DraftPicture picture, CardWire wire) {
        return between(out(picture, wire.from()), in(picture, wire.to()));
    }

    private static Curve between(Point2D from, Point2D to) {
        return Curve.between(from.getX(), from.getY(), to.getX(), to.getY());
    }

    /// Where the wires of a picture are painted; empty if it has none.
    static Optional<Bounds> reach(DraftPicture picture) {
        return Extent.around(
                picture.wires().stream().map(wire -> Run.of(picture, wire).box()).toList(), 0);
    }

    /// Wires alone.
    void paintWires(
            GraphicsContext g,
            Palette colours,
            DraftPicture picture,
            Selection chosen,
            Bounds seen) {
        Map<Look, List<Run>> looks = new EnumMap<>(Look.class);
        for (CardWire wire : picture.wires()) {
            Run run = Run.of(picture, wire);
            if (seen.intersects(run.box()) && !picture.live().containsKey(wire)) {
                looks.computeIfAbsent(Look.of(wire, chosen), _ -> new ArrayList<>()).add(run);
            }
        }
        looks.forEach((look, runs) -> paintRuns(g, colours, look, runs));
        paintLive(g, colours, picture, chosen, seen);
    }

    /// Those that run, over the others, as on the canvas of what runs.
    private void paintLive(
            GraphicsContext g,
            Palette colours,
            DraftPicture picture,
            Selection chosen,
            Bounds seen) {
        List<Run> runs = new ArrayList<>();
        for (CardWire wire : picture.wires()) {
            Run run = Run.of(picture, wire);
            if (picture.live().containsKey(wire) && seen.intersects(run.box())) {
                runs.add(run);
            }
        }
        if (runs.isEmpty()) {
            return;
        }
        Pad pad = new CanvasPad(g, seen.getWidth(), seen.getHeight(), WirePainter.LETTERS_PX);
        for (Run run : runs) {
            WireFigure figure = picture.live().getOrDefault(run.wire(), NONE);
            painter.line(pad, colours, run.curve(), figure, chosen.contains(run.wire()));
        }
        g.setLineDashes();
        g.setFill(colours.wire());
        g.beginPath();
        runs.forEach(run -> traceArrow(g, run.curve()));
        g.fill();
        for (Run run : runs) {
            boolean bundle = paintCount(g, colours, run);
            WireFigure figure = picture.live().getOrDefault(run.wire(), NONE);
            painter.label(pad, colours, run.curve(), figure, bundle ? COUNT : 0);
        }
    }

    private static void paintRuns(GraphicsContext g, Palette colours, Look look, List<Run> runs) {
        Color colour = look.isChosen() ? colours.focus() : colours.wire();
        g.setStroke(colour);
        g.setLineWidth(look.isChosen() ? 3 : 1.6);
        if (look.isDashed()) {
            g.setLineDashes(5, 4);
        } else {
            // Whoever painted before may have left its own: a dash says that nothing is routed.
            g.setLineDashes();
        }
        g.beginPath();
        runs.forEach(run -> trace(g, run.curve()));
        g.stroke();
        g.setLineDashes();
        g.setFill(colour);
        g.beginPath();
        runs.forEach(run -> traceArrow(g, run.curve()));
        g.fill();
        runs.forEach(run -> paintCount(g, colours, run));
    }

    /// How many wires one stands for, if it is not one.
    private static boolean paintCount(GraphicsContext g, Palette colours, Run run) {
        int count = run.wire().wires().size();
        if (count == 1) {
            return false;
        }
        Point2D at = run.curve().at(0.5);
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
        return true;
    }

    private static void traceArrow(GraphicsContext g, Curve curve) {
        g.moveTo(curve.x2(), curve.y2());
        g.lineTo(curve.x2() - 7, curve.y2() - 4);
        g.lineTo(curve.x2() - 7, curve.y2() + 4);
        g.closePath();
    }

    static void curve(GraphicsContext g, Point2D from, Point2D to) {
        g.beginPath();
        trace(g, between(from, to));
        g.stroke();
    }

    private static void trace(GraphicsContext g, Curve curve) {
        Pad.Bend bent = curve.bent(0);
        g.moveTo(bent.x1(), bent.y1());
        g.bezierCurveTo(
                bent.pull1X(), bent.pull1Y(), bent.pull2X(), bent.pull2Y(), bent.x2(), bent.y2());
    }

    static Optional<CardWire> hit(DraftPicture picture, double x, double y) {
        @Nullable CardWire best = null;
        double nearest = REACH;
        for (CardWire wire : picture.wires()) {
            double distance = Run.of(picture, wire).curve().distance(x, y);
            if (distance < nearest) {
                nearest = distance;
                best = wire;
            }
        }
        return Optional.ofNullable(best);
    }

    static Point2D out(DraftPicture picture, CardRef ref) {
        Point at = picture.places().getOrDefault(ref, new Point(0, 0));
        return new Point2D(at.x() + CardSize.WIDTH, at.y() + CardSize.HEIGHT / 2.0);
    }

    static Point2D in(DraftPicture picture, CardRef ref) {
        Point at = picture.places().getOrDefault(ref, new Point(0, 0));
        return new Point2D(at.x(), at.y() + CardSize.HEIGHT / 2.0);
    }
}
