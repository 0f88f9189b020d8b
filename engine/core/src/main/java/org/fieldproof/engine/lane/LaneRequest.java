package org.fieldproof.engine.lane;

import java.util.List;

/// What can be asked of a lane; answered on its thread.
public sealed interface LaneRequest {

    /// Stops deliveries; records go to the disk buffer.
    record Pause() implements LaneRequest {}

    /// Goes on delivering.
    record Resume() implements LaneRequest {}

    /// What is in quarantine, oldest first.
    record ListQuarantine(long fromSeq, int max) implements LaneRequest {}

    /// Another try for quarantined records.
    record RetryQuarantined(List<Long> seqs) implements LaneRequest {}

    /// Gives up quarantined records.
    record DiscardQuarantined(List<Long> seqs) implements LaneRequest {}

    /// The last records that became durable at the destination.
    record Inspect(int max) implements LaneRequest {}
}
