package org.fieldproof.api.snapshot;

import java.util.Arrays;

/// How the latencies of one second were spread: a count for each of 56 buckets, each 1.41 times as
/// long as the one before it, from 16 microseconds to over an hour. Spreads of several seconds are
/// merged by adding their counts. Immutable.
public final class LatencySpread {

    public static final int BUCKETS = 56;

    /// Nothing was measured.
    public static final LatencySpread NONE = new LatencySpread(0, new long[BUCKETS]);

    private static final double FIRST_MICROS = 16;
    private static final double LOG_STEP = Math.log(2) / 2;

    private final long second;
    private final int first;

    /// From the first bucket with a count to the last one.
    private final long[] counts;

    /// @param second number of the second, growing by one; 0 if there was none yet
    /// @param counts one per bucket
    public LatencySpread(long second, long[] counts) {
        if (counts.length != BUCKETS) {
            throw new IllegalArgumentException(
                    "counts: " + counts.length + " (expected: " + BUCKETS + ")");
        }
        this.second = second;
        int from = 0;
        while (from < BUCKETS && counts[from] == 0) {
            from++;
        }
        int to = BUCKETS;
        while (to > from && counts[to - 1] == 0) {
            to--;
        }
        this.first = from;
        this.counts = Arrays.copyOfRange(counts, from, to);
    }

    public long second() {
        return second;
    }

    public long count(int bucket) {
        int place = bucket - first;
        return place < 0 || place >= counts.length ? 0 : counts[place];
    }

    public long total() {
        return Arrays.stream(counts).sum();
    }

    /// The bucket of a latency; what is longer than the last one is in it.
    public static int bucketOf(double micros) {
        if (micros <= FIRST_MICROS) {
            return 0;
        }
        int bucket = (int) Math.floor(Math.log(micros / FIRST_MICROS) / LOG_STEP);
        return Math.min(BUCKETS - 1, bucket);
    }

    /// Where a bucket begins, in milliseconds; the first one begins at nothing.
    public static double fromMillis(int bucket) {
        return bucket <= 0 ? 0 : FIRST_MICROS / 1_000 * Math.exp(bucket * LOG_STEP);
    }
}
