package org.fieldproof.engine.project;

import java.util.List;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;

/// What became of reading a project.
public sealed interface ProjectRead {

    /// Everything found, errors before warnings, each group in the order of the files.
    List<Problem> problems();

    /// The project can run.
    ///
    /// @param configurationText the project's YAML as read, secrets as references, for evidence
    /// @param tests the cases of `tests/*.yaml`; they change nothing about a running gateway
    record Ready(
            ProjectDefinition project,
            List<Problem> warnings,
            String configurationText,
            List<PipelineTest> tests)
            implements ProjectRead {
        public Ready {
            warnings = List.copyOf(warnings);
            tests = List.copyOf(tests);
        }

        @Override
        public List<Problem> problems() {
            return warnings;
        }
    }

    /// The project has errors and nothing of it is applied. Warnings are among the problems.
    record Refused(List<Problem> problems) implements ProjectRead {
        public Refused {
            problems = List.copyOf(problems);
            if (problems.isEmpty()) {
                throw new IllegalArgumentException("problems: none (expected: at least one)");
            }
        }
    }
}
