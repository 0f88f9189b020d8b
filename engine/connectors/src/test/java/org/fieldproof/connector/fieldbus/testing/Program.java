package org.fieldproof.connector.fieldbus.testing;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A program of this machine, as a peer or to ask it something. Ended with the test.
public final class Program implements AutoCloseable {
    private final Process process;
    private final Path output;

    private Program(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /// Whether the program can be started at all.
    public static boolean exists(String... command) {
        try (Program program = start(Redirect.DISCARD, Path.of(""), command)) {
            return program.exitCode() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    public static Program start(Path output, String... command) throws IOException {
        return start(Redirect.to(output.toFile()), output, command);
    }

    private static Program start(Redirect to, Path output, String... command) throws IOException {
        Process process =
                new ProcessBuilder(List.of(command))
                        .redirectErrorStream(true)
                        .redirectOutput(to)
                        .start();
        process.getOutputStream().close();
        return new Program(process, output);
    }

    /// Waits for its end.
    public int exitCode() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return -1;
            }
            return process.exitValue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    public String output() throws IOException {
        return Files.readString(output, StandardCharsets.UTF_8);
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
