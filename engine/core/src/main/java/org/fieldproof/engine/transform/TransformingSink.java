package org.fieldproof.engine.transform;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;

/// A sink behind transforms: the destination gets what they let through, and the lane is told
/// what became of each record of its batch. Called on the lane's thread.
///
/// A record that fails never holds its batch up: the others are written, and the batch's outcome
/// names it (LANE-1).
final class TransformingSink implements Sink {
    private final Sink sink;
    private final LaneTransforms transforms;

    TransformingSink(Sink sink, LaneTransforms transforms) {
        this.sink = sink;
        this.transforms = transforms;
    }

    @Override
    public CompletionStage<Void> open() {
        return sink.open();
    }

    @Override
    public CompletionStage<WriteOutcome> write(RecordBatch batch) {
        List<FieldRecord> sent = new ArrayList<>(batch.size());
        List<RefusedRecord> refused = new ArrayList<>(0);
        Map<Long, String> dropped = new LinkedHashMap<>();
        for (FieldRecord record : batch.records()) {
            switch (transforms.apply(record)) {
                case Fate.Sent(FieldRecord changed) -> sent.add(changed);
                case Fate.Dropped(String by) -> dropped.put(record.seq(), by);
                case Fate.Refused refusal ->
                        refused.add(new RefusedRecord(record.seq(), refusal.why()));
            }
        }
        if (sent.isEmpty()) {
            return CompletableFuture.completedStage(
                    new WriteOutcome.Sorted(refused, dropped, sent));
        }
        // Always: the lane shows what the destination got, and has only what came in.
        return sink.write(new RecordBatch(sent, batch.replayed()))
                .thenApply(outcome -> with(outcome, sent, refused, dropped));
    }

    @Override
    public CompletionStage<Void> probe() {
        return sink.probe();
    }

    /// The batch's outcome: the sink's for what it got, and ours for the rest.
    private static WriteOutcome with(
            WriteOutcome outcome,
            List<FieldRecord> sent,
            List<RefusedRecord> refused,
            Map<Long, String> dropped) {
        return switch (outcome) {
            case WriteOutcome.Durable _ -> new WriteOutcome.Sorted(refused, dropped, sent);
            case WriteOutcome.Refused more -> {
                List<RefusedRecord> all = new ArrayList<>(refused);
                more.refused().stream().filter(each -> isOf(sent, each)).forEach(all::add);
                // A sink that refuses what it was not given is left to the lane, as it says it.
                yield all.size() == refused.size()
                        ? more
                        : new WriteOutcome.Sorted(all, dropped, sent);
            }
            case WriteOutcome.Sorted more -> {
                List<RefusedRecord> all = new ArrayList<>(refused);
                all.addAll(more.refused());
                Map<Long, String> both = new LinkedHashMap<>(dropped);
                both.putAll(more.dropped());
                yield new WriteOutcome.Sorted(all, both, sent);
            }
            // Nothing of the batch counts yet: it comes again, and is transformed again.
            case WriteOutcome.Unavailable unavailable -> unavailable;
            case WriteOutcome.Indivisible indivisible -> indivisible;
        };
    }

    private static boolean isOf(List<FieldRecord> sent, RefusedRecord refused) {
        return sent.stream().anyMatch(record -> record.seq() == refused.seq());
    }

    @Override
    public int outstandingBatchesMax() {
        return sink.outstandingBatchesMax();
    }

    /// Who withholds an outcome on purpose does so behind transforms as well.
    @Override
    public long holdNanos() {
        return sink.holdNanos();
    }

    @Override
    public CompletionStage<Void> close() {
        return sink.close();
    }
}
