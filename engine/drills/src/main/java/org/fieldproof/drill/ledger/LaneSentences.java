package org.fieldproof.drill.ledger;

import java.util.List;

/// What is wrong at a lane, in sentences.
final class LaneSentences {
    private LaneSentences() {}

    static void failures(String device, LaneJudgement lane, List<String> into) {
        if (!lane.known()) {
            return;
        }
        say(device, lane.lane(), "are missing at", lane.lost(), into);
        say(device, lane.lane(), "arrived out of order at", lane.outOfOrder(), into);
        say(device, lane.lane(), "differ from what was accepted at", lane.wrong(), into);
        List<SeqRange> unexplained =
                lane.duplicated().stream()
                        .filter(each -> each.kind().equals(LaneJudgement.UNEXPLAINED))
                        .toList();
        say(device, lane.lane(), "are duplicates at", unexplained, into);
        if (lane.pending() > 0) {
            into.add(
                    lane.pending()
                            + " records of "
                            + device
                            + " were still on their way to "
                            + lane.lane()
                            + " when it was read back.");
        }
    }

    private static void say(
            String device, String lane, String what, List<SeqRange> ranges, List<String> into) {
        if (ranges.isEmpty()) {
            return;
        }
        SeqRange first = ranges.getFirst();
        into.add(
                SeqRange.records(ranges)
                        + " records of "
                        + device
                        + " "
                        + what
                        + " "
                        + lane
                        + " ("
                        + first.kind()
                        + "), the first at seq "
                        + first.fromSeq()
                        + ".");
    }
}
