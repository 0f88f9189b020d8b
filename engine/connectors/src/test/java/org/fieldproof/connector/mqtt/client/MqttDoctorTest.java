package org.fieldproof.connector.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.doctor.CertificateText;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.DoctorStep;
import org.fieldproof.api.doctor.Examination;
import org.fieldproof.api.doctor.StepResult;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.ConnectorFactory;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.connector.mqtt.testing.Mosquitto;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.FreePorts;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The doctor names the step, the side that refused and the certificate. A doctor that blames the
/// wrong side sends an engineer to the wrong machine; one that passes what fails sends them home.
class MqttDoctorTest {
    private static final Map<String, ?> TLS = Map.of("trust", "installation");
    private static final Map<String, ?> MUTUAL =
            Map.of("trust", "installation", "identity", "installation:gateway");

    @TempDir Path directory;
    @TempDir Path data;
    private final TestAuthority authority = new TestAuthority("installation");

    @Test
    void aSourceThatWorksPassesEveryStepAndSeesAMessage() throws Exception {
        try (Mosquitto broker = Mosquitto.tls(directory, authority.server("localhost"))) {
            retain(broker, "plant/press/telemetry");
            DoctorReport report = source(fields(broker, "tls", TLS));
            assertThat(report.healthy()).as("%s", report).isTrue();
            for (DoctorStep step :
                    List.of(
                            DoctorStep.DNS,
                            DoctorStep.TCP,
                            DoctorStep.TLS,
                            DoctorStep.HELLO,
                            DoctorStep.LOGIN,
                            DoctorStep.PERMISSION,
                            DoctorStep.FIRST_VALUE)) {
                assertThat(report.of(step).verdict())
                        .as("%s", step)
                        .isInstanceOf(StepVerdict.Passed.class);
            }
            assertThat(report.of(DoctorStep.FIRST_VALUE).facts())
                    .contains(new Property("topic", "plant/press/telemetry"));
        }
    }

    /// Publishes one retained message, so that a subscriber is told at once.
    private void retain(Mosquitto broker, String topic) throws Exception {
        TestHost host =
                new TestHost(
                        "upstream",
                        new MapConfig(MqttSinkConfig.schema(), fields(broker, "tls", TLS)),
                        data,
                        authority);
        LineLoop loop = new LineLoop("retainer");
        BrokerDialer dialer =
                new BrokerDialer(
                        host,
                        LineConfig.of(host.config()),
                        new ConnectProblems("test", true),
                        false);
        BrokerLine line =
                dialer.prepare("retainer", LineSettings.Session.NONE, 16, 16, loop.group())
                        .line(BrokerLine.Listener.ofLoss(_ -> {}));
        line.connect().toCompletableFuture().get(30, TimeUnit.SECONDS);
        var told = new CompletableFuture<BrokerLine.PublishAnswer>();
        line.publish(
                new BrokerLine.OutgoingPublish(topic, new byte[] {'1'}, 1, true, false, List.of()),
                told::complete);
        told.get(30, TimeUnit.SECONDS);
        line.disconnect().toCompletableFuture().get(30, TimeUnit.SECONDS);
        loop.close().toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    @Test
    void weRefuseAStrangersServerAndSayItsThumbprint() throws Exception {
        TlsIdentity server = new TestAuthority("other").server("localhost");
        try (Mosquitto broker = Mosquitto.tls(directory, server)) {
            StepResult tls = sink(fields(broker, "tls", TLS)).of(DoctorStep.TLS);
            assertFailed(tls, "DOCT-0301", "We refused");
            assertThat(tls.verdict().sentence())
                    .contains(CertificateText.thumbprint(server.chain().getFirst()));
        }
    }

    @Test
    void weRefuseAnExpiredOneAndOneForAnotherName() throws Exception {
        try (Mosquitto broker = Mosquitto.tls(directory, authority.expiredServer("localhost"))) {
            assertFailed(
                    sink(fields(broker, "tls", TLS)).of(DoctorStep.TLS), "DOCT-0302", "ended on");
        }
        try (Mosquitto broker = Mosquitto.tls(directory, authority.server("broker.example"))) {
            assertFailed(
                    sink(fields(broker, "tls", TLS)).of(DoctorStep.TLS),
                    "DOCT-0304",
                    "broker.example");
        }
    }

    /// In TLS 1.3 the refusal comes after our handshake is through: a doctor that does not wait
    /// for it calls the step a pass.
    @Test
    void theBrokerRefusesOurCertificateAndMissesOne() throws Exception {
        Path trust = directory.resolve("trust.pem");
        new TestAuthority("plant").writeTrust(trust);
        try (Mosquitto broker =
                Mosquitto.tls(
                        directory,
                        authority.server("localhost"),
                        "cafile " + trust,
                        "require_certificate true")) {
            StepResult tls = sink(fields(broker, "tls", MUTUAL)).of(DoctorStep.TLS);
            assertThat(tls.verdict()).isInstanceOf(StepVerdict.Failed.class);
            assertThat(code(tls)).isIn("DOCT-0311", "DOCT-0313");
            assertThat(tls.verdict().sentence()).startsWith("The broker ");
            assertThat(tls.facts()).extracting(Property::name).contains("asksForOurs", "ours");
            assertFailed(
                    sink(fields(broker, "tls", TLS)).of(DoctorStep.TLS), "DOCT-0313", "The broker");
        }
    }

    @Test
    void theBrokerAcceptsOurs() throws Exception {
        Path trust = directory.resolve("trust.pem");
        authority.writeTrust(trust);
        try (Mosquitto broker =
                Mosquitto.tls(
                        directory,
                        authority.server("localhost"),
                        "cafile " + trust,
                        "require_certificate true")) {
            DoctorReport report = sink(fields(broker, "tls", MUTUAL));
            assertThat(report.of(DoctorStep.TLS).verdict())
                    .isInstanceOfSatisfying(
                            StepVerdict.Passed.class,
                            p -> assertThat(p.finding()).contains("accepts ours"));
            assertThat(report.of(DoctorStep.LOGIN).verdict())
                    .isInstanceOf(StepVerdict.Passed.class);
        }
    }

    @Test
    void aWrongPasswordIsALoginThatFailsAndNoSecretIsToldDoc4() throws Exception {
        try (Mosquitto broker = Mosquitto.withUser(directory, "site-7", "right")) {
            DoctorReport report =
                    sink(fields(broker, "user", "site-7", "password", "secret:wr0ng-canary"));
            assertThat(report.of(DoctorStep.HELLO).verdict())
                    .isInstanceOf(StepVerdict.Passed.class);
            assertThat(report.of(DoctorStep.LOGIN).verdict())
                    .isInstanceOf(StepVerdict.Failed.class);
            assertThat(report.toString()).doesNotContain("wr0ng-canary");
        }
    }

    @Test
    void tlsToAPlainPortPlainToATlsPortAndNobodyThereAreToldApart() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            DoctorReport report = sink(fields(broker, "tls", TLS));
            assertThat(report.of(DoctorStep.TLS).verdict()).isInstanceOf(StepVerdict.Failed.class);
            assertThat(sink(fields(broker)).of(DoctorStep.LOGIN).verdict())
                    .isInstanceOf(StepVerdict.Passed.class);
        }
        int free = FreePorts.next();
        assertFailed(
                sink(Map.of("host", "localhost", "port", free)).of(DoctorStep.TCP),
                "DOCT-0211",
                "refuses");
    }

    private static void assertFailed(StepResult step, String code, String words) {
        assertThat(code(step)).as("%s", step).isEqualTo(code);
        assertThat(step.verdict().sentence()).contains(words).endsWith(".");
    }

    private static String code(StepResult step) {
        return step.verdict() instanceof StepVerdict.Failed failed ? failed.why().code() : "";
    }

    private DoctorReport sink(Map<String, Object> fields) {
        return examine(new MqttSinkFactory(), fields);
    }

    private DoctorReport source(Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("subscriptions", List.of(Map.of("filter", "plant/#", "share", "g")));
        return examine(new MqttSourceFactory(), all);
    }

    private DoctorReport examine(ConnectorFactory factory, Map<String, Object> fields) {
        TestHost host =
                new TestHost("upstream", new MapConfig(factory.schema(), fields), data, authority);
        return new Examination(host, factory.type(), false, TimeUnit.SECONDS.toNanos(60))
                .run(factory.doctor().orElseThrow());
    }

    private static Map<String, Object> fields(Mosquitto broker, Object... more) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("host", "localhost");
        fields.put("port", broker.port());
        for (int i = 0; i < more.length; i += 2) {
            fields.put(String.valueOf(more[i]), more[i + 1]);
        }
        return fields;
    }
}
