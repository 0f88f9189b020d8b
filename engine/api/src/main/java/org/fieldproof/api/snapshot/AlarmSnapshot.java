package org.fieldproof.api.snapshot;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// One alarm, in the manner of ISA-18.2: a condition, a consequence, an action.
///
/// @param id stable while the condition is the same, such as `LANE-0201/upstream`
/// @param expectedBy name of the drill that predicted it, or empty
/// @param shelf how long it is hidden, and why; null unless it is shelved
public record AlarmSnapshot(
        String id,
        Priority priority,
        State state,
        String object,
        String condition,
        String consequence,
        String action,
        Instant since,
        String expectedBy,
        @Nullable Shelf shelf) {

    /// What somebody said who hid an alarm.
    public record Shelf(Instant until, String reason) {
        public Shelf {
            if (reason.isBlank()) {
                throw new IllegalArgumentException("reason: blank (expected: why it is hidden)");
            }
        }
    }

    public enum Priority {
        P1,
        P2,
        P3,
        P4
    }

    public enum State {
        UNACK,
        ACK,
        RTN_UNACK,
        SHELVED,
        /// Predicted by a running drill: recorded, not annunciated.
        SUPPRESSED
    }
}
