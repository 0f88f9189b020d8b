package org.fieldproof.views.latency;

import org.fieldproof.api.snapshot.LatencySpread;

/// Latencies of several seconds, merged by adding their counts: what is read off is as exact as the
/// buckets are, and never an average of percentiles. Needs no toolkit.
final class SpreadSum {
    private final long[] counts = new long[LatencySpread.BUCKETS];
    private long total;
    private int seconds;

    void add(LatencySpread spread) {
        seconds++;
        for (int bucket = 0; bucket < LatencySpread.BUCKETS; bucket++) {
            long count = spread.count(bucket);
            counts[bucket] += count;
            total += count;
        }
    }

    long count(int bucket) {
        return counts[bucket];
    }

    long total() {
        return total;
    }

    /// How many seconds were added.
    int seconds() {
        return seconds;
    }

    /// Within how many milliseconds such a share of the samples were: the end of the bucket in
    /// which it is reached. Negative without samples.
    double within(double share) {
        long wanted = (long) Math.ceil(total * share);
        if (total <= 0) {
            return -1;
        }
        long seen = 0;
        for (int bucket = 0; bucket < LatencySpread.BUCKETS; bucket++) {
            seen += counts[bucket];
            if (seen >= wanted) {
                return LatencySpread.fromMillis(bucket + 1);
            }
        }
        return -1;
    }
}
