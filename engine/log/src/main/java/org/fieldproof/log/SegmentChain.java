package org.fieldproof.log;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import org.jspecify.annotations.Nullable;

/// The segments in order, and which of them may go. Any thread reads; `fp-log` adds and removes.
///
/// Taking one out and placing a hold exclude each other by the lock, so that a hold never names a
/// segment that is just being deleted.
final class SegmentChain {
    private final ConcurrentSkipListMap<Long, Segment> byFirstSeq = new ConcurrentSkipListMap<>();
    private final Object lock = new Object();
    private final Set<LogHold> holds = Collections.newSetFromMap(new IdentityHashMap<>());
    private long releasedThrough;

    void add(Segment segment) {
        byFirstSeq.put(segment.firstSeq(), segment);
    }

    void remove(Segment segment) {
        byFirstSeq.remove(segment.firstSeq(), segment);
    }

    @Nullable Segment first() {
        return valueOf(byFirstSeq.firstEntry());
    }

    /// The segment that holds a seq, or would.
    @Nullable Segment holding(long seq) {
        return valueOf(byFirstSeq.floorEntry(seq));
    }

    /// The next one; for a segment that was given up empty, the one that took its place.
    @Nullable Segment after(Segment segment) {
        Segment successor = byFirstSeq.get(segment.firstSeq());
        if (successor != null && successor != segment) {
            return successor;
        }
        return valueOf(byFirstSeq.higherEntry(segment.firstSeq()));
    }

    int count() {
        return byFirstSeq.size();
    }

    long bytes() {
        long bytes = 0;
        for (Segment segment : byFirstSeq.values()) {
            bytes += segment.durableEnd();
        }
        return bytes;
    }

    LogHold hold(long fromSeq) {
        LogHold hold = new LogHold(this, fromSeq);
        synchronized (lock) {
            holds.add(hold);
        }
        return hold;
    }

    void letGo(LogHold hold) {
        synchronized (lock) {
            holds.remove(hold);
        }
    }

    void releaseThrough(long seq) {
        synchronized (lock) {
            releasedThrough = Math.max(releasedThrough, seq);
        }
    }

    /// Takes the oldest segment out if all of its records are released and none is held. The last
    /// one stays: it alone knows which seq comes next.
    ///
    /// @param idBefore takes none with this id or a higher one
    @Nullable Segment takeReleased(long idBefore) {
        synchronized (lock) {
            Segment oldest = first();
            if (oldest == null
                    || oldest == valueOf(byFirstSeq.lastEntry())
                    || oldest.id() >= idBefore
                    || !oldest.sealed()
                    || oldest.lastSeq() > releasedThrough) {
                return null;
            }
            for (LogHold hold : holds) {
                if (hold.fromSeq() <= oldest.lastSeq()) {
                    return null;
                }
            }
            remove(oldest);
            return oldest;
        }
    }

    private static @Nullable Segment valueOf(Map.@Nullable Entry<Long, Segment> entry) {
        return entry == null ? null : entry.getValue();
    }
}
