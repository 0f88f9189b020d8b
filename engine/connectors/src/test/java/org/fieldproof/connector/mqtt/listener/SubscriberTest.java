package org.fieldproof.connector.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fieldproof.connector.mqtt.listener.TinyClient.bytes;
import static org.fieldproof.connector.mqtt.listener.TinyClient.join;
import static org.fieldproof.connector.mqtt.listener.TinyClient.text;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.spi.Source;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who looks in: gets what is durable, in order, and cannot hurt those who publish.
final class SubscriberTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final int QOS_1 = 1;
    private static final int NO_LOCAL = 4;
    private static final int RETAIN_AS_PUBLISHED = 8;

    private final FakeGateway gateway =
            new FakeGateway(Map.of("queueRecords", 1_000, "retainedRecords", 3));
    private final Source listener = new MqttListenerFactory().create(gateway);

    @BeforeEach
    void start() throws Exception {
        listener.start();
    }

    @AfterEach
    void stop() {
        listener.stop(500);
    }

    private TinyClient connected(String clientId, boolean version5) throws IOException {
        TinyClient client = new TinyClient(gateway.port(), version5);
        assertThat(client.connect(clientId).hex()).startsWith("20 0000");
        return client;
    }

    private static void subscribe(TinyClient client, String filter, int options, int granted)
            throws IOException {
        client.subscribe(1, filter, options);
        assertThat(client.read().hex())
                .isEqualTo(
                        "90 0001" + (client.version5 ? "00" : "") + String.format("%02x", granted));
    }

    /// `MQL-4`. What is shown on a phone and then lost would be a lie.
    @Test
    void aSubscriberSeesAMessageOnlyAfterItsAcceptance() throws Exception {
        gateway.acceptAtOnce = false;
        try (TinyClient phone = connected("phone", false);
                TinyClient device = connected("press-01", false)) {
            subscribe(phone, "plant/#", 0, 0);
            device.publish("plant/a", 1, 1, "x");
            Await.until(SOON, () -> gateway.undecided.size() == 1, "the record");
            assertThat(phone.silentFor(150)).as("MQL-4").isTrue();
            gateway.acceptAll();
            assertThat(phone.read().text()).isEqualTo("\0\7plant/ax");
        }
        assertThat(gateway.devices).as("who only looks in is no device").doesNotContainKey("phone");
    }

    @Test
    void wildcardsMatchAsTheStandardSays() throws Exception {
        try (TinyClient phone = connected("phone", false);
                TinyClient device = connected("press-01", false)) {
            subscribe(phone, "+/a/#", 0, 0);
            for (String topic : new String[] {"x/a", "x/b", "x/a/b/c", "$x/a", "/a/"}) {
                device.publish(topic, 0, 0, "");
            }
            assertThat(phone.read().text()).endsWith("x/a");
            assertThat(phone.read().text()).endsWith("x/a/b/c");
            assertThat(phone.read().text()).endsWith("/a/");
            assertThat(phone.silentFor(100)).isTrue();
        }
    }

    @Test
    void malformedFiltersAreRefused() throws Exception {
        try (TinyClient phone = connected("phone", true);
                TinyClient old = connected("old", false)) {
            subscribe(phone, "a/#/b", 0, 0x8F);
            subscribe(phone, "a+/b", 0, 0x8F);
            subscribe(phone, "", 0, 0x8F);
            subscribe(phone, "$share//a", 0, 0x8F);
            subscribe(phone, "a/".repeat(200), 0, 0x8F);
            subscribe(old, "a#", 0, 0x80);
        }
    }

    @Test
    void qos2IsGrantedAsQos1AndOverlappingFiltersGiveOneCopy() throws Exception {
        try (TinyClient phone = connected("phone", false);
                TinyClient device = connected("press-01", false)) {
            subscribe(phone, "a/#", 0, 0);
            subscribe(phone, "a/b", 2, 1);
            device.publish("a/b", 1, 1, "x");
            assertThat(phone.read().hex()).startsWith("32 0003612f62");
            assertThat(phone.silentFor(100)).isTrue();
        }
    }

    @Test
    void propertiesOfVersion5PassThrough() throws Exception {
        byte[] properties =
                join(
                        bytes(1, 1, 3),
                        text("json"),
                        bytes(8),
                        text("re"),
                        bytes(9),
                        text("id"),
                        bytes(0x26),
                        text("fp-seq"),
                        text("7"),
                        bytes(0x26),
                        text("fp-seq"),
                        text("8"));
        try (TinyClient phone = connected("phone", true);
                TinyClient old = connected("old", false);
                TinyClient device = connected("press-01", true)) {
            subscribe(phone, "t", QOS_1, 1);
            subscribe(old, "t", 0, 0);
            device.publish(0x32, "t", 1, properties, bytes('x'));
            TinyClient.Packet got = phone.read();
            assertThat(got.body())
                    .isEqualTo(
                            join(
                                    text("t"),
                                    bytes(0, got.body()[4]),
                                    bytes(properties.length),
                                    properties,
                                    bytes('x')));
            assertThat(old.read().body()).isEqualTo(join(text("t"), bytes('x')));
        }
    }

    @Test
    void retainedMessagesAreDeliveredReplacedAndDeleted() throws Exception {
        try (TinyClient device = connected("press-01", false)) {
            device.publish(0x33, "a", 1, new byte[0], bytes('1'));
            device.publish(0x33, "a", 2, new byte[0], bytes('2'));
            device.publish(0x33, "b", 3, new byte[0], bytes('3'));
            device.publish(0x33, "b", 4, new byte[0], new byte[0]);
            for (int i = 0; i < 4; i++) {
                device.read();
            }
            try (TinyClient phone = connected("phone", false)) {
                subscribe(phone, "#", 0, 0);
                assertThat(phone.read().hex()).isEqualTo("31 00016132");
                device.publish(0x33, "a", 5, new byte[0], bytes('4'));
                assertThat(phone.read().hex()).as("live: not flagged").isEqualTo("30 00016134");
            }
            try (TinyClient phone = connected("phone", true)) {
                subscribe(phone, "#", RETAIN_AS_PUBLISHED, 0);
                assertThat(phone.read().hex()).isEqualTo("31 0001610034");
                device.publish(0x33, "a", 6, new byte[0], bytes('5'));
                assertThat(phone.read().hex()).isEqualTo("31 0001610035");
            }
        }
        assertThat(gateway.offered.stream().filter(o -> o.record().payload().length == 0))
                .as("a retained delete is a record as well")
                .hasSize(1);
    }

    @Test
    void theRetainedStoreIsBounded() throws Exception {
        try (TinyClient device = connected("press-01", false)) {
            for (int id = 1; id <= 5; id++) {
                device.publish(0x33, "t" + id, id, new byte[0], bytes('x'));
                assertThat(device.read().hex()).isEqualTo("40 000" + id);
            }
            try (TinyClient phone = connected("phone", false)) {
                subscribe(phone, "#", 0, 0);
                for (int i = 1; i <= 3; i++) {
                    assertThat(phone.read().text()).contains("t" + i);
                }
                assertThat(phone.silentFor(100)).isTrue();
            }
        }
        Await.until(SOON, () -> gateway.codes().contains("MQTT-0137"), "MQTT-0137");
    }

    @Test
    void unacknowledgedMessagesComeAgainAfterAReconnect() throws Exception {
        try (TinyClient device = connected("press-01", false)) {
            try (TinyClient phone = new TinyClient(gateway.port(), false)) {
                phone.connect("phone", false, 0, new byte[0]);
                subscribe(phone, "t", QOS_1, 1);
                device.publish("t", 1, 1, "1");
                assertThat(phone.read().first()).isEqualTo(0x32);
                phone.cut();
            }
            device.read();
            device.publish("t", 1, 2, "2");
            device.publish("t", 0, 0, "q0");
            device.read();
            try (TinyClient phone = new TinyClient(gateway.port(), false)) {
                assertThat(phone.connect("phone", false, 0, new byte[0]).hex())
                        .isEqualTo("20 0100");
                TinyClient.Packet again = phone.read();
                assertThat(again.first()).as("DUP").isEqualTo(0x3A);
                assertThat(again.text()).endsWith("1");
                assertThat(phone.read().text()).endsWith("2");
                phone.acknowledge(0x40, 1);
                phone.acknowledge(0x40, 2);
                phone.send(0xC0, new byte[0]);
                assertThat(phone.read().hex()).isEqualTo("d0 ");
                phone.cut();
            }
            try (TinyClient phone = new TinyClient(gateway.port(), false)) {
                phone.connect("phone", false, 0, new byte[0]);
                assertThat(phone.silentFor(100)).as("all acknowledged").isTrue();
            }
        }
    }

    @Test
    void aSharedSubscriptionGivesEachMessageToOneMember() throws Exception {
        try (TinyClient one = connected("one", true);
                TinyClient two = connected("two", true);
                TinyClient device = connected("press-01", false)) {
            subscribe(one, "$share/g/t", 0, 0);
            subscribe(two, "$share/g/t", 0, 0);
            for (int i = 0; i < 4; i++) {
                device.publish("t", 0, 0, "m" + i);
            }
            String first = one.read().text() + one.read().text();
            String second = two.read().text() + two.read().text();
            assertThat(first + second).contains("m0", "m1", "m2", "m3");
            assertThat(one.silentFor(50)).isTrue();
            assertThat(two.silentFor(50)).isTrue();
        }
    }

    @Test
    void noLocalKeepsAClientsOwnMessagesFromIt() throws Exception {
        try (TinyClient both = connected("both", true);
                TinyClient other = connected("other", true)) {
            subscribe(both, "t", NO_LOCAL, 0);
            both.publish("t", 0, 0, "own");
            other.publish("t", 0, 0, "foreign");
            assertThat(both.read().text()).endsWith("foreign");
        }
    }

    @Test
    void unsubscribingEndsDelivery() throws Exception {
        try (TinyClient phone = connected("phone", true);
                TinyClient device = connected("press-01", false)) {
            subscribe(phone, "t", 0, 0);
            phone.send(0xA2, join(bytes(0, 2, 0), text("t"), text("never")));
            assertThat(phone.read().hex()).isEqualTo("b0 0002000011");
            device.publish("t", 1, 1, "x");
            device.read();
            assertThat(phone.silentFor(100)).isTrue();
        }
    }

    /// `MQL-6`. Were the publisher made to wait for the one who does not read, its next
    /// acknowledgement would never come, and the read would time out. No clock is compared: on a
    /// busy machine that would measure the machine.
    @Test
    void aSubscriberThatDoesNotReadNeverSlowsAPublisher() throws Exception {
        byte[] payload = new byte[8_192];
        try (TinyClient deaf = connected("deaf", false);
                TinyClient device = connected("press-01", false)) {
            subscribe(deaf, "t", QOS_1, 1);
            for (int from = 1; from <= 5_000; from += 100) {
                for (int id = from; id < from + 100; id++) {
                    device.publish(0x32, "t", id, new byte[0], payload);
                }
                for (int id = from; id < from + 100; id++) {
                    assertThat(device.read().packetId()).as("MQL-6").isEqualTo(id);
                }
            }
        }
        Await.until(SOON, () -> gateway.codes().contains("MQTT-0136"), "the drops are told");
        assertThat(gateway.offered).hasSize(5_000);
    }

    @Test
    void anExpiredMessageIsNotDelivered() throws Exception {
        try (TinyClient device = connected("press-01", true)) {
            device.publish(0x33, "t", 1, bytes(2, 0, 0, 0, 10), bytes('x'));
            device.read();
            try (TinyClient phone = connected("phone", true)) {
                subscribe(phone, "t", 0, 0);
                assertThat(phone.read().hex()).as("seconds left").startsWith("31 0001740502000000");
            }
            gateway.clockOffsetNanos.addAndGet(TimeUnit.SECONDS.toNanos(11));
            try (TinyClient phone = connected("phone", true)) {
                subscribe(phone, "t", 0, 0);
                assertThat(phone.silentFor(100)).isTrue();
            }
        }
    }

    @Test
    void theStandInNeverTouchesTheIntake() throws Exception {
        FakeGateway upstream = new FakeGateway(Map.of());
        upstream.closed = true;
        Source standIn = new MqttStandInFactory().create(upstream);
        standIn.start();
        try (TinyClient readBack = new TinyClient(upstream.port(), true);
                TinyClient sink = new TinyClient(upstream.port(), true)) {
            readBack.connect("read-back");
            subscribe(readBack, "#", QOS_1, 1);
            sink.connect("sink");
            sink.publish(0x32, "t", 1, join(bytes(0x26), text("fp-seq"), text("7")), bytes('x'));
            assertThat(sink.read().hex()).isEqualTo("40 0001");
            assertThat(readBack.read().text()).contains("fp-seq");
        } finally {
            standIn.stop(500);
        }
        assertThat(upstream.offered).isEmpty();
        assertThat(upstream.devices).isEmpty();
    }
}
