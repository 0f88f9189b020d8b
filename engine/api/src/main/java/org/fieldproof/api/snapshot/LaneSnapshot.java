package org.fieldproof.api.snapshot;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.project.Problem;
import org.jspecify.annotations.Nullable;

/// One lane: custody of one destination's records. The counters satisfy `routedTotal =
/// durableTotal + inFlight + queued + bufferRecords + quarantinedTotal + droppedTotal`.
///
/// @param sources ids of the connections routed into it
/// @param dropped `droppedTotal` by the policy that dropped
/// @param bufferQuotaRecords quota of the disk buffer in records; 0 if there is none
/// @param bufferQuotaAgeMs quota in running time; 0 if there is none
/// @param meters its connector's own figures
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
        LatencyStats latency,
        Drops dropped,
        long bufferQuotaRecords,
        long bufferQuotaAgeMs,
        List<MeterSnapshot> meters) {
    public LaneSnapshot {
        sources = List.copyOf(sources);
        meters = List.copyOf(meters);
    }

    /// A lane that has no quota but bytes, has dropped nothing and has no figures of its own.
    public LaneSnapshot(
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
        this(
                id,
                type,
                title,
                endpoint,
                sources,
                state,
                stateSince,
                why,
                routedTotal,
                durableTotal,
                inFlight,
                queued,
                bufferRecords,
                bufferBytes,
                bufferQuotaBytes,
                bufferOldestAgeMs,
                quarantinedTotal,
                droppedTotal,
                imbalance,
                routedPerSecond,
                durablePerSecond,
                timeToFullSeconds,
                timeToDrainSeconds,
                nextTryInMs,
                attempt,
                oldestUnackedAgeMs,
                outstandingMax,
                latency,
                Drops.NONE,
                0,
                0,
                List.of());
    }

    /// Records that left a lane undelivered, by the named policy that let them go, or by none.
    ///
    /// @param dropOldest the oldest, for room
    /// @param dropNewest the newest, because there was no room
    /// @param sample thinned out near the quota
    /// @param age older than the quota allows
    /// @param discarded given up by a person, out of quarantine
    /// @param lost gone from the lane's custody while the gateway did not run, found at its start
    /// @param filtered not wanted there, by the name of the transform that said so
    public record Drops(
            long dropOldest,
            long dropNewest,
            long sample,
            long age,
            long discarded,
            long lost,
            Map<String, Long> filtered) {
        public static final Drops NONE = new Drops(0, 0, 0, 0, 0);

        public Drops {
            filtered = Map.copyOf(filtered);
        }

        /// Without transforms that filter, and nothing lost.
        public Drops(long dropOldest, long dropNewest, long sample, long age, long discarded) {
            this(dropOldest, dropNewest, sample, age, discarded, 0, Map.of());
        }

        public long total() {
            long wanted = 0;
            for (long each : filtered.values()) {
                wanted += each;
            }
            return dropOldest + dropNewest + sample + age + discarded + lost + wanted;
        }
    }
}
