package org.fieldproof.engine.lane;

import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// Lines at the head of the buffer whose records are in custody elsewhere by now. The buffer lets
/// go of them together, now and then, because each time costs a sync; a crash in between only
/// means that they are delivered once more. Confined to the lane's thread.
final class ReplayHead {
    private static final long EVERY_NANOS = 100_000_000L;
    private static final int EVERY_LINES = 4_096;

    private final Backlog backlog;
    private int lines;
    private long sinceNanos;
    private Backlog.@Nullable Place behind;

    ReplayHead(Backlog backlog) {
        this.backlog = backlog;
    }

    /// Lines of the buffer that count as gone already.
    int lines() {
        return lines;
    }

    /// The batch was next in the buffer, and is done.
    void done(Batch batch, long now) {
        if (lines == 0) {
            sinceNanos = now;
        }
        lines += batch.size();
        behind = batch.lastCursor();
    }

    /// Lets go if it is due; gives the nanoseconds until it is.
    long letGoIfDue(long now) throws StoreException {
        if (lines == 0) {
            return Long.MAX_VALUE;
        }
        long left = sinceNanos + EVERY_NANOS - now;
        if (left > 0 && lines < EVERY_LINES && lines < backlog.records()) {
            return left;
        }
        letGo();
        return Long.MAX_VALUE;
    }

    void letGo() throws StoreException {
        if (lines == 0) {
            return;
        }
        Backlog.Place place = behind;
        if (place == null) {
            // Put into the buffer while under way: its place is found by count.
            place = backlog.peek(0, lines, Long.MAX_VALUE).getLast().behind();
        }
        backlog.advance(place);
        lines = 0;
        behind = null;
    }
}
