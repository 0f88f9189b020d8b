package org.fieldproof.api.snapshot;

import java.time.Instant;

/// One alarm, in the manner of ISA-18.2: a condition, a consequence, an action.
///
/// @param id stable while the condition is the same, such as `LANE-0201/upstream`
/// @param expectedBy name of the drill that predicted it, or empty
public record AlarmSnapshot(
        String id,
        Priority priority,
        State state,
        String object,
        String condition,
        String consequence,
        String action,
        Instant since,
        String expectedBy) {

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
