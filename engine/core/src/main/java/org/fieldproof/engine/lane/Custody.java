package org.fieldproof.engine.lane;

import java.util.UUID;
import org.fieldproof.engine.lane.LaneStore.SavedPosition;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// How far the lane has custody without gaps (LANE-4), and how far that is on the disk, with what
/// the buffer holds by then (LANE-11). Confined to the lane's thread.
final class Custody {
    private static final long SAVE_EVERY_NANOS = 1_000_000_000L;
    private static final long SAVE_EVERY_RECORDS = 10_000;

    private final SavedPosition file;
    private final Books books;
    private final UUID epoch;
    private final boolean known;
    private long position;
    private long savedPosition;
    private long savedNanos;

    /// Takes up the saved position if it is of this epoch; if not, it notes the epoch at once, so
    /// that whatever the buffer holds from now on is known to be of it.
    Custody(LaneStore store, UUID epoch, long nowNanos) throws StoreException {
        this.file = store.position();
        this.books = new Books(store.books(), store.backlog(), nowNanos);
        this.epoch = epoch;
        this.known = file.epoch().equals(epoch);
        this.position = known ? file.position() : 0;
        this.savedPosition = position;
        this.savedNanos = nowNanos;
        if (!known) {
            file.save(epoch, 0);
        }
    }

    /// Whether the lane has been open with this epoch before.
    boolean isKnownEpoch() {
        return known;
    }

    long position() {
        return position;
    }

    long savedPosition() {
        return savedPosition;
    }

    /// Moves on, and saves now and then.
    ///
    /// @return nanoseconds until the next save is due
    long reached(long seq, long now) throws StoreException {
        position = Math.max(position, seq);
        long wait = saveIfDue(now);
        // Behind the position only: what the log still keeps for this lane is not lost with a file.
        return position == savedPosition ? Math.min(wait, books.keepIfDue(now)) : wait;
    }

    private long saveIfDue(long now) throws StoreException {
        long ahead = position - savedPosition;
        if (ahead == 0) {
            savedNanos = now;
            return SAVE_EVERY_NANOS;
        }
        long left = savedNanos + SAVE_EVERY_NANOS - now;
        if (left > 0 && ahead < SAVE_EVERY_RECORDS) {
            return left;
        }
        save(now);
        return SAVE_EVERY_NANOS;
    }

    /// The lane ends.
    ///
    /// @param imbalance of its accounts
    /// @param lastInLog highest seq that is known to be in the log
    /// @param ages saved with it; null if the lane has no quota by age
    void end(long imbalance, long lastInLog, @Nullable AgeQuota ages, long now)
            throws StoreException {
        save(now);
        if (ages != null) {
            ages.save(now);
        }
        // Last: the next start can do without them.
        books.close(imbalance, lastInLog);
    }

    private void save(long now) throws StoreException {
        file.save(epoch, position);
        savedPosition = position;
        savedNanos = now;
    }
}
