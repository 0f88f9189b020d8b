package org.fieldproof.connector.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FreePorts;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Who may come in, over TLS and with passwords; and what people are told about who may not.
final class AccessTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestAuthority authority = new TestAuthority("Plant CA");
    private @Nullable Source running;

    private FakeGateway start(Map<String, Object> config) throws ConnectorException {
        FakeGateway made =
                new FakeGateway("devices", config, Map.of("secret:anna", "geheim ü"), authority);
        Source listener = new MqttListenerFactory().create(made);
        listener.start();
        running = listener;
        return made;
    }

    @AfterEach
    void stop() {
        Source listener = running;
        if (listener != null) {
            listener.stop(500);
        }
    }

    private static Map<String, Object> tls(String clientCertificates) {
        return Map.of("tls", Map.of("clientCertificates", clientCertificates));
    }

    private TinyClient client(FakeGateway of, @Nullable TlsIdentity shown) throws IOException {
        SSLContext context = TestAuthority.context(authority.certificate(), shown);
        return new TinyClient(of.port(), true, context);
    }

    private static void assertTold(FakeGateway gateway, String code, String... words) {
        Await.until(SOON, () -> gateway.codes().contains(code), code + " in " + gateway.events);
        FakeGateway.Told told =
                gateway.events.stream().filter(one -> one.code().equals(code)).toList().get(0);
        assertThat(told.object()).isEqualTo("connection devices");
        assertThat(told.message()).contains(words);
    }

    @Test
    void theCertificateSaysWhichDeviceItIs() throws Exception {
        FakeGateway gateway = start(tls("required"));
        try (TinyClient device = client(gateway, authority.client("press-01"))) {
            assertThat(device.connect("any-client-id").hex()).startsWith("20 0000");
            Await.until(
                    SOON,
                    () ->
                            gateway.historyOf("press-01")
                                    .startsWith("connected CN=press-01 · sha256"),
                    "the device up before its first message");
            device.publish("t", 1, 1, "x");
            assertThat(device.read().hex()).isEqualTo("40 0001");
        }
        assertThat(gateway.offered.element().record().device().id()).isEqualTo("press-01");
        Await.until(
                SOON, () -> gateway.historyOf("press-01").contains("disconnected"), "device down");
    }

    @Test
    void aClientWithoutACertificateIsRefusedWhereOneIsRequired() throws Exception {
        FakeGateway gateway = start(tls("required"));
        assertNoEntry(gateway, null);
        assertTold(gateway, "MQTT-0123", "no client certificate", "127.0.0.1");
    }

    @Test
    void aCertificateOfAnUnknownAuthorityIsRefused() throws Exception {
        FakeGateway gateway = start(tls("required"));
        assertNoEntry(gateway, new TestAuthority("Other CA").client("press-01"));
        assertTold(gateway, "MQTT-0121", "not signed by an authority trusted here");
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        FakeGateway gateway = start(tls("required"));
        assertNoEntry(gateway, authority.expired("press-01"));
        assertTold(gateway, "MQTT-0122", "CN=press-01", "expired");
    }

    /// TLS 1.3 lets a client believe that it is in until it reads.
    private void assertNoEntry(FakeGateway gateway, @Nullable TlsIdentity shown) {
        TinyClient.Packet answer;
        try (TinyClient device = client(gateway, shown)) {
            answer = device.connect("press-01");
        } catch (IOException refused) {
            answer = TinyClient.GONE;
        }
        assertThat(answer).isEqualTo(TinyClient.GONE);
        assertThat(gateway.offered).isEmpty();
        assertThat(gateway.devices).isEmpty();
    }

    @Test
    void aDeviceThatDoesNotTrustTheListenerIsNamed() throws Exception {
        FakeGateway gateway = start(tls("none"));
        SSLContext stranger =
                TestAuthority.context(new TestAuthority("Other CA").certificate(), null);
        try (TinyClient device = new TinyClient(gateway.port(), true, stranger)) {
            device.connect("press-01");
        } catch (IOException refused) {
            assertThat(refused).isInstanceOf(javax.net.ssl.SSLException.class);
        }
        assertTold(gateway, "MQTT-0124", "refused the listener's certificate");
    }

    @Test
    void plainMqttOnTheTlsPortIsNamed() throws Exception {
        FakeGateway gateway = start(tls("none"));
        try (TinyClient device = new TinyClient(gateway.port(), false)) {
            TinyClient.Packet answer = device.connect("press-01");
            assertThat(answer.type()).isNotEqualTo(2);
        }
        assertTold(gateway, "MQTT-0126", "plain MQTT", "Switch TLS on");
    }

    @Test
    void tlsOnThePlainPortIsNamed() throws Exception {
        FakeGateway gateway = start(Map.of());
        try (TinyClient device = client(gateway, null)) {
            device.connect("press-01");
        } catch (IOException refused) {
            assertThat(refused).isInstanceOf(javax.net.ssl.SSLException.class);
        }
        assertTold(gateway, "MQTT-0127", "TLS to a port without TLS", "port with TLS");
    }

    @Test
    void onlyTls12AndLaterIsSpoken() throws Exception {
        FakeGateway gateway = start(tls("none"));
        SSLContext context = TestAuthority.context(authority.certificate(), null);
        try (var socket =
                (javax.net.ssl.SSLSocket)
                        context.getSocketFactory()
                                .createSocket(InetAddress.getLoopbackAddress(), gateway.port())) {
            socket.startHandshake();
            assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
        }
        // A ClientHello that offers TLS 1.1 at most, made by hand: the JDK no longer makes one.
        byte[] hello =
                TinyClient.join(
                        TinyClient.bytes(0x16, 3, 1, 0, 45, 1, 0, 0, 41, 3, 2),
                        new byte[32],
                        TinyClient.bytes(0, 0, 2, 0, 0x2F, 1, 0));
        try (TinyClient old = new TinyClient(gateway.port(), false)) {
            old.raw(hello);
            assertThat(old.read().hex()).as("a fatal alert, protocol_version").startsWith("15 ");
        }
    }

    @Test
    void aWrongPasswordIsRefusedAndTold() throws Exception {
        FakeGateway gateway = start(users());
        try (TinyClient device = new TinyClient(gateway.port(), true)) {
            assertThat(signIn(device, "anna", "falsch").hex()).startsWith("20 0086");
            assertThat(device.read()).isEqualTo(TinyClient.GONE);
        }
        assertTold(gateway, "MQTT-0120", "press-01", "wrong user name or password", "'anna'");
        assertThat(gateway.events.get(0).message()).doesNotContain("falsch", "geheim");
        try (TinyClient device = new TinyClient(gateway.port(), false)) {
            assertThat(signIn(device, "berta", "x").hex()).isEqualTo("20 0004");
        }
        try (TinyClient device = new TinyClient(gateway.port(), false)) {
            assertThat(device.connect("press-02").hex()).isEqualTo("20 0005");
        }
        try (TinyClient device = new TinyClient(gateway.port(), true)) {
            assertThat(signIn(device, "anna", "geheim ü").hex()).startsWith("20 0000");
        }
    }

    @Test
    void aFloodOfWrongPasswordsIsNotAFloodOfEvents() throws Exception {
        FakeGateway gateway = start(users());
        for (int i = 0; i < 30; i++) {
            try (TinyClient device = new TinyClient(gateway.port(), true)) {
                signIn(device, "anna", "falsch");
            }
        }
        assertThat(gateway.events).hasSize(1);
        gateway.clockOffsetNanos.addAndGet(TimeUnit.SECONDS.toNanos(31));
        try (TinyClient device = new TinyClient(gateway.port(), true)) {
            signIn(device, "anna", "falsch");
        }
        Await.until(SOON, () -> gateway.events.size() == 2, "the summary");
        assertThat(gateway.events.get(1).message()).contains("29 times more");
    }

    /// MQTT 5, 4.6. Harm: a client that counts answers by their order takes the refusal for that of
    /// a message in front of it, and forgets one that is not stored.
    @Test
    void aRefusalWaitsForTheAnswersToWhatCameBeforeIt() throws Exception {
        FakeGateway gateway = start(users());
        gateway.acceptAtOnce = false;
        try (TinyClient device = new TinyClient(gateway.port(), true)) {
            signIn(device, "anna", "geheim ü");
            device.publish("plant/anna/t", 1, 1, "x");
            device.publish("plant/berta/t", 1, 2, "x");
            device.publish("plant/berta/t", 2, 3, "x");
            device.publish("plant/anna/t", 1, 4, "x");
            Await.until(SOON, () -> gateway.undecided.size() == 2, "what is permitted");
            assertThat(device.silentFor(100)).as("nothing overtakes").isTrue();
            gateway.acceptAll();
            assertThat(device.read().hex()).isEqualTo("40 0001");
            assertThat(device.read().hex()).isEqualTo("40 000287");
            assertThat(device.read().hex()).isEqualTo("50 000387");
            assertThat(device.read().hex()).isEqualTo("40 0004");
            device.publish("plant/berta/t", 2, 3, "x");
            assertThat(device.read().hex()).as("its id is free").isEqualTo("50 000387");
        }
    }

    /// Harm: a client that is refused again and again behind a slow disk fills the memory.
    @Test
    void refusalsThatWaitCountAgainstTheWindow() throws Exception {
        Map<String, Object> config = new HashMap<>(users());
        config.put("inFlight", 8);
        FakeGateway gateway = start(config);
        gateway.acceptAtOnce = false;
        try (TinyClient device = new TinyClient(gateway.port(), true)) {
            signIn(device, "anna", "geheim ü");
            device.publish("plant/anna/t", 1, 1, "x");
            for (int id = 2; id <= 9; id++) {
                device.publish("plant/berta/t", 1, id, "x");
            }
            assertThat(device.read().hex()).as("receive maximum exceeded").startsWith("e0 93");
        }
    }

    @Test
    void aUserMayDoWhatIsPermittedAndNothingElse() throws Exception {
        FakeGateway gateway = start(users());
        try (TinyClient device = new TinyClient(gateway.port(), true)) {
            signIn(device, "anna", "geheim ü");
            device.publish("plant/anna/t", 1, 1, "x");
            assertThat(device.read().hex()).isEqualTo("40 0001");
            device.publish("plant/berta/t", 1, 2, "x");
            assertThat(device.read().hex()).isEqualTo("40 000287");
            device.publish("plant/berta/t", 2, 3, "x");
            assertThat(device.read().hex()).isEqualTo("50 000387");
            device.subscribe(4, "plant/+/t", 0);
            assertThat(device.read().hex()).isEqualTo("90 00040087");
            device.subscribe(5, "plant/anna/#", 0);
            assertThat(device.read().hex()).isEqualTo("90 00050000");
        }
        try (TinyClient device = new TinyClient(gateway.port(), false)) {
            signIn(device, "anna", "geheim ü");
            device.publish("plant/berta/t", 1, 2, "x");
            assertThat(device.read()).as("3.1.1 cannot say no").isEqualTo(TinyClient.GONE);
        }
        assertThat(gateway.topics()).containsExactly("plant/anna/t");
        assertTold(gateway, "MQTT-0131", "plant/berta/t");
    }

    @Test
    void aSessionBelongsToWhoProvedItFirst() throws Exception {
        FakeGateway gateway = start(Map.of("tls", Map.of("clientCertificates", "required")));
        try (TinyClient device = client(gateway, authority.client("press-01"));
                TinyClient thief = client(gateway, authority.client("press-02"))) {
            device.connect("press-01");
            assertThat(thief.connect("press-01").hex()).startsWith("20 0085");
            device.publish("t", 1, 1, "x");
            assertThat(device.read().hex()).isEqualTo("40 0001");
        }
        assertTold(gateway, "MQTT-0132", "belongs to another client");
    }

    @Test
    void theClientIdCanBeHeldToTheCertificate() throws Exception {
        Map<String, Object> config = new HashMap<>(tls("required"));
        config.put("clientIdMatchesCertificate", true);
        FakeGateway gateway = start(config);
        try (TinyClient device = client(gateway, authority.client("press-01"))) {
            assertThat(device.connect("press-02").hex()).startsWith("20 0085");
        }
        try (TinyClient device = client(gateway, authority.client("press-01"))) {
            assertThat(device.connect("press-01").hex()).startsWith("20 0000");
        }
    }

    @Test
    void withoutACertificateNobodyPosesAsADeviceKnownByOne() throws Exception {
        Map<String, Object> config = new HashMap<>(tls("optional"));
        config.put("identity", "certificate");
        FakeGateway gateway = start(config);
        try (TinyClient phone = client(gateway, null)) {
            assertThat(phone.connect("press-01").hex()).startsWith("20 0000");
            phone.publish("t", 1, 1, "x");
            assertThat(phone.read().hex()).isEqualTo("40 000187");
        }
        assertThat(gateway.offered).isEmpty();
    }

    @Test
    void aPlainPortBesideTlsServesBoth() throws Exception {
        int plain = FreePorts.next();
        Map<String, Object> config = new HashMap<>(tls("none"));
        config.put("plainPort", plain);
        FakeGateway gateway = start(config);
        try (TinyClient overTls = client(gateway, null);
                TinyClient overTcp = new TinyClient(plain, true)) {
            assertThat(overTls.connect("a").hex()).startsWith("20 0000");
            assertThat(overTcp.connect("b").hex()).startsWith("20 0000");
        }
    }

    @Test
    void aPortInUseIsNamedWithARemedy() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Problem problem = startFails(Map.of("port", taken.getLocalPort()));
            assertThat(problem.code()).isEqualTo("MQTT-0101");
            assertThat(problem.object()).isEqualTo("connection devices");
            assertThat(problem.message()).contains(Integer.toString(taken.getLocalPort()));
            assertThat(problem.remedy()).isNotBlank();
        }
    }

    @Test
    void aForeignAddressOrHostIsNamed() {
        assertThat(startFails(Map.of("host", "192.0.2.1")).code()).isEqualTo("MQTT-0103");
        assertThat(startFails(Map.of("host", "no-such-host.invalid")).code())
                .isEqualTo("MQTT-0103");
    }

    @Test
    void missingFilesAndSecretsAreReportedAsTheyAre() {
        assertThat(
                        startFails(
                                        Map.of(
                                                "tls",
                                                Map.of(
                                                        "identity", "files",
                                                        "certificate", "a.pem",
                                                        "key", "a.key")))
                                .code())
                .isEqualTo("SEC-0002");
        assertThat(
                        startFails(
                                        Map.of(
                                                "users",
                                                List.of(
                                                        Map.of(
                                                                "name", "x",
                                                                "password", "secret:none"))))
                                .code())
                .isEqualTo("SEC-0001");
    }

    private Problem startFails(Map<String, Object> config) {
        FakeGateway gateway = new FakeGateway("devices", config, Map.of(), authority);
        Source listener = new MqttListenerFactory().create(gateway);
        ConnectorException refused =
                catchThrowableOfType(ConnectorException.class, listener::start);
        assertThat(gateway.states).last().isEqualTo(ConnectorState.FAULTED);
        return refused.problem();
    }

    private static Map<String, Object> users() {
        return Map.of(
                "users",
                List.of(
                        Map.of(
                                "name",
                                "anna",
                                "password",
                                "secret:anna",
                                "publish",
                                List.of("plant/anna/#"),
                                "subscribe",
                                List.of("plant/anna/#"))));
    }

    private static TinyClient.Packet signIn(TinyClient device, String user, String password)
            throws IOException {
        return device.connect(
                "press-01",
                2 | 0x80 | 0x40,
                0,
                new byte[0],
                TinyClient.join(TinyClient.text(user), TinyClient.text(password)));
    }
}
