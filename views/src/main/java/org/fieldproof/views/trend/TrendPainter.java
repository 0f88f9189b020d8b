package org.fieldproof.views.trend;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.record.Quality;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.bridge.TimeRing;
import org.fieldproof.views.control.Axis;
import org.fieldproof.views.control.Columns;
import org.fieldproof.views.control.TimeTicks;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.pad.Pad;

/// Draws one chart. Each pixel column has the smallest and the largest of its numbers; silences
/// and moments without a number are gaps; numbers of doubtful quality carry a square, bad ones a
/// cross. Needs no toolkit.
final class TrendPainter {

    /// Room at the left for the figures of the axis, in letters' height.
    static final double LEFT_LETTERS = 5.2;

    static final double RIGHT = 12;

    private static final double TOP_LETTERS = 1.1;
    private static final double FOOT_LETTERS = 1.7;
    private static final double MARK = 2.5;
    private static final double MARKS_APART = 9;

    private final Palette colours;
    private final Figures figures;
    private final double letters;

    /// @param letters their height in pixels
    TrendPainter(Palette colours, Figures figures, double letters) {
        this.colours = colours;
        this.figures = figures;
        this.letters = letters;
    }

    static double left(double letters) {
        return Math.round(LEFT_LETTERS * letters);
    }

    /// A picture that is reduced to what fits its place, once for all that is drawn of it.
    ///
    /// @param lines one per course, in the chart's order
    record Reduced(
            TrendPicture picture,
            List<Columns> lines,
            Axis axis,
            double left,
            double top,
            double width,
            double height) {
        double x(long millis) {
            return left + picture.x(millis, width);
        }

        double y(double value) {
            return top + (1 - axis.share(value)) * height;
        }

        double bottom() {
            return top + height;
        }

        boolean isTooSmall() {
            return width < 20 || height < 20;
        }
    }

    /// What is to be drawn of a picture in a place of a size. The axis needs no look at all the
    /// numbers: what is reduced has kept the least and the most of them.
    Reduced reduce(TrendPicture picture, double wide, double high) {
        double left = left(letters);
        double top = Math.round(TOP_LETTERS * letters);
        double width = Math.max(1, wide - left - RIGHT);
        double height = Math.max(1, high - top - Math.round(FOOT_LETTERS * letters));
        List<Columns> lines = new ArrayList<>();
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (TrendChart.Line line : picture.chart().lines()) {
            TimeRing ring = line.pen().ring();
            Columns columns =
                    Columns.of(ring, picture.from(), picture.to(), width, ring.gapMillis());
            lines.add(columns);
            for (int i = 0; i < columns.size(); i++) {
                least = Math.min(least, columns.value(i));
                most = Math.max(most, columns.value(i));
            }
        }
        Axis axis = Axis.around(least, most, (int) Math.clamp(height / (letters * 2.4), 2, 7));
        return new Reduced(picture, List.copyOf(lines), axis, left, top, width, height);
    }

    void paint(Pad pad, Reduced at) {
        if (at.isTooSmall()) {
            return;
        }
        bands(pad, at);
        values(pad, at);
        times(pad, at);
        for (int i = at.lines().size() - 1; i >= 0; i--) {
            line(pad, at, i);
        }
        flags(pad, at);
    }

    private void bands(Pad pad, Reduced at) {
        for (TrendPicture.Band band : at.picture().bands()) {
            double from = Math.max(at.left(), at.x(band.from()));
            double to = Math.min(at.left() + at.width(), at.x(band.to()));
            if (to > from) {
                pad.rect(from, at.top(), to - from, at.height(), colours.shade());
            }
        }
    }

    private void values(Pad pad, Reduced at) {
        Axis axis = at.axis();
        Pad.Stroke rule = new Pad.Stroke(colours.line(), 1);
        for (int i = 0; i < axis.ticks(); i++) {
            double y = Math.round(at.y(axis.tick(i))) + 0.5;
            pad.line(at.left(), y, at.left() + at.width(), y, rule);
            pad.text(
                    figures.tick(axis.tick(0), axis.step(), i, axis.decimals()),
                    at.left() - 6,
                    y,
                    Pad.Align.RIGHT,
                    colours.muted());
        }
    }

    private void times(Pad pad, Reduced at) {
        double y = Math.round(at.bottom()) + 0.5;
        new TimeTicks(colours, figures, letters, 1)
                .draw(pad, at.picture().from(), at.picture().to(), at.left(), at.width(), y);
    }

    private void line(Pad pad, Reduced at, int course) {
        TrendChart.Line line = at.picture().chart().lines().get(course);
        Columns columns = at.lines().get(course);
        int n = columns.size();
        double[] xs = new double[n];
        double[] ys = new double[n];
        for (int i = 0; i < n; i++) {
            xs[i] = columns.x(i, at.left());
            ys[i] = at.y(columns.value(i));
        }
        Pad.Stroke stroke = TrendInk.stroke(colours, line.ink());
        int begin = 0;
        for (int i = 1; i <= n; i++) {
            if (i == n || columns.begins(i)) {
                if (i - begin > 1) {
                    pad.polyline(xs, ys, begin, i, stroke);
                } else {
                    pad.rect(xs[begin] - 1.5, ys[begin] - 1.5, 3, 3, stroke.ink());
                }
                begin = i;
            }
        }
        doubts(pad, at, line.pen().ring(), stroke);
    }

    /// Marks what may not be trusted, not closer than can be told apart.
    private void doubts(Pad pad, Reduced at, TimeRing ring, Pad.Stroke stroke) {
        if (ring.allGood()) {
            return;
        }
        Pad.Stroke thin = new Pad.Stroke(stroke.ink(), 1.2);
        double free = Double.NEGATIVE_INFINITY;
        for (int i = ring.firstAt(at.picture().from()); i < ring.size(); i++) {
            if (ring.atMillis(i) > at.picture().to()) {
                break;
            }
            double x = at.x(ring.atMillis(i));
            boolean none = Double.isNaN(ring.value(i));
            boolean good = ring.quality(i) == Quality.GOOD && !none;
            if (good || x < free) {
                continue;
            }
            free = x + MARKS_APART;
            double y = none ? at.bottom() - 2 * MARK : at.y(ring.value(i));
            if (none || ring.quality(i) == Quality.BAD) {
                pad.line(x - MARK, y - MARK, x + MARK, y + MARK, thin);
                pad.line(x - MARK, y + MARK, x + MARK, y - MARK, thin);
            } else {
                pad.rect(x - MARK, y - MARK, 2 * MARK, 2 * MARK, colours.panel());
                ring(pad, x, y, thin);
            }
        }
    }

    private static void ring(Pad pad, double x, double y, Pad.Stroke thin) {
        double[] xs = {x - MARK, x + MARK, x + MARK, x - MARK, x - MARK};
        double[] ys = {y - MARK, y - MARK, y + MARK, y + MARK, y - MARK};
        pad.polyline(xs, ys, 0, xs.length, thin);
    }

    private void flags(Pad pad, Reduced at) {
        double free = Double.NEGATIVE_INFINITY;
        for (TrendFlag flag : at.picture().flags()) {
            double x = Math.round(at.x(flag.at())) + 0.5;
            if (x < at.left() || x > at.left() + at.width()) {
                continue;
            }
            pad.line(x, at.top(), x, at.bottom(), new Pad.Stroke(flag.colour(colours), 1, 2, 3));
            if (x >= free) {
                double y = at.top() - letters * 0.45;
                pad.text(flag.glyph(), x, y, Pad.Align.MIDDLE, flag.colour(colours));
                free = x + letters;
            }
        }
    }

    /// Draws what moves with the pointer: a line at a moment, and each course's number there.
    void point(Pad pad, Reduced at, long moment) {
        TrendPicture picture = at.picture();
        if (moment < picture.from() || moment > picture.to() || at.isTooSmall()) {
            return;
        }
        double x = Math.round(at.x(moment)) + 0.5;
        pad.line(x, at.top(), x, at.bottom(), new Pad.Stroke(colours.focus(), 1));
        for (TrendChart.Line line : picture.chart().lines()) {
            TrendReading reading = TrendReading.at(line.pen().ring(), moment);
            if (reading.known()) {
                double y = at.y(reading.value());
                pad.rect(x - 4, y - 4, 8, 8, colours.panel());
                pad.rect(x - 3, y - 3, 6, 6, TrendInk.stroke(colours, line.ink()).ink());
            }
        }
    }

    /// The moments at which something happened, for those who walk from one to the next.
    static List<Long> moments(TrendPicture picture) {
        List<Long> moments = new ArrayList<>();
        picture.flags().forEach(flag -> moments.add(flag.at()));
        picture.bands().forEach(band -> moments.add(band.from()));
        return moments.stream().sorted().distinct().toList();
    }
}
