package org.fieldproof.views.latency;

import java.util.Arrays;
import java.util.List;
import org.fieldproof.api.snapshot.LatencySpread;
import org.fieldproof.views.bridge.History;

/// Latencies over time, counted: columns of so many seconds, rows of buckets. Seconds that share a
/// column are merged by adding their counts. Columns stand at round moments, so that a count once
/// shown does not change its column. Needs no toolkit.
final class HeatGrid {

    private static final int ROWS_MIN = 8;

    private final long firstMillis;
    private final long columnMillis;
    private final SpreadSum[] sums;
    private int lowBucket;
    private int highBucket;
    private long most;
    private long oldestMillis = Long.MIN_VALUE;

    private HeatGrid(long firstMillis, long columnMillis, int columns) {
        this.firstMillis = firstMillis;
        this.columnMillis = columnMillis;
        sums = new SpreadSum[columns];
        Arrays.setAll(sums, _ -> new SpreadSum());
    }

    /// @param columnsMax as many columns as there is room for
    static HeatGrid of(List<History.Spread> spreads, long from, long to, int columnsMax) {
        long seconds = Math.max(1, Math.ceilDiv(to - from, 1_000));
        long column = 1_000 * Math.max(1, Math.ceilDiv(seconds, Math.max(1, columnsMax)));
        long first = Math.floorDiv(from, column) * column;
        int columns = (int) (Math.floorDiv(to, column) - Math.floorDiv(from, column)) + 1;
        HeatGrid grid = new HeatGrid(first, column, columns);
        if (!spreads.isEmpty()) {
            grid.oldestMillis = spreads.getFirst().atMillis() - 1_000;
        }
        for (History.Spread spread : spreads) {
            // The second ends at its moment; the middle of it says where it belongs.
            long at = spread.atMillis() - 500;
            if (at >= first && at <= to) {
                grid.sums[(int) ((at - first) / column)].add(spread.of());
            }
        }
        grid.measure();
        return grid;
    }

    private void measure() {
        int low = LatencySpread.BUCKETS;
        int high = -1;
        for (SpreadSum column : sums) {
            for (int bucket = 0; bucket < LatencySpread.BUCKETS; bucket++) {
                if (column.count(bucket) > 0) {
                    low = Math.min(low, bucket);
                    high = Math.max(high, bucket);
                    most = Math.max(most, column.count(bucket));
                }
            }
        }
        if (high < 0) {
            low = LatencySpread.bucketOf(1_000);
            high = low;
        }
        int missing = Math.max(0, ROWS_MIN - (high - low + 1));
        lowBucket = Math.max(0, low - 1 - missing / 2);
        highBucket = Math.min(LatencySpread.BUCKETS - 1, high + 1 + missing - missing / 2);
    }

    int columns() {
        return sums.length;
    }

    long columnMillis() {
        return columnMillis;
    }

    long fromMillis(int column) {
        return firstMillis + column * columnMillis;
    }

    /// The column of a moment, at the edge for one beyond it.
    int columnAt(long millis) {
        return Math.clamp((millis - firstMillis) / columnMillis, 0, sums.length - 1);
    }

    long count(int column, int bucket) {
        return sums[column].count(bucket);
    }

    /// Samples of a column; -1 if the console saw nothing of that time.
    long total(int column) {
        return sums[column].seconds() == 0 ? -1 : sums[column].total();
    }

    /// Whether a column ends before what is kept begins: whether it was seen is not known.
    boolean isBeforeKept(int column) {
        return fromMillis(column + 1) <= oldestMillis;
    }

    int lowBucket() {
        return lowBucket;
    }

    int highBucket() {
        return highBucket;
    }

    /// The largest count of all cells.
    long most() {
        return most;
    }

    /// How hot a count is, by its logarithm: few beside many are still seen.
    ///
    /// @return 0 to `steps` - 1; -1 for none
    int heat(long count, int steps) {
        if (count <= 0) {
            return -1;
        }
        if (most <= 1) {
            return steps - 1;
        }
        return (int) Math.round(Math.log((double) count) / Math.log((double) most) * (steps - 1));
    }

    /// Within how many milliseconds such a share of a column's samples were: the end of the bucket
    /// in which it is reached. Negative without samples.
    double within(int column, double share) {
        return sums[column].within(share);
    }
}
