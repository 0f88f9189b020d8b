package org.fieldproof.connector.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.Source;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Payloads taken apart at the listener. If this breaks, a device is told that we have what we
/// have only a part of.
final class ListenerPayloadTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final FakeGateway gateway = new FakeGateway(Map.of("payload", Map.of("codec", "json")));
    private final Source listener = new MqttListenerFactory().create(gateway);

    @BeforeEach
    void start() throws Exception {
        gateway.acceptAtOnce = false;
        listener.start();
    }

    @AfterEach
    void stop() {
        listener.stop(500);
    }

    @Test
    void aDeviceIsAcknowledgedWhenTheMessageAndAllOfItsValuesAreAccepted() throws Exception {
        try (TinyClient device = client()) {
            device.connect("press-01");
            device.publish("t", 1, 1, "{\"a\":1,\"b\":2}");
            Await.until(SOON, () -> gateway.undecided.size() == 3, "three records");
            assertThat(gateway.topics()).containsExactly("t", "t/a", "t/b");
            assertThat(listener.inFlight()).as("messages").isEqualTo(1);
            gateway.acceptNext();
            gateway.acceptNext();
            assertThat(device.silentFor(100)).isTrue();
            gateway.acceptNext();
            assertThat(device.read().packetId()).isEqualTo(1);
            assertThat(listener.inFlight()).isZero();
        }
    }

    @Test
    void oneRefusedValueRefusesTheMessageOnce() throws Exception {
        try (TinyClient device = client()) {
            device.connect("press-01");
            device.publish("t", 1, 1, "{\"a\":1,\"b\":2}");
            Await.until(SOON, () -> gateway.undecided.size() == 3, "three records");
            gateway.acceptNext();
            gateway.refuseNext("disk failed");
            gateway.acceptNext();
            assertThat(device.read().text()).contains("disk failed");
            assertThat(device.read()).isEqualTo(TinyClient.GONE);
        }
        assertThat(listener.inFlight()).isZero();
    }

    @Test
    void whatCannotBeDecodedIsTakenInAsItCameAndMarked() throws Exception {
        gateway.acceptAtOnce = true;
        try (TinyClient device = client()) {
            device.connect("press-01");
            device.publish("t", 1, 1, "no json");
            assertThat(device.read().packetId()).isEqualTo(1);
        }
        assertThat(gateway.offered).hasSize(1);
        assertThat(gateway.offered.element().record().quality()).isEqualTo(Quality.BAD);
        assertThat(gateway.codes()).contains("MQTT-0141");
    }

    private TinyClient client() throws Exception {
        return new TinyClient(gateway.port(), true);
    }
}
