package org.fieldproof.app.cli;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.secret.Redactor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `fieldproof check DIR`: every problem of a project, with place and remedy. Starts nothing; with
/// `--live` it also examines the peer of every connection and destination.
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

    @Option(
            names = "--live",
            description = "Also examines every peer: name, TCP, TLS, login, rights, first value.")
    private boolean live;

    @Option(
            names = "--limit",
            paramLabel = "TIME",
            description = "With --live: how long one examination may take, such as 20s.",
            converter = DurationText.class)
    private Duration limit = Duration.ofSeconds(20);

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "With --live: the data directory, for keys and for the evidence.")
    private @Nullable Path data;

    @Spec private @Nullable CommandSpec command;

    @Override
    public Integer call() {
        Printer printer = Printer.standard(json);
        ProjectRead read = Wiring.readProject(directory);
        List<Problem> problems = read.problems();
        printer.problems(problems);
        boolean clean = problems.stream().noneMatch(CheckCommand::isError);
        if (!json) {
            String untested = ": usable, but for its tests.";
            String unclean =
                    read instanceof ProjectRead.Ready ? untested : ": not usable as it is.";
            printer.note(directory + (clean ? ": no errors." : unclean));
        }
        if (clean && live && read instanceof ProjectRead.Ready ready) {
            Redactor redactor = FieldproofCommand.redactorOf(Objects.requireNonNull(command));
            clean = new LiveCheck(printer, limit, redactor).examine(ready.project(), data);
        }
        return clean ? CLEAN : PROBLEMS;
    }

    private static boolean isError(Problem problem) {
        return problem.severity() == Problem.Severity.ERROR;
    }
}
