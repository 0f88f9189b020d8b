package org.fieldproof.engine.route;

import java.util.Arrays;
import java.util.List;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.engine.lane.Lane;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogReader;
import org.fieldproof.log.frame.SeqRange;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// One lane as the dispatcher sees it: what was read for it and not handed over, and how far in
/// the log it is. A lane that has no room falls behind the others and is fed by a reader of its
/// own, so that nobody waits for it and what it cannot take yet stays in the log, where it is.
///
/// Confined to `fp-dispatch`.
final class LaneFeed implements AutoCloseable {
    private static final int RUN_RECORDS = 512;
    private static final long PRESS_AFTER_NANOS = 50_000_000L;

    /// A burst that is caught up with sooner is nothing to tell.
    private static final long TELL_AFTER_NANOS = 1_000_000_000L;

    private final int index;
    private final Lane lane;
    private FieldRecord[] records = new FieldRecord[RUN_RECORDS];
    private int count;

    /// What was read through, handed over or waiting here.
    private long readThrough;

    private long handedThrough;
    private boolean behind;
    private @Nullable LogReader own;
    private long behindSinceNanos;
    private int damagesTold;
    private boolean unreadable;
    private long restsUntilNanos;
    private long waitingSinceNanos;

    /// @param index of the lane in what routes answer
    /// @param throughSeq the lane has everything up to it, or will recognise it
    LaneFeed(int index, Lane lane, long throughSeq) {
        this.index = index;
        this.lane = lane;
        this.readThrough = throughSeq;
        this.handedThrough = throughSeq;
    }

    Lane lane() {
        return lane;
    }

    /// Whether a record that is led to these goes to this lane.
    boolean isAmong(int[] lanes) {
        for (int each : lanes) {
            if (each == index) {
                return true;
            }
        }
        return false;
    }

    boolean isBehind() {
        return behind;
    }

    long readThrough() {
        return readThrough;
    }

    boolean isEmpty() {
        return count == 0;
    }

    /// A record for the lane, in log order. What it has had already, from a reader of its own
    /// that had got further, is left out.
    void add(FieldRecord record) {
        if (record.seq() <= readThrough) {
            return;
        }
        if (count == records.length) {
            records = Arrays.copyOf(records, count * 2);
        }
        records[count++] = record;
    }

    /// Everything for it up to a seq was added.
    void added(long throughSeq) {
        readThrough = Math.max(readThrough, throughSeq);
    }

    /// Hands over what is here. False if the lane has no room for it: then it stays.
    boolean handOver() {
        if (count > 0) {
            long bytes = Lane.costBytes(records, count);
            if (!lane.hasRoom(bytes)) {
                return false;
            }
            lane.handOver(records, count, bytes);
            records = new FieldRecord[Math.max(RUN_RECORDS, count)];
            count = 0;
        }
        waitingSinceNanos = 0;
        handedThrough = readThrough;
        lane.handedThrough(handedThrough);
        return true;
    }

    /// The lane has no room. If what waits for it may not stay in the log, it is made to move
    /// what it holds to its disk buffer: after a moment, since its destination may be just slow.
    void waits(boolean logIsShort, long now) {
        if (waitingSinceNanos == 0) {
            waitingSinceNanos = now == 0 ? 1 : now;
        }
        boolean mayStay = lane.lagsInLog() && !logIsShort;
        if (!mayStay && now - waitingSinceNanos > PRESS_AFTER_NANOS) {
            lane.press();
        }
        if (behind && now - behindSinceNanos > TELL_AFTER_NANOS) {
            lane.lags(true);
        }
    }

    /// Lets the others go on without it: what is here will be read again.
    void fallBehind(long now) {
        behind = true;
        behindSinceNanos = now;
        startOver();
    }

    /// Its own reader, behind what is here.
    LogReader own(DurableLog log) throws StoreException {
        LogReader reader = own;
        if (reader == null) {
            reader = log.reader(readThrough + 1);
            own = reader;
        }
        return reader;
    }

    /// Its part of the log could not be read: it is left alone until then. True if that is new.
    boolean unreadable(long untilNanos) {
        startOver();
        restsUntilNanos = untilNanos;
        boolean isNew = !unreadable;
        unreadable = true;
        return isNew;
    }

    /// It is left alone for the moment.
    boolean rests(long now) {
        return unreadable && now - restsUntilNanos < 0;
    }

    /// What its own reader had to step over, each once.
    List<SeqRange> newlyDamaged(LogReader reader) {
        unreadable = false;
        List<SeqRange> damaged = reader.damaged();
        List<SeqRange> fresh =
                damaged.subList(Math.min(damagesTold, damaged.size()), damaged.size());
        damagesTold = damaged.size();
        return fresh;
    }

    /// With less it would fall behind again at once, and each time is a reader made anew.
    boolean hasRoomToRejoin() {
        return lane.hasRoom(lane.parts().definition().queueBytes() / 2);
    }

    /// It has what the others have, and is fed with them again.
    void rejoin() {
        close();
        behind = false;
        lane.lags(false);
    }

    /// What is here is read again.
    void startOver() {
        close();
        count = 0;
        readThrough = handedThrough;
    }

    @Override
    public void close() {
        damagesTold = 0;
        if (own != null) {
            own.close();
            own = null;
        }
    }
}
