package org.fieldproof.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.project.ProjectRead;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `fieldproof check DIR`: every problem of a project, with place and remedy. Starts nothing.
@Command(
        name = "check",
        description = "Validates a project: every problem with file, line, path, remedy.",
        mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    private static final int CLEAN = 0;
    private static final int PROBLEMS = 2;

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path directory = Path.of(".");

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() {
        Printer printer = Printer.standard(json);
        List<Problem> problems =
                switch (Wiring.readProject(directory)) {
                    case ProjectRead.Ready ready -> ready.warnings();
                    case ProjectRead.Refused refused -> refused.problems();
                };
        printer.problems(problems);
        boolean clean = problems.stream().noneMatch(CheckCommand::isError);
        if (!json) {
            printer.note(clean ? directory + ": no errors." : directory + ": not usable as it is.");
        }
        return clean ? CLEAN : PROBLEMS;
    }

    private static boolean isError(Problem problem) {
        return problem.severity() == Problem.Severity.ERROR;
    }
}
