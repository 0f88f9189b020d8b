package org.fieldproof.views.drawing;

import java.util.HashMap;
import java.util.Map;
import javafx.geometry.Point2D;
import javafx.scene.paint.Color;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.pad.Pad;

/// Paints wires with what runs along them. FX thread.
public final class WirePainter {
    /// How high letters are.
    public static final double LETTERS_PX = Letters.PX;

    private static final double LABEL_HEIGHT = 16;
    private static final double LABEL_ROOM = 8;
    private static final double MARK = 7;
    private static final double BESIDE = 18;
    private static final int WIDTHS_MAX = 1000;

    /// Labels change twice a second, and are mostly the same few.
    private final Map<String, Double> widths = new HashMap<>();

    public void line(Pad pad, Palette colours, Curve curve, WireFigure figure, boolean chosen) {
        Color own = chosen ? colours.focus() : ink(colours, figure.look());
        switch (figure.look()) {
            case CALM ->
                    pad.curve(
                            curve.bent(0),
                            new Pad.Stroke(own, figure.thickness() + (chosen ? 1 : 0)));
            case STALE -> pad.curve(curve.bent(0), new Pad.Stroke(own, 1.5, 6, 5));
            case TROUBLE -> {
                pair(pad, curve, own);
                diamond(pad, own, curve.at(0.5));
            }
            case ERROR -> {
                pair(pad, curve, own);
                cross(pad, own, colours.bg(), curve.at(0.5));
            }
        }
    }

    /// The head of a wire, where it ends.
    public static void arrow(Pad pad, Color ink, Curve curve) {
        double[] xs = {curve.x2(), curve.x2() - 7, curve.x2() - 7};
        double[] ys = {curve.y2(), curve.y2() - 4, curve.y2() + 4};
        pad.polygon(xs, ys, 3, ink);
    }

    private static Color ink(Palette colours, WireFigure.Look look) {
        return switch (look) {
            case CALM, STALE -> colours.wire();
            case TROUBLE -> colours.p2Chip();
            case ERROR -> colours.p1();
        };
    }

    private static void pair(Pad pad, Curve curve, Color ink) {
        pad.curve(curve.bent(-2), new Pad.Stroke(ink, 1.5));
        pad.curve(curve.bent(2), new Pad.Stroke(ink, 1.5));
    }

    private static void diamond(Pad pad, Color ink, Point2D at) {
        double[] xs = {at.getX(), at.getX() + MARK, at.getX(), at.getX() - MARK};
        double[] ys = {at.getY() - MARK, at.getY(), at.getY() + MARK, at.getY()};
        pad.polygon(xs, ys, 4, ink);
    }

    private static void cross(Pad pad, Color ink, Color ground, Point2D at) {
        double x = at.getX();
        double y = at.getY();
        pad.rect(x - MARK - 1, y - MARK - 1, 2 * MARK + 2, 2 * MARK + 2, ground);
        Pad.Stroke stroke = new Pad.Stroke(ink, 2.5);
        pad.line(x - MARK + 2, y - MARK + 2, x + MARK - 2, y + MARK - 2, stroke);
        pad.line(x - MARK + 2, y + MARK - 2, x + MARK - 2, y - MARK + 2, stroke);
    }

    /// The label of a wire, in the middle of it.
    ///
    /// @param below how far below the line, where something else stands on it
    public void label(Pad pad, Palette colours, Curve curve, WireFigure figure, double below) {
        if (figure.label().isEmpty()) {
            return;
        }
        Point2D at = curve.at(0.5);
        // What is wrong stands in the middle itself.
        double y = at.getY() + (figure.look().isAbnormal() ? Math.max(below, BESIDE) : below);
        double width = width(figure.label()) + LABEL_ROOM;
        pad.rect(at.getX() - width / 2, y - LABEL_HEIGHT / 2, width, LABEL_HEIGHT, colours.bg());
        pad.text(figure.label(), at.getX(), y, Pad.Align.MIDDLE, colours.text());
    }

    private double width(String label) {
        if (widths.size() >= WIDTHS_MAX) {
            widths.clear();
        }
        return widths.computeIfAbsent(label, Letters::width);
    }
}
