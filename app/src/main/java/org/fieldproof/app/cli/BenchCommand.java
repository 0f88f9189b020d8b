package org.fieldproof.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.fieldproof.api.Gateway;
import org.fieldproof.api.project.Problem;
import org.fieldproof.app.RunningGateway;
import org.fieldproof.app.Wiring;
import org.fieldproof.app.bench.BenchException;
import org.fieldproof.app.bench.BenchLine;
import org.fieldproof.app.bench.BenchOptions;
import org.fieldproof.app.bench.Benches;
import org.fieldproof.app.bench.GatewayStarter;
import org.fieldproof.app.bench.Scratch;
import org.fieldproof.app.desktop.MeasuredConsole;
import org.fieldproof.engine.EngineSeams;
import org.fieldproof.engine.journal.Operator;
import org.fieldproof.engine.project.ProjectRead;
import org.fieldproof.engine.secret.Redactor;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `fieldproof bench NAME`: measures, beside a baseline in the same run.
@Command(
        name = "bench",
        description = "Measures a part beside a baseline in the same run.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final int FAULT = 1;
    private static final int USAGE = 2;

    @Parameters(
            paramLabel = "NAME",
            description =
                    "log, route, ingest, deliver, drain, island, fields, burst, sustained, restart,"
                            + " startup, ui or soak.")
    private String name = "";

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "Runs of each side; the median counts (default: ${DEFAULT-VALUE}).")
    private int runs = BenchOptions.RUNS_DEFAULT;

    @Option(
            names = "--records",
            paramLabel = "N",
            description = "Records of a run (default: ${DEFAULT-VALUE}).")
    private int records = BenchOptions.RECORDS_DEFAULT;

    @Option(
            names = "--for",
            paramLabel = "TIME",
            description = "How long a run lasts that has no end of its own (default: 2s).",
            converter = DurationText.class)
    private Duration perRun = Duration.ofSeconds(2);

    @Option(
            names = "--in",
            paramLabel = "DIR",
            description = "Folder for files, on the disk to be measured (default: temporary).")
    private @Nullable Path directory;

    @Option(
            names = "--postgres",
            paramLabel = "URL",
            description = "A server to deliver to: postgresql://user:password@host:port/database.")
    private @Nullable String postgres;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException {
        if (directory != null) {
            return measure(directory);
        }
        Scratch scratch = Scratch.temporary();
        try {
            return measure(scratch.path());
        } finally {
            clear(scratch);
        }
    }

    /// A folder that cannot be taken away makes no bench a failure.
    private void clear(Scratch scratch) {
        try {
            scratch.close();
        } catch (IOException | UncheckedIOException stays) {
            Printer.standard(json).note("left behind: " + scratch.path() + " (" + stays + ")");
        }
    }

    private int measure(Path place) {
        Printer printer = Printer.standard(json);
        BenchOptions options =
                FieldproofCommand.of(Objects.requireNonNull(spec), () -> options(place));
        Benches.leftOut(name, options).forEach(printer::note);
        try {
            Benches.run(name, options, line -> print(line, printer));
            return 0;
        } catch (BenchException e) {
            printer.problems(List.of(e.problem()));
            return Benches.names().contains(name) ? FAULT : USAGE;
        }
    }

    private BenchOptions options(Path place) {
        return new BenchOptions(
                runs,
                perRun,
                place,
                records,
                Optional.ofNullable(postgres),
                BenchCommand::start,
                MeasuredConsole.headless(),
                startCommand());
    }

    private static void print(BenchLine line, Printer printer) {
        if (printer.json()) {
            printer.jsonLine(line.json().getBytes(StandardCharsets.UTF_8));
        } else {
            System.out.println(line.text());
        }
    }

    /// This very program, as it was started: an installed one has a launcher of its own.
    private static List<String> startCommand() {
        String installed = System.getProperty("jpackage.app-path");
        if (installed != null) {
            return List.of(installed);
        }
        Path launcher =
                Path.of(System.getProperty("fieldproof.home", ".")).resolve("bin/fieldproof");
        return Files.isExecutable(launcher) ? List.of(launcher.toString()) : List.of();
    }

    private static GatewayStarter.Running start(Path project, Path data) throws BenchException {
        switch (Wiring.readProject(project)) {
            case ProjectRead.Refused refused ->
                    throw new BenchException(refused.problems().getFirst());
            case ProjectRead.Ready ready -> {
                switch (Wiring.start(
                        ready.project(),
                        Optional.of(data),
                        EngineSeams.none(),
                        new Redactor(),
                        Operator.atCommandLine())) {
                    case Wiring.Start.Refused(Problem why) -> throw new BenchException(why);
                    case Wiring.Start.Running(RunningGateway running) -> {
                        return new Started(running);
                    }
                }
            }
        }
    }

    /// A gateway for a bench.
    private record Started(RunningGateway running) implements GatewayStarter.Running {
        @Override
        public Gateway gateway() {
            return running.gateway();
        }

        @Override
        public void stop(Duration limit) {
            running.stop(limit);
        }
    }
}
