package org.fieldproof.app.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.fieldproof.testkit.FreePorts;
import org.fieldproof.testkit.store.ServerProcess;

/// Debian's mosquitto with a password on a plain port, and with TLS on another one whose
/// certificate names a host that this machine is not.
final class GuardedBroker implements AutoCloseable {
    private final ServerProcess broker;
    private final int plainPort;
    private final int tlsPort;

    private GuardedBroker(ServerProcess broker, int plainPort, int tlsPort) {
        this.broker = broker;
        this.plainPort = plainPort;
        this.tlsPort = tlsPort;
    }

    static boolean present() {
        return Mosquitto.present()
                && Mosquitto.program("mosquitto_pub").isPresent()
                && Mosquitto.program("mosquitto_passwd").isPresent();
    }

    static GuardedBroker start(Path folder, PaperTrail.Pem identity) throws Exception {
        Path passwords = folder.resolve("passwords");
        Process passwd =
                new ProcessBuilder(
                                Mosquitto.program("mosquitto_passwd").orElseThrow().toString(),
                                "-b",
                                "-c",
                                passwords.toString(),
                                "press",
                                "the right one")
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("passwd.log").toFile())
                        .start();
        if (!passwd.waitFor(60, TimeUnit.SECONDS) || passwd.exitValue() != 0) {
            throw new AssertionError("mosquitto_passwd failed");
        }
        int plainPort = FreePorts.next();
        int tlsPort = FreePorts.next();
        Path config = folder.resolve("guarded.conf");
        Files.writeString(
                config,
                """
                user root
                allow_anonymous false
                password_file %s
                log_type error
                listener %d 127.0.0.1
                listener %d 127.0.0.1
                certfile %s
                keyfile %s
                """
                        .formatted(
                                passwords,
                                plainPort,
                                tlsPort,
                                identity.certificate(),
                                identity.key()));
        ServerProcess broker =
                new ServerProcess(
                        List.of(
                                Mosquitto.program("mosquitto").orElseThrow().toString(),
                                "-c",
                                config.toString()),
                        folder.resolve("guarded.log"));
        broker.start(
                Duration.ofSeconds(30),
                () -> ServerProcess.listens(plainPort) && ServerProcess.listens(tlsPort));
        return new GuardedBroker(broker, plainPort, tlsPort);
    }

    int plainPort() {
        return plainPort;
    }

    int tlsPort() {
        return tlsPort;
    }

    @Override
    public void close() {
        broker.close();
    }
}
