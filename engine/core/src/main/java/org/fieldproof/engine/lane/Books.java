package org.fieldproof.engine.lane;

import org.fieldproof.engine.lane.LaneStore.SavedBooks;
import org.fieldproof.log.buffer.BufferExtent;
import org.fieldproof.log.io.StoreException;

/// Keeps on the disk what the lane's buffer holds, so that the next start knows whether it is
/// still there (LANE-11). Written behind the sync of what it tells of, now and then. Confined to
/// the lane's thread.
final class Books {
    private static final long SAVE_EVERY_NANOS = 1_000_000_000L;

    private final SavedBooks file;
    private final Backlog backlog;
    private BufferExtent saved;
    private long logEnd;
    private long savedNanos;

    Books(SavedBooks file, Backlog backlog, long nowNanos) {
        this.file = file;
        this.backlog = backlog;
        this.saved = file.buffer();
        this.logEnd = file.logEnd();
        // The first ones are due at once: they say what this start has told of.
        this.savedNanos = nowNanos - SAVE_EVERY_NANOS;
    }

    /// Saves if something has changed and enough time has gone; gives the nanoseconds until it is
    /// due.
    long keepIfDue(long now) throws StoreException {
        BufferExtent extent = backlog.extent();
        if (extent.equals(saved)) {
            return Long.MAX_VALUE;
        }
        long left = savedNanos + SAVE_EVERY_NANOS - now;
        if (left > 0) {
            return left;
        }
        save(extent, logEnd);
        savedNanos = now;
        return Long.MAX_VALUE;
    }

    /// The lane ends. What its accounts miss by then should be in the buffer and is not: it goes
    /// into these books, or the next start would count what is there and find nothing wrong.
    ///
    /// @param imbalance of the lane's accounts
    /// @param lastInLog highest seq that is in the log; 0 if nobody said
    void close(long imbalance, long lastInLog) throws StoreException {
        BufferExtent extent = backlog.extent();
        BufferExtent owed = extent.withRecords(extent.records() + Math.max(0, imbalance));
        long end = Math.max(logEnd, lastInLog);
        if (!owed.equals(saved) || end != logEnd) {
            save(owed, end);
        }
    }

    private void save(BufferExtent extent, long end) throws StoreException {
        file.save(extent, end);
        saved = extent;
        logEnd = end;
    }
}
