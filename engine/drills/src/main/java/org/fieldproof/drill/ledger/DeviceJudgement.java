package org.fieldproof.drill.ledger;

import java.util.List;

/// What became of one device's messages. Counts of -1 are unknown.
///
/// @param counted whether the device counts its own messages
/// @param accepted its messages found in the log, each counted once
/// @param lostBeforeLog counters that were acknowledged to the device and are not in the log
/// @param notAcknowledged counters that were neither acknowledged nor found in the log: the
///     device still has them to send
public record DeviceJudgement(
        String device,
        String identity,
        boolean counted,
        long sent,
        long accepted,
        List<SeqRange> lostBeforeLog,
        long notAcknowledged,
        List<LaneJudgement> lanes) {
    public DeviceJudgement {
        lostBeforeLog = List.copyOf(lostBeforeLog);
        lanes = List.copyOf(lanes);
    }
}
