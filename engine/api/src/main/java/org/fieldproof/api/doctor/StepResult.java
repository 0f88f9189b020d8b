package org.fieldproof.api.doctor;

import java.util.List;
import org.fieldproof.api.record.Property;

/// One step of an examination.
///
/// @param millis how long it took; 0 for what was not looked at
/// @param facts names and values for people who go further: addresses, versions, thumbprints
public record StepResult(
        DoctorStep step, double millis, StepVerdict verdict, List<Property> facts) {
    public StepResult {
        if (!(millis >= 0)) {
            throw new IllegalArgumentException("millis: " + millis + " (expected: >= 0)");
        }
        facts = List.copyOf(facts);
    }
}
