package org.fieldproof.api.doctor;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;

/// What an examination found: every step once, in order (DOC-2).
///
/// @param connector the connector's id in the project
/// @param type the connector's type
/// @param startedAt wall clock
/// @param millis the whole examination
/// @param leavesBehind what it changed at the peer; empty for nothing
public record DoctorReport(
        String connector,
        String type,
        Instant startedAt,
        double millis,
        List<StepResult> steps,
        String leavesBehind) {
    public DoctorReport {
        steps = List.copyOf(steps);
        EnumSet<DoctorStep> missing = EnumSet.allOf(DoctorStep.class);
        steps.forEach(step -> missing.remove(step.step()));
        if (!missing.isEmpty() || steps.size() != DoctorStep.values().length) {
            throw new IllegalArgumentException(
                    "steps: " + steps.size() + ", without " + missing + " (expected: each once)");
        }
    }

    /// No step failed, and at least one was looked at.
    public boolean healthy() {
        boolean looked = false;
        for (StepResult step : steps) {
            if (step.verdict() instanceof StepVerdict.Failed) {
                return false;
            }
            looked |= !(step.verdict() instanceof StepVerdict.Skipped);
        }
        return looked;
    }

    /// One step's result.
    public StepResult of(DoctorStep step) {
        for (StepResult result : steps) {
            if (result.step() == step) {
                return result;
            }
        }
        throw new IllegalStateException("DOC-2: no result for " + step);
    }
}
