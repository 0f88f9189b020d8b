package org.fieldproof.engine.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.engine.lane.Batch.Origin;
import org.fieldproof.engine.lane.Batch.Stage;
import org.fieldproof.log.io.StoreException;

/// Moves records from memory to the disk buffer, in order, by the policy for a full one. What is
/// appended and not yet synced is also kept in memory, because a failed write or sync takes it
/// out of the buffer again. Confined to the lane's thread.
final class Spiller {
    /// So many records at most in one go, so that outcomes are not kept waiting.
    private static final int STEP_RECORDS = 8_192;

    private static final long SYNC_AFTER_NANOS = 50_000_000L;
    private static final int SYNC_AFTER_RECORDS = 16_384;
    private static final int DROP_STEP_RECORDS = 256;

    private final Backlog backlog;
    private final ReplayHead gone;
    private final FullPolicy policy;
    private final AtomicLong memoryBytes;
    private final List<FieldRecord> unsynced = new ArrayList<>();
    private long unsyncedSinceNanos;
    private long dropped;
    private boolean full;

    Spiller(Backlog backlog, ReplayHead gone, FullPolicy policy, AtomicLong memoryBytes) {
        this.backlog = backlog;
        this.gone = gone;
        this.policy = policy;
        this.memoryBytes = memoryBytes;
    }

    /// Records dropped by policy, or discarded by a person, since start.
    long dropped() {
        return dropped;
    }

    void dropped(int records) {
        dropped += records;
    }

    /// True while a record waits in memory for room in the buffer.
    boolean isFull() {
        return full;
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
        if (!backUp(line)) {
            full = true;
            return false;
        }
        for (int moved = 0; moved < STEP_RECORDS; moved++) {
            FieldRecord head = queue.head();
            if (head == null) {
                return false;
            }
            if (append(head, queue, now)) {
                queue.removeHead();
            } else if (policy == FullPolicy.DROP_NEWEST) {
                dropped++;
                queue.removeHead();
                memoryBytes.addAndGet(-Lane.costBytes(head));
            } else if (policy == FullPolicy.BLOCK || !dropOldest(line, queue)) {
                full = true;
                return false;
            }
        }
        return !queue.isEmpty();
    }

    private boolean append(FieldRecord record, RecordQueue queue, long now) throws StoreException {
        try {
            if (!backlog.append(record)) {
                return false;
            }
        } catch (StoreException e) {
            takeBack(queue);
            throw e;
        }
        if (unsynced.isEmpty()) {
            unsyncedSinceNanos = now;
        }
        unsynced.add(record);
        return true;
    }

    /// Batches from the queue that are under way come first in the order, so they are put into
    /// the buffer, and synced, before anything that came after them.
    private boolean backUp(SendLine line) throws StoreException {
        List<Batch> backed = new ArrayList<>(0);
        for (Batch batch : line) {
            if (batch.origin() != Origin.QUEUE || batch.stage() == Stage.DONE) {
                continue;
            }
            if (!backlog.hasRoomFor(batch.records())) {
                finishBackUp(backed);
                return false;
            }
            for (FieldRecord record : batch.records()) {
                if (!backlog.append(record)) {
                    throw new IllegalStateException("LANE-1: the buffer's room was promised");
                }
            }
            backed.add(batch);
        }
        finishBackUp(backed);
        return true;
    }

    private void finishBackUp(List<Batch> backed) throws StoreException {
        if (backed.isEmpty()) {
            return;
        }
        backlog.sync();
        for (Batch batch : backed) {
            batch.nowInBuffer();
            memoryBytes.addAndGet(-Lane.costBytes(batch.records()));
        }
    }

    /// Makes room at the head; false while the head is with the sink.
    private boolean dropOldest(SendLine line, RecordQueue queue) throws StoreException {
        if (line.linesOfBuffer() > 0) {
            if (line.records(Origin.BUFFER, stage -> stage != Stage.READY) > 0) {
                return false;
            }
            // Nothing of it is with the sink: it will be read from the buffer again.
            line.takeOut(Origin.BUFFER);
        }
        gone.letGo();
        sync(queue);
        int count = backlog.dropOldest(DROP_STEP_RECORDS);
        dropped += count;
        return count > 0;
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
        if (unsynced.isEmpty()) {
            return;
        }
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
        queue.addFirst(unsynced.toArray(new FieldRecord[0]), unsyncedSinceNanos);
        unsynced.clear();
    }
}
