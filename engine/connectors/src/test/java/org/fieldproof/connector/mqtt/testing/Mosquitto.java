package org.fieldproof.connector.mqtt.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.testkit.FreePorts;
import org.fieldproof.testkit.store.ServerProcess;
import org.junit.jupiter.api.Assumptions;

/// Debian's broker as a process of its own: an implementation of MQTT that shares no code with
/// ours. Tests that need it are skipped, visibly, where it is not installed.
public final class Mosquitto implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

    private final Path directory;
    private final int port;
    private final List<String> settings;
    private final ServerProcess process;

    private Mosquitto(Path directory, List<String> settings) throws IOException {
        this.directory = directory;
        this.port = FreePorts.next();
        this.settings = new ArrayList<>(settings);
        process =
                new ServerProcess(
                        List.of(PROGRAM.toString(), "-c", configuration().toString(), "-v"), log());
    }

    /// A plain broker that lets everybody in.
    public static Mosquitto plain(Path directory, String... more) throws IOException {
        List<String> settings = new ArrayList<>(List.of("allow_anonymous true"));
        settings.addAll(List.of(more));
        return start(directory, settings);
    }

    /// A broker that shows `identity`.
    public static Mosquitto tls(Path directory, TlsIdentity identity, String... more)
            throws IOException {
        Path chain = directory.resolve("chain.pem");
        Path key = directory.resolve("key.pem");
        TestAuthority.write(identity, chain, key);
        List<String> settings =
                new ArrayList<>(
                        List.of("allow_anonymous true", "certfile " + chain, "keyfile " + key));
        settings.addAll(List.of(more));
        return start(directory, settings);
    }

    /// A plain broker with one user.
    public static Mosquitto withUser(Path directory, String user, String password)
            throws IOException {
        Path file = directory.resolve("passwords");
        try {
            Process made =
                    new ProcessBuilder(
                                    "mosquitto_passwd", "-b", "-c", file.toString(), user, password)
                            .redirectErrorStream(true)
                            .redirectOutput(directory.resolve("passwd.log").toFile())
                            .start();
            if (!made.waitFor(60, TimeUnit.SECONDS) || made.exitValue() != 0) {
                throw new IOException("mosquitto_passwd failed");
            }
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        return start(directory, List.of("allow_anonymous false", "password_file " + file));
    }

    private static Mosquitto start(Path directory, List<String> settings) throws IOException {
        Assumptions.assumeTrue(
                Files.isExecutable(PROGRAM), "needs mosquitto: apt-get install mosquitto");
        Mosquitto broker = new Mosquitto(directory, settings);
        broker.start();
        return broker;
    }

    /// Starts it, again on the same port.
    public void start() throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add("user root");
        lines.add("listener " + port + " 127.0.0.1");
        lines.addAll(settings);
        Files.write(configuration(), lines);
        process.start(Duration.ofSeconds(30), () -> ServerProcess.listens(port));
    }

    private Path configuration() {
        return directory.resolve("mosquitto.conf");
    }

    public int port() {
        return port;
    }

    public Path log() {
        return directory.resolve("mosquitto.log");
    }

    /// Lets it hang: sockets stay open, it hears nothing and answers nothing.
    public void freeze() {
        process.freeze();
    }

    public void thaw() {
        process.thaw();
    }

    /// Kills it as a power cut would, and waits until it is gone.
    public void kill() {
        process.kill();
    }

    @Override
    public void close() {
        kill();
    }
}
