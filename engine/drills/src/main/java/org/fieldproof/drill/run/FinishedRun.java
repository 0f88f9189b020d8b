package org.fieldproof.drill.run;

import java.time.Instant;
import org.fieldproof.drill.evidence.Evidence;

/// A run that has ended, with everything that goes into its evidence.
record FinishedRun(String id, Instant startedAt, Instant endedAt, Evidence evidence) {

    /// What the run measured; milliseconds since its start, -1 where it did not come to that.
    ///
    /// @param eventsFrom first event of the journal that belongs to the run
    record Measured(
            boolean injected,
            long injectedAtMs,
            long healedAtMs,
            long healLatencyMs,
            Instant healedAt,
            long recoveryMs,
            long drainMs,
            long eventsFrom) {

        long outageMs() {
            return injected && healedAtMs >= 0 ? healedAtMs - injectedAtMs : -1;
        }
    }
}
