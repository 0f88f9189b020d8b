package org.fieldproof.connector.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Debian's own clients, with certificates, as an engineer would try the listener first.
final class MosquittoClientsTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    @TempDir private Path directory = Path.of("");

    private final TestAuthority authority = new TestAuthority("Plant CA");

    @BeforeAll
    static void clientsAreHere() {
        boolean here = Files.isExecutable(Path.of("/usr/bin/mosquitto_pub"));
        if (!here) {
            System.out.println("skipped: /usr/bin/mosquitto_pub (package mosquitto-clients)");
        }
        assumeTrue(here, "mosquitto_pub is not installed (package mosquitto-clients)");
    }

    private FakeGateway gateway(Map<String, Object> config) {
        return new FakeGateway("devices", config, Map.of(), authority);
    }

    @Test
    void mosquittoPubWithACertificatePublishesEachQosInEachVersion() throws Exception {
        FakeGateway gateway = gateway(Map.of("tls", Map.of("clientCertificates", "required")));
        Source listener = new MqttListenerFactory().create(gateway);
        listener.start();
        try {
            writePem("press-01");
            for (String version : new String[] {"311", "5"}) {
                for (int qos = 0; qos <= 2; qos++) {
                    Process pub =
                            run(
                                    "/usr/bin/mosquitto_pub",
                                    "-V",
                                    version,
                                    "-h",
                                    "127.0.0.1",
                                    "-p",
                                    "" + gateway.port(),
                                    "--cafile",
                                    file("ca.pem"),
                                    "--cert",
                                    file("press-01.pem"),
                                    "--key",
                                    file("press-01.key"),
                                    "-q",
                                    "" + qos,
                                    "-t",
                                    "plant/" + version + "/" + qos,
                                    "-m",
                                    "payload");
                    assertThat(exit(pub)).as("mosquitto_pub -V %s -q %d", version, qos).isZero();
                }
            }
            Await.until(SOON, () -> gateway.offered.size() == 6, "six records");
            assertThat(gateway.offered)
                    .allSatisfy(
                            one -> {
                                assertThat(one.record().device().id()).isEqualTo("press-01");
                                assertThat(one.record().payload())
                                        .isEqualTo("payload".getBytes(StandardCharsets.UTF_8));
                            });
        } finally {
            listener.stop(500);
        }
    }

    @Test
    void mosquittoSubSeesRetainedAndLiveMessages() throws Exception {
        FakeGateway gateway = gateway(Map.of());
        Source listener = new MqttListenerFactory().create(gateway);
        listener.start();
        try (TinyClient device = new TinyClient(gateway.port(), false)) {
            device.connect("press-01");
            device.publish(0x33, "plant/a", 1, new byte[0], new byte[] {'o', 'l', 'd'});
            device.read();
            Path seen = directory.resolve("seen.txt");
            Process sub =
                    new ProcessBuilder(
                                    "/usr/bin/mosquitto_sub",
                                    "-V",
                                    "5",
                                    "-h",
                                    "127.0.0.1",
                                    "-p",
                                    "" + gateway.port(),
                                    "-t",
                                    "plant/#",
                                    "-q",
                                    "1",
                                    "-C",
                                    "2",
                                    "-W",
                                    "60",
                                    "-v")
                            .redirectErrorStream(true)
                            .redirectOutput(seen.toFile())
                            .start();
            Await.until(SOON, () -> text(seen).contains("plant/a old"), "the retained message");
            device.publish("plant/b", 1, 2, "live");
            assertThat(exit(sub)).isZero();
            assertThat(text(seen)).isEqualTo("plant/a old\nplant/b live\n");
        } finally {
            listener.stop(500);
        }
    }

    @Test
    void mosquittoPubWithAForeignCertificateIsRefusedAndTold() throws Exception {
        FakeGateway gateway = gateway(Map.of("tls", Map.of("clientCertificates", "required")));
        Source listener = new MqttListenerFactory().create(gateway);
        listener.start();
        try {
            writePem("press-01");
            TestAuthority other = new TestAuthority("Other CA");
            write("foreign", other.client("press-01"));
            Process pub =
                    run(
                            "/usr/bin/mosquitto_pub",
                            "-h",
                            "127.0.0.1",
                            "-p",
                            "" + gateway.port(),
                            "--cafile",
                            file("ca.pem"),
                            "--cert",
                            file("foreign.pem"),
                            "--key",
                            file("foreign.key"),
                            "-q",
                            "1",
                            "-t",
                            "t",
                            "-m",
                            "x");
            assertThat(exit(pub)).isNotZero();
            Await.until(SOON, () -> gateway.codes().contains("MQTT-0121"), "the event");
            assertThat(gateway.offered).isEmpty();
        } finally {
            listener.stop(500);
        }
    }

    private Process run(String... command) throws IOException {
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("out.txt").toFile())
                .start();
    }

    private static int exit(Process process) throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("a mosquitto client did not end within 20 s");
        }
        return process.exitValue();
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException notYet) {
            return "";
        }
    }

    private String file(String name) {
        return directory.resolve(name).toString();
    }

    private void writePem(String device) throws Exception {
        Files.writeString(directory.resolve("ca.pem"), pem(List.of(authority.certificate())));
        write(device, authority.client(device));
    }

    private void write(String name, TlsIdentity identity) throws Exception {
        Files.writeString(directory.resolve(name + ".pem"), pem(identity.chain()));
        var key = identity.key();
        assertThat(key).isNotNull();
        if (key != null) {
            Files.writeString(
                    directory.resolve(name + ".key"), block("PRIVATE KEY", key.getEncoded()));
        }
    }

    private static String pem(List<X509Certificate> chain) throws CertificateEncodingException {
        List<String> blocks = new ArrayList<>();
        for (X509Certificate one : chain) {
            blocks.add(block("CERTIFICATE", one.getEncoded()));
        }
        return String.join("", blocks);
    }

    private static String block(String kind, byte[] der) {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n";
    }
}
