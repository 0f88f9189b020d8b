package org.fieldproof.views.control;

import java.util.List;
import java.util.function.DoubleFunction;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.value.ChangeListener;
import javafx.beans.value.WeakChangeListener;
import javafx.scene.canvas.Canvas;
import javafx.scene.control.Label;
import javafx.scene.input.MouseButton;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.Region;
import javafx.scene.paint.Color;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.bridge.TimeRing;
import org.fieldproof.views.pad.CanvasPad;
import org.fieldproof.views.pad.Pad;

/// Numbers over time on a canvas. The axis is driven by the clock, so that it moves on without
/// data; several numbers in one pixel column are drawn as their smallest and largest, so that no
/// peak is lost; times in which something was wrong are shaded.
public final class TimeSeriesPlot extends Region {

    private static final double FOOT_MORE = 9;

    /// In letters of their usual size.
    private static final double LETTERS_PX = 11;
    /// Ends of an axis in tenths of a power of ten.
    private static final double[] FEW_STEPS = {10, 20, 40, 60, 80};

    private static final double[] STEPS = {10, 12, 16, 20, 24, 30, 40, 50, 60, 80};
    private static final double[][] DASHES = {{}, {5, 3}, {1.5, 3}, {8, 3, 2, 3}};

    private final Canvas canvas = new Canvas();

    /// Never in sight: small text of the console, whose letters those of the chart grow with.
    private final Label letters = Parts.label("", "fp-small");

    private final ReadOnlyObjectProperty<Palette> palette;

    /// Kept here and held weakly there: the palette lives as long as the window.
    private final ChangeListener<Palette> redraw = (property, was, is) -> draw();

    private final Crosshair crosshair;

    /// The same with what is pointed at.
    private final ChangeListener<Number> mark = (property, was, is) -> mark();

    private final DoubleFunction<String> valueText;
    private final LongFunction<String> timeText;
    private Supplier<List<PlotFlag>> flags = List::of;
    private Picture picture = new Picture(List.of(), 0, 1, List.of(), 0);
    private double pointerX = -1;
    private boolean marked;
    private double leastTop;

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

    /// @param crosshair where others point, and are told of who points here
    public TimeSeriesPlot(
            ReadOnlyObjectProperty<Palette> palette,
            Crosshair crosshair,
            DoubleFunction<String> valueText,
            LongFunction<String> timeText) {
        this.palette = palette;
        this.crosshair = crosshair;
        this.valueText = valueText;
        this.timeText = timeText;
        letters.setVisible(false);
        letters.setManaged(false);
        letters.fontProperty().addListener((property, was, is) -> draw());
        getChildren().addAll(canvas, letters);
        setMinSize(120, 80);
        setPrefSize(300, 180);
        setOnMouseMoved(event -> point(event.getX()));
        setOnMouseExited(event -> point(-1));
        palette.addListener(new WeakChangeListener<>(redraw));
        crosshair.moment().addListener(new WeakChangeListener<>(mark));
    }

    /// Shows moments that persons have marked, and marks those that are pressed twice.
    public TimeSeriesPlot marking(Supplier<List<PlotFlag>> marked) {
        flags = marked;
        setOnMouseClicked(this::clicked);
        return this;
    }

    /// How far the axis reaches at least, so that two charts can have one scale.
    public void least(double top) {
        leastTop = top;
    }

    public void show(Picture next) {
        picture = next;
        if (pointerX >= 0) {
            tell();
        }
        draw();
    }

    @Override
    protected void layoutChildren() {
        if (marked) {
            marked = false;
            draw();
        }
        if (canvas.getWidth() != getWidth() || canvas.getHeight() != getHeight()) {
            canvas.setWidth(getWidth());
            canvas.setHeight(getHeight());
            draw();
        }
    }

    private void point(double x) {
        pointerX = x;
        tell();
        draw();
    }

    /// While the pointer rests here, the clock goes on below it.
    private void tell() {
        crosshair.point(pointerX < 0 ? Crosshair.NOWHERE : momentAt(pointerX));
    }

    private void clicked(MouseEvent event) {
        if (event.getButton() == MouseButton.PRIMARY && event.getClickCount() == 2) {
            crosshair.choose(momentAt(event.getX()));
            event.consume();
        }
    }

    private long momentAt(double x) {
        double width = Math.max(1, getWidth());
        return Math.round(picture.fromMillis() + Math.clamp(x, 0, width - 1) / width * span());
    }

    /// Somebody points elsewhere: drawn once with the next layout, however often he moves
    /// till then.
    private void mark() {
        if (pointerX < 0 && getScene() != null) {
            marked = true;
            requestLayout();
        }
    }

    private void draw() {
        double size = Math.rint(letters.getFont().getSize());
        Pad pad = new CanvasPad(canvas, size);
        paintOn(pad, size, palette.get());
        if (isMarked()) {
            drawCrosshair(pad, palette.get(), size);
        }
    }

    private boolean isMarked() {
        long at = crosshair.moment().get();
        return pointerX >= 0 || (at >= picture.fromMillis() && at <= picture.toMillis());
    }

    /// What is named at the moment that is pointed at, here or elsewhere; empty if none is.
    public String reading() {
        if (!isMarked()) {
            return "";
        }
        long at = crosshair.moment().get();
        StringBuilder text = new StringBuilder(timeText.apply(at));
        for (Pen pen : picture.pens()) {
            int i = pen.ring().firstAt(at + 1) - 1;
            if (i >= 0) {
                text.append("  ").append(pen.name()).append(' ');
                text.append(valueText.apply(pen.ring().value(i)));
            }
        }
        for (PlotFlag flag : flags.get()) {
            if (flag.isNear(at, span())) {
                text.append("  ").append(flag.words());
            }
        }
        return text.toString();
    }

    /// Draws the same elsewhere.
    public void paintOn(Pad pad) {
        paintOn(pad, palette.get());
    }

    /// The same in other colours, such as those of paper.
    public void paintOn(Pad pad, Palette colours) {
        paintOn(pad, LETTERS_PX, colours);
    }

    private void paintOn(Pad pad, double size, Palette colours) {
        double width = pad.width();
        double height = pad.height() - size - FOOT_MORE;
        if (width < 10 || height < 10) {
            return;
        }
        double top = top();
        drawBands(pad, colours, height);
        drawGrid(pad, colours, size, height, top);
        for (int i = picture.pens().size() - 1; i >= 0; i--) {
            drawPen(pad, colours, picture.pens().get(i), i, height, top);
        }
        drawTimes(pad, colours, size, height);
        drawFlags(pad, colours, size, height);
    }

    private void drawFlags(Pad pad, Palette colours, double size, double height) {
        double free = Double.NEGATIVE_INFINITY;
        for (PlotFlag flag : flags.get()) {
            double x = Math.round(x(pad, flag.atMillis())) + 0.5;
            if (x < 0 || x > pad.width()) {
                continue;
            }
            pad.line(x, 0, x, height, new Pad.Stroke(colours.text(), 1, 2, 3));
            if (Math.abs(x - free) > 2 * size) {
                boolean left = x > pad.width() - 2 * size;
                pad.text(
                        flag.glyph(),
                        x + (left ? -3 : 3),
                        height - size * 0.7,
                        left ? Pad.Align.RIGHT : Pad.Align.LEFT,
                        colours.text());
                free = x;
            }
        }
    }

    /// The upper end of the axis: a round number above everything shown.
    private double top() {
        double most = Math.max(leastTop, picture.limit());
        for (Pen pen : picture.pens()) {
            TimeRing ring = pen.ring();
            int end = ring.firstAt(picture.toMillis() + 1);
            for (int i = ring.firstAt(picture.fromMillis()); i < end; i++) {
                most = Math.max(most, ring.value(i));
            }
        }
        return roundUp(most * 1.1);
    }

    /// Half of it is round too: that is written at the middle line. From ten on there is a step for
    /// each such half, and little room above what is shown.
    static double roundUp(double value) {
        if (value <= 0) {
            return 2;
        }
        double decade = Math.pow(10, Math.floor(Math.log10(value)));
        for (double step : decade < 10 ? FEW_STEPS : STEPS) {
            if (value * 10 <= step * decade) {
                return step * decade / 10;
            }
        }
        return 10 * decade;
    }

    private void drawBands(Pad pad, Palette colours, double height) {
        for (Band band : picture.bands()) {
            double from = Math.max(0, x(pad, band.fromMillis()));
            double to = Math.min(pad.width(), x(pad, band.toMillis()));
            if (to > from) {
                pad.rect(from, 0, to - from, height, colours.shade());
            }
        }
    }

    private void drawGrid(Pad pad, Palette colours, double size, double height, double top) {
        double width = pad.width();
        Pad.Stroke rule = new Pad.Stroke(colours.line(), 1);
        for (int i = 0; i <= 3; i++) {
            double y = Math.round(height * i / 4) + 0.5;
            pad.line(0, y, width, y, rule);
            if (i % 2 == 0) {
                String text = valueText.apply(top * (4 - i) / 4);
                pad.text(text, 4, y + 3 + size / 2, Pad.Align.LEFT, colours.muted());
            }
        }
        pad.line(0, height + 0.5, width, height + 0.5, new Pad.Stroke(colours.wire(), 1));
        if (picture.limit() > 0) {
            double y = Math.round(height - picture.limit() / top * height) + 0.5;
            pad.line(0, y, width, y, new Pad.Stroke(colours.muted(), 1, 2, 4));
        }
    }

    private void drawPen(Pad pad, Palette colours, Pen pen, int index, double height, double top) {
        Columns columns =
                Columns.of(
                        pen.ring(),
                        picture.fromMillis(),
                        picture.toMillis(),
                        pad.width(),
                        Long.MAX_VALUE);
        if (columns.size() == 0) {
            return;
        }
        double[] xs = new double[columns.size() + 2];
        double[] ys = new double[columns.size() + 2];
        for (int i = 0; i < columns.size(); i++) {
            xs[i] = columns.x(i, 0);
            ys[i] = height - Math.min(1, columns.value(i) / top) * (height - 1);
        }
        int n = columns.size();
        if (pen.area()) {
            xs[n] = xs[n - 1];
            ys[n] = height;
            xs[n + 1] = xs[0];
            ys[n + 1] = height;
            pad.polygon(xs, ys, n + 2, colours.fill().deriveColor(0, 1, 1, 0.35));
        }
        Color ink = index == 0 ? colours.value() : index == 1 ? colours.muted() : colours.wire();
        pad.polyline(xs, ys, 0, n, new Pad.Stroke(ink, 1.5, DASHES[index % DASHES.length]));
    }

    private void drawTimes(Pad pad, Palette colours, double size, double height) {
        double width = pad.width();
        double letter = size / LETTERS_PX;
        double y = height + 5 + size / 2;
        Color ink = colours.muted();
        pad.text(timeText.apply(picture.fromMillis()), 0, y, Pad.Align.LEFT, ink);
        pad.text(timeText.apply(picture.toMillis()), width, y, Pad.Align.RIGHT, ink);
        double free = 70 * letter;
        for (Band band : picture.bands()) {
            double x = x(pad, band.fromMillis());
            if (x > free + 50 * letter && x < width - 95 * letter) {
                String text = band.label() + " · " + timeText.apply(band.fromMillis());
                pad.text(text, x, y, Pad.Align.MIDDLE, ink);
                free = x + 60 * letter;
            }
        }
    }

    private void drawCrosshair(Pad pad, Palette colours, double size) {
        double width = pad.width();
        double height = pad.height() - size - FOOT_MORE;
        double x = Math.clamp(x(pad, crosshair.moment().get()), 0, width - 1);
        double line = Math.round(x) + 0.5;
        pad.line(line, 0, line, height, new Pad.Stroke(colours.focus(), 1));
        boolean left = x > width / 2;
        pad.text(
                reading(),
                x + (left ? -6 : 6),
                height - 4 - size / 2,
                left ? Pad.Align.RIGHT : Pad.Align.LEFT,
                colours.text());
    }

    private double x(Pad pad, long millis) {
        return (double) (millis - picture.fromMillis()) / span() * pad.width();
    }

    private double span() {
        return Math.max(1, picture.toMillis() - picture.fromMillis());
    }
}
