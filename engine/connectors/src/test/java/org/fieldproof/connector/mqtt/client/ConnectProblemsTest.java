package org.fieldproof.connector.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.connector.mqtt.testing.Mosquitto;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FreePorts;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// MQ-6, and one code per cause: a connection that must not come about does not, and says why. A
/// wrong cause sends people to the wrong machine; a missing check sends data to the wrong one.
class ConnectProblemsTest {
    private static final Map<String, ?> TLS = Map.of("trust", "installation");

    @TempDir Path directory;
    @TempDir Path data;
    private final TestAuthority authority = new TestAuthority("installation");

    @Test
    void aGoodCertificateIsAccepted() throws Exception {
        try (Mosquitto broker = tls(authority.server("localhost"))) {
            assertThat(connects(fields("localhost", broker.port(), "tls", TLS))).isTrue();
        }
    }

    @Test
    void aGoodCertificateForAnAddressIsAccepted() throws Exception {
        try (Mosquitto broker = tls(authority.server("127.0.0.1"))) {
            assertThat(connects(fields("127.0.0.1", broker.port(), "tls", TLS))).isTrue();
        }
    }

    @Test
    void aSelfSignedCertificateIsRefused() throws Exception {
        try (Mosquitto broker = tls(TestAuthority.selfSigned("localhost"))) {
            assertThat(problem(fields("localhost", broker.port(), "tls", TLS)))
                    .isEqualTo(MqttCodes.UNTRUSTED);
        }
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
        try (Mosquitto broker = tls(new TestAuthority("other").server("localhost"))) {
            assertThat(problem(fields("localhost", broker.port(), "tls", TLS)))
                    .isEqualTo(MqttCodes.UNTRUSTED);
        }
    }

    @Test
    void theJdksOwnTrustDoesNotKnowThisInstallation() throws Exception {
        try (Mosquitto broker = tls(authority.server("localhost"))) {
            assertThat(
                            problem(
                                    fields(
                                            "localhost",
                                            broker.port(),
                                            "tls",
                                            Map.of("trust", "default"))))
                    .isEqualTo(MqttCodes.UNTRUSTED);
        }
    }

    @Test
    void anExpiredCertificateIsRefused() throws Exception {
        try (Mosquitto broker = tls(authority.expiredServer("localhost"))) {
            assertThat(problem(fields("localhost", broker.port(), "tls", TLS)))
                    .isEqualTo(MqttCodes.EXPIRED);
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        try (Mosquitto broker = tls(authority.server("broker.example"))) {
            assertThat(problem(fields("localhost", broker.port(), "tls", TLS)))
                    .isEqualTo(MqttCodes.WRONG_HOST);
        }
    }

    @Test
    void aCertificateForANameIsNotOneForAnAddress() throws Exception {
        try (Mosquitto broker = tls(authority.server("localhost"))) {
            assertThat(problem(fields("127.0.0.1", broker.port(), "tls", TLS)))
                    .isEqualTo(MqttCodes.WRONG_HOST);
        }
    }

    @Test
    void throughALinkTheCertificateMustStillBeForTheConfiguredHost() throws Exception {
        try (Mosquitto broker = tls(authority.server("broker.example"))) {
            LinkTable link = linkTo(broker.port());
            assertThat(opens(host(fields("broker.example", 8883, "tls", TLS)).withLinks(link)))
                    .as("for the configured host, dialled on loopback")
                    .isNull();
            assertThat(opens(host(fields("other.example", 8883, "tls", TLS)).withLinks(link)))
                    .as("for another host, dialled on the same loopback")
                    .isEqualTo(MqttCodes.WRONG_HOST);
        }
    }

    @Test
    void throughALinkTheLoopbackNameIsNotEnough() throws Exception {
        try (Mosquitto broker = tls(authority.server("localhost", "127.0.0.1"))) {
            assertThat(
                            opens(
                                    host(fields("broker.example", 8883, "tls", TLS))
                                            .withLinks(linkTo(broker.port()))))
                    .isEqualTo(MqttCodes.WRONG_HOST);
        }
    }

    @Test
    void tlsToAPlainPortIsNamed() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            assertThat(problem(fields("localhost", broker.port(), "tls", TLS)))
                    .isEqualTo(MqttCodes.NOT_TLS);
        }
    }

    @Test
    void plainToATlsPortIsNamed() throws Exception {
        try (Mosquitto broker = tls(authority.server("localhost"))) {
            assertThat(problem(fields("localhost", broker.port()))).isEqualTo(MqttCodes.NOT_PLAIN);
        }
    }

    @Test
    void aMissingClientCertificateIsNamed() throws Exception {
        Path trust = directory.resolve("trust.pem");
        authority.writeTrust(trust);
        try (Mosquitto broker =
                Mosquitto.tls(
                        directory,
                        authority.server("localhost"),
                        "cafile " + trust,
                        "require_certificate true")) {
            assertThat(problem(fields("localhost", broker.port(), "tls", TLS)))
                    .isEqualTo(MqttCodes.OUR_CERTIFICATE);
            assertThat(
                            connects(
                                    fields(
                                            "localhost",
                                            broker.port(),
                                            "tls",
                                            Map.of(
                                                    "trust",
                                                    "installation",
                                                    "identity",
                                                    "installation:gateway"))))
                    .isTrue();
        }
    }

    @Test
    void aWrongPasswordIsNamedInBothVersionsAndTheRightOneWorks() throws Exception {
        try (Mosquitto broker = Mosquitto.withUser(directory, "site-7", "right")) {
            for (String version : List.of("5", "3.1.1")) {
                assertThat(
                                problem(
                                        fields(
                                                "localhost",
                                                broker.port(),
                                                "version",
                                                version,
                                                "user",
                                                "site-7",
                                                "password",
                                                "secret:wrong")))
                        .isIn(MqttCodes.WRONG_PASSWORD, MqttCodes.NOT_AUTHORISED);
                assertThat(
                                connects(
                                        fields(
                                                "localhost",
                                                broker.port(),
                                                "version",
                                                version,
                                                "user",
                                                "site-7",
                                                "password",
                                                "secret:right")))
                        .isTrue();
            }
        }
    }

    @Test
    void nothingListeningAnUnknownNameAndSilenceHaveCodesOfTheirOwn() throws Exception {
        int free = FreePorts.next();
        assertThat(problem(fields("127.0.0.1", free))).isEqualTo(MqttCodes.REFUSED);
        assertThat(problem(fields("no-such-host.invalid", 1883))).isEqualTo(MqttCodes.NAME_UNKNOWN);
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThat(
                            problem(
                                    fields(
                                            "127.0.0.1",
                                            silent.getLocalPort(),
                                            "connectTimeout",
                                            "300ms")))
                    .isEqualTo(MqttCodes.TIMEOUT);
            assertThat(
                            problem(
                                    fields(
                                            "127.0.0.1",
                                            silent.getLocalPort(),
                                            "connectTimeout",
                                            "300ms",
                                            "tls",
                                            TLS)))
                    .isEqualTo(MqttCodes.TIMEOUT);
        }
    }

    @Test
    void aSourceThatNeedsAPersonSaysSoAndDoesNotStormTheBroker() throws Exception {
        try (Mosquitto broker = Mosquitto.withUser(directory, "site-7", "right")) {
            Map<String, Object> fields =
                    fields(
                            "127.0.0.1",
                            broker.port(),
                            "user",
                            "site-7",
                            "password",
                            "secret:wrong",
                            "subscriptions",
                            List.of(Map.of("filter", "#")));
            TestHost host =
                    new TestHost(
                            "plant",
                            new MapConfig(MqttSourceConfig.schema(), fields),
                            data,
                            authority);
            MqttSource source = new MqttSource(host, new SplittableRandom(1));
            source.start();
            Await.until(
                    Duration.ofSeconds(60),
                    () -> host.state() == ConnectorState.FAULTED,
                    "the verdict");
            long from = host.clock().nanoTime();
            Await.until(
                    Duration.ofSeconds(60),
                    () -> host.clock().nanoTime() - from > 1_500_000_000L,
                    "a moment");
            assertThat(host.states).hasSize(2);
            source.stop(100);
        }
    }

    private Mosquitto tls(org.fieldproof.api.spi.TlsIdentity identity) throws IOException {
        return Mosquitto.tls(directory, identity);
    }

    private static LinkTable linkTo(int port) {
        return new LinkTable() {
            @Override
            public Endpoint dial(String connectorId, Endpoint target) {
                return new Endpoint("127.0.0.1", port);
            }

            @Override
            public Endpoint front(String connectorId, Endpoint listening) {
                return listening;
            }
        };
    }

    private boolean connects(Map<String, Object> fields) throws Exception {
        return opens(host(fields)) == null;
    }

    private String problem(Map<String, Object> fields) throws Exception {
        TestHost host = host(fields);
        String code = opens(host);
        assertThat(code).as("it must not connect").isNotNull();
        Problem told =
                java.util.Objects.requireNonNull(
                        host.states.get(host.states.size() - 2).why(), "a reason");
        assertThat(told.message()).endsWith(".");
        assertThat(told.remedy()).isNotBlank();
        return String.valueOf(code);
    }

    /// The code of the problem; null if it opened.
    private static @org.jspecify.annotations.Nullable String opens(TestHost host) throws Exception {
        MqttSink sink = new MqttSink(host, new SplittableRandom(1));
        try {
            sink.open().toCompletableFuture().get(60, TimeUnit.SECONDS);
            return null;
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof CompletionException wrapped) {
                cause = wrapped.getCause();
            }
            if (cause instanceof ConnectorException refused) {
                return refused.problem().code();
            }
            throw e;
        } finally {
            sink.close().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }
    }

    private TestHost host(Map<String, Object> fields) {
        return new TestHost(
                "upstream", new MapConfig(MqttSinkConfig.schema(), fields), data, authority);
    }

    private static Map<String, Object> fields(String host, int port, Object... more) {
        Map<String, Object> fields = new HashMap<>();
        fields.put("host", host);
        fields.put("port", port);
        for (int i = 0; i < more.length; i += 2) {
            fields.put(String.valueOf(more[i]), more[i + 1]);
        }
        return fields;
    }
}
