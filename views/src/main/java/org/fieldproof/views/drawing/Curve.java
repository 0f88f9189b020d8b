package org.fieldproof.views.drawing;

import javafx.geometry.BoundingBox;
import javafx.geometry.Bounds;
import javafx.geometry.Point2D;
import org.fieldproof.views.pad.Pad;

/// The way of a wire, from the right side of one card to the left side of another. Pure.
///
/// @param bend how far it leaves its ends straight
/// @param drop how far it goes below them
public record Curve(double x1, double y1, double x2, double y2, double bend, double drop) {
    private static final int STEPS = 24;
    private static final double BEND_MIN = 30;
    private static final double BACK = 60;
    private static final double BACK_MORE_MAX = 120;
    private static final double DROP = 90;

    /// Between two points. A wire that leads back bows out below the cards, so that it is seen.
    public static Curve between(double x1, double y1, double x2, double y2) {
        double wide = x2 - x1;
        return wide > 0
                ? new Curve(x1, y1, x2, y2, Math.max(BEND_MIN, wide / 2), 0)
                : new Curve(x1, y1, x2, y2, BACK + Math.min(BACK_MORE_MAX, -wide / 3), DROP);
    }

    /// From one card to another, by their upper left corners.
    public static Curve between(Point2D from, Point2D to) {
        double middle = CardSize.HEIGHT / 2.0;
        return between(
                from.getX() + CardSize.WIDTH, from.getY() + middle, to.getX(), to.getY() + middle);
    }

    /// Where it is after a part of its way, 0 to 1.
    public Point2D at(double part) {
        double rest = 1 - part;
        double near = rest * rest * rest;
        double pull1 = 3 * rest * rest * part;
        double pull2 = 3 * rest * part * part;
        double far = part * part * part;
        return new Point2D(
                near * x1 + pull1 * (x1 + bend) + pull2 * (x2 - bend) + far * x2,
                near * y1 + pull1 * (y1 + drop) + pull2 * (y2 + drop) + far * y2);
    }

    /// How far a point is from it.
    public double distance(double x, double y) {
        double nearest = Double.MAX_VALUE;
        for (int i = 0; i <= STEPS; i++) {
            nearest = Math.min(nearest, at((double) i / STEPS).distance(x, y));
        }
        return nearest;
    }

    /// What holds it, with room around it.
    public Bounds box(double room) {
        double left = Math.min(x1, x2 - bend) - room;
        double right = Math.max(x1 + bend, x2) + room;
        double top = Math.min(y1, y2) - room;
        return new BoundingBox(left, top, right - left, Math.abs(y1 - y2) + drop + 2 * room);
    }

    /// The same for a pad.
    ///
    /// @param aside how far below the middle
    public Pad.Bend bent(double aside) {
        return new Pad.Bend(
                x1,
                y1 + aside,
                x1 + bend,
                y1 + drop + aside,
                x2 - bend,
                y2 + drop + aside,
                x2,
                y2 + aside);
    }
}
