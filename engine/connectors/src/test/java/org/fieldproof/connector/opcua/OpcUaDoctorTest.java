package org.fieldproof.connector.opcua;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fieldproof.connector.testing.Findings.assertDoubtful;
import static org.fieldproof.connector.testing.Findings.assertFailed;
import static org.fieldproof.connector.testing.Findings.assertPassed;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.record.Property;
import org.fieldproof.connector.opcua.simulator.SimulatorServer;
import org.fieldproof.connector.opcua.testing.OpcHost;
import org.fieldproof.connector.opcua.testing.Plant;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The doctor says which side refuses whose certificate, and tells a login from a right. Harm if
/// it breaks: somebody trusts a stranger's certificate to get past a wrong password.
class OpcUaDoctorTest {
    private static final long LIMIT_NANOS = TimeUnit.SECONDS.toNanos(120);

    @TempDir Path folder;

    private Plant plant() {
        return new Plant(folder).tag("Speed");
    }

    private static DoctorReport examine(Plant plant) {
        OpcHost host = plant.makeSourceHost();
        OpcUaSourceFactory factory = new OpcUaSourceFactory();
        return new Examination(host, factory.type(), false, LIMIT_NANOS)
                .run(factory.doctor().orElseThrow());
    }

    @Test
    void aServerThatLetsUsInPassesEveryStepAndIsLeftAsItWas() {
        try (Plant plant = plant()) {
            plant.simulator("policies", List.of("Basic256Sha256"));
            SimulatorServer server = plant.startSimulator();
            DoctorReport report = examine(plant);
            assertPassed(
                    report,
                    DoctorStep.DNS,
                    DoctorStep.TCP,
                    DoctorStep.HELLO,
                    DoctorStep.SECURITY,
                    DoctorStep.LOGIN,
                    DoctorStep.PERMISSION,
                    DoctorStep.FIRST_VALUE);
            assertThat(report.healthy()).isTrue();
            assertThat(report.of(DoctorStep.SECURITY).verdict().sentence())
                    .contains("Basic256Sha256 with SignAndEncrypt");
            assertThat(report.of(DoctorStep.SECURITY).facts())
                    .extracting(Property::name)
                    .contains("server", "ours");
            assertThat(report.of(DoctorStep.FIRST_VALUE).verdict().sentence()).contains("Speed");
            Await.until(Plant.LIMIT, () -> server.sessions() == 0, "the session to be closed");
            assertThat(server.services().all().keySet())
                    .doesNotContain("Write", "Call", "CreateSubscription");
        }
    }

    /// People know host and port; so does a connection that names a simulator of its project.
    @Test
    void aServerIsFoundWithoutThePathOfItsAddress() {
        try (Plant plant = plant()) {
            SimulatorServer server = plant.startSimulator();
            assertThat(server.url()).as("there is a path").endsWith("/fieldproof");
            plant.source("url", "opc.tcp://" + server.endpoint());
            assertPassed(
                    examine(plant), DoctorStep.HELLO, DoctorStep.LOGIN, DoctorStep.FIRST_VALUE);
        }
    }

    @Test
    void weRefuseAStrangersServerAndSayItsThumbprint() {
        try (Plant plant = plant()) {
            plant.simulator("certificate", "self-signed").source("trustInstallation", false);
            SimulatorServer server = plant.startSimulator();
            DoctorReport report = examine(plant);
            assertPassed(report, DoctorStep.HELLO);
            assertFailed(report, DoctorStep.SECURITY, "OPC-0205", "We refuse");
            assertThat(why(report, DoctorStep.SECURITY).remedy()).containsPattern("[0-9a-f]{64}");
            assertThat(server.services().count("CreateSession")).isZero();
        }
    }

    @Test
    void aServerThatRefusesOurCertificateIsNamedAsTheSideThatDoes() {
        try (Plant plant = plant()) {
            plant.source("certificate", "self-signed");
            plant.startSimulator();
            DoctorReport report = examine(plant);
            assertPassed(report, DoctorStep.HELLO);
            assertFailed(report, DoctorStep.SECURITY, "OPC-0214", "refuses our certificate");
            assertThat(why(report, DoctorStep.SECURITY).remedy()).startsWith("On the server");
        }
    }

    @Test
    void aPolicyThatIsNotOfferedAndNoneAtAll() {
        try (Plant plant = plant()) {
            plant.simulator("policies", List.of("Basic256Sha256"));
            plant.source("policy", "Aes256_Sha256_RsaPss");
            plant.startSimulator();
            assertFailed(
                    examine(plant),
                    DoctorStep.SECURITY,
                    "OPC-0215",
                    "Basic256Sha256 with SignAndEncrypt");
        }
        try (Plant plant = plant()) {
            plant.simulator("unprotected", true);
            plant.source("policy", "None").source("mode", "None");
            plant.startSimulator();
            DoctorReport report = examine(plant);
            assertDoubtful(report, DoctorStep.SECURITY, "OPC-0102", "not protected");
            assertPassed(report, DoctorStep.LOGIN, DoctorStep.FIRST_VALUE);
        }
    }

    @Test
    void aWrongPasswordIsALoginThatFailsAndNoSecretIsToldDoc4() {
        try (Plant plant = plant()) {
            plant.simulator("anonymous", false)
                    .simulator("users", List.of(Map.of("user", "op", "password", "secret:right")));
            plant.source("user", "op").source("password", "secret:wr0ng-canary");
            plant.startSimulator();
            DoctorReport report = examine(plant);
            assertPassed(report, DoctorStep.SECURITY);
            assertFailed(report, DoctorStep.LOGIN, "OPC-0217", "refuses the user");
            assertThat(report.toString()).doesNotContain("wr0ng-canary");
        }
        try (Plant plant = plant()) {
            plant.simulator("anonymous", false)
                    .simulator("users", List.of(Map.of("user", "op", "password", "secret:right")));
            plant.startSimulator();
            DoctorReport report = examine(plant);
            assertPassed(report, DoctorStep.SECURITY);
            assertFailed(report, DoctorStep.LOGIN, "OPC-0218", "anonymous");
        }
    }

    @Test
    void nodesThatAreNotThereAreNamed() {
        try (Plant plant = plant()) {
            plant.tag("Missing");
            plant.startSimulator();
            DoctorReport report = examine(plant);
            assertDoubtful(report, DoctorStep.PERMISSION, "OPC-0301", "1 of 2 tags");
            assertThat(report.of(DoctorStep.PERMISSION).verdict().sentence())
                    .contains("Missing (Bad_NodeIdUnknown)");
            assertPassed(report, DoctorStep.FIRST_VALUE);
        }
        try (Plant plant = new Plant(folder).tag("Missing")) {
            plant.startSimulator();
            DoctorReport report = examine(plant);
            assertPassed(report, DoctorStep.LOGIN);
            assertFailed(report, DoctorStep.PERMISSION, "OPC-0301", "1 of 1 tags");
        }
    }

    @Test
    void aRefusedPortAndAMutePeerAreToldApart() throws Exception {
        // Bound and not listening: a port that was let go may be somebody else's by then.
        try (Socket held = new Socket();
                Plant plant = plant()) {
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            plant.source("url", "opc.tcp://127.0.0.1:" + held.getLocalPort());
            assertFailed(examine(plant), DoctorStep.TCP, "DOCT-0211", "refuses");
        }
        try (ServerSocket silent = new ServerSocket(0);
                Plant plant = plant()) {
            plant.source("connectTimeout", "1s");
            plant.source("url", "opc.tcp://127.0.0.1:" + silent.getLocalPort());
            DoctorReport report = examine(plant);
            assertPassed(report, DoctorStep.TCP);
            assertFailed(report, DoctorStep.HELLO, "OPC-0203", "No answer");
        }
    }

    private static org.fieldproof.api.project.Problem why(DoctorReport report, DoctorStep step) {
        return ((StepVerdict.Failed) report.of(step).verdict()).why();
    }
}
