package org.fieldproof.api.snapshot;

import java.time.Instant;
import java.util.List;
import org.fieldproof.api.project.Problem;
import org.jspecify.annotations.Nullable;

/// One lane: custody of one destination's records. The counters satisfy `routedTotal =
/// durableTotal + inFlight + queued + bufferRecords + quarantinedTotal + droppedTotal`.
///
/// @param sources ids of the connections routed into it
/// @param imbalance left side minus right side of the identity; not 0 is an alarm
/// @param timeToFullSeconds at the present rates; -1 if it does not grow
/// @param timeToDrainSeconds at the present or last known rates; -1 if unknown
/// @param nextTryInMs until the next attempt to reach the destination; -1 if none is due
/// @param attempt attempts since it went down
/// @param oldestUnackedAgeMs age of the oldest record handed to the sink; -1 if none
public record LaneSnapshot(
        String id,
        String type,
        String title,
        String endpoint,
        List<String> sources,
        LaneState state,
        Instant stateSince,
        @Nullable Problem why,
        long routedTotal,
        long durableTotal,
        long inFlight,
        long queued,
        long bufferRecords,
        long bufferBytes,
        long bufferQuotaBytes,
        long bufferOldestAgeMs,
        long quarantinedTotal,
        long droppedTotal,
        long imbalance,
        double routedPerSecond,
        double durablePerSecond,
        long timeToFullSeconds,
        long timeToDrainSeconds,
        long nextTryInMs,
        int attempt,
        long oldestUnackedAgeMs,
        long outstandingMax,
        LatencyStats latency) {
    public LaneSnapshot {
        sources = List.copyOf(sources);
    }
}
