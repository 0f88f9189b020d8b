package org.fieldproof.views.drawing;

import java.util.Arrays;
import javafx.scene.paint.Color;
import org.fieldproof.views.pad.Pad;

/// A pad on which everything stands elsewhere than it says.
record ShiftedPad(Pad pad, double dx, double dy) implements Pad {
    @Override
    public double width() {
        return pad.width();
    }

    @Override
    public double height() {
        return pad.height();
    }

    @Override
    public void rect(double x, double y, double width, double height, Color fill) {
        pad.rect(x + dx, y + dy, width, height, fill);
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Stroke stroke) {
        pad.line(x1 + dx, y1 + dy, x2 + dx, y2 + dy, stroke);
    }

    @Override
    public void polyline(double[] xs, double[] ys, int from, int to, Stroke stroke) {
        pad.polyline(shifted(xs, dx), shifted(ys, dy), from, to, stroke);
    }

    @Override
    public void curve(Bend bend, Stroke stroke) {
        pad.curve(
                new Bend(
                        bend.x1() + dx,
                        bend.y1() + dy,
                        bend.pull1X() + dx,
                        bend.pull1Y() + dy,
                        bend.pull2X() + dx,
                        bend.pull2Y() + dy,
                        bend.x2() + dx,
                        bend.y2() + dy),
                stroke);
    }

    @Override
    public void box(double x, double y, double width, double height, Color fill, Stroke border) {
        pad.box(x + dx, y + dy, width, height, fill, border);
    }

    @Override
    public void polygon(double[] xs, double[] ys, int count, Color fill) {
        pad.polygon(shifted(xs, dx), shifted(ys, dy), count, fill);
    }

    @Override
    public void text(String text, double x, double y, Align align, Color ink) {
        pad.text(text, x + dx, y + dy, align, ink);
    }

    private static double[] shifted(double[] all, double by) {
        return Arrays.stream(all).map(each -> each + by).toArray();
    }
}
