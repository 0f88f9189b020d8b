package org.fieldproof.app.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FreePorts;

/// Debian's mosquitto with a password on a plain port, and with TLS on another one whose
/// certificate names a host that this machine is not.
final class GuardedBroker implements AutoCloseable {
    private final Process broker;
    private final int plainPort;
    private final int tlsPort;

    private GuardedBroker(Process broker, int plainPort, int tlsPort) {
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
        if (!passwd.waitFor(10, TimeUnit.SECONDS) || passwd.exitValue() != 0) {
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
        Process broker =
                new ProcessBuilder(
                                Mosquitto.program("mosquitto").orElseThrow().toString(),
                                "-c",
                                config.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("guarded.log").toFile())
                        .start();
        Await.until(
                Duration.ofSeconds(20),
                () -> listens(plainPort) && listens(tlsPort),
                "mosquitto listens on both ports");
        return new GuardedBroker(broker, plainPort, tlsPort);
    }

    int plainPort() {
        return plainPort;
    }

    int tlsPort() {
        return tlsPort;
    }

    private static boolean listens(int port) {
        try {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    @Override
    public void close() {
        broker.destroy();
        try {
            if (!broker.waitFor(5, TimeUnit.SECONDS)) {
                broker.destroyForcibly();
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
