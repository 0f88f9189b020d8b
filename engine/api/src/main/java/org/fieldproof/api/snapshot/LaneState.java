package org.fieldproof.api.snapshot;

/// Where a lane stands.
public enum LaneState {
    STARTING,
    /// Records go from memory to the destination.
    IN_STEP,
    /// The destination works but does not keep up; records go through the disk buffer.
    LAGGING,
    /// The destination is unavailable; records go to the disk buffer.
    DOWN,
    /// The destination is back; the disk buffer drains in order.
    REPLAYING,
    /// A person paused it; records go to the disk buffer.
    PAUSED,
    /// The disk buffer is full and the policy is BLOCK: intake waits for this lane.
    FULL,
    /// Needs a person.
    FAULTED,
    STOPPED
}
