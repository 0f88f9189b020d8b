package org.fieldproof.engine.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.BiPredicate;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.engine.record.RecordReader;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogReader;
import org.fieldproof.log.io.StoreException;

/// Moves what a lane was routed and is only in the log into its buffer, without the lane running.
/// Killed at any time it can be done again.
public final class CatchUp {
    private static final int READ_BYTES = 256 << 10;

    private CatchUp() {}

    /// Everything in the log up to now that was routed to the lane is in its custody when this
    /// returns, whatever the quota.
    ///
    /// @param files opened without a quota; they stay open
    /// @param routed connection and address of what belongs to the lane
    /// @return how many records were moved
    public static long run(LaneFiles files, DurableLog log, BiPredicate<String, String> routed)
            throws StoreException {
        LaneStore store = files.store();
        UUID epoch = log.epoch();
        if (!store.position().epoch().equals(epoch)) {
            // Nothing of this log was ever handed to it.
            return 0;
        }
        long end = log.durableSeq();
        long from = store.position().position() + 1;
        if (from > end) {
            return 0;
        }
        long skipThrough = Math.max(from - 1, store.backlog().lastSeq());
        RecordReader records = new RecordReader(log.epochs());
        List<FieldRecord> read = new ArrayList<>();
        long moved = 0;
        try (LogReader reader = log.reader(Math.max(from, log.firstSeq()))) {
            while (reader.nextSeq() <= end
                    && reader.read(READ_BYTES, (seq, frame) -> read.add(records.read(seq, frame)))
                            > 0) {
                for (FieldRecord record : read) {
                    if (record.seq() > skipThrough
                            && record.seq() <= end
                            && routed.test(record.connection(), record.address())
                            && !store.vault().contains(record.seq())) {
                        append(store.backlog(), record);
                        moved++;
                    }
                }
                read.clear();
            }
        }
        store.backlog().sync();
        store.position().save(epoch, end);
        return moved;
    }

    private static void append(Backlog backlog, FieldRecord record) throws StoreException {
        if (!backlog.append(record)) {
            throw new IllegalStateException("LANE-1: a buffer without a quota is full");
        }
    }
}
