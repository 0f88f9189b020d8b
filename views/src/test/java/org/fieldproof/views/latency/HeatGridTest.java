package org.fieldproof.views.latency;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.fieldproof.api.snapshot.LatencySpread;
import org.fieldproof.views.bridge.History;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: records are shown twice, or not at all, or at another latency.
final class HeatGridTest {

    private static final long START = 1_764_250_000_000L;

    @RepeatedTest(20)
    void mergedSecondsAddUpWhateverTheRoom(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        List<History.Spread> spreads = new ArrayList<>();
        long all = 0;
        int seconds = 1 + random.nextInt(900);
        for (int i = 0; i < seconds; i++) {
            long[] counts = new long[LatencySpread.BUCKETS];
            for (int k = 0; k < 20; k++) {
                int count = random.nextInt(40);
                counts[random.nextInt(counts.length)] += count;
                all += count;
            }
            spreads.add(
                    new History.Spread(START + i * 1_000L + 700, new LatencySpread(i + 1, counts)));
        }
        HeatGrid grid =
                HeatGrid.of(spreads, START, START + seconds * 1_000L, 1 + random.nextInt(400));
        long found = 0;
        long totals = 0;
        for (int column = 0; column < grid.columns(); column++) {
            totals += Math.max(0, grid.total(column));
            for (int bucket = 0; bucket < LatencySpread.BUCKETS; bucket++) {
                found += grid.count(column, bucket);
                assertThat(grid.count(column, bucket)).isLessThanOrEqualTo(grid.most());
                if (grid.count(column, bucket) > 0) {
                    assertThat(bucket).isBetween(grid.lowBucket(), grid.highBucket());
                    assertThat(grid.heat(grid.count(column, bucket), 12)).isBetween(0, 11);
                }
            }
        }
        assertThat(found).as("seed " + run.getCurrentRepetition()).isEqualTo(all);
        assertThat(totals).isEqualTo(all);
    }

    /// Harm: a map that shimmers, because a second is in another column at each beat.
    @Test
    void aSecondKeepsItsColumnWhileTimeGoesOn() {
        long[] counts = new long[LatencySpread.BUCKETS];
        counts[9] = 5;
        List<History.Spread> one = List.of(new History.Spread(START, new LatencySpread(1, counts)));
        HeatGrid now = HeatGrid.of(one, START - 60_000, START, 20);
        HeatGrid later = HeatGrid.of(one, START - 59_800, START + 200, 20);
        int column = now.columnAt(START - 500);
        assertThat(now.count(column, 9)).isEqualTo(5);
        assertThat(later.fromMillis(later.columnAt(START - 500))).isEqualTo(now.fromMillis(column));
    }

    @Test
    void sharesAreToldByTheEndOfTheirBucketAndNothingIsNoZero() {
        long[] counts = new long[LatencySpread.BUCKETS];
        counts[12] = 90;
        counts[20] = 10;
        HeatGrid grid =
                HeatGrid.of(
                        List.of(new History.Spread(START, new LatencySpread(1, counts))),
                        START - 10_000,
                        START,
                        10);
        int column = grid.columnAt(START - 500);
        assertThat(grid.within(column, 0.5)).isEqualTo(LatencySpread.fromMillis(13));
        assertThat(grid.within(column, 0.95)).isEqualTo(LatencySpread.fromMillis(21));
        assertThat(grid.total(0)).as("not seen").isEqualTo(-1);
        assertThat(grid.within(0, 0.5)).isNegative();
        assertThat(grid.heat(0, 12)).isEqualTo(-1);
    }
}
