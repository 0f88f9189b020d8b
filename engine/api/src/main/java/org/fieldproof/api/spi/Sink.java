package org.fieldproof.api.spi;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/// A destination. The lane calls it from one thread and never blocks in it: a call that takes
/// time goes to [SinkHost#worker()] or to the library's own loop, and its outcome comes back in
/// the stage.
///
/// Custody moves only with [WriteOutcome.Durable]: it says the destination will survive its own
/// power cut with these records, by whatever step that destination needs. Anything else leaves
/// custody with the lane, which will write the same bytes with the same identity again.
public interface Sink {

    /// Opens the destination. Fails the stage with [ConnectorException] if that did not work; the
    /// lane tries again with backoff: within a fifth of a second where the chain of causes holds a
    /// [java.net.ConnectException], for then nothing listens there and nobody is bothered.
    CompletionStage<Void> open();

    /// Writes one batch, whole. The stage never fails exceptionally for reasons of the
    /// destination; those are outcomes.
    CompletionStage<WriteOutcome> write(RecordBatch batch);

    /// How many batches the lane may have outstanding at once; order of arrival at the
    /// destination must then still be the order of the calls. Asked anew before each write, so it
    /// may follow how much waits.
    default int outstandingBatchesMax() {
        return 1;
    }

    /// How long an outcome may be withheld on purpose after the destination has answered, because
    /// its answer is not yet durability. The lane's write timeout begins after it.
    default long holdNanos() {
        return 0;
    }

    /// Asks the destination for a sign of life, and writes nothing. The lane asks where it has had
    /// nothing to deliver for a while, so that a loss is known before the next record; a write that
    /// is called meanwhile may wait behind, so the answer must come within seconds. Fails the stage
    /// with [ConnectorException] if the destination is lost, as it would answer a write. A sink
    /// that learns of a loss by itself answers at once with what it knows.
    default CompletionStage<Void> probe() {
        return CompletableFuture.completedStage(null);
    }

    /// Closes. The stage completes when nothing of this sink runs any more. Idempotent.
    CompletionStage<Void> close();
}
