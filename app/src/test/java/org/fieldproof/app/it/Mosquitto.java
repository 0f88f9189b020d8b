package org.fieldproof.app.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.fieldproof.testkit.FreePorts;
import org.fieldproof.testkit.store.ServerProcess;

/// Debian's mosquitto as an upstream broker of another make, with `mosquitto_sub` as a subscriber
/// that shares nothing with the product. Present where the package is installed.
public final class Mosquitto implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final long LOOK_NANOS = 100_000_000;

    private final ServerProcess broker;
    private final int port;
    private final List<Process> clients = new ArrayList<>();

    private Mosquitto(ServerProcess broker, int port) {
        this.broker = broker;
        this.port = port;
    }

    static Optional<Path> program(String name) {
        return Stream.of("/usr/sbin", "/usr/bin", "/usr/local/sbin", "/usr/local/bin")
                .map(folder -> Path.of(folder, name))
                .filter(Files::isExecutable)
                .findFirst();
    }

    public static boolean present() {
        boolean present =
                Stream.of("mosquitto", "mosquitto_sub", "mosquitto_pub")
                        .allMatch(name -> program(name).isPresent());
        if (!present) {
            System.out.println("SKIPPED: mosquitto is not installed; its test did not run");
        }
        return present;
    }

    /// A broker on a free port of the loopback, which queues without limit for its subscribers.
    public static Mosquitto start(Path folder) {
        try {
            int port = FreePorts.next();
            Path config = folder.resolve("mosquitto.conf");
            Files.writeString(
                    config,
                    """
                    listener %d 127.0.0.1
                    allow_anonymous true
                    max_queued_messages 0
                    max_inflight_messages 0
                    log_type error
                    """
                            .formatted(port));
            ServerProcess broker =
                    new ServerProcess(
                            List.of(
                                    program("mosquitto").orElseThrow().toString(),
                                    "-c",
                                    config.toString()),
                            folder.resolve("mosquitto.log"));
            broker.start(Duration.ofSeconds(30), () -> ServerProcess.listens(port));
            return new Mosquitto(broker, port);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return port;
    }

    /// Subscribes to everything at QoS 1 and writes each payload, in hexadecimal, as a line. From
    /// when this returns, the broker keeps whatever comes for the subscriber.
    void subscribe(Path lines) throws IOException, InterruptedException {
        // It ends once the broker has answered; what comes before the next one is there, is kept.
        Process first = subscriber(lines, "-E");
        if (!first.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || first.exitValue() != 0) {
            first.destroyForcibly();
            throw new AssertionError("mosquitto_sub: " + Files.readString(lines));
        }
        clients.add(subscriber(lines, "-F", "%x"));
    }

    private Process subscriber(Path lines, String... more) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(program("mosquitto_sub").orElseThrow().toString());
        command.addAll(List.of("-h", "127.0.0.1", "-p", String.valueOf(port), "-V", "mqttv5"));
        command.addAll(List.of("-c", "-x", "3600", "-i", "oracle", "-q", "1", "-t", "#"));
        command.addAll(List.of(more));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(lines.toFile())
                .start();
    }

    /// Publishes a message that the broker keeps for whoever subscribes.
    public void retain(String topic, String payload) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(program("mosquitto_pub").orElseThrow().toString());
        command.addAll(List.of("-h", "127.0.0.1", "-p", String.valueOf(port)));
        command.addAll(List.of("-q", "1", "-r", "-t", topic, "-m", payload));
        Process publisher = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(publisher.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!publisher.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS) || publisher.exitValue() != 0) {
            publisher.destroyForcibly();
            throw new AssertionError("mosquitto_pub: " + said);
        }
    }

    /// What the subscriber has written, once all that is due is among it, or does not come: what a
    /// gateway has delivered is on its way from the broker to the subscriber's file.
    static List<String> seen(Path lines, Set<String> due) throws IOException {
        long startedNanos = System.nanoTime();
        List<String> seen = whole(lines);
        while (!Set.copyOf(seen).containsAll(due)
                && System.nanoTime() - startedNanos < LIMIT.toNanos()) {
            LockSupport.parkNanos(LOOK_NANOS);
            seen = whole(lines);
        }
        return seen;
    }

    /// The lines that are written to their ends.
    private static List<String> whole(Path lines) throws IOException {
        String text = Files.readString(lines);
        return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
    }

    /// Lets the broker hang: sockets stay open, nobody answers.
    void freeze() {
        broker.freeze();
    }

    void thaw() {
        broker.thaw();
    }

    static String hex(byte[] payload) {
        return java.util.HexFormat.of().formatHex(payload);
    }

    static String hex(String payload) {
        return hex(payload.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        clients.forEach(Process::destroy);
        broker.close();
    }
}
