package org.fieldproof.views.trend;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.fieldproof.api.record.CsvCell;
import org.fieldproof.api.record.Quality;
import org.fieldproof.views.bridge.TimeRing;
import org.fieldproof.views.bridge.Trends;
import org.fieldproof.views.control.TimeAxis;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;

/// What charts show as figures: as a table to read, in at most sixty or so stretches of time, and
/// as CSV with every single number. Needs no toolkit.
final class TrendSheet {

    private static final int ROWS = 60;

    private final Desk desk;
    private final List<TrendPicture> pictures;

    TrendSheet(Desk desk, List<TrendPicture> pictures) {
        this.desk = desk;
        this.pictures = pictures;
    }

    private List<Trends.Pen> pens() {
        return pictures.stream()
                .flatMap(picture -> picture.chart().lines().stream())
                .map(TrendChart.Line::pen)
                .toList();
    }

    /// Stretches of time, oldest first.
    List<TrendRow> rows() {
        if (pictures.isEmpty()) {
            return List.of();
        }
        TrendPicture any = pictures.getFirst();
        long step = Math.max(1_000, TimeAxis.step(any.to() - any.from(), ROWS, 1));
        List<TrendRow> rows = new ArrayList<>();
        for (long at = TimeAxis.first(any.from(), step) - step; at <= any.to(); at += step) {
            long from = Math.max(at, any.from());
            long to = Math.min(at + step - 1, any.to());
            if (from <= to) {
                rows.add(row(at, from, to, any));
            }
        }
        return rows;
    }

    private TrendRow row(long at, long from, long to, TrendPicture any) {
        return new TrendRow(
                Long.toString(at),
                desk.figures().time(Instant.ofEpochMilli(at)),
                pens().stream().map(pen -> value(pen.ring(), from, to)).toList(),
                remark(any, from, to));
    }

    private static String remark(TrendPicture picture, long from, long to) {
        return picture.flags().stream()
                .filter(flag -> flag.at() >= from && flag.at() <= to)
                .map(TrendFlag::words)
                .collect(Collectors.joining("; "));
    }

    private String value(TimeRing ring, long from, long to) {
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        Quality worst = Quality.GOOD;
        boolean any = false;
        for (int i = ring.firstAt(from); i < ring.size() && ring.atMillis(i) <= to; i++) {
            any = true;
            double value = ring.value(i);
            least = value < least ? value : least;
            most = value > most ? value : most;
            worst = ring.quality(i).compareTo(worst) > 0 ? ring.quality(i) : worst;
        }
        if (!any) {
            return Figures.NONE;
        }
        Figures figures = desk.figures();
        String low = figures.number(least);
        String high = figures.number(most);
        String numbers = least > most ? Figures.NONE : low.equals(high) ? low : low + " … " + high;
        return worst == Quality.GOOD
                ? numbers
                : numbers + " " + desk.text("live.quality." + worst.name());
    }

    /// Every number that is shown, times in ISO 8601, decimal dots.
    String csv() {
        StringBuilder csv = new StringBuilder("time,connection,address,field,unit,value,quality\n");
        for (TrendPicture picture : pictures) {
            for (TrendChart.Line line : picture.chart().lines()) {
                lines(csv, picture, line.pen());
            }
        }
        return csv.toString();
    }

    private static void lines(StringBuilder csv, TrendPicture picture, Trends.Pen pen) {
        TimeRing ring = pen.ring();
        for (int i = ring.firstAt(picture.from()); i < ring.size(); i++) {
            if (ring.atMillis(i) > picture.to()) {
                break;
            }
            csv.append(Instant.ofEpochMilli(ring.atMillis(i))).append(',');
            csv.append(CsvCell.of(pen.connection())).append(',');
            csv.append(CsvCell.of(pen.address())).append(',');
            csv.append(CsvCell.of(pen.field())).append(',');
            csv.append(CsvCell.of(pen.unit())).append(',');
            csv.append(Double.isNaN(ring.value(i)) ? "" : Double.toString(ring.value(i)));
            csv.append(',').append(ring.quality(i).name().toLowerCase(Locale.ROOT)).append('\n');
        }
    }
}
