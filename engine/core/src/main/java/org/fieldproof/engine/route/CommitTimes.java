package org.fieldproof.engine.route;

import org.fieldproof.engine.telemetry.LatencyRecorder;

/// When the log's last commits became durable, for measuring how long the dispatcher takes. A
/// ring with one writer (`fp-log`) and one reader (`fp-dispatch`); a commit that finds no room is
/// not measured.
final class CommitTimes {
    private static final int SLOTS = 1 << 12;

    private final long[] seqs = new long[SLOTS];
    private final long[] nanos = new long[SLOTS];
    private final int[] records = new int[SLOTS];

    // Volatile: each has one writer, and publishes the slots behind it.
    private volatile long written;
    private volatile long taken;

    void committed(long lastSeq, int count, long nowNanos) {
        long at = written;
        if (at - taken >= SLOTS) {
            return;
        }
        int slot = (int) (at % SLOTS);
        seqs[slot] = lastSeq;
        nanos[slot] = nowNanos;
        records[slot] = count;
        written = at + 1;
    }

    /// Measures every commit up to a seq.
    void handedThrough(long seq, long nowNanos, LatencyRecorder into) {
        long end = written;
        long at = taken;
        while (at < end && seqs[(int) (at % SLOTS)] <= seq) {
            int slot = (int) (at % SLOTS);
            into.record(nowNanos - nanos[slot], Math.max(1, records[slot]));
            at++;
        }
        taken = at;
    }
}
