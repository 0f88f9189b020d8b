package org.fieldproof.engine.lane;

import java.time.Instant;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.LaneSnapshot.Drops;
import org.fieldproof.api.snapshot.LaneState;
import org.jspecify.annotations.Nullable;

/// One consistent look at a lane, made by its own thread between two steps.
///
/// @param bufferOldestEpochNanos accept time of the oldest buffered record; 0 if none
/// @param nextTryAtNanos monotonic time of the next attempt; 0 if none is due
/// @param oldestSentNanos monotonic time of the oldest outstanding write; 0 if none
/// @param outstandingMax most records that may be with the sink at once
/// @param position highest contiguous seq in custody elsewhere
/// @param savedPosition the same, as synced to the disk
public record LaneLook(
        LaneState state,
        Instant stateSince,
        @Nullable Problem why,
        long routed,
        long durable,
        long inFlight,
        long queued,
        long bufferRecords,
        long bufferBytes,
        long bufferOldestEpochNanos,
        long quarantined,
        Drops drops,
        long nextTryAtNanos,
        int attempt,
        long oldestSentNanos,
        long outstandingMax,
        long position,
        long savedPosition) {

    /// Records that left undelivered, by whatever policy.
    public long dropped() {
        return drops.total();
    }

    /// Left side minus right side of LANE-2; anything but 0 is a fault of ours.
    public long imbalance() {
        return routed - durable - inFlight - queued - bufferRecords - quarantined - dropped();
    }
}
