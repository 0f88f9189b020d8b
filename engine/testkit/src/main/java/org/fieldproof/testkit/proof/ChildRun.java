package org.fieldproof.testkit.proof;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.log.DurableLog;
import org.jspecify.annotations.Nullable;

/// One life of a child process, seen from its parent. Used by one thread; a delayed kill comes
/// from a thread of its own.
final class ChildRun implements AutoCloseable {
    static final int KILLED = 128 + 9;

    private static final long EXIT_SECONDS_MAX = 120;

    private final Process process;
    private final BufferedReader lines;
    private final Path errors;

    private ChildRun(Process process, Path errors) {
        this.process = process;
        this.errors = errors;
        this.lines = process.inputReader(StandardCharsets.US_ASCII);
    }

    /// What a child is to do.
    ///
    /// @param wrapper a command in front of the child's own, such as a tracer; empty for none
    /// @param environment on top of this process's own
    record Order(
            Path root,
            long run,
            int operations,
            Mutant mutant,
            List<String> wrapper,
            Map<String, String> environment) {
        Order(Path root, long run, int operations, Mutant mutant) {
            this(root, run, operations, mutant, List.of(), Map.of());
        }

        Order wrapped(String... command) {
            return new Order(root, run, operations, mutant, List.of(command), environment);
        }
    }

    /// Starts the child.
    ///
    /// @param errors where its standard error goes, outside the child's file system
    static ChildRun start(Order order, Path errors) throws IOException {
        List<String> command = new ArrayList<>(order.wrapper());
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(
                List.of(
                        "-Xmx96m",
                        "-Xshare:auto",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:-UsePerfData",
                        "-cp",
                        classPath(),
                        ProofChild.class.getName(),
                        order.root().toString(),
                        Long.toString(order.run()),
                        Integer.toString(order.operations()),
                        order.mutant().name()));
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(order.environment());
        builder.environment().remove("JAVA_TOOL_OPTIONS");
        builder.redirectError(errors.toFile());
        return new ChildRun(builder.start(), errors);
    }

    /// Where the classes lie that a child needs, whatever started this process.
    private static String classPath() {
        Set<String> places = new LinkedHashSet<>();
        for (Class<?> type : List.of(ProofChild.class, DurableLog.class)) {
            places.add(
                    Path.of(type.getProtectionDomain().getCodeSource().getLocation().getPath())
                            .toString());
        }
        return String.join(System.getProperty("path.separator"), places);
    }

    /// The child's next line; null once it has said everything and is gone.
    @Nullable String line() throws IOException {
        return lines.readLine();
    }

    /// Hears everything that is left.
    void drain(Ledger ledger) throws IOException {
        for (String line = line(); line != null; line = line()) {
            ledger.hear(line);
        }
    }

    void kill() {
        process.toHandle().destroyForcibly();
    }

    /// Kills after a time, in the background.
    void killAfter(long nanos) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            LockSupport.parkNanos(nanos);
                            process.toHandle().destroyForcibly();
                        });
    }

    long pid() {
        return process.pid();
    }

    ProcessHandle handle() {
        return process.toHandle();
    }

    /// The exit code; a child that does not end is killed and complained about.
    int exit() throws IOException {
        try {
            if (!process.waitFor(EXIT_SECONDS_MAX, TimeUnit.SECONDS)) {
                process.toHandle().destroyForcibly();
                throw new IOException("the child hangs; " + errors());
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
    }

    /// What the child said on standard error.
    String errors() throws IOException {
        return Files.exists(errors) ? Files.readString(errors).strip() : "";
    }

    @Override
    public void close() throws IOException {
        process.toHandle().destroyForcibly();
        lines.close();
    }
}
