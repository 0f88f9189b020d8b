package org.fieldproof.app.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.time.GatewayClock;

/// `startup`: from the start of the process to the first line of `run --json`, on an empty data
/// directory; and to the console's first window, painted by the software pipeline without a
/// display. The baseline is a Java machine that starts, says its version and ends. Less is better.
final class StartupBench {
    private static final long LIMIT_SECONDS = 60;

    private static final String WITHOUT_DISPLAY =
            "-Dglass.platform=Headless -Dprism.order=sw -Dfieldproof.log.level=INFO";

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
        lines.accept(measured("run-first-status", this::firstStatus));
        lines.accept(measured("console-first-window", this::firstWindow));
    }

    private BenchLine measured(String figure, Pair.Run ours) throws BenchException {
        return Pair.measure(
                "startup", figure, "ms", options.runs(), ours, "bare JVM", this::bareJvm);
    }

    private double firstStatus() throws IOException {
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
            return millisToLine(new ProcessBuilder(command), line -> line.startsWith("{"));
        }
    }

    /// With preferences of its own: nobody's window comes up, and nobody's last projects change.
    private double firstWindow() throws IOException {
        try (Scratch scratch = Scratch.in(options.directory())) {
            List<String> command = new ArrayList<>(options.startCommand());
            command.add("open");
            ProcessBuilder console = new ProcessBuilder(command);
            console.environment().put("XDG_CONFIG_HOME", scratch.path().toString());
            console.environment().put("JAVA_TOOL_OPTIONS", WITHOUT_DISPLAY);
            return millisToLine(console, line -> line.contains(ConsoleMeter.FIRST_WINDOW));
        }
    }

    private double bareJvm() throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        return millisToLine(new ProcessBuilder(java, "--version"), line -> true);
    }

    /// Ends the process and waits for that, so that the next run does not share the machine with
    /// it. One that says nothing for long is ended, too.
    private double millisToLine(ProcessBuilder program, Predicate<String> awaited)
            throws IOException {
        long start = clock.nanoTime();
        Process process = program.redirectErrorStream(true).start();
        CompletableFuture.delayedExecutor(LIMIT_SECONDS, TimeUnit.SECONDS)
                .execute(process::destroyForcibly);
        double millis = -1;
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            process.getOutputStream().close();
            String line;
            while ((line = lines.readLine()) != null) {
                if (millis < 0 && awaited.test(line)) {
                    millis = (clock.nanoTime() - start) / 1e6;
                    // Of the process itself it would close the stream that is being read.
                    process.toHandle().destroy();
                }
            }
        } finally {
            process.toHandle().destroy();
        }
        int exit = process.onExit().join().exitValue();
        if (millis < 0) {
            throw new IOException("the process ended with " + exit + " and did not say it is up");
        }
        return millis;
    }
}
