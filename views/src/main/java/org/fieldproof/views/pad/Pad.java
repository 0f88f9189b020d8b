package org.fieldproof.views.pad;

import javafx.scene.paint.Color;

/// What a chart is drawn on: the screen, or a file. FX thread or tests.
public interface Pad {

    double width();

    double height();

    void rect(double x, double y, double width, double height, Color fill);

    void line(double x1, double y1, double x2, double y2, Stroke stroke);

    /// A line through points.
    ///
    /// @param from the first of them
    /// @param to the one after the last
    void polyline(double[] xs, double[] ys, int from, int to, Stroke stroke);

    /// A line that is bent.
    void curve(Bend bend, Stroke stroke);

    /// A rectangle with round corners and a border.
    void box(double x, double y, double width, double height, Color fill, Stroke border);

    void polygon(double[] xs, double[] ys, int count, Color fill);

    /// A text whose middle is at a height.
    void text(String text, double x, double y, Align align, Color ink);

    /// A cubic curve: two ends, and the points that pull it.
    record Bend(
            double x1,
            double y1,
            double pull1X,
            double pull1Y,
            double pull2X,
            double pull2Y,
            double x2,
            double y2) {}

    /// How a line is drawn.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares strokes
    record Stroke(Color ink, double width, double... dashes) {}

    /// Which end of a text is at its place.
    enum Align {
        LEFT,
        MIDDLE,
        RIGHT
    }
}
