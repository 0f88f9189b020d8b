package org.fieldproof.engine.telemetry;

import java.util.concurrent.atomic.AtomicLongArray;
import org.HdrHistogram.Histogram;

/// Counts of latencies that only grow: one thread counts, another now and then takes what came
/// since it last did. A count costs one plain addition, because nobody ever resets anything.
///
/// Microseconds up to 255 have a place each; above, every power of two is divided into 128, so
/// that a figure is off by less than one in a hundred.
final class LatencyCounts {
    private static final int DIVISION_BITS = 7;
    private static final int DIVISIONS = 1 << DIVISION_BITS;

    private final long highestMicros;
    private final AtomicLongArray counts;
    private final long[] taken;

    LatencyCounts(long highestMicros) {
        this.highestMicros = highestMicros;
        int places = placeOf(highestMicros) + 1;
        this.counts = new AtomicLongArray(places);
        this.taken = new long[places];
    }

    /// The counting thread's call.
    void add(long micros, long count) {
        int place = placeOf(Math.clamp(micros, 1, highestMicros));
        counts.setRelease(place, counts.getPlain(place) + count);
    }

    /// The taking thread's call: adds what came since its last call.
    void takeInto(Histogram histogram) {
        for (int place = 0; place < taken.length; place++) {
            long now = counts.getAcquire(place);
            long more = now - taken[place];
            if (more > 0) {
                histogram.recordValueWithCount(Math.min(valueOf(place), highestMicros), more);
                taken[place] = now;
            }
        }
    }

    private static int placeOf(long micros) {
        int shift = Math.max(0, 63 - Long.numberOfLeadingZeros(micros) - DIVISION_BITS);
        return shift * DIVISIONS + (int) (micros >> shift);
    }

    /// The middle of a place.
    private static long valueOf(int place) {
        int shift = Math.max(0, place / DIVISIONS - 1);
        long lowest = (long) (place - shift * DIVISIONS) << shift;
        return lowest + ((1L << shift) >> 1);
    }
}
