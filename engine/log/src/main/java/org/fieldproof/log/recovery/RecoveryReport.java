package org.fieldproof.log.recovery;

import java.util.List;
import java.util.UUID;

/// What was found at open and what was done, for the operator.
///
/// @param epoch of new records
/// @param newEpoch whether the directory had no log yet
/// @param moved why new records get another epoch than those that are there; empty if they do not
/// @param cleanStop whether the last stop was in order
/// @param records that are there
/// @param firstSeq of the oldest record; `nextSeq` if there is none
/// @param nextSeq that the next record gets
/// @param gaps records that were there once; never silent, never skipped over without a line here
/// @param cuts ends of segments that were never completed, with the copy's name
/// @param strays files that are not ours or not readable, left alone
public record RecoveryReport(
        UUID epoch,
        boolean newEpoch,
        String moved,
        boolean cleanStop,
        int segments,
        long bytes,
        long records,
        long firstSeq,
        long nextSeq,
        List<RecoveryAction.ReportGap> gaps,
        List<String> cuts,
        List<RecoveryAction.Leave> strays) {
    public RecoveryReport {
        gaps = List.copyOf(gaps);
        cuts = List.copyOf(cuts);
        strays = List.copyOf(strays);
    }

    /// Whether nothing is missing and nothing had to be left aside.
    public boolean clean() {
        return gaps.isEmpty() && strays.isEmpty();
    }
}
