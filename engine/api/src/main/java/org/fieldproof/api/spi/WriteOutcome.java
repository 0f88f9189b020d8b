package org.fieldproof.api.spi;

import java.util.List;
import java.util.Map;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;

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

    /// Some of it was meant for the destination and some was not: what is named here is settled as
    /// it says, all the rest is durable. The engine's own, for batches that passed transforms; a
    /// destination has no need of it.
    ///
    /// @param dropped by seq, the name of the transform that dropped it
    /// @param sent what the destination was given, in order, as transforms made it
    record Sorted(List<RefusedRecord> refused, Map<Long, String> dropped, List<FieldRecord> sent)
            implements WriteOutcome {
        public Sorted {
            sent = List.copyOf(sent);
            refused = List.copyOf(refused);
            dropped = Map.copyOf(dropped);
        }
    }

    /// One refused record and the reason, which goes to quarantine with it.
    record RefusedRecord(long seq, Problem why) {}
}
