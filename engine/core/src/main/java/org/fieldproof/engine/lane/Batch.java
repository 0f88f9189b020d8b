package org.fieldproof.engine.lane;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fieldproof.api.record.FieldRecord;
import org.jspecify.annotations.Nullable;

/// Records between the lane and its sink. Confined to the lane's thread; the sink sees only the
/// records.
final class Batch {
    /// Where custody of the records is while they are under way.
    enum Origin {
        /// In memory, and in the log.
        QUEUE,
        /// In the disk buffer.
        BUFFER,
        /// In quarantine; a person asked for another try.
        QUARANTINE,
        /// Farther back in the disk buffer, whence they will be sent in their turn. What becomes
        /// of this sending does not count.
        BUFFER_TAIL
    }

    enum Stage {
        READY,
        SENT,
        DONE
    }

    private final FieldRecord[] records;
    private final Backlog.@Nullable Place[] behind;
    private final long receivedNanos;
    private Origin origin;
    private Stage stage = Stage.READY;
    private long sentNanos;
    private boolean sentBefore;

    /// @param behind for records of the buffer: where the buffer's head is behind each of them;
    ///     null where that is not known
    Batch(
            Origin origin,
            FieldRecord[] records,
            Backlog.@Nullable Place[] behind,
            long receivedNanos) {
        this.origin = origin;
        this.records = records;
        this.behind = behind;
        this.receivedNanos = receivedNanos;
    }

    static Batch fromQueue(FieldRecord[] records, long receivedNanos) {
        return new Batch(Origin.QUEUE, records, new Backlog.Place[records.length], receivedNanos);
    }

    FieldRecord[] records() {
        return records;
    }

    int size() {
        return records.length;
    }

    Origin origin() {
        return origin;
    }

    Stage stage() {
        return stage;
    }

    long receivedNanos() {
        return receivedNanos;
    }

    long sentNanos() {
        return sentNanos;
    }

    /// True for anything the destination may have seen before.
    boolean isReplay() {
        return sentBefore || origin != Origin.QUEUE;
    }

    Backlog.@Nullable Place lastCursor() {
        return behind[behind.length - 1];
    }

    void sent(long nowNanos) {
        stage = Stage.SENT;
        sentNanos = nowNanos;
    }

    void done() {
        stage = Stage.DONE;
    }

    /// Not with the sink any more, outcome unknown or negative.
    void returned() {
        stage = Stage.READY;
        sentBefore = true;
    }

    /// The records have been appended to the buffer while they are under way.
    void nowInBuffer() {
        origin = Origin.BUFFER;
    }

    /// The same, but other records of the buffer come before them.
    void nowInBufferTail() {
        origin = Origin.BUFFER_TAIL;
    }

    /// Two halves, ready to be sent in its place.
    Batch[] halves() {
        int middle = records.length / 2;
        Batch[] halves = {part(0, middle), part(middle, records.length)};
        halves[0].sentBefore = true;
        halves[1].sentBefore = true;
        return halves;
    }

    /// Parts whose records are of one epoch each (LANE-9); itself if it is so.
    List<Batch> byEpoch() {
        List<Batch> parts = new ArrayList<>(1);
        int from = 0;
        for (int to = 1; to < records.length; to++) {
            if (!records[to].epoch().equals(records[from].epoch())) {
                parts.add(part(from, to));
                from = to;
            }
        }
        parts.add(from == 0 ? this : part(from, records.length));
        return parts;
    }

    private Batch part(int from, int to) {
        Batch part =
                new Batch(
                        origin,
                        Arrays.copyOfRange(records, from, to),
                        Arrays.copyOfRange(behind, from, to),
                        receivedNanos);
        part.sentBefore = sentBefore;
        return part;
    }
}
