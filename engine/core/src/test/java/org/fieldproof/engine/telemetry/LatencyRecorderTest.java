package org.fieldproof.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.fieldproof.api.snapshot.LatencySpread;
import org.fieldproof.api.snapshot.LatencyStats;
import org.junit.jupiter.api.Test;

/// Harm: the console and the benches show latencies that nobody had.
class LatencyRecorderTest {
    @Test
    void aLatencyIsShownWithinTwoPercentOverTheWholeRange() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 2_000; i++) {
            double micros = Math.exp(random.nextDouble(0, 25)); // to 20 hours
            LatencyRecorder recorder = new LatencyRecorder();
            recorder.record((long) (micros * 1_000), 3);
            LatencyStats stats = recorder.rotate();
            assertThat(stats.count()).isEqualTo(3);
            double expected = Math.max(1, Math.floor(micros)) / 1_000;
            assertThat(stats.p50Ms())
                    .as("%s us", micros)
                    .isCloseTo(expected, within(expected / 50));
        }
    }

    @Test
    void whatIsCountedWhileSomebodyLooksIsCountedOnce() throws Exception {
        LatencyRecorder recorder = new LatencyRecorder();
        Thread counting =
                Thread.ofPlatform()
                        .start(
                                () -> {
                                    for (int i = 0; i < 2_000_000; i++) {
                                        recorder.record(1_000L * (1 + i % 500));
                                    }
                                });
        // Fewer looks than the window has places, so that none of it is forgotten.
        for (int i = 0; i < LatencyRecorder.WINDOW_SECONDS - 1; i++) {
            recorder.rotate();
            Thread.onSpinWait();
        }
        counting.join();
        assertThat(recorder.rotate().count()).isEqualTo(2_000_000);
    }

    @Test
    void afterTheWindowALatencyIsForgotten() {
        LatencyRecorder recorder = new LatencyRecorder();
        recorder.record(5_000_000);
        for (int i = 0; i < LatencyRecorder.WINDOW_SECONDS; i++) {
            assertThat(recorder.rotate().count()).isEqualTo(1);
        }
        assertThat(recorder.rotate().count()).isZero();
    }

    /// Harm: the heat map shows records where there were none, or fewer than there were.
    @Test
    void theSpreadOfASecondHasEachRecordOnceInItsBucket() {
        LatencyRecorder recorder = new LatencyRecorder();
        assertThat(recorder.lastSecond().second()).isZero();
        SplittableRandom random = new SplittableRandom(5);
        for (int second = 1; second <= 30; second++) {
            long[] expected = new long[LatencySpread.BUCKETS];
            for (int i = 0; i < 500; i++) {
                // The middle of a bucket, so that no rounding moves it to another one.
                int bucket = random.nextInt(2, LatencySpread.BUCKETS);
                double micros = LatencySpread.fromMillis(bucket) * 1_000 * 1.19;
                recorder.record((long) (micros * 1_000));
                expected[bucket]++;
            }
            recorder.rotate();
            LatencySpread spread = recorder.lastSecond();
            assertThat(spread.second()).isEqualTo(second);
            assertThat(spread.total()).isEqualTo(500);
            for (int bucket = 0; bucket < LatencySpread.BUCKETS; bucket++) {
                assertThat(spread.count(bucket))
                        .as("bucket %s", bucket)
                        .isEqualTo(expected[bucket]);
            }
        }
        recorder.rotate();
        assertThat(recorder.lastSecond().total()).isZero();
        assertThat(LatencySpread.bucketOf(1e18)).isEqualTo(LatencySpread.BUCKETS - 1);
        assertThat(LatencySpread.bucketOf(0)).isZero();
    }
}
