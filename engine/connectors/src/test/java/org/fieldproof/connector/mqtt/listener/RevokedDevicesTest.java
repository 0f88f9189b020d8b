package org.fieldproof.connector.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Source;
import org.fieldproof.api.spi.TlsIdentity;
import org.fieldproof.testkit.Await;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Devices whose certificate was taken back (`tls.crl`). Harm if it breaks: who has stolen a key
/// goes on publishing in the device's name, or nobody learns that somebody tried.
final class RevokedDevicesTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final TestAuthority authority = new TestAuthority("Plant CA");
    private FakeGateway gateway = gateway();
    private @Nullable Source running;

    private FakeGateway gateway() {
        return new FakeGateway(
                "devices",
                Map.of("tls", Map.of("clientCertificates", "required", "crl", "revoked.crl")),
                Map.of(),
                authority);
    }

    @BeforeEach
    void begin() {
        gateway = gateway();
    }

    @AfterEach
    void stop() {
        Source listener = running;
        if (listener != null) {
            listener.stop(500);
        }
    }

    private void start() throws ConnectorException {
        Source listener = new MqttListenerFactory().create(gateway);
        listener.start();
        running = listener;
    }

    /// TLS 1.3 lets a client believe that it is in until it reads.
    private TinyClient.Packet answerTo(TlsIdentity shown) {
        try (TinyClient device =
                new TinyClient(
                        gateway.port(),
                        true,
                        TestAuthority.context(authority.certificate(), shown))) {
            return device.connect("press-01");
        } catch (IOException refused) {
            return TinyClient.GONE;
        }
    }

    private String told(String code) {
        Await.until(SOON, () -> gateway.codes().contains(code), code + " in " + gateway.events);
        return gateway.events.stream()
                .filter(one -> one.code().equals(code))
                .findFirst()
                .orElseThrow()
                .message();
    }

    @Test
    void whatIsOnTheListIsRefusedAndTold() throws Exception {
        TlsIdentity stolen = authority.client("press-01");
        gateway.revoked = List.of(authority.revoking(stolen.chain().getFirst()));
        start();
        assertThat(answerTo(stolen)).isEqualTo(TinyClient.GONE);
        assertThat(gateway.devices).isEmpty();
        assertThat(told("MQTT-0143"))
                .contains(
                        "CN=press-01", "revoked by its authority", "127.0.0.1", "new certificate");
        // Its successor, with the same name, is let in.
        assertThat(answerTo(authority.client("press-01")).hex()).startsWith("20 0000");
    }

    @Test
    void anAuthorityWithoutAListIsNotBelieved() throws Exception {
        gateway.revoked = List.of(new TestAuthority("Other CA").revoking());
        start();
        assertThat(answerTo(authority.client("press-01"))).isEqualTo(TinyClient.GONE);
        assertThat(told("MQTT-0144")).contains("no current list", "tls.crl");
    }
}
