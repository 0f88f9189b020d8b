package org.fieldproof.engine.project;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.project.ProjectDefinition;
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

    /// What came of reading a text.
    ///
    /// @param problems errors first; the cases of a text with errors are not all there
    public record Read(List<PipelineTest> tests, List<Problem> problems) {
        public Read {
            tests = List.copyOf(tests);
            problems = List.copyOf(problems);
        }
    }

    /// Reads cases that are not written yet, as they would be read from a file of the project.
    ///
    /// @param file how it is named in problems
    public static Read read(String file, String text, ProjectDefinition project) {
        Problems problems = new Problems();
        return new Read(reader(project, problems).read(file, text), problems.sorted());
    }

    /// Reads the cases of all files of a project as if one of them had this text already.
    ///
    /// @param file its name in the folder of tests
    public static Read readWith(String file, String text, ProjectDefinition project) {
        Problems problems = new Problems();
        PipelineTestReader reader = reader(project, problems);
        return new Read(reader.read(project.directory(), Map.of(file, text)), problems.sorted());
    }

    private static PipelineTestReader reader(ProjectDefinition project, Problems problems) {
        Set<String> connections = new HashSet<>();
        project.connections().forEach(each -> connections.add(each.id()));
        Set<String> destinations = new HashSet<>();
        project.destinations().forEach(each -> destinations.add(each.id()));
        return new PipelineTestReader(problems, connections, destinations);
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
