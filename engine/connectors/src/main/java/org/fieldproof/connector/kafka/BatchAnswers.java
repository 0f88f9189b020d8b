package org.fieldproof.connector.kafka;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.jspecify.annotations.Nullable;

/// Counts the answers of one batch until all are in (KAFK-L1). `synchronized`, because the worker
/// adds what cannot be sent while the producer's thread adds what was answered.
final class BatchAnswers {
    private final CompletableFuture<WriteOutcome> outcome;
    private final List<RefusedRecord> refused = new ArrayList<>();
    private @Nullable Problem unavailable;
    private int missing;

    BatchAnswers(int records, CompletableFuture<WriteOutcome> outcome) {
        this.missing = records;
        this.outcome = outcome;
    }

    void acknowledged() {
        settle(1);
    }

    synchronized void refused(long seq, Problem why) {
        refused.add(new RefusedRecord(seq, why));
        settle(1);
    }

    /// The first reason is kept: later ones are its consequences.
    synchronized void unavailable(int records, Problem why) {
        if (unavailable == null) {
            unavailable = why;
        }
        settle(records);
    }

    private void settle(int records) {
        WriteOutcome result;
        synchronized (this) {
            missing -= records;
            if (missing < 0) {
                throw new IllegalStateException("a message was answered twice");
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
