package org.fieldproof.views.pipelines;

import java.util.List;
import java.util.Optional;
import javafx.geometry.Point2D;
import javafx.geometry.VPos;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.text.Font;
import javafx.scene.text.Text;
import javafx.scene.text.TextAlignment;
import org.fieldproof.styles.Fonts;
import org.fieldproof.styles.Palette;
import org.jspecify.annotations.Nullable;

/// Paints wires in the coordinates of the layout, and finds the one under a point.
final class WirePainter {

    private static final int STEPS = 24;
    private static final double REACH = 7;
    private static final double BACK = 90;

    private WirePainter() {}

    static void paint(
            GraphicsContext g,
            Palette colours,
            List<PipelineWire> wires,
            PipelineLayout layout,
            String chosen) {
        for (PipelineWire wire : wires) {
            paintLine(g, colours, wire, layout, wire.id().equals(chosen));
        }
        g.setFont(Font.font(Fonts.SANS, 11));
        g.setTextAlign(TextAlignment.CENTER);
        g.setTextBaseline(VPos.CENTER);
        for (PipelineWire wire : wires) {
            if (!wire.label().isEmpty()) {
                paintLabel(g, colours, wire, layout);
            }
        }
    }

    private static void paintLine(
            GraphicsContext g,
            Palette colours,
            PipelineWire wire,
            PipelineLayout layout,
            boolean chosen) {
        Color colour =
                chosen
                        ? colours.focus()
                        : wire.look() == PipelineWire.Look.TROUBLE
                                ? colours.p2Chip()
                                : colours.wire();
        g.setStroke(colour);
        switch (wire.look()) {
            case CALM -> {
                g.setLineWidth(wire.thickness() + (chosen ? 1 : 0));
                curve(g, wire, layout, 0);
            }
            case STALE -> {
                g.setLineWidth(1.5);
                g.setLineDashes(6, 5);
                curve(g, wire, layout, 0);
                g.setLineDashes();
            }
            case TROUBLE -> {
                g.setLineWidth(1.5);
                curve(g, wire, layout, -2);
                curve(g, wire, layout, 2);
                paintDiamond(g, colour, at(wire, layout, 0.5));
            }
        }
    }

    private static void paintDiamond(GraphicsContext g, Color colour, Point2D at) {
        g.setFill(colour);
        double[] xs = {at.getX(), at.getX() + 7, at.getX(), at.getX() - 7};
        double[] ys = {at.getY() - 7, at.getY(), at.getY() + 7, at.getY()};
        g.fillPolygon(xs, ys, 4);
    }

    private static void curve(
            GraphicsContext g, PipelineWire wire, PipelineLayout layout, double aside) {
        Point2D from = out(wire, layout);
        Point2D to = in(wire, layout);
        double bend = bend(from, to);
        double drop = drop(from, to);
        g.beginPath();
        g.moveTo(from.getX(), from.getY() + aside);
        g.bezierCurveTo(
                from.getX() + bend,
                from.getY() + aside + drop,
                to.getX() - bend,
                to.getY() + aside + drop,
                to.getX(),
                to.getY() + aside);
        g.stroke();
    }

    private static double bend(Point2D from, Point2D to) {
        double wide = to.getX() - from.getX();
        return wide > 0 ? wide / 2 : BACK;
    }

    /// A wire that leads back goes below the cards, so that it is seen.
    private static double drop(Point2D from, Point2D to) {
        return to.getX() > from.getX() ? 0 : BACK;
    }

    private static void paintLabel(
            GraphicsContext g, Palette colours, PipelineWire wire, PipelineLayout layout) {
        Point2D at = at(wire, layout, 0.5);
        Text measure = new Text(wire.label());
        measure.setFont(g.getFont());
        double width = measure.getLayoutBounds().getWidth() + 8;
        g.setFill(colours.bg());
        g.fillRect(at.getX() - width / 2, at.getY() - 8, width, 16);
        g.setFill(colours.text());
        g.fillText(wire.label(), at.getX(), at.getY());
    }

    static Optional<PipelineWire> hit(
            List<PipelineWire> wires, PipelineLayout layout, double x, double y) {
        @Nullable PipelineWire best = null;
        double nearest = REACH;
        for (PipelineWire wire : wires) {
            for (int i = 0; i <= STEPS; i++) {
                double distance = at(wire, layout, (double) i / STEPS).distance(x, y);
                if (distance < nearest) {
                    nearest = distance;
                    best = wire;
                }
            }
        }
        return Optional.ofNullable(best);
    }

    private static Point2D at(PipelineWire wire, PipelineLayout layout, double t) {
        Point2D from = out(wire, layout);
        Point2D to = in(wire, layout);
        double bend = bend(from, to);
        double drop = drop(from, to);
        double u = 1 - t;
        double x =
                u * u * u * from.getX()
                        + 3 * u * u * t * (from.getX() + bend)
                        + 3 * u * t * t * (to.getX() - bend)
                        + t * t * t * to.getX();
        double y =
                u * u * u * from.getY()
                        + 3 * u * u * t * (from.getY() + drop)
                        + 3 * u * t * t * (to.getY() + drop)
                        + t * t * t * to.getY();
        return new Point2D(x, y);
    }

    private static Point2D out(PipelineWire wire, PipelineLayout layout) {
        PipelineLayout.Place place = layout.place(wire.from());
        return new Point2D(
                place.x() + PipelineLayout.CARD_WIDTH, place.y() + PipelineLayout.CARD_HEIGHT / 2);
    }

    private static Point2D in(PipelineWire wire, PipelineLayout layout) {
        PipelineLayout.Place place = layout.place(wire.to());
        return new Point2D(place.x(), place.y() + PipelineLayout.CARD_HEIGHT / 2);
    }
}
