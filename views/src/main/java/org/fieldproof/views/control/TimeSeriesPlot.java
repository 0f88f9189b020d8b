package org.fieldproof.views.control;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.LongFunction;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.geometry.VPos;
import javafx.scene.canvas.Canvas;
import javafx.scene.canvas.GraphicsContext;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import javafx.scene.shape.StrokeLineJoin;
import javafx.scene.text.Font;
import javafx.scene.text.TextAlignment;
import org.fieldproof.styles.Fonts;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.bridge.TimeRing;

/// Numbers over time on a canvas. The axis is driven by the clock, so that it moves on without
/// data; several numbers in one pixel column are drawn as their smallest and largest, so that no
/// peak is lost; times in which something was wrong are shaded.
public final class TimeSeriesPlot extends Region {

    private static final double FOOT = 20;
    private static final double[][] DASHES = {{}, {5, 3}, {1.5, 3}, {8, 3, 2, 3}};

    private final Canvas canvas = new Canvas();
    private final ReadOnlyObjectProperty<Palette> palette;

    /// Kept here and held weakly there: the palette lives as long as the window.
    private final ChangeListener<Palette> redraw = (property, was, is) -> draw();

    private final DoubleFunction<String> valueText;
    private final LongFunction<String> timeText;
    private Picture picture = new Picture(List.of(), 0, 1, List.of(), 0);
    private double pointerX = -1;

    /// A line.
    ///
    /// @param area true to fill below it
    public record Pen(String name, TimeRing ring, boolean area) {}

    /// A shaded time.
    public record Band(long fromMillis, long toMillis, String label) {}

    /// What to draw.
    ///
    /// @param limit a line across, or 0 for none
    public record Picture(
            List<Pen> pens, long fromMillis, long toMillis, List<Band> bands, double limit) {}

    public TimeSeriesPlot(
            ReadOnlyObjectProperty<Palette> palette,
            DoubleFunction<String> valueText,
            LongFunction<String> timeText) {
        this.palette = palette;
        this.valueText = valueText;
        this.timeText = timeText;
        getChildren().add(canvas);
        setMinSize(120, 80);
        setPrefSize(300, 180);
        setOnMouseMoved(event -> point(event.getX()));
        setOnMouseExited(event -> point(-1));
        palette.addListener(new WeakChangeListener<>(redraw));
    }

    public void show(Picture next) {
        picture = next;
        draw();
    }

    @Override
    protected void layoutChildren() {
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
            draw();
        }
    }

    private void point(double x) {
        pointerX = x;
        draw();
    }

    private void draw() {
        GraphicsContext g = canvas.getGraphicsContext2D();
        double width = canvas.getWidth();
        double height = canvas.getHeight() - FOOT;
        g.clearRect(0, 0, width, height + FOOT);
        if (width < 10 || height < 10) {
            return;
        }
        Palette colours = palette.get();
        g.setFont(Font.font(Fonts.SANS, 11));
        double top = top();
        drawBands(g, colours, height);
        drawGrid(g, colours, width, height, top);
        for (int i = picture.pens().size() - 1; i >= 0; i--) {
            drawPen(g, colours, picture.pens().get(i), i, height, top);
        }
        drawTimes(g, colours, width, height);
        if (pointerX >= 0) {
            drawCrosshair(g, colours, width, height);
        }
    }

    /// The upper end of the axis: a round number above everything shown.
    private double top() {
        double most = picture.limit();
        for (Pen pen : picture.pens()) {
            TimeRing ring = pen.ring();
            for (int i = ring.firstAt(picture.fromMillis()); i < ring.size(); i++) {
                most = Math.max(most, ring.value(i));
            }
        }
        return roundUp(most * 1.1);
    }

    static double roundUp(double value) {
        if (value <= 0) {
            return 1;
        }
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : new double[] {1, 1.5, 2, 3, 4, 5, 6, 8}) {
            if (value <= step * decade) {
                return step * decade;
            }
        }
        return 10 * decade;
    }

    private void drawBands(GraphicsContext g, Palette colours, double height) {
        for (Band band : picture.bands()) {
            double from = Math.max(0, x(band.fromMillis()));
            double to = Math.min(canvas.getWidth(), x(band.toMillis()));
            if (to > from) {
                g.setFill(colours.shade());
                g.fillRect(from, 0, to - from, height);
            }
        }
    }

    private void drawGrid(
            GraphicsContext g, Palette colours, double width, double height, double top) {
        g.setLineWidth(1);
        g.setLineDashes();
        g.setTextAlign(TextAlignment.LEFT);
        g.setTextBaseline(VPos.TOP);
        for (int i = 0; i <= 3; i++) {
            double y = Math.round(height * i / 4) + 0.5;
            g.setStroke(colours.line());
            g.strokeLine(0, y, width, y);
            if (i % 2 == 0) {
                g.setFill(colours.muted());
                g.fillText(valueText.apply(top * (4 - i) / 4), 4, y + 3);
            }
        }
        g.setStroke(colours.wire());
        g.strokeLine(0, height + 0.5, width, height + 0.5);
        if (picture.limit() > 0) {
            double y = Math.round(height - picture.limit() / top * height) + 0.5;
            g.setStroke(colours.muted());
            g.setLineDashes(2, 4);
            g.strokeLine(0, y, width, y);
            g.setLineDashes();
        }
    }

    private void drawPen(
            GraphicsContext g, Palette colours, Pen pen, int index, double height, double top) {
        Columns columns = Columns.of(pen.ring(), picture, canvas.getWidth());
        if (columns.size() == 0) {
            return;
        }
        double[] xs = new double[columns.size() + 2];
        double[] ys = new double[columns.size() + 2];
        for (int i = 0; i < columns.size(); i++) {
            xs[i] = columns.x(i);
            ys[i] = height - Math.min(1, columns.value(i) / top) * (height - 1);
        }
        int n = columns.size();
        if (pen.area()) {
            xs[n] = xs[n - 1];
            ys[n] = height;
            xs[n + 1] = xs[0];
            ys[n + 1] = height;
            Color fill = colours.fill();
            g.setFill(fill.deriveColor(0, 1, 1, 0.35));
            g.fillPolygon(xs, ys, n + 2);
        }
        g.setStroke(index == 0 ? colours.value() : index == 1 ? colours.muted() : colours.wire());
        g.setLineWidth(1.5);
        // A mitre would draw a spike's tip beyond its value, below zero.
        g.setLineJoin(StrokeLineJoin.ROUND);
        g.setLineDashes(DASHES[index % DASHES.length]);
        g.strokePolyline(xs, ys, n);
        g.setLineDashes();
    }

    private void drawTimes(GraphicsContext g, Palette colours, double width, double height) {
        g.setFill(colours.muted());
        g.setTextBaseline(VPos.TOP);
        double y = height + 5;
        g.setTextAlign(TextAlignment.LEFT);
        g.fillText(timeText.apply(picture.fromMillis()), 0, y);
        g.setTextAlign(TextAlignment.RIGHT);
        g.fillText(timeText.apply(picture.toMillis()), width, y);
        g.setTextAlign(TextAlignment.CENTER);
        double free = 70;
        for (Band band : picture.bands()) {
            double x = x(band.fromMillis());
            if (x > free + 50 && x < width - 95) {
                g.fillText(band.label() + " " + timeText.apply(band.fromMillis()), x, y);
                free = x + 60;
            }
        }
    }

    private void drawCrosshair(GraphicsContext g, Palette colours, double width, double height) {
        double x = Math.clamp(pointerX, 0, width - 1);
        long at = Math.round(picture.fromMillis() + x / width * span());
        StringBuilder text = new StringBuilder(timeText.apply(at));
        for (Pen pen : picture.pens()) {
            int i = pen.ring().firstAt(at);
            if (i < pen.ring().size()) {
                text.append("  ").append(pen.name()).append(' ');
                text.append(valueText.apply(pen.ring().value(i)));
            }
        }
        g.setStroke(colours.focus());
        g.setLineWidth(1);
        g.strokeLine(Math.round(x) + 0.5, 0, Math.round(x) + 0.5, height);
        g.setFill(colours.text());
        g.setTextBaseline(VPos.BOTTOM);
        boolean left = x > width / 2;
        g.setTextAlign(left ? TextAlignment.RIGHT : TextAlignment.LEFT);
        g.fillText(text.toString(), x + (left ? -6 : 6), height - 4);
    }

    private double x(long millis) {
        return (double) (millis - picture.fromMillis()) / span() * canvas.getWidth();
    }

    private double span() {
        return Math.max(1, picture.toMillis() - picture.fromMillis());
    }
}
