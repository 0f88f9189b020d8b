package org.fieldproof.connector.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.fieldproof.api.spi.Source;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The endpoint's promise to devices: an acknowledgement means that the record was accepted.
final class AcknowledgementTest {
    private static final Duration SOON = Duration.ofSeconds(5);

    private final FakeGateway gateway = new FakeGateway(Map.of("inFlight", 8));
    private final Source listener = new MqttListenerFactory().create(gateway);

    @BeforeEach
    void start() throws Exception {
        listener.start();
    }

    @AfterEach
    void stop() {
        listener.stop(500);
    }

    private TinyClient client(boolean version5) throws IOException {
        return new TinyClient(gateway.port(), version5);
    }

    /// `MQL-1`. An early PUBACK makes a device forget what a power cut then takes.
    private static void assertNoAckBeforeAcceptance(FakeGateway gateway, TinyClient device)
            throws IOException {
        device.connect("press-01");
        device.publish("plant/press-01", 1, 7, "one");
        Await.until(SOON, () -> gateway.offered.size() == 1, "the record at the door");
        assertThat(device.silentFor(150)).as("MQL-1: no PUBACK before acceptance").isTrue();
        gateway.acceptAll();
        assertThat(device.read().hex()).isEqualTo("40 0007");
    }

    @Test
    void aPubAckComesOnlyAfterAcceptance() throws Exception {
        for (boolean version5 : new boolean[] {false, true}) {
            gateway.acceptAtOnce = false;
            gateway.offered.clear();
            try (TinyClient device = client(version5)) {
                assertNoAckBeforeAcceptance(gateway, device);
            }
        }
    }

    /// Control: the check above sees an early acknowledgement where there is one.
    @Test
    void theCheckForEarlyAcknowledgementsCanFail() throws Exception {
        gateway.acceptAtOnce = true; // the mutant: acceptance is claimed before anything is stored
        try (TinyClient device = client(false)) {
            assertThatThrownBy(() -> assertNoAckBeforeAcceptance(gateway, device))
                    .isInstanceOf(AssertionError.class);
        }
    }

    @Test
    void aRecordCarriesWhatTheDeviceSent() throws Exception {
        try (TinyClient device = client(false)) {
            assertThat(device.connect("press-01").hex()).isEqualTo("20 0000");
            device.publish(0x31, "a//b/ü", 0, new byte[0], new byte[] {0, -1, 10});
            device.publish("a", 1, 1, "");
            assertThat(device.read().hex()).isEqualTo("40 0001");
        }
        var first = gateway.offered.element().record();
        assertThat(first.address()).isEqualTo("a//b/ü");
        assertThat(first.payload()).containsExactly(0, -1, 10);
        assertThat(first.device().id()).isEqualTo("press-01");
        assertThat(first.retained()).isTrue();
        assertThat(first.qos()).isZero();
    }
}
