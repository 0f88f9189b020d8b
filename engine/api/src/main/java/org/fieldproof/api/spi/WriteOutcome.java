package org.fieldproof.api.spi;

import java.util.List;
import org.fieldproof.api.project.Problem;

/// What became of a batch.
public sealed interface WriteOutcome {

    /// All of it is durable at the destination (or was there already, by identity).
    record Durable() implements WriteOutcome {}

    /// None of it is known to be durable and the destination is not usable now: unreachable,
    /// hanging, refused, out of space, outcome of a commit unknown. The lane spills and tries
    /// again later.
    record Unavailable(Problem why) implements WriteOutcome {}

    /// The destination works but refuses some records for good. `refused` names them by seq; the
    /// others are durable. Where the destination cannot tell which, it answers [Indivisible].
    record Refused(List<RefusedRecord> refused) implements WriteOutcome {
        public Refused {
            refused = List.copyOf(refused);
            if (refused.isEmpty()) {
                throw new IllegalArgumentException("refused: empty (expected: at least one)");
            }
        }
    }

    /// Something in the batch is refused for good, nothing of it was stored, and the destination
    /// does not say which: the lane bisects.
    record Indivisible(Problem why) implements WriteOutcome {}

    /// One refused record and the reason, which goes to quarantine with it.
    record RefusedRecord(long seq, Problem why) {}
}
