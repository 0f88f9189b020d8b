package org.fieldproof.connector.mqtt.client;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.jspecify.annotations.Nullable;

/// Counts the answers of one batch until all are in. `synchronized`, because the lane's thread
/// adds what cannot be sent while the event loop adds what was answered.
final class BatchTally {
    private final CompletableFuture<WriteOutcome> outcome = new CompletableFuture<>();
    private final List<RefusedRecord> refused = new ArrayList<>();
    private @Nullable Problem unavailable;
    private int missing;

    BatchTally(int records) {
        missing = records;
    }

    CompletableFuture<WriteOutcome> outcome() {
        return outcome;
    }

    void acknowledged() {
        settle();
    }

    synchronized void refused(long seq, Problem why) {
        refused.add(new RefusedRecord(seq, why));
        settle();
    }

    /// The first reason is kept: later ones are its consequences.
    synchronized void unavailable(Problem why) {
        if (unavailable == null) {
            unavailable = why;
        }
        settle();
    }

    /// MQ-4: nothing is said before every answer is in.
    private void settle() {
        WriteOutcome result;
        synchronized (this) {
            missing--;
            if (missing < 0) {
                throw new IllegalStateException("a PUBLISH was answered twice");
            }
            if (missing > 0) {
                return;
            }
            result =
                    unavailable != null
                            ? new WriteOutcome.Unavailable(unavailable)
                            : refused.isEmpty()
                                    ? new WriteOutcome.Durable()
                                    : new WriteOutcome.Refused(refused);
        }
        outcome.complete(result);
    }
}
