package org.fieldproof.api.drill;

import java.time.Duration;

/// A drill as `drills/*.yaml` describes it.
///
/// @param name file name without `.yaml`
/// @param hypothesis the claim under test, one sentence
/// @param link id of the connector whose line is faulted
/// @param publisher id of the connection whose devices' own counters are the expectation
/// @param baseline how long everything must be healthy first
/// @param hold how long the fault stays
/// @param recoverLimit by when the line must be usable again after healing
/// @param drainLimit by when the backlog must be gone
/// @param settle quiet time before destinations are read back
public record DrillDefinition(
        String name,
        String title,
        String hypothesis,
        String link,
        String publisher,
        Fault fault,
        Duration baseline,
        Duration hold,
        Duration recoverLimit,
        Duration drainLimit,
        Duration settle) {}
