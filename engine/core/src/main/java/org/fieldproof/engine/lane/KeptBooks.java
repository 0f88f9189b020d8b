package org.fieldproof.engine.lane;

import java.io.IOException;
import java.nio.file.Path;
import org.fieldproof.engine.lane.LaneStore.SavedBooks;
import org.fieldproof.log.buffer.BufferExtent;
import org.fieldproof.log.frame.SeqRange;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.ledger.PositionFile;

/// A lane's `books`: six values of the buffer's extent, the last seq of the log, and the holes
/// that were told of by the time they are written, two values each. Confined to the lane's thread.
final class KeptBooks implements SavedBooks {
    static final String NAME = "books";
    private static final int TOLD_FROM = 7;
    private static final int TOLD_MAX = 16;

    private final PositionFile file;
    private SeqRanges told;

    private KeptBooks(PositionFile file) {
        this.file = file;
        SeqRanges read = SeqRanges.NONE;
        for (int at = TOLD_FROM; at < TOLD_FROM + 2 * TOLD_MAX; at += 2) {
            if (file.value(at) > 0) {
                read = read.and(SeqRanges.between(file.value(at), file.value(at + 1)));
            }
        }
        this.told = read;
    }

    static KeptBooks open(Path path, LogFiles files) throws StoreException {
        return new KeptBooks(PositionFile.open(path, TOLD_FROM + 2 * TOLD_MAX, files));
    }

    /// As they stand, without opening them; they cannot be saved.
    static KeptBooks look(Path path, LogFiles files) throws IOException {
        return new KeptBooks(PositionFile.look(path, TOLD_FROM + 2 * TOLD_MAX, files));
    }

    PositionFile file() {
        return file;
    }

    boolean isEmpty() {
        return !buffer().isKnown() && logEnd() == 0;
    }

    /// Holes of the buffer that an earlier start has told of.
    SeqRanges told() {
        return told;
    }

    void tell(SeqRanges holes) {
        told = holes.atMost(TOLD_MAX);
    }

    @Override
    public BufferExtent buffer() {
        return new BufferExtent(
                file.value(0),
                file.value(1),
                file.value(2),
                file.value(3),
                file.value(4),
                file.value(5));
    }

    @Override
    public long logEnd() {
        return file.value(6);
    }

    long highestSeq() {
        return Math.max(file.value(5), file.value(6));
    }

    @Override
    public void save(BufferExtent buffer, long logEnd) throws StoreException {
        long[] values = new long[TOLD_FROM + 2 * TOLD_MAX];
        values[0] = buffer.headSegment();
        values[1] = buffer.headOffset();
        values[2] = buffer.records();
        values[3] = buffer.tailSegment();
        values[4] = buffer.tailOffset();
        values[5] = buffer.lastSeq();
        values[6] = logEnd;
        int at = TOLD_FROM;
        for (SeqRange each : told.ranges()) {
            values[at++] = each.fromSeq();
            values[at++] = each.toSeq();
        }
        file.write(values);
    }

    @Override
    public void close() {
        file.close();
    }
}
