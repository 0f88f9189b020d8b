package org.fieldproof.engine.lane;

import java.util.List;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;

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

    /// Another try for all that are in quarantine now.
    record RetryAllQuarantined() implements LaneRequest {}

    /// Another payload for a quarantined record, under the same identity.
    @SuppressWarnings("ArrayRecordComponent") // handed over; nobody compares requests
    record EditQuarantined(long seq, byte[] payload, String by) implements LaneRequest {}

    /// Takes records of an exported file into quarantine.
    record ImportQuarantined(List<QuarantinedRecord> records) implements LaneRequest {
        public ImportQuarantined {
            records = List.copyOf(records);
        }
    }

    /// Gives up quarantined records.
    record DiscardQuarantined(List<Long> seqs) implements LaneRequest {}

    /// The last records that became durable at the destination.
    record Inspect(int max) implements LaneRequest {}
}
