package org.fieldproof.drill.ledger;

import java.util.List;

/// What became of one device's records at one destination. Counts of -1 are unknown.
///
/// @param delivered the device's messages found there, each counted once
/// @param duplicated records that carry a counter already stored under another identity
/// @param redelivered arrivals beyond the first of the same identity: at-least-once at work
/// @param wrong records whose payload or device differs from what was accepted
/// @param pending records still in the gateway's custody
public record LaneJudgement(
        String lane,
        long delivered,
        List<SeqRange> lost,
        List<SeqRange> duplicated,
        long redelivered,
        List<SeqRange> outOfOrder,
        List<SeqRange> wrong,
        long pending) {
    /// A duplicate that the device announced: it sent again what it had no acknowledgement for.
    public static final String DEVICE_REDELIVERY = "device-redelivery";

    public static final String UNEXPLAINED = "unexplained";

    public LaneJudgement {
        lost = List.copyOf(lost);
        duplicated = List.copyOf(duplicated);
        outOfOrder = List.copyOf(outOfOrder);
        wrong = List.copyOf(wrong);
    }

    static LaneJudgement unknown(String lane) {
        return new LaneJudgement(lane, -1, List.of(), List.of(), -1, List.of(), List.of(), -1);
    }

    public boolean known() {
        return delivered >= 0;
    }

    /// Duplicates that nothing explains.
    public long unexplained() {
        return duplicated.stream()
                .filter(each -> each.kind().equals(UNEXPLAINED))
                .mapToLong(SeqRange::records)
                .sum();
    }
}
