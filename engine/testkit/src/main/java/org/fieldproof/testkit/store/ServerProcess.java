package org.fieldproof.testkit.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import org.fieldproof.testkit.Await;
import org.jspecify.annotations.Nullable;

/// A server as a child process: started, killed as a power cut would, and started again.
public final class ServerProcess implements AutoCloseable {
    private static final Duration GONE = Duration.ofSeconds(30);

    private final List<String> command;
    private final Path log;
    private @Nullable Process process;

    /// @param log what the server writes is appended there
    public ServerProcess(List<String> command, Path log) {
        this.command = List.copyOf(command);
        this.log = log;
    }

    /// Starts it, and waits until it answers.
    public void start(Duration limit, BooleanSupplier answers) throws IOException {
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                        .start();
        Await.until(limit, answers, command.getFirst() + " to answer; see " + log);
    }

    /// Whether somebody listens on that port of the loopback.
    public static boolean listens(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException _) {
            return false;
        }
    }

    /// Lets it hang: sockets stay open, nobody answers.
    public void freeze() {
        signal("-STOP");
    }

    public void thaw() {
        signal("-CONT");
    }

    private void signal(String name) {
        long pid = Objects.requireNonNull(process, "started").pid();
        try {
            Process kill = new ProcessBuilder("kill", name, Long.toString(pid)).start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("kill " + name + " failed");
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /// Kills it, and waits until it is gone.
    public void kill() {
        Process running = process;
        if (running != null) {
            running.destroyForcibly();
            Await.until(GONE, () -> !running.isAlive(), command.getFirst() + " to be gone");
        }
    }

    @Override
    public void close() {
        kill();
    }
}
