package org.fieldproof.engine.lane;

import java.util.List;
import java.util.function.Consumer;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.jspecify.annotations.Nullable;

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

    /// From when to when the disk buffer is, and how much.
    record LookAtBacklog() implements LaneRequest {}

    /// Records of the disk buffer, oldest first.
    ///
    /// @param behind where the page before ended; null for the oldest
    /// @param into takes the page, on the lane's thread; an empty one is the end
    record PageBacklog(Backlog.@Nullable Place behind, int max, Consumer<List<Backlog.Kept>> into)
            implements LaneRequest {}

    /// Gives up records of the disk buffer, oldest first; may do a part of it.
    ///
    /// @param end of [Outcome.BacklogSeen]
    record DiscardBacklog(String end, long max) implements LaneRequest {}

    /// The last records that became durable at the destination.
    record Inspect(int max) implements LaneRequest {}
}
