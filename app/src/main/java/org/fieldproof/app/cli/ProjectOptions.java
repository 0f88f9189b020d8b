package org.fieldproof.app.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.fieldproof.api.project.Problem;
import org.fieldproof.app.RunningGateway;
import org.fieldproof.app.Wiring;
import org.fieldproof.engine.EngineSeams;
import org.fieldproof.engine.journal.Operator;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.secret.Redactor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The options that commands share which start a gateway.
final class ProjectOptions {
    private static final String LOSE = "lose:";

    @Parameters(paramLabel = "DIR", description = "The project's folder.")
    private Path directory = Path.of(".");

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where log, buffers and evidence live; one process at a time.")
    private @Nullable Path data;

    @Option(
            names = "--plant",
            paramLabel = "FAULT",
            hidden = true,
            description = "Plants a fault that every proof must catch, such as lose:10000.")
    private String plant = "";

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec command;

    /// Reads the project and starts its gateway; problems are printed.
    Started start(Printer printer) {
        CommandSpec words = Objects.requireNonNull(command);
        EngineSeams seams = FieldproofCommand.of(words, () -> planted(plant));
        switch (Wiring.readProject(directory)) {
            case ProjectRead.Refused refused -> {
                printer.problems(refused.problems());
                return new Started.Refused();
            }
            case ProjectRead.Ready ready -> {
                printer.warnings(ready.warnings());
                return start(ready, seams, FieldproofCommand.redactorOf(words), printer);
            }
        }
    }

    private Started start(
            ProjectRead.Ready ready, EngineSeams seams, Redactor redactor, Printer printer) {
        Wiring.Start start =
                Wiring.start(
                        ready.project(),
                        Optional.ofNullable(data),
                        seams,
                        redactor,
                        Operator.atCommandLine());
        return switch (start) {
            case Wiring.Start.Refused(Problem why) -> {
                printer.problems(List.of(why));
                yield new Started.Refused();
            }
            case Wiring.Start.Running(RunningGateway gateway) -> new Started.Running(gateway);
        };
    }

    private static EngineSeams planted(String text) {
        if (text.isEmpty()) {
            return EngineSeams.none();
        }
        if (!text.startsWith(LOSE)) {
            throw new IllegalArgumentException("plant: " + text + " (expected: lose:N)");
        }
        return EngineSeams.losingOneIn(Long.parseLong(text.substring(LOSE.length())));
    }

    /// What became of the start.
    sealed interface Started {
        record Running(RunningGateway gateway) implements Started {}

        /// Problems have been printed.
        record Refused() implements Started {}
    }
}
