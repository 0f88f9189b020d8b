package org.fieldproof.engine.lane;

import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.engine.lane.LaneStore.SavedAges;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// The quota of a disk buffer by age. Age is counted in *running time*: it goes on only while
/// the gateway runs, by the monotonic clock, and is saved. So neither a wall clock that jumps nor
/// a machine that was off for a month makes data old (G18).
///
/// Now and then a mark is made: up to this seq everything was in the buffer at this running time.
/// What lies at or below a mark is at least as old as the mark; a record may stay longer than the
/// quota by one distance between marks, never shorter.
///
/// Confined to the lane's thread.
final class AgeQuota {
    /// Marks within the age that is allowed.
    private static final int MARKS = 64;

    /// Those, the newest and the last one that is too old.
    private static final int CAPACITY = MARKS + 4;

    /// What a [SavedAges] has room for: running time, count, pairs of seq and running time.
    static final int VALUES = 2 + 2 * CAPACITY;

    private static final long SAVE_EVERY_NANOS = 60_000_000_000L;

    private final SavedAges file;
    private final long ageMaxNanos;
    private final long markEveryNanos;
    private final long[] seqs = new long[CAPACITY];
    private final long[] runs = new long[CAPACITY];
    private final long openedNanos;
    private final long runBefore;
    private int count;
    private long savedNanos;
    private long settledThrough;

    /// @param lastSeq highest seq that is in the buffer now; it has been there for an unknown
    ///     time if no mark covers it, and that time does not count
    AgeQuota(SavedAges file, long ageMaxNanos, long lastSeq, long nowNanos) {
        this.file = file;
        this.ageMaxNanos = ageMaxNanos;
        this.markEveryNanos = Math.max(1, ageMaxNanos / MARKS);
        this.openedNanos = nowNanos;
        this.savedNanos = nowNanos;
        long[] values = file.read();
        this.runBefore = Math.max(0, values[0]);
        int kept = Math.clamp(values[1], 0, CAPACITY);
        for (int i = 0; i < kept; i++) {
            add(values[2 + 2 * i], values[3 + 2 * i]);
        }
        if (lastSeq > 0 && (count == 0 || seqs[count - 1] < lastSeq)) {
            add(lastSeq, runBefore);
        }
    }

    /// A lane's quota by age, if it has one.
    static @Nullable AgeQuota of(LaneDefinition definition, LaneStore store, long nowNanos) {
        if (definition.bufferAgeNanos() == 0) {
            return null;
        }
        Backlog backlog = store.backlog();
        long lastSeq = backlog.records() == 0 ? 0 : backlog.lastSeq();
        return new AgeQuota(store.ages(), definition.bufferAgeNanos(), lastSeq, nowNanos);
    }

    private long run(long nowNanos) {
        return runBefore + (nowNanos - openedNanos);
    }

    private void add(long seq, long run) {
        if (count == CAPACITY) {
            // A quota that was made larger: every other mark is enough.
            count = 0;
            for (int i = 1; i < CAPACITY; i += 2) {
                seqs[count] = seqs[i];
                runs[count] = runs[i];
                count++;
            }
        }
        seqs[count] = seq;
        runs[count] = run;
        count++;
    }

    /// Makes a mark and saves if that is due.
    ///
    /// @param lastSeq highest seq that has gone into the buffer
    /// @return nanoseconds until something is due again
    long note(long lastSeq, long nowNanos) throws StoreException {
        long run = run(nowNanos);
        boolean news = count == 0 || seqs[count - 1] < lastSeq;
        boolean due = count == 0 || run - runs[count - 1] >= markEveryNanos;
        boolean marked = lastSeq > 0 && news && due;
        if (marked) {
            forgetSettled();
            add(lastSeq, run);
        }
        if (marked || nowNanos - savedNanos >= SAVE_EVERY_NANOS) {
            save(nowNanos);
        }
        return Math.min(markEveryNanos, SAVE_EVERY_NANOS);
    }

    /// Everything up to this seq is older than allowed; 0 if nothing is that was not settled.
    long expiredThrough(long nowNanos) {
        long run = run(nowNanos);
        for (int i = count - 1; i >= 0; i--) {
            if (run - runs[i] >= ageMaxNanos) {
                return seqs[i] > settledThrough ? seqs[i] : 0;
            }
        }
        return 0;
    }

    /// Nothing at or below this seq is in the buffer any more.
    void settled(long throughSeq) {
        settledThrough = throughSeq;
    }

    private void forgetSettled() {
        int gone = 0;
        while (gone < count && seqs[gone] <= settledThrough) {
            gone++;
        }
        count -= gone;
        System.arraycopy(seqs, gone, seqs, 0, count);
        System.arraycopy(runs, gone, runs, 0, count);
    }

    void save(long nowNanos) throws StoreException {
        long[] values = new long[VALUES];
        values[0] = run(nowNanos);
        values[1] = count;
        for (int i = 0; i < count; i++) {
            values[2 + 2 * i] = seqs[i];
            values[3 + 2 * i] = runs[i];
        }
        file.save(values);
        savedNanos = nowNanos;
    }
}
