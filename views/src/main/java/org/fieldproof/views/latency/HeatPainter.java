package org.fieldproof.views.latency;

import java.util.List;
import javafx.scene.paint.Color;
import org.fieldproof.api.snapshot.LatencySpread;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.control.PlotFlag;
import org.fieldproof.views.control.TimeTicks;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.pad.Pad;

/// Draws a grid of counts: time to the right, latency upwards by its logarithm, more records in a
/// stronger colour, and below it what the colours stand for. Needs no toolkit.
final class HeatPainter {

    private static final double LEFT_LETTERS = 5.2;
    private static final double FOOT_LETTERS = 1.8;
    private static final double KEY_LETTERS = 2.2;
    private static final double RIGHT = 12;
    private static final double UNSEEN = 0.22;

    private final Palette colours;
    private final Figures figures;
    private final double letters;

    HeatPainter(Palette colours, Figures figures, double letters) {
        this.colours = colours;
        this.figures = figures;
        this.letters = letters;
    }

    /// Where the grid is on a pad.
    record Place(double left, double top, double width, double height, HeatGrid grid) {
        double x(int column) {
            return left + Math.round(width * column / grid.columns());
        }

        double y(int bucket) {
            int rows = grid.highBucket() - grid.lowBucket() + 1;
            return top + Math.round(height * (grid.highBucket() + 1 - bucket) / rows);
        }

        int columnAt(double x) {
            int column = (int) Math.floor((x - left) / width * grid.columns());
            return Math.clamp(column, 0, grid.columns() - 1);
        }

        private long millis() {
            return grid.columns() * grid.columnMillis();
        }

        long millisAt(double x) {
            return grid.fromMillis(0) + Math.round(Math.clamp((x - left) / width, 0, 1) * millis());
        }

        double xOf(long at) {
            return left + (double) (at - grid.fromMillis(0)) / millis() * width;
        }

        int bucketAt(double y) {
            int rows = grid.highBucket() - grid.lowBucket() + 1;
            int up = (int) Math.floor((top + height - y) / height * rows);
            return Math.clamp(grid.lowBucket() + up, grid.lowBucket(), grid.highBucket());
        }
    }

    Place place(double width, double height, HeatGrid grid) {
        double left = Math.round(LEFT_LETTERS * letters);
        double foot = Math.round((FOOT_LETTERS + KEY_LETTERS) * letters);
        return new Place(left, 4, Math.max(1, width - left - RIGHT), height - foot - 4, grid);
    }

    /// @param flags moments that persons have marked
    void paint(Pad pad, HeatGrid grid, List<PlotFlag> flags) {
        Place at = place(pad.width(), pad.height(), grid);
        if (at.width() < 20 || at.height() < 20) {
            return;
        }
        pad.rect(at.left(), at.top(), at.width(), at.height(), colours.card());
        unseen(pad, at);
        cells(pad, at);
        latencies(pad, at);
        times(pad, at);
        key(pad, at);
        flags(pad, at, flags);
    }

    private void flags(Pad pad, Place at, List<PlotFlag> flags) {
        for (PlotFlag flag : flags) {
            double x = Math.round(at.xOf(flag.atMillis())) + 0.5;
            if (x >= at.left() && x <= at.left() + at.width()) {
                double foot = at.top() + at.height();
                // On the heat's colours the ink alone would not be seen everywhere.
                pad.line(x, at.top(), x, foot, new Pad.Stroke(colours.panel(), 3));
                pad.line(x, at.top(), x, foot, new Pad.Stroke(colours.text(), 1, 2, 3));
                double beside = x + letters * 0.3;
                double wide = letters * 0.75 * flag.glyph().length();
                pad.rect(beside, at.top(), wide, letters * 1.3, colours.panel());
                pad.text(
                        flag.glyph(),
                        beside,
                        at.top() + letters * 0.7,
                        Pad.Align.LEFT,
                        colours.text());
            }
        }
    }

    /// Times of which nothing is known are grey; in the others without a colour nothing came. The
    /// newest column is not over yet.
    private void unseen(Pad pad, Place at) {
        HeatGrid grid = at.grid();
        Color grey = colours.muted().deriveColor(0, 1, 1, UNSEEN);
        int from = 0;
        for (int column = 0; column < grid.columns(); column++) {
            boolean known = grid.total(column) >= 0 || column == grid.columns() - 1;
            if (known && column > from) {
                double x = at.x(from);
                pad.rect(x, at.top(), at.x(column) - x, at.height(), grey);
            }
            from = known ? column + 1 : from;
        }
    }

    private void cells(Pad pad, Place at) {
        HeatGrid grid = at.grid();
        int steps = colours.heat().size();
        for (int column = 0; column < grid.columns(); column++) {
            double x = at.x(column);
            double wide = at.x(column + 1) - x;
            for (int bucket = grid.lowBucket(); bucket <= grid.highBucket(); bucket++) {
                int heat = grid.heat(grid.count(column, bucket), steps);
                if (heat >= 0) {
                    double y = at.y(bucket + 1);
                    pad.rect(x, y, wide, at.y(bucket) - y, colours.heat().get(heat));
                }
            }
        }
    }

    /// Every second bucket begins at twice the one before; as many as there is room for.
    private void latencies(Pad pad, Place at) {
        HeatGrid grid = at.grid();
        int rows = grid.highBucket() - grid.lowBucket() + 1;
        int every = 2;
        while (at.height() / rows * every < letters * 1.8) {
            every *= 2;
        }
        Pad.Stroke rule = new Pad.Stroke(colours.line(), 1);
        for (int bucket = grid.lowBucket(); bucket <= grid.highBucket() + 1; bucket++) {
            if (bucket % every == 0) {
                double y = at.y(bucket) + 0.5;
                pad.line(at.left() - 4, y, at.left(), y, rule);
                pad.text(
                        figures.limit(LatencySpread.fromMillis(bucket)),
                        at.left() - 7,
                        Math.max(letters * 0.6, y),
                        Pad.Align.RIGHT,
                        colours.muted());
            }
        }
    }

    private void times(Pad pad, Place at) {
        double y = at.top() + at.height() + 0.5;
        new TimeTicks(colours, figures, letters, 1_000)
                .draw(
                        pad,
                        at.grid().fromMillis(0),
                        at.grid().fromMillis(at.grid().columns()),
                        at.left(),
                        at.width(),
                        y);
    }

    private void key(Pad pad, Place at) {
        double y = pad.height() - letters * 0.8;
        double side = Math.round(letters * 0.9);
        double x = at.left();
        pad.text("1", x, y, Pad.Align.LEFT, colours.muted());
        x += letters * 1.2;
        for (int i = 0; i < colours.heat().size(); i++) {
            pad.rect(x, y - side / 2, side * 1.6, side, colours.heat().get(i));
            x += side * 1.6;
        }
        String most = figures.count(Math.max(1, at.grid().most()));
        pad.text(most, x + letters * 0.5, y, Pad.Align.LEFT, colours.muted());
    }

    /// A frame around one cell.
    void frame(Pad pad, HeatGrid grid, int column, int bucket) {
        Place at = place(pad.width(), pad.height(), grid);
        double left = at.x(column) + 0.5;
        double right = Math.max(left + 2, at.x(column + 1) - 0.5);
        double top = at.y(bucket + 1) + 0.5;
        double bottom = at.y(bucket) - 0.5;
        double[] xs = {left, right, right, left, left};
        double[] ys = {top, top, bottom, bottom, top};
        pad.polyline(xs, ys, 0, 5, new Pad.Stroke(colours.panel(), 4));
        pad.polyline(xs, ys, 0, 5, new Pad.Stroke(colours.focus(), 2));
    }
}
