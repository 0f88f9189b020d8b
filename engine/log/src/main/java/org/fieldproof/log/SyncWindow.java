package org.fieldproof.log;

import java.util.Arrays;

/// The last syncs' times and group sizes. `fp-log` adds, any thread asks: hence the lock, taken
/// once per sync and never across one.
final class SyncWindow {
    private static final int SIZE = 1024;

    private final long[] nanos = new long[SIZE];
    private final int[] records = new int[SIZE];
    private int next;
    private int count;
    private long totalRecords;

    /// Percentiles of the window.
    record Picture(
            int count, long p50, long p99, long max, double recordsPerSync, long totalRecords) {}

    synchronized void add(long syncNanos, int groupRecords) {
        nanos[next] = syncNanos;
        records[next] = groupRecords;
        next = (next + 1) % SIZE;
        count = Math.min(SIZE, count + 1);
        totalRecords += groupRecords;
    }

    Picture picture() {
        long[] sorted;
        long inWindow = 0;
        long total;
        synchronized (this) {
            sorted = Arrays.copyOf(nanos, count);
            for (int i = 0; i < count; i++) {
                inWindow += records[i];
            }
            total = totalRecords;
        }
        if (sorted.length == 0) {
            return new Picture(0, 0, 0, 0, 0, total);
        }
        Arrays.sort(sorted);
        return new Picture(
                sorted.length,
                sorted[(sorted.length - 1) / 2],
                sorted[(int) Math.ceil(sorted.length * 0.99) - 1],
                sorted[sorted.length - 1],
                (double) inWindow / sorted.length,
                total);
    }
}
