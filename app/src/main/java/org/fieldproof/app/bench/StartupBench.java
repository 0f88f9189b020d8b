package org.fieldproof.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.time.GatewayClock;

/// `startup`: from the start of the process to the first line of `run --json`, on an empty data
/// directory. The baseline is a Java machine that starts, says its version and ends. Less is
/// better.
final class StartupBench {
    private final BenchOptions options;
    private final GatewayClock clock = GatewayClock.system();

    StartupBench(BenchOptions options) {
        this.options = options;
    }

    void run(Consumer<BenchLine> lines) throws BenchException {
        if (options.startCommand().isEmpty()) {
            throw new BenchException(
                    Problem.error(
                            "APP-0405",
                            "bench startup",
                            "It is not known how to start this program again.",
                            "Run the bench from the distribution's bin directory."));
        }
        lines.accept(
                Pair.measure(
                        "startup",
                        "run-first-status",
                        "ms",
                        options.runs(),
                        this::ours,
                        "bare JVM",
                        this::bareJvm));
    }

    private double ours() throws IOException {
        try (Scratch scratch = Scratch.in(options.directory())) {
            Path project = Files.createDirectory(scratch.path().resolve("project"));
            Files.writeString(project.resolve("project.yaml"), BenchProject.ingest());
            List<String> command = new ArrayList<>(options.startCommand());
            command.addAll(
                    List.of(
                            "run",
                            project.toString(),
                            "--data",
                            scratch.path().resolve("data").toString(),
                            "--for",
                            "1s",
                            "--json"));
            return millisToFirstLine(command, "{");
        }
    }

    private double bareJvm() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return millisToFirstLine(List.of(java, "--version"), "");
    }

    /// Waits for the process to end as well, so that the next run does not share the machine
    /// with it.
    private double millisToFirstLine(List<String> command, String beginning) throws IOException {
        long start = clock.nanoTime();
        Process process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        process.getOutputStream().close();
        double millis = -1;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            String line;
            while ((line = lines.readLine()) != null) {
                if (millis < 0 && line.startsWith(beginning)) {
                    millis = (clock.nanoTime() - start) / 1e6;
                }
            }
        }
        int exit = process.onExit().join().exitValue();
        if (millis < 0) {
            throw new IOException("the process ended with " + exit + " and said nothing");
        }
        return millis;
    }
}
