package org.fieldproof.engine.telemetry;

import java.util.ArrayList;
import java.util.List;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import org.fieldproof.api.snapshot.LatencySpread;
import org.fieldproof.api.snapshot.LatencyStats;

/// Latencies of one hop over the last ten seconds, from merged histograms.
///
/// One thread records; the read model's thread rotates and reads. Recording never waits for a
/// reader.
public final class LatencyRecorder {
    /// Over how many seconds the figures are taken.
    public static final int WINDOW_SECONDS = 10;

    private static final long HIGHEST_MICROS = 86_400_000_000L;
    private static final int DIGITS = 2;

    private final LatencyCounts counts = new LatencyCounts(HIGHEST_MICROS);
    private final List<Histogram> seconds = new ArrayList<>(WINDOW_SECONDS);
    private final Histogram merged = new Histogram(1, HIGHEST_MICROS, DIGITS);
    private int oldest;
    private LatencyStats stats = LatencyStats.NONE;
    private LatencySpread lastSecond = LatencySpread.NONE;

    /// The writer's call.
    public void record(long nanos) {
        record(nanos, 1);
    }

    /// The writer's call: the same latency for `count` records, as of a batch.
    public void record(long nanos, long count) {
        counts.add(nanos / 1_000, count);
    }

    /// The read model's call, once a second.
    public LatencyStats rotate() {
        Histogram second;
        if (seconds.size() < WINDOW_SECONDS) {
            second = new Histogram(1, HIGHEST_MICROS, DIGITS);
            seconds.add(second);
        } else {
            second = seconds.get(oldest);
            second.reset();
            oldest = (oldest + 1) % WINDOW_SECONDS;
        }
        counts.takeInto(second);
        lastSecond = spread(lastSecond.second() + 1, second);
        merged.reset();
        for (Histogram each : seconds) {
            if (each.getTotalCount() > 0) {
                merged.add(each);
            }
        }
        stats = read(merged);
        return stats;
    }

    /// The figures of the last rotation, for the read model's thread.
    public LatencyStats stats() {
        return stats;
    }

    /// How the last second's latencies were spread, for the read model's thread.
    public LatencySpread lastSecond() {
        return lastSecond;
    }

    private static LatencySpread spread(long number, Histogram of) {
        long[] counts = new long[LatencySpread.BUCKETS];
        for (HistogramIterationValue each : of.recordedValues()) {
            // The middle of the histogram's own step, which is far narrower than a bucket.
            double micros = (double) of.medianEquivalentValue(each.getValueIteratedTo());
            counts[LatencySpread.bucketOf(micros)] += each.getCountAddedInThisIterationStep();
        }
        return new LatencySpread(number, counts);
    }

    private static LatencyStats read(Histogram from) {
        long count = from.getTotalCount();
        if (count == 0) {
            return LatencyStats.NONE;
        }
        return new LatencyStats(
                count,
                from.getValueAtPercentile(50) / 1_000.0,
                from.getValueAtPercentile(95) / 1_000.0,
                from.getValueAtPercentile(99) / 1_000.0,
                from.getMaxValue() / 1_000.0);
    }
}
