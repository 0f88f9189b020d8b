package org.fieldproof.engine.project;

import java.util.List;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;
import org.jspecify.annotations.Nullable;

/// One case of a project's `tests/*.yaml`: a record, and what must become of it at each
/// destination.
///
/// @param place where it stands
public record PipelineTest(
        Place place, String name, FieldRecord given, List<Expectation> expected) {
    public PipelineTest {
        expected = List.copyOf(expected);
    }

    /// What must become of the record at one destination. What is null or empty is not compared.
    ///
    /// @param payload the exact text of the payload; null if it is not compared
    /// @param json the payload as JSON, whatever the order of its names; null if it is not compared
    /// @param dropped name of the transform that drops it; empty if it is delivered
    /// @param quarantined code of the problem; empty if it is delivered
    public record Expectation(
            Place place,
            String to,
            @Nullable String payload,
            @Nullable String json,
            String address,
            String device,
            List<Property> properties,
            String dropped,
            String quarantined) {
        public Expectation {
            properties = List.copyOf(properties);
        }
    }
}
