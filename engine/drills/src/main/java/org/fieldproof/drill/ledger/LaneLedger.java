package org.fieldproof.drill.ledger;

import java.util.List;

/// What one destination holds, and what its lane says of the records that are not there. Counts
/// of -1 are unknown.
///
/// @param readable false where the destination could not be read back; then nothing is known of
///     it
/// @param held records the lane still had in custody when the destination was read
/// @param quarantined records it put into quarantine during the run
/// @param dropped records it dropped by a policy during the run
/// @param imbalance what its accounting identity was off by
public record LaneLedger(
        String lane,
        boolean readable,
        long held,
        long quarantined,
        long dropped,
        long imbalance,
        List<ArrivalRow> arrivals) {
    public LaneLedger {
        arrivals = List.copyOf(arrivals);
    }
}
