package org.fieldproof.api.snapshot;

/// One hop of a record's way.
///
/// @param lane the lane it belongs to; empty for hops before the lanes
/// @param window over which the figures were taken, in seconds
/// @param lastSecond how the latencies of the last full second were spread
public record HopSnapshot(
        Hop hop, String lane, LatencyStats stats, int window, LatencySpread lastSecond) {

    /// The hops, in order of travel.
    public enum Hop {
        /// Offered at the door until its fdatasync returned.
        INTAKE_TO_DURABLE,
        /// Durable until the dispatcher handed it to a lane.
        DURABLE_TO_LANE,
        /// In the lane until handed to the sink.
        LANE_TO_SINK,
        /// In the sink until durable there.
        SINK_TO_DURABLE,
        /// Accepted until durable at the destination.
        ACCEPT_TO_DELIVERED
    }
}
