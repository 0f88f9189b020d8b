package org.fieldproof.views.pad;

import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.fieldproof.styles.Fonts;

/// A pad on the screen.
public final class CanvasPad implements Pad {

    private static final double CORNER = 10;

    private final double width;
    private final double height;
    private final GraphicsContext g;

    /// A wiped canvas.
    ///
    /// @param lettersPx height of letters
    public CanvasPad(Canvas canvas, double lettersPx) {
        this(wiped(canvas), canvas.getWidth(), canvas.getHeight(), lettersPx);
    }

    /// What is there stays, and so does how it is turned into pixels.
    public CanvasPad(GraphicsContext g, double width, double height, double lettersPx) {
        this.g = g;
        this.width = width;
        this.height = height;
        g.setFont(Font.font(Fonts.SANS, lettersPx));
        g.setTextBaseline(VPos.CENTER);
        // A mitre would draw a spike's tip beyond its value.
        g.setLineJoin(StrokeLineJoin.ROUND);
    }

    private static GraphicsContext wiped(Canvas canvas) {
        GraphicsContext g = canvas.getGraphicsContext2D();
        g.clearRect(0, 0, canvas.getWidth(), canvas.getHeight());
        return g;
    }

    @Override
    public double width() {
        return width;
    }

    @Override
    public double height() {
        return height;
    }

    @Override
    public void rect(double x, double y, double width, double height, Color fill) {
        g.setFill(fill);
        g.fillRect(x, y, width, height);
    }

    @Override
    public void line(double x1, double y1, double x2, double y2, Stroke stroke) {
        wield(stroke);
        g.strokeLine(x1, y1, x2, y2);
    }

    @Override
    public void polyline(double[] xs, double[] ys, int from, int to, Stroke stroke) {
        wield(stroke);
        g.beginPath();
        g.moveTo(xs[from], ys[from]);
        for (int i = from + 1; i < to; i++) {
            g.lineTo(xs[i], ys[i]);
        }
        g.stroke();
    }

    @Override
    public void curve(Bend of, Stroke stroke) {
        wield(stroke);
        g.beginPath();
        g.moveTo(of.x1(), of.y1());
        g.bezierCurveTo(of.pull1X(), of.pull1Y(), of.pull2X(), of.pull2Y(), of.x2(), of.y2());
        g.stroke();
    }

    @Override
    public void box(double x, double y, double wide, double high, Color fill, Stroke border) {
        g.setFill(fill);
        g.fillRoundRect(x, y, wide, high, CORNER, CORNER);
        wield(border);
        g.strokeRoundRect(x, y, wide, high, CORNER, CORNER);
    }

    @Override
    public void polygon(double[] xs, double[] ys, int count, Color fill) {
        g.setFill(fill);
        g.fillPolygon(xs, ys, count);
    }

    @Override
    public void text(String text, double x, double y, Align align, Color ink) {
        g.setFill(ink);
        g.setTextAlign(
                switch (align) {
                    case LEFT -> TextAlignment.LEFT;
                    case MIDDLE -> TextAlignment.CENTER;
                    case RIGHT -> TextAlignment.RIGHT;
                });
        g.fillText(text, x, y);
    }

    private void wield(Stroke stroke) {
        g.setStroke(stroke.ink());
        g.setLineWidth(stroke.width());
        g.setLineDashes(stroke.dashes());
    }
}
