package org.fieldproof.engine.lane;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.engine.lane.Batch.Origin;
import org.fieldproof.engine.lane.Batch.Stage;
import org.jspecify.annotations.Nullable;

/// Batches between custody and sink. Those of the buffer stand in the buffer's order, those from
/// memory in the log's; in a lane that replays in order the first are before the second. Confined
/// to the lane's thread.
final class SendLine implements Iterable<Batch> {
    private final List<Batch> batches = new ArrayList<>();

    void add(Batch batch) {
        batches.addAll(batch.byEpoch());
    }

    @Override
    public Iterator<Batch> iterator() {
        return batches.iterator();
    }

    /// The next one to be sent.
    ///
    /// @param retriesOnly nothing but what a person wants tried again
    @Nullable Batch firstReady(boolean retriesOnly) {
        for (Batch batch : batches) {
            if (batch.stage() == Stage.READY
                    && (!retriesOnly || batch.origin() == Origin.QUARANTINE)) {
                return batch;
            }
        }
        return null;
    }

    int sentBatches() {
        int sent = 0;
        for (Batch batch : batches) {
            if (batch.stage() == Stage.SENT) {
                sent++;
            }
        }
        return sent;
    }

    /// Monotonic time of the oldest write that has no answer; 0 if there is none.
    long oldestSentNanos() {
        long oldest = 0;
        for (Batch batch : batches) {
            if (batch.stage() == Stage.SENT && (oldest == 0 || batch.sentNanos() - oldest < 0)) {
                oldest = batch.sentNanos();
            }
        }
        return oldest;
    }

    long records(Origin origin, Predicate<Stage> stages) {
        long count = 0;
        for (Batch batch : batches) {
            if (batch.origin() == origin && stages.test(batch.stage())) {
                count += batch.size();
            }
        }
        return count;
    }

    /// Records with the sink whose custody is the queue's or the buffer's.
    long inFlight() {
        return records(Origin.QUEUE, stage -> stage == Stage.SENT)
                + records(Origin.BUFFER, stage -> stage == Stage.SENT);
    }

    /// Records with the sink whose custody is the queue's.
    long inMemorySent() {
        return records(Origin.QUEUE, stage -> stage == Stage.SENT);
    }

    /// How many lines at the head of the buffer stand in this line.
    int linesOfBuffer() {
        return (int) records(Origin.BUFFER, stage -> true);
    }

    /// Puts the halves of a batch in its place.
    void split(Batch batch) {
        int at = batches.indexOf(batch);
        batches.remove(at);
        batches.addAll(at, List.of(batch.halves()));
    }

    /// Takes out what is done. A batch of the buffer leaves only if those of the buffer before it
    /// have left: the buffer is let go of from its head.
    List<Batch> takeDone() {
        List<Batch> done = new ArrayList<>(1);
        boolean bufferWaits = false;
        for (Iterator<Batch> each = batches.iterator(); each.hasNext(); ) {
            Batch batch = each.next();
            boolean ofBuffer = batch.origin() == Origin.BUFFER;
            if (batch.stage() == Stage.DONE && !(ofBuffer && bufferWaits)) {
                done.add(batch);
                each.remove();
            } else {
                bufferWaits |= ofBuffer;
            }
        }
        return done;
    }

    /// True if what is from memory stands behind all that is from the buffer.
    boolean isBufferFirst() {
        boolean memorySeen = false;
        for (Batch batch : batches) {
            if (batch.origin() == Origin.BUFFER && memorySeen) {
                return false;
            }
            memorySeen |= batch.origin() == Origin.QUEUE && batch.stage() != Stage.DONE;
        }
        return true;
    }

    void remove(Batch batch) {
        batches.remove(batch);
    }

    /// Takes out every batch of an origin that is not done; those that are done leave as well,
    /// for they are in nobody's way.
    List<Batch> takeOut(Origin origin) {
        List<Batch> taken = new ArrayList<>();
        batches.removeIf(
                batch -> {
                    if (batch.origin() != origin) {
                        return false;
                    }
                    if (batch.stage() != Stage.DONE) {
                        taken.add(batch);
                    }
                    return true;
                });
        return taken;
    }

    /// Takes out every batch of an origin that is not with the sink: where nothing is sent, what a
    /// person may edit or discard meanwhile is not on its way.
    List<Batch> takeReady(Origin origin) {
        List<Batch> taken = new ArrayList<>();
        batches.removeIf(
                batch ->
                        batch.origin() == origin
                                && batch.stage() == Stage.READY
                                && taken.add(batch));
        return taken;
    }

    /// Everything that is with the sink comes back and is ready again.
    void returnSent() {
        for (Batch batch : batches) {
            if (batch.stage() == Stage.SENT) {
                batch.returned();
            }
        }
    }

    /// Lowest seq of a record that is only in memory; 0 if there is none. That is not always in
    /// the first batch: what comes back from the buffer may be older than what is under way.
    long firstSeqInMemory() {
        long lowest = 0;
        for (Batch batch : batches) {
            if (batch.origin() == Origin.QUEUE && batch.stage() != Stage.DONE) {
                FieldRecord first = batch.records()[0];
                lowest = lowest == 0 ? first.seq() : Math.min(lowest, first.seq());
            }
        }
        return lowest;
    }
}
