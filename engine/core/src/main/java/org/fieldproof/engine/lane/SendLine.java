package org.fieldproof.engine.lane;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Predicate;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.engine.lane.Batch.Origin;
import org.fieldproof.engine.lane.Batch.Stage;
import org.jspecify.annotations.Nullable;

/// Batches between custody and sink, in log order: first those that stand at the head of the
/// buffer, then those from the queue. Confined to the lane's thread.
final class SendLine implements Iterable<Batch> {
    private final List<Batch> batches = new ArrayList<>();

    void add(Batch batch) {
        batches.add(batch);
    }

    @Override
    public Iterator<Batch> iterator() {
        return batches.iterator();
    }

    boolean isEmpty() {
        return batches.isEmpty();
    }

    @Nullable Batch firstReady() {
        for (Batch batch : batches) {
            if (batch.stage() == Stage.READY) {
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
        for (Batch batch : batches) {
            if (batch.stage() == Stage.SENT) {
                return batch.sentNanos();
            }
        }
        return 0;
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

    /// The first `count` batches leave the line.
    void removeFirst(int count) {
        batches.subList(0, count).clear();
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

    /// Everything that is with the sink comes back and is ready again.
    void returnSent() {
        for (Batch batch : batches) {
            if (batch.stage() == Stage.SENT) {
                batch.returned();
            }
        }
    }

    /// Seq of the first record that is only in memory; 0 if there is none.
    long firstSeqInMemory() {
        for (Batch batch : batches) {
            if (batch.origin() == Origin.QUEUE && batch.stage() != Stage.DONE) {
                FieldRecord first = batch.records()[0];
                return first.seq();
            }
        }
        return 0;
    }
}
