package org.fieldproof.app.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/// The program as users get it: tests start `bin/fieldproof` in processes of its own and read
/// what it prints. Every process is ended by the test that started it, by its own handle.
final class Distribution {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final Path scratch;
    private final Map<String, String> environment = new HashMap<>();

    /// @param scratch where the output of processes is kept
    Distribution(Path scratch) {
        this.home = Path.of(System.getProperty("fieldproof.distribution", "target/fieldproof"));
        this.scratch = scratch;
        if (!Files.isExecutable(home.resolve("bin/fieldproof"))) {
            throw new IllegalStateException(
                    "distribution: nothing in " + home + " (expected: mvn package built it)");
        }
    }

    /// Gives what is started from now on a variable.
    Distribution with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    Path sample(String name) {
        return home.resolve("sample-projects").resolve(name).toAbsolutePath();
    }

    /// Runs a command to its end.
    Finished run(Duration limit, String... args) {
        return run(ProcessBuilder.Redirect.PIPE, limit, args);
    }

    /// The same, with what it reads.
    Finished run(ProcessBuilder.Redirect in, Duration limit, String... args) {
        Running running = start(in, args);
        try {
            if (!running.process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                running.kill();
                throw new AssertionError(
                        String.join(" ", args) + " did not end within " + limit + "\n" + running);
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
        running.awaitReader();
        return new Finished(
                running.process.exitValue(), List.copyOf(running.lines), running.errors());
    }

    /// Runs a bench to its end, in a folder that must be empty afterwards.
    ///
    /// @return its lines, by case, in order
    Map<String, JsonNode> bench(Duration limit, String... args) throws IOException {
        Path folder = Files.createTempDirectory(scratch, "bench-");
        List<String> all = new ArrayList<>(List.of("bench"));
        all.addAll(List.of(args));
        all.addAll(List.of("--in", folder.toString(), "--json"));
        Finished run = run(limit, all.toArray(new String[0]));
        assertThat(run.exit()).as(run.toString()).isZero();
        assertThat(folder).isEmptyDirectory();
        Map<String, JsonNode> lines = new LinkedHashMap<>();
        run.json().forEach(line -> lines.put(line.path("case").asText(), line));
        return lines;
    }

    /// Starts a command and leaves it running.
    Running start(String... args) {
        return start(ProcessBuilder.Redirect.PIPE, args);
    }

    /// The same, with what it reads.
    Running start(ProcessBuilder.Redirect in, String... args) {
        List<String> command = new ArrayList<>();
        command.add(home.resolve("bin/fieldproof").toAbsolutePath().toString());
        command.addAll(List.of(args));
        try {
            Path errors = Files.createTempFile(scratch, "stderr-", ".txt");
            ProcessBuilder builder = new ProcessBuilder(command);
            builder.redirectError(errors.toFile()).redirectInput(in);
            builder.environment().put("FIELDPROOF_JAVA_HOME", System.getProperty("java.home"));
            builder.environment().putAll(environment);
            return new Running(builder.start(), errors);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What a command that ended has left.
    record Finished(int exit, List<String> lines, String errors) {
        List<JsonNode> json() {
            return lines.stream().map(Distribution::parse).toList();
        }

        @Override
        public String toString() {
            return "exit " + exit + "\n" + String.join("\n", lines) + "\n--- stderr\n" + errors;
        }
    }

    /// A command that runs.
    static final class Running implements AutoCloseable {
        private final Process process;
        private final Path errors;
        private final List<String> lines = new CopyOnWriteArrayList<>();
        private final Thread reader;

        Running(Process process, Path errors) {
            this.process = process;
            this.errors = errors;
            this.reader = Thread.ofPlatform().name("stdout-reader").start(this::readLines);
        }

        private void readLines() {
            try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    lines.add(line);
                }
            } catch (IOException e) {
                lines.add("{\"readFailed\":\"" + e + "\"}");
            }
        }

        long pid() {
            return process.pid();
        }

        boolean alive() {
            return process.isAlive();
        }

        /// SIGKILL: no hook runs, nothing is flushed.
        void kill() {
            process.toHandle().destroyForcibly();
            process.onExit().join();
        }

        /// SIGTERM, and waits for the end.
        int stop(Duration limit) {
            process.toHandle().destroy();
            try {
                if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                    kill();
                    throw new AssertionError("did not stop within " + limit + "\n" + this);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            awaitReader();
            return process.exitValue();
        }

        /// Waits for a status line that fulfils the condition and answers it.
        JsonNode await(String what, Duration limit, Predicate<JsonNode> condition) {
            long startedNanos = System.nanoTime();
            while (System.nanoTime() - startedNanos < limit.toNanos()) {
                if (!lines.isEmpty()) {
                    JsonNode last = parse(lines.getLast());
                    if (condition.test(last)) {
                        return last;
                    }
                }
                if (!process.isAlive()) {
                    throw new AssertionError("ended while waiting for " + what + "\n" + this);
                }
                java.util.concurrent.locks.LockSupport.parkNanos(50_000_000);
            }
            throw new AssertionError("not within " + limit + ": " + what + "\n" + this);
        }

        /// As [#await], of a line that was taken after this call: the last one printed may show the
        /// quiet before the final records came in. The next may still be of a picture before it.
        JsonNode awaitFresh(String what, Duration limit, Predicate<JsonNode> condition) {
            int seen = lines.size();
            return await(what, limit, line -> lines.size() >= seen + 2 && condition.test(line));
        }

        /// The port on which a connection listens.
        int port(String connection) {
            JsonNode status =
                    await(
                            "listener " + connection,
                            Duration.ofMinutes(2),
                            line -> endpoint(line, connection).contains(":"));
            String endpoint = endpoint(status, connection);
            return Integer.parseInt(endpoint.substring(endpoint.lastIndexOf(':') + 1));
        }

        private static String endpoint(JsonNode status, String connection) {
            for (JsonNode each : status.path("connections")) {
                if (each.path("id").asText().equals(connection)
                        && each.path("state").asText().equals("UP")) {
                    return each.path("endpoint").asText();
                }
            }
            return "";
        }

        void awaitReader() {
            try {
                if (!reader.join(Duration.ofMinutes(1))) {
                    throw new AssertionError("its output does not end\n" + this);
                }
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }

        String errors() {
            try {
                return Files.readString(errors);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() {
            if (process.isAlive()) {
                kill();
            }
        }

        @Override
        public String toString() {
            int from = Math.max(0, lines.size() - 5);
            return String.join("\n", lines.subList(from, lines.size()))
                    + "\n--- stderr\n"
                    + errors();
        }
    }

    static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (IOException e) {
            throw new UncheckedIOException("not a line of JSON: " + line, e);
        }
    }

    /// The lane of that id in a status line.
    static JsonNode lane(JsonNode status, String id) {
        for (JsonNode lane : status.path("lanes")) {
            if (lane.path("id").asText().equals(id)) {
                return lane;
            }
        }
        throw new AssertionError("no lane " + id + " in " + status);
    }

    /// True if a status line shows that nothing is anywhere but at its destination.
    static boolean isDrained(JsonNode status) {
        boolean empty = status.path("logRecords").asLong() == 0;
        for (JsonNode lane : status.path("lanes")) {
            empty &=
                    lane.path("state").asText().equals("IN_STEP")
                            && lane.path("queued").asLong() == 0
                            && lane.path("inFlight").asLong() == 0
                            && lane.path("bufferRecords").asLong() == 0
                            && lane.path("quarantinedTotal").asLong() == 0;
        }
        return empty;
    }
}
