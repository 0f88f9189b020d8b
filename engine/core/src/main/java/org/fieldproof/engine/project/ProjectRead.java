package org.fieldproof.engine.project;

import java.util.List;
import java.util.Optional;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition;

/// What became of reading a project.
public sealed interface ProjectRead {

    /// Everything found, errors before warnings, each group in the order of the files.
    List<Problem> problems();

    /// The project can run.
    ///
    /// @param problems warnings; errors too where tests have some, for who runs tests
    /// @param configurationText the project's YAML as read, secrets as references, for evidence
    /// @param tests the cases of `tests/*.yaml`; they change nothing about a running gateway
    record Ready(
            ProjectDefinition project,
            List<Problem> problems,
            String configurationText,
            List<PipelineTest> tests)
            implements ProjectRead {
        public Ready {
            problems = List.copyOf(problems);
            tests = List.copyOf(tests);
        }

        /// What does not hinder the project to run: the same, with no error among them.
        public List<Problem> warnings() {
            return problems.stream().map(Problem::asWarning).toList();
        }

        /// The first error in a test.
        public Optional<Problem> firstError() {
            return problems.stream()
                    .filter(each -> each.severity() == Problem.Severity.ERROR)
                    .findFirst();
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
