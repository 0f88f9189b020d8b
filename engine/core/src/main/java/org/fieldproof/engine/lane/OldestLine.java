package org.fieldproof.engine.lane;

import java.util.List;
import org.fieldproof.engine.lane.Batch.Origin;
import org.fieldproof.log.io.StoreException;

/// Accept time of the oldest record in the buffer, for pictures, without reading the disk more
/// often than the head moves. Confined to the lane's thread.
final class OldestLine {
    private final Backlog backlog;
    private final SendLine line;
    private final ReplayHead gone;
    private long atMarker;
    private long epochNanos;

    OldestLine(Backlog backlog, SendLine line, ReplayHead gone) {
        this.backlog = backlog;
        this.line = line;
        this.gone = gone;
    }

    /// Epoch nanoseconds; 0 if the buffer is empty, or its head cannot be read now, which is only
    /// a gap in a picture.
    ///
    /// @param marker changes whenever the head may have moved
    long acceptEpochNanos(long marker, Spiller spiller) {
        if (backlog.records() == gone.lines()) {
            return 0;
        }
        for (Batch batch : line) {
            if (batch.origin() == Origin.BUFFER) {
                return batch.records()[0].acceptTimeEpochNanos();
            }
        }
        if (atMarker != marker || epochNanos == 0) {
            atMarker = marker;
            epochNanos = read(spiller);
        }
        return epochNanos;
    }

    private long read(Spiller spiller) {
        try {
            List<Backlog.Kept> oldest = backlog.peek(gone.lines(), 1, 1);
            if (!oldest.isEmpty()) {
                return oldest.getFirst().record().acceptTimeEpochNanos();
            }
        } catch (StoreException e) {
            return 0;
        }
        // Not synced yet, so it cannot be read back; it is still in memory as well.
        return spiller.firstUnsyncedEpochNanos();
    }
}
