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
import java.util.stream.Stream;
import org.fieldproof.testkit.FreePorts;
import org.fieldproof.testkit.store.ServerProcess;

/// Debian's mosquitto as an upstream broker of another make, with `mosquitto_sub` as a subscriber
/// that shares nothing with the product. Present where the package is installed.
final class Mosquitto implements AutoCloseable {
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

    static boolean present() {
        boolean present = program("mosquitto").isPresent() && program("mosquitto_sub").isPresent();
        if (!present) {
            System.out.println("SKIPPED: mosquitto is not installed; its test did not run");
        }
        return present;
    }

    /// A broker on a free port of the loopback, which queues without limit for its subscribers.
    static Mosquitto start(Path folder) {
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

    int port() {
        return port;
    }

    /// Subscribes to everything at QoS 1 and writes each payload, in hexadecimal, as a line.
    void subscribe(Path lines) throws IOException {
        clients.add(
                new ProcessBuilder(
                                program("mosquitto_sub").orElseThrow().toString(),
                                "-h",
                                "127.0.0.1",
                                "-p",
                                String.valueOf(port),
                                "-V",
                                "mqttv5",
                                "-i",
                                "oracle",
                                "-q",
                                "1",
                                "-t",
                                "#",
                                "-F",
                                "%x")
                        .redirectErrorStream(true)
                        .redirectOutput(lines.toFile())
                        .start());
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
