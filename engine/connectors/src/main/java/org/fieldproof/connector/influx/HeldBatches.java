package org.fieldproof.connector.influx;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.WriteOutcome;

/// Batches that the server has answered for and that are not yet sure to be on its disk, in the
/// order of their calls (law INFL-L3). Confined to the sink's worker.
final class HeldBatches {
    private record Held(
            CompletableFuture<WriteOutcome> told, WriteOutcome outcome, long dueNanos) {}

    private final Deque<Held> held = new ArrayDeque<>();

    void add(CompletableFuture<WriteOutcome> told, WriteOutcome outcome, long dueNanos) {
        held.addLast(new Held(told, outcome, dueNanos));
    }

    boolean isEmpty() {
        return held.isEmpty();
    }

    /// When the oldest may be let go; asked only where there is one.
    long firstDueNanos() {
        return held.getFirst().dueNanos();
    }

    /// Tells the outcomes of those that are due.
    void release(long now) {
        while (!held.isEmpty() && held.getFirst().dueNanos() - now <= 0) {
            Held first = held.removeFirst();
            first.told().complete(first.outcome());
        }
    }

    /// A bug of ours: none of them is answered for any more.
    void fail(Throwable bug) {
        while (!held.isEmpty()) {
            held.removeFirst().told().completeExceptionally(bug);
        }
    }

    /// None of them is known to be durable any more.
    void lose(Problem why) {
        while (!held.isEmpty()) {
            held.removeFirst().told().complete(new WriteOutcome.Unavailable(why));
        }
    }
}
