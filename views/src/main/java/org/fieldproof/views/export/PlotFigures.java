package org.fieldproof.views.export;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;
import org.fieldproof.api.record.CsvCell;
import org.fieldproof.views.bridge.TimeRing;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.control.TimeAxis;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;

/// What lines over time show, as the rows of a table and as CSV. FX thread.
///
/// @param figures how times are written
/// @param from begin of the time shown, in milliseconds
/// @param to its end
public record PlotFigures(Figures figures, List<Line> lines, long from, long to) {

    private static final int ROWS = 60;
    private static final long STEP_MIN_MILLIS = 1_000;

    public PlotFigures {
        lines = List.copyOf(lines);
    }

    /// A line.
    ///
    /// @param text how a number of its is written
    public record Line(String name, TimeRing ring, DoubleFunction<String> text) {

        /// The last number before a moment, unless it is older than that.
        public String before(long at, long millis) {
            int index = ring.firstAt(at + 1) - 1;
            boolean known = index >= 0 && at - ring.atMillis(index) <= millis;
            return known ? text.apply(ring.value(index)) : Figures.NONE;
        }
    }

    /// A stretch of time.
    ///
    /// @param values of each line at its end
    public record Row(String id, String time, List<String> values) {}

    /// A table with a column for each line.
    public static RowTable<Row> table(Desk desk, String id, List<String> names) {
        RowTable<Row> made =
                new RowTable<Row>(Row::id, desk.text("trend.table.empty"))
                        .mono(desk.text("trend.column.time"), 110, Row::time)
                        .named("time", Measure.CLOCK);
        for (int i = 0; i < names.size(); i++) {
            int line = i;
            made.right(names.get(i), 220, row -> row.values().get(line));
        }
        made.setId(id);
        return made;
    }

    /// The figures at the end of each stretch of time, newest first.
    public List<Row> rows() {
        long step = Math.max(STEP_MIN_MILLIS, TimeAxis.step(to - from, ROWS, 1));
        List<Row> rows = new ArrayList<>();
        for (long at = TimeAxis.first(from, step); at <= to; at += step) {
            long moment = at;
            rows.add(
                    new Row(
                            Long.toString(at),
                            figures.time(Instant.ofEpochMilli(at)),
                            lines.stream().map(line -> line.before(moment, step)).toList()));
        }
        return rows.reversed();
    }

    /// Every number as it was taken.
    public String csv() {
        StringBuilder csv = new StringBuilder("time,chart,value\n");
        for (Line line : lines) {
            TimeRing ring = line.ring();
            for (int i = ring.firstAt(from); i < ring.size(); i++) {
                if (ring.atMillis(i) <= to) {
                    csv.append(Instant.ofEpochMilli(ring.atMillis(i))).append(',');
                    csv.append(CsvCell.of(line.name())).append(',');
                    csv.append(ring.value(i)).append('\n');
                }
            }
        }
        return csv.toString();
    }
}
