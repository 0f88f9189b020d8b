package org.fieldproof.connector.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fieldproof.connector.mqtt.listener.TinyClient.bytes;
import static org.fieldproof.connector.mqtt.listener.TinyClient.join;
import static org.fieldproof.connector.mqtt.listener.TinyClient.text;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.Source;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a device may do wrong on the wire, and what the protocol lets it do.
final class ProtocolEdgeTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final FakeGateway gateway =
            new FakeGateway(Map.of("payloadLimit", "64KiB", "sessionExpiry", "1m"));
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

    private TinyClient connected(String clientId, boolean version5) throws IOException {
        TinyClient client = client(version5);
        assertThat(client.connect(clientId).hex()).startsWith("20 0000");
        return client;
    }

    private void assertEnds(boolean version5, int reason, String code, Misdeed misdeed)
            throws IOException {
        gateway.events.clear();
        try (TinyClient device = connected("press-01", version5)) {
            misdeed.commit(device);
            if (version5) {
                assertThat(device.read().hex())
                        .as(code)
                        .startsWith("e0 " + Integer.toHexString(reason));
            }
            assertThat(device.read()).as(code).isEqualTo(TinyClient.GONE);
        }
        Await.until(SOON, () -> gateway.codes().contains(code), code);
        // The same case is told once in 30 s; the next misdeed is to be seen as well.
        gateway.clockOffsetNanos.addAndGet(TimeUnit.SECONDS.toNanos(31));
        assertThat(gateway.offered).isEmpty();
    }

    private interface Misdeed {
        void commit(TinyClient device) throws IOException;
    }

    @Test
    void malformedPacketsEndTheConnectionAndAreTold() throws Exception {
        for (boolean version5 : new boolean[] {false, true}) {
            assertEnds(version5, 0x81, "MQTT-0129", it -> it.publish(0x36, "t", 1, none(), none()));
            assertEnds(version5, 0x81, "MQTT-0129", it -> it.publish(0x38, "t", 0, none(), none()));
            assertEnds(version5, 0x81, "MQTT-0129", it -> it.publish(0x32, "t", 0, none(), none()));
            assertEnds(version5, 0x81, "MQTT-0129", it -> it.send(0xC1, none()));
            assertEnds(version5, 0x81, "MQTT-0129", it -> it.send(0x80, bytes(0, 1, 0, 1, 'a', 0)));
            assertEnds(version5, 0x81, "MQTT-0129", it -> it.send(0x30, bytes(0, 9, 'a')));
            assertEnds(
                    version5,
                    0x81,
                    "MQTT-0129",
                    it -> it.raw(bytes(0x30, 0xFF, 0xFF, 0xFF, 0xFF, 1)));
            assertEnds(version5, 0x82, "MQTT-0129", it -> it.send(0x50, bytes(0, 1)));
        }
    }

    @Test
    void invalidTopicsEndTheConnectionAndAreTold() throws Exception {
        for (boolean version5 : new boolean[] {false, true}) {
            for (String topic : new String[] {"", "a/+/b", "#", "a\0b", "$SYS/x"}) {
                assertEnds(version5, 0x90, "MQTT-0135", it -> it.publish(topic, 1, 1, "x"));
            }
            byte[] ill = join(bytes(0, 2), bytes(0xC3, 0x28));
            assertEnds(
                    version5,
                    0x81,
                    "MQTT-0129",
                    it -> it.send(0x30, it.publishBody(0x30, ill, 0, none(), none())));
        }
    }

    @Test
    void aPacketOverTheLimitEndsTheConnectionBeforeItIsRead() throws Exception {
        for (boolean version5 : new boolean[] {false, true}) {
            assertEnds(
                    version5, 0x95, "MQTT-0130", it -> it.raw(bytes(0x30, 0xFF, 0xFF, 0xFF, 0x7F)));
            assertEnds(
                    version5,
                    0x95,
                    "MQTT-0130",
                    it -> it.publish(0x30, "t", 0, none(), new byte[64 * 1024 + 1]));
        }
    }

    @Test
    void aPayloadAtTheLimitIsTaken() throws Exception {
        try (TinyClient device = connected("press-01", true)) {
            device.publish(0x32, "t", 1, none(), new byte[64 * 1024]);
            assertThat(device.read().hex()).isEqualTo("40 0001");
        }
    }

    @Test
    void aSecondConnectEndsTheConnection() throws Exception {
        try (TinyClient device = connected("press-01", true)) {
            assertThat(device.connect("press-01").hex()).startsWith("e0 82");
        }
    }

    @Test
    void otherProtocolsAreNamed() throws Exception {
        assertForeign("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII), "HTTP");
        gateway.clockOffsetNanos.addAndGet(TimeUnit.SECONDS.toNanos(31));
        assertForeign(bytes(0x16, 3, 1, 2, 0, 1, 0, 1, 0xFC), "TLS to a port without TLS");
        gateway.clockOffsetNanos.addAndGet(TimeUnit.SECONDS.toNanos(31));
        assertForeign(bytes(0x30, 3, 0, 1, 'a'), "not an MQTT CONNECT");
    }

    private void assertForeign(byte[] sent, String words) throws IOException {
        gateway.events.clear();
        try (TinyClient device = client(false)) {
            device.raw(sent);
            assertThat(device.read()).isEqualTo(TinyClient.GONE);
        }
        Await.until(SOON, () -> !gateway.events.isEmpty(), words);
        FakeGateway.Told told = gateway.events.get(0);
        assertThat(told.code()).isEqualTo("MQTT-0127");
        assertThat(told.object()).isEqualTo("connection devices");
        assertThat(told.message()).contains("127.0.0.1").contains(words);
    }

    @Test
    void anUnknownProtocolLevelIsRefused() throws Exception {
        try (TinyClient device = client(false)) {
            device.send(0x10, join(text("MQTT"), bytes(3, 2, 0, 0), text("x")));
            assertThat(device.read().hex()).isIn("20 0001", "gone");
        }
        Await.until(SOON, () -> !gateway.events.isEmpty(), "an event");
    }

    @Test
    void bytesMayComeOneByOne() throws Exception {
        try (TinyClient device = connected("press-01", false)) {
            for (byte one : bytes(0x32, 7, 0, 1, 't', 0, 9, 'h', 'i')) {
                device.raw(new byte[] {one});
            }
            assertThat(device.read().hex()).isEqualTo("40 0009");
        }
        assertThat(gateway.offered.element().record().payload()).containsExactly('h', 'i');
    }

    @Test
    void propertiesOfVersion5ReachTheRecord() throws Exception {
        byte[] properties =
                join(
                        bytes(1, 1, 0x26),
                        text("fp-seq"),
                        text("7"),
                        bytes(0x26),
                        text("fp-seq"),
                        text("8"));
        try (TinyClient device = connected("press-01", true)) {
            device.publish(0x32, "t", 1, properties, bytes('{', '}'));
            assertThat(device.read().hex()).isEqualTo("40 0001");
        }
        var record = gateway.offered.element().record();
        assertThat(record.encoding()).isEqualTo(PayloadEncoding.TEXT);
        assertThat(record.properties())
                .containsExactly(new Property("fp-seq", "7"), new Property("fp-seq", "8"));
    }

    @Test
    void aTopicAliasStandsForItsTopic() throws Exception {
        try (TinyClient device = connected("press-01", true)) {
            device.publish(0x32, "plant/a", 1, bytes(0x23, 0, 3), bytes('1'));
            device.publish(0x32, "", 2, bytes(0x23, 0, 3), bytes('2'));
            device.read();
            device.read();
        }
        assertThat(gateway.topics()).containsExactly("plant/a", "plant/a");
        gateway.offered.clear();
        assertEnds(
                true, 0x82, "MQTT-0129", it -> it.publish(0x30, "", 0, bytes(0x23, 0, 4), none()));
        assertEnds(
                true, 0x94, "MQTT-0129", it -> it.publish(0x30, "t", 0, bytes(0x23, 0, 0), none()));
        assertEnds(
                true,
                0x94,
                "MQTT-0129",
                it -> it.publish(0x30, "t", 0, bytes(0x23, 0, 99), none()));
    }

    @Test
    void silenceBeyondKeepAliveEndsTheConnection() throws Exception {
        try (TinyClient device = client(true)) {
            device.connect("press-01", true, 60, none());
            device.publish("t", 1, 1, "x");
            device.read();
            assertThat(device.silentFor(700)).isTrue();
            gateway.clockOffsetNanos.addAndGet(TimeUnit.SECONDS.toNanos(70));
            assertThat(device.silentFor(700)).as("72 s of 90 s").isTrue();
            gateway.clockOffsetNanos.addAndGet(TimeUnit.SECONDS.toNanos(20));
            assertThat(device.read().hex()).startsWith("e0 8d");
        }
        Await.until(
                SOON,
                () -> gateway.historyOf("press-01").contains("keep-alive"),
                "the device down");
    }

    @Test
    void aPingKeepsTheConnectionAlive() throws Exception {
        try (TinyClient device = client(true)) {
            device.connect("press-01", true, 60, none());
            for (int i = 0; i < 3; i++) {
                device.send(0xC0, none());
                assertThat(device.read().hex()).isEqualTo("d0 ");
                assertThat(device.silentFor(600)).isTrue();
                gateway.clockOffsetNanos.addAndGet(TimeUnit.SECONDS.toNanos(60));
            }
        }
    }

    @Test
    void whoNeverSendsConnectIsClosed() throws Exception {
        try (TinyClient device = client(true)) {
            assertThat(device.silentFor(600)).isTrue();
            gateway.clockOffsetNanos.addAndGet(TimeUnit.SECONDS.toNanos(11));
            assertThat(device.read()).isEqualTo(TinyClient.GONE);
        }
    }

    @Test
    void aSecondConnectionWithTheSameIdTakesOver() throws Exception {
        try (TinyClient first = connected("press-01", true);
                TinyClient second = client(true)) {
            second.connect("press-01");
            assertThat(first.read().hex()).startsWith("e0 8e");
            assertThat(first.read()).isEqualTo(TinyClient.GONE);
            second.publish("t", 1, 1, "x");
            assertThat(second.read().hex()).isEqualTo("40 0001");
        }
    }

    @Test
    void devicesThatTakeEachOtherOverAreNamed() throws Exception {
        for (int i = 0; i < 4; i++) {
            connected("twin", false);
        }
        Await.until(SOON, () -> gateway.codes().contains("MQTT-0133"), "the event");
        assertThat(gateway.events.get(0).message()).contains("twin");
    }

    @Test
    void aWillIsTakenInWhenTheDeviceIsLost() throws Exception {
        byte[] will = join(text("plant/gone"), text("bye"));
        try (TinyClient device = client(false)) {
            device.connect("press-01", 2 | 4 | 8 | 32, 0, none(), will);
            device.cut();
        }
        Await.until(SOON, () -> gateway.topics().contains("plant/gone"), "the will");
        var record = gateway.offered.element().record();
        assertThat(record.qos()).isEqualTo(1);
        assertThat(record.retained()).isTrue();
        assertThat(record.payload()).isEqualTo("bye".getBytes(StandardCharsets.UTF_8));
        assertThat(record.device().id()).isEqualTo("press-01");
    }

    @Test
    void aWillIsDiscardedWhenTheDeviceSignsOff() throws Exception {
        byte[] will = join(text("plant/gone"), text("bye"));
        try (TinyClient device = client(false)) {
            device.connect("press-01", 2 | 4, 0, none(), will);
            device.send(0xE0, none());
            assertThat(device.read()).isEqualTo(TinyClient.GONE);
        }
        try (TinyClient other = connected("other", false)) {
            other.publish("t", 1, 1, "after");
            other.read();
        }
        assertThat(gateway.topics()).containsExactly("t");
    }

    @Test
    void aDelayedWillIsForgottenWhenTheDeviceComesBack() throws Exception {
        byte[] will = join(bytes(5, 0x18, 0, 0, 0, 10), text("plant/gone"), text("bye"));
        byte[] keepSession = bytes(0x11, 0, 0, 0, 60);
        try (TinyClient device = client(true)) {
            device.connect("press-01", 4, 0, keepSession, will);
            device.cut();
        }
        try (TinyClient device = client(true)) {
            assertThat(device.connect("press-01", 4, 0, keepSession, will).hex())
                    .startsWith("20 0100");
            gateway.clockOffsetNanos.addAndGet(TimeUnit.SECONDS.toNanos(11));
            assertThat(device.silentFor(700)).isTrue();
            assertThat(gateway.topics()).isEmpty();
            cutAndWait(device);
        }
        assertThat(gateway.topics()).containsExactly("last");
        gateway.clockOffsetNanos.addAndGet(TimeUnit.SECONDS.toNanos(11));
        Await.until(SOON, () -> gateway.topics().contains("plant/gone"), "the will, after 10 s");
    }

    @Test
    void clientIdsFollowTheRules() throws Exception {
        try (TinyClient device = client(false)) {
            assertThat(device.connect("", false, 0, none()).hex()).isEqualTo("20 0002");
        }
        try (TinyClient device = client(true)) {
            assertThat(device.connect("").text()).contains("auto-");
        }
        try (TinyClient device = client(true)) {
            assertThat(device.connect("x".repeat(257)).hex()).startsWith("20 0085");
        }
        try (TinyClient device = client(true)) {
            assertThat(device.connect("a\nb").hex()).startsWith("20 0085");
        }
    }

    @Test
    void sessionsExpire() throws Exception {
        byte[] week = bytes(0x11, 0, 9, 0, 0);
        try (TinyClient device = client(true)) {
            assertThat(device.connect("press-01", false, 0, week).hex())
                    .as("the listener's own limit of 60 s is told")
                    .startsWith("20 0000")
                    .contains("110000003c");
            device.cut();
        }
        try (TinyClient device = client(true)) {
            assertThat(device.connect("press-01", false, 0, week).hex()).startsWith("20 0100");
            cutAndWait(device);
        }
        gateway.clockOffsetNanos.addAndGet(TimeUnit.SECONDS.toNanos(61));
        try (TinyClient device = client(true)) {
            assertThat(device.connect("press-01", false, 0, week).hex()).startsWith("20 0000");
        }
    }

    /// Cuts the line and returns when the listener has seen it; a line before it may have been cut
    /// as well.
    private void cutAndWait(TinyClient device) throws IOException {
        device.publish("last", 1, 1, "x");
        device.read();
        device.cut();
        Await.until(
                SOON,
                () -> gateway.lastOf("press-01").startsWith("disconnected"),
                "the listener to notice");
    }

    private static byte[] none() {
        return new byte[0];
    }
}
