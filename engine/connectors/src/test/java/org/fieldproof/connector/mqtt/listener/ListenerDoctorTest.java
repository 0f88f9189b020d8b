package org.fieldproof.connector.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.FreePorts;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whether the port can be had, and who has it. If it breaks, an engineer looks for a certificate
/// while another program sits on the port.
class ListenerDoctorTest {
    @TempDir Path directory;
    private final TestAuthority authority = new TestAuthority("installation");

    @Test
    void aPortThatIsHeldIsNamedWithItsHolder() throws Exception {
        Assumptions.assumeTrue(
                Files.isReadable(Path.of("/proc/net/tcp")), "needs Linux' /proc/net/tcp");
        try (ServerSocket held = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DoctorReport report = examine(held.getLocalPort());
            assertThat(report.of(DoctorStep.TCP).verdict())
                    .isInstanceOfSatisfying(
                            StepVerdict.Failed.class,
                            f -> {
                                assertThat(f.why().code()).isEqualTo("MQTT-0152");
                                assertThat(f.why().message())
                                        .contains("process " + ProcessHandle.current().pid());
                            });
        }
    }

    @Test
    void aFreePortAndAGoodCertificatePass() throws Exception {
        int free = FreePorts.next();
        DoctorReport report = examine(free);
        assertThat(report.of(DoctorStep.TCP).verdict()).isInstanceOf(StepVerdict.Passed.class);
        assertThat(report.of(DoctorStep.TLS).verdict())
                .isInstanceOfSatisfying(
                        StepVerdict.Passed.class, p -> assertThat(p.finding()).contains("sha256"));
        assertThat(report.healthy()).isTrue();
    }

    private DoctorReport examine(int port) {
        MqttListenerFactory factory = new MqttListenerFactory();
        TestConfig config =
                TestConfig.listener(
                        Map.of(
                                "host",
                                "127.0.0.1",
                                "port",
                                port,
                                "tls",
                                Map.of(
                                        "identity",
                                        "installation",
                                        "clientCertificates",
                                        "required")));
        return new Examination(
                        new TestHost("devices", config, directory, authority),
                        factory.type(),
                        false,
                        TimeUnit.SECONDS.toNanos(60))
                .run(factory.doctor().orElseThrow());
    }
}
