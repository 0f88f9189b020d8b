package org.fieldproof.views.latency;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fieldproof.api.record.CsvCell;
import org.fieldproof.api.snapshot.HopSnapshot;
import org.fieldproof.api.snapshot.LatencySpread;
import org.fieldproof.views.bridge.History;
import org.fieldproof.views.bridge.TimeRing;
import org.fieldproof.views.control.TimeAxis;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.perspective.Desk;

/// What the charts of a hop show, as a table to read and as CSV. Needs no toolkit.
final class LatencySheet {

    private static final int ROWS = 60;
    private static final String[] PERCENTILES = {"p50", "p95", "p99"};
    private static final double[] SHARES = {0.5, 0.95, 0.99, 1};

    private final Desk desk;

    LatencySheet(Desk desk) {
        this.desk = desk;
    }

    /// The percentiles at the end of each stretch of time.
    List<LatencySheetRow> lines(History history, HopSnapshot hop, long from, long to) {
        long step = Math.max(1_000, TimeAxis.step(to - from, ROWS, 1));
        List<LatencySheetRow> rows = new ArrayList<>();
        for (long at = TimeAxis.first(from, step); at <= to; at += step) {
            List<String> cells = new ArrayList<>(List.of(time(at)));
            for (String percentile : PERCENTILES) {
                TimeRing ring = history.series(History.hop(hop, percentile));
                int index = ring.firstAt(at + 1) - 1;
                boolean known = index >= 0 && at - ring.atMillis(index) <= step;
                cells.add(known ? desk.figures().millis(ring.value(index)) : Figures.NONE);
            }
            rows.add(new LatencySheetRow(Long.toString(at), cells));
        }
        return rows;
    }

    /// Stretches of time, with the latencies within which shares of their records were; the same
    /// ones however wide the heat map is.
    List<LatencySheetRow> heat(List<History.Spread> spreads, long from, long to) {
        HeatGrid grid = HeatGrid.of(spreads, from, to, ROWS);
        List<LatencySheetRow> rows = new ArrayList<>();
        for (int column = 0; column < grid.columns(); column++) {
            long total = grid.total(column);
            List<String> cells = new ArrayList<>(List.of(time(grid.fromMillis(column))));
            cells.add(desk.figures().count(total));
            for (double share : SHARES) {
                cells.add(desk.figures().millis(grid.within(column, share)));
            }
            rows.add(new LatencySheetRow(Long.toString(grid.fromMillis(column)), cells));
        }
        return rows;
    }

    List<LatencySheetRow> way(List<HopBars.Bar> bars) {
        return bars.stream()
                .map(
                        bar ->
                                new LatencySheetRow(
                                        bar.name(),
                                        List.of(
                                                bar.name(),
                                                desk.figures().count(bar.count()),
                                                millis(bar, bar.p50()),
                                                millis(bar, bar.p95()))))
                .toList();
    }

    private String millis(HopBars.Bar bar, double millis) {
        return desk.figures().millis(bar.count() == 0 ? -1 : millis);
    }

    private String time(long millis) {
        return desk.figures().time(Instant.ofEpochMilli(millis));
    }

    static String linesCsv(History history, HopSnapshot hop, long from, long to) {
        StringBuilder csv = new StringBuilder("time,hop,lane,percentile,milliseconds\n");
        for (String percentile : PERCENTILES) {
            TimeRing ring = history.series(History.hop(hop, percentile));
            for (int i = ring.firstAt(from); i < ring.size() && ring.atMillis(i) <= to; i++) {
                csv.append(Instant.ofEpochMilli(ring.atMillis(i))).append(',');
                csv.append(hop.hop()).append(',').append(CsvCell.of(hop.lane())).append(',');
                csv.append(percentile).append(',').append(ring.value(i)).append('\n');
            }
        }
        return csv.toString();
    }

    /// Every latency with records in it, second by second, however wide the heat map is. A second
    /// in which nothing came is a line of its own; one that was not seen has none.
    static String heatCsv(List<History.Spread> spreads, long from, long to, HopSnapshot hop) {
        HeatGrid grid = HeatGrid.of(spreads, from, to, Integer.MAX_VALUE);
        StringBuilder csv =
                new StringBuilder(
                        "time,seconds,hop,lane,from_ms,below_ms,records,records_in_all\n");
        for (int column = 0; column < grid.columns(); column++) {
            if (grid.total(column) == 0) {
                csv.append(Instant.ofEpochMilli(grid.fromMillis(column))).append(',');
                csv.append(grid.columnMillis() / 1_000).append(',');
                csv.append(hop.hop()).append(',').append(CsvCell.of(hop.lane()));
                csv.append(",,,0,0\n");
            }
            for (int bucket = 0; bucket < LatencySpread.BUCKETS; bucket++) {
                long count = grid.count(column, bucket);
                if (count > 0) {
                    csv.append(Instant.ofEpochMilli(grid.fromMillis(column))).append(',');
                    csv.append(grid.columnMillis() / 1_000).append(',');
                    csv.append(hop.hop()).append(',').append(CsvCell.of(hop.lane())).append(',');
                    csv.append(number(LatencySpread.fromMillis(bucket))).append(',');
                    csv.append(number(LatencySpread.fromMillis(bucket + 1))).append(',');
                    csv.append(count).append(',').append(grid.total(column)).append('\n');
                }
            }
        }
        return csv.toString();
    }

    static String wayCsv(List<HopBars.Bar> bars) {
        StringBuilder csv = new StringBuilder("hop,records,p50_ms,p95_ms\n");
        for (HopBars.Bar bar : bars) {
            csv.append(CsvCell.of(bar.name())).append(',').append(bar.count()).append(',');
            csv.append(number(bar.p50())).append(',').append(number(bar.p95())).append('\n');
        }
        return csv.toString();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }
}
