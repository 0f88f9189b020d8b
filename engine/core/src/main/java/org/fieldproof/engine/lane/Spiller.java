package org.fieldproof.engine.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.engine.lane.Backlog.Dropped;
import org.fieldproof.engine.lane.Backlog.Place;
import org.fieldproof.engine.lane.Batch.Origin;
import org.fieldproof.engine.lane.Batch.Stage;
import org.fieldproof.engine.lane.DropTally.Policy;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// Moves records from memory to the disk buffer, in order, by the policy for a full one. What is
/// appended and not yet synced is also kept in memory, because a failed write or sync takes it
/// out of the buffer again. Confined to the lane's thread.
final class Spiller {
    /// So many records at most in one go, so that outcomes are not kept waiting.
    private static final int STEP_RECORDS = 8_192;

    private static final long SYNC_AFTER_NANOS = 50_000_000L;
    private static final int SYNC_AFTER_RECORDS = 16_384;
    private static final int DROP_STEP_RECORDS = 256;
    private static final int EXPIRE_STEPS = 32;
    private static final long AGE_RETRY_NANOS = 100_000_000L;
    private static final int DISCARD_STEP_RECORDS = 8_192;
    private static final int DISCARD_STEPS = 8;

    private final Backlog backlog;
    private final ReplayHead gone;
    private final LaneDefinition definition;
    private final FullPolicy policy;
    private final Sampler sampler;
    private final DropTally tally;
    private final AtomicLong memoryBytes;
    private final List<FieldRecord> unsynced = new ArrayList<>();
    private long unsyncedSinceNanos;
    private boolean full;

    Spiller(
            Backlog backlog,
            ReplayHead gone,
            LaneDefinition definition,
            DropTally tally,
            AtomicLong memoryBytes) {
        this.backlog = backlog;
        this.gone = gone;
        this.definition = definition;
        this.policy = definition.whenFull();
        this.sampler = new Sampler(definition.sampleOneOf());
        this.tally = tally;
        this.memoryBytes = memoryBytes;
    }

    /// True while a record waits in memory for room in the buffer.
    boolean isFull() {
        return full;
    }

    Problem whyFull(String object) {
        return Problem.error(
                "LANE-0201",
                object,
                "The disk buffer has reached its quota of "
                        + definition.bufferBytes()
                        + " bytes"
                        + (definition.bufferRecords() == 0
                                ? "."
                                : " or " + definition.bufferRecords() + " records."),
                "Bring the destination back, or raise the lane's buffer; intake waits.");
    }

    /// There is nothing to move.
    void idle() {
        full = false;
    }

    /// Seq of the first record in the buffer that a power cut could still take; 0 if none.
    long unsyncedFirstSeq() {
        return unsynced.isEmpty() ? 0 : unsynced.getFirst().seq();
    }

    /// Accept time of that record; 0 if there is none.
    long firstUnsyncedEpochNanos() {
        return unsynced.isEmpty() ? 0 : unsynced.getFirst().acceptTimeEpochNanos();
    }

    /// Moves what it can in one step. True if there is more to move at once.
    boolean spill(SendLine line, RecordQueue queue, long now) throws StoreException {
        full = false;
        if (!backUp(line, queue)) {
            full = true;
            return false;
        }
        for (int moved = 0; moved < STEP_RECORDS; moved++) {
            FieldRecord head = queue.head();
            if (head == null) {
                return false;
            }
            if (isThinnedOut(head)) {
                drop(head, Policy.SAMPLE, queue);
            } else if (append(head, queue, now)) {
                queue.removeHead();
            } else if (policy == FullPolicy.DROP_NEWEST) {
                drop(head, Policy.DROP_NEWEST, queue);
            } else if (policy == FullPolicy.BLOCK || !dropOldest(line, queue)) {
                full = true;
                return false;
            }
        }
        return !queue.isEmpty();
    }

    private boolean isThinnedOut(FieldRecord head) {
        return policy == FullPolicy.SAMPLE && backlog.isNearlyFull() && !sampler.keeps(head.seq());
    }

    private void drop(FieldRecord head, Policy why, RecordQueue queue) {
        tally.dropped(why, 1, head.seq(), head.seq());
        queue.removeHead();
        memoryBytes.addAndGet(-Lane.costBytes(head));
    }

    private boolean append(FieldRecord record, RecordQueue queue, long now) throws StoreException {
        if (!append(record, queue)) {
            return false;
        }
        if (unsynced.isEmpty()) {
            unsyncedSinceNanos = now;
        }
        unsynced.add(record);
        return true;
    }

    private boolean append(FieldRecord record, RecordQueue queue) throws StoreException {
        try {
            return backlog.append(record);
        } catch (StoreException e) {
            takeBack(queue);
            throw e;
        }
    }

    /// Batches from the queue that are under way come first in the order, so they are put into
    /// the buffer, and synced, before anything that came after them.
    private boolean backUp(SendLine line, RecordQueue queue) throws StoreException {
        List<Batch> backed = new ArrayList<>(0);
        boolean next =
                line.isBufferFirst() && backlog.records() == gone.lines() + line.linesOfBuffer();
        for (Batch batch : line) {
            if (batch.origin() != Origin.QUEUE || batch.stage() == Stage.DONE) {
                continue;
            }
            if (!backlog.hasRoomFor(batch.records())) {
                finishBackUp(line, backed, next, queue);
                return false;
            }
            for (FieldRecord record : batch.records()) {
                if (!append(record, queue)) {
                    throw new IllegalStateException("LANE-1: the buffer's room was promised");
                }
            }
            backed.add(batch);
        }
        finishBackUp(line, backed, next, queue);
        return true;
    }

    /// @param next true if the batches are what comes next in the buffer behind those that are
    ///     under way; else they will be sent from there in their turn (live-first)
    private void finishBackUp(SendLine line, List<Batch> backed, boolean next, RecordQueue queue)
            throws StoreException {
        if (backed.isEmpty()) {
            return;
        }
        syncAll(queue);
        for (Batch batch : backed) {
            memoryBytes.addAndGet(-Lane.costBytes(batch.records()));
            if (next) {
                batch.nowInBuffer();
            } else if (batch.stage() == Stage.SENT) {
                batch.nowInBufferTail();
            } else {
                line.remove(batch);
            }
        }
    }

    /// Makes room at the head; false while the head is with the sink.
    private boolean dropOldest(SendLine line, RecordQueue queue) throws StoreException {
        return freeHead(line, queue) && drop(DROP_STEP_RECORDS, Long.MAX_VALUE, Policy.DROP_OLDEST);
    }

    /// Lets go of what a quota by age does not allow, and keeps its books; gives the nanoseconds
    /// until something is due.
    long expire(@Nullable AgeQuota ages, SendLine line, RecordQueue queue, long now)
            throws StoreException {
        if (ages == null || backlog.records() == gone.lines()) {
            return Long.MAX_VALUE;
        }
        long wait = ages.note(backlog.lastSeq(), now);
        long through = ages.expiredThrough(now);
        if (through > 0 && expire(line, queue, through)) {
            ages.settled(through);
        }
        return through > 0 ? Math.min(wait, AGE_RETRY_NANOS) : wait;
    }

    /// Lets go of what is at or below a seq, oldest first. True if nothing of it is left.
    private boolean expire(SendLine line, RecordQueue queue, long throughSeq)
            throws StoreException {
        if (!freeHead(line, queue)) {
            return false;
        }
        for (int i = 0; i < EXPIRE_STEPS; i++) {
            if (!drop(DROP_STEP_RECORDS, throughSeq, Policy.AGE)) {
                return true;
            }
        }
        return false;
    }

    /// Gives up what does not lie behind a place, oldest first, because a person wants it so.
    ///
    /// @param count at most so many; one call may do less
    /// @return how many; -1 while some of the buffer are with the sink, then nothing is done
    long discard(SendLine line, RecordQueue queue, Place through, long count)
            throws StoreException {
        if (!freeHead(line, queue)) {
            return -1;
        }
        long gone = 0;
        for (int i = 0; i < DISCARD_STEPS && gone < count; i++) {
            int wanted = (int) Math.min(DISCARD_STEP_RECORDS, count - gone);
            Dropped what = dropped(wanted, through, gone);
            if (what.records() == 0) {
                break;
            }
            count(Policy.DISCARDED, what);
            gone += what.records();
        }
        return gone;
    }

    /// What went before a disk fault is told; the next call meets the fault.
    private Dropped dropped(int count, Place through, long before) throws StoreException {
        try {
            return backlog.dropOldest(count, through);
        } catch (StoreException e) {
            if (before > 0) {
                return Dropped.NOTHING;
            }
            throw e;
        }
    }

    private boolean drop(int count, long throughSeq, Policy why) throws StoreException {
        Dropped what = backlog.dropOldest(count, throughSeq);
        count(why, what);
        return what.records() > 0;
    }

    private void count(Policy why, Dropped what) {
        tally.dropped(why, what.records(), what.firstSeq(), what.lastSeq());
    }

    /// True if nothing of the buffer is with the sink, so that its head may be let go of.
    private boolean freeHead(SendLine line, RecordQueue queue) throws StoreException {
        if (line.linesOfBuffer() > 0) {
            if (line.records(Origin.BUFFER, stage -> stage != Stage.READY) > 0) {
                return false;
            }
            // Nothing of it is with the sink: it will be read from the buffer again.
            line.takeOut(Origin.BUFFER);
        }
        gone.letGo();
        sync(queue);
        return true;
    }

    /// Syncs if enough has gathered or waited long enough; gives the nanoseconds until the next
    /// sync is due.
    long syncIfDue(RecordQueue queue, boolean memoryTight, long now) throws StoreException {
        if (unsynced.isEmpty()) {
            return Long.MAX_VALUE;
        }
        long left = unsyncedSinceNanos + SYNC_AFTER_NANOS - now;
        if (left > 0 && unsynced.size() < SYNC_AFTER_RECORDS && !memoryTight) {
            return left;
        }
        sync(queue);
        return Long.MAX_VALUE;
    }

    /// Everything appended is on the disk when this returns; if it fails, all of it is back in
    /// the queue.
    void sync(RecordQueue queue) throws StoreException {
        if (!unsynced.isEmpty()) {
            syncAll(queue);
        }
    }

    private void syncAll(RecordQueue queue) throws StoreException {
        try {
            backlog.sync();
        } catch (StoreException e) {
            takeBack(queue);
            throw e;
        }
        long bytes = 0;
        for (FieldRecord record : unsynced) {
            bytes += Lane.costBytes(record);
        }
        memoryBytes.addAndGet(-bytes);
        unsynced.clear();
    }

    private void takeBack(RecordQueue queue) {
        queue.putBack(unsynced.toArray(new FieldRecord[0]), unsyncedSinceNanos);
        unsynced.clear();
    }
}
