package org.fieldproof.drill.ledger;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// One destination's arrivals set against the log.
final class LaneMatch {
    private static final String PAYLOAD_DIFFERS = "payload-differs";
    private static final String DEVICE_DIFFERS = "device-differs";

    private final LaneLedger lane;
    private final int index;
    private final Set<Long> arrived = new HashSet<>();
    private final Set<Long> pending = new HashSet<>();
    private final Map<String, Long> redeliveredByDevice = new HashMap<>();
    private final Map<Long, String> wrongBySeq = new HashMap<>();
    private final Set<Long> outOfOrder = new HashSet<>();
    private final Map<Stream, Long> newestByStream = new HashMap<>();
    private final List<String> failures = new ArrayList<>();
    private String missingKind = "not-at-destination";

    /// What order is promised within.
    private record Stream(String device, String address) {}

    private LaneMatch(LaneLedger lane, int index) {
        this.lane = lane;
        this.index = index;
    }

    /// @param allAccepted false where the log could not be read completely: then it is not known
    ///     of an arrival that it was never accepted
    static LaneMatch of(
            LaneLedger lane,
            int index,
            Map<Long, AcceptedRow> accepted,
            boolean allAccepted,
            Map<String, List<AcceptedRow>> scope) {
        LaneMatch match = new LaneMatch(lane, index);
        if (lane.readable()) {
            match.readArrivals(accepted, allAccepted);
            match.explainMissing(scope);
        }
        return match;
    }

    List<String> failures() {
        return failures;
    }

    /// Whether any of a device's records go here; a device without records may feed every lane.
    boolean feeds(List<AcceptedRow> scope) {
        return scope.isEmpty() || scope.stream().anyMatch(row -> row.goesTo(index));
    }

    private void readArrivals(Map<Long, AcceptedRow> accepted, boolean allAccepted) {
        Set<Long> unknown = new TreeSet<>();
        for (ArrivalRow arrival : lane.arrivals()) {
            AcceptedRow row = accepted.get(arrival.seq());
            if (row == null || !row.goesTo(index)) {
                unknown.add(arrival.seq());
                continue;
            }
            if (arrival.payloadCrc32c() != row.payloadCrc32c()) {
                wrongBySeq.put(row.seq(), PAYLOAD_DIFFERS);
            } else if (!arrival.device().equals(row.device())) {
                wrongBySeq.put(row.seq(), DEVICE_DIFFERS);
            }
            if (arrived.add(row.seq())) {
                Stream stream = new Stream(row.device(), row.address());
                long newest = newestByStream.getOrDefault(stream, 0L);
                if (row.seq() < newest) {
                    outOfOrder.add(row.seq());
                }
                newestByStream.put(stream, Math.max(newest, row.seq()));
            } else {
                redeliveredByDevice.merge(row.device(), 1L, Long::sum);
            }
        }
        if (allAccepted && !unknown.isEmpty()) {
            failures.add(
                    unknown.size()
                            + " records at "
                            + lane.lane()
                            + " were never accepted for it, the first with seq "
                            + unknown.iterator().next()
                            + ".");
        }
    }

    /// Says of what did not arrive whether it is still on its way. Lanes keep order, so only what
    /// is newer than everything that arrived of its stream can be; and no more than the lane
    /// holds.
    private void explainMissing(Map<String, List<AcceptedRow>> scope) {
        TreeSet<Long> late = new TreeSet<>();
        long missing = 0;
        for (List<AcceptedRow> rows : scope.values()) {
            for (AcceptedRow row : rows) {
                if (row.goesTo(index) && !arrived.contains(row.seq())) {
                    missing++;
                    Stream stream = new Stream(row.device(), row.address());
                    if (row.seq() > newestByStream.getOrDefault(stream, 0L)) {
                        late.add(row.seq());
                    }
                }
            }
        }
        while (pending.size() < lane.held() && !late.isEmpty()) {
            pending.add(late.pollLast());
        }
        long gone = missing - pending.size();
        if (lane.imbalance() != 0) {
            missingKind = "lost-in-gateway";
        } else if (lane.quarantined() > 0 && gone <= lane.quarantined()) {
            missingKind = "quarantined";
        } else if (lane.dropped() > 0 && gone <= lane.dropped()) {
            missingKind = "dropped-by-policy";
        }
    }

    LaneJudgement judge(
            DeviceLedger device, List<AcceptedRow> scope, Map<Long, String> duplicateKinds) {
        if (!lane.readable()) {
            return LaneJudgement.unknown(lane.lane());
        }
        Set<Long> delivered = new HashSet<>();
        List<Long> lost = new ArrayList<>();
        Map<String, List<Long>> duplicated = new HashMap<>();
        Map<String, List<Long>> wrong = new HashMap<>();
        List<Long> late = new ArrayList<>();
        long waiting = 0;
        for (AcceptedRow row : scope) {
            if (!row.goesTo(index)) {
                continue;
            }
            if (!arrived.contains(row.seq())) {
                if (pending.contains(row.seq())) {
                    waiting++;
                } else {
                    lost.add(row.seq());
                }
                continue;
            }
            delivered.add(device.counted() ? row.counter() : row.seq());
            collect(duplicateKinds, row.seq(), duplicated);
            collect(wrongBySeq, row.seq(), wrong);
            if (outOfOrder.contains(row.seq())) {
                late.add(row.seq());
            }
        }
        return new LaneJudgement(
                lane.lane(),
                delivered.size(),
                SeqRange.of(lost, missingKind),
                ranges(duplicated),
                redeliveredByDevice.getOrDefault(device.device(), 0L),
                SeqRange.of(late, "overtaken"),
                ranges(wrong),
                waiting);
    }

    private static void collect(Map<Long, String> kinds, long seq, Map<String, List<Long>> into) {
        String kind = kinds.get(seq);
        if (kind != null) {
            into.computeIfAbsent(kind, key -> new ArrayList<>()).add(seq);
        }
    }

    private static List<SeqRange> ranges(Map<String, List<Long>> byKind) {
        List<SeqRange> all = new ArrayList<>();
        byKind.keySet().stream()
                .sorted()
                .forEach(
                        kind ->
                                all.addAll(
                                        SeqRange.of(byKind.getOrDefault(kind, List.of()), kind)));
        return all;
    }
}
