package org.fieldproof.connector.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.fieldproof.connector.mqtt.client.BrokerLine.ArrivedPublish;
import org.fieldproof.connector.mqtt.payload.MessageDecoder;
import org.fieldproof.connector.mqtt.payload.PayloadConfig;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// MQ-3. If this breaks, the client library stops delivering and the line looks connected.
class ArrivalDeskTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private static final Map<String, Object> FIELDS =
            Map.of(
                    "host",
                    "127.0.0.1",
                    "port",
                    1883,
                    "subscriptions",
                    List.of(Map.of("filter", "#", "qos", 1)));

    private final MapConfig fields = new MapConfig(MqttSourceConfig.schema(), FIELDS);
    private final TestHost host =
            new TestHost("plant", fields, Path.of("unused"), new TestAuthority("unused"));

    private final ArrivalDesk.Losses losses = new ArrivalDesk.Losses();

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anErrorIsRememberedAndNeverThrownAtTheLibrary(boolean memory) {
        LineLoop loop = new LineLoop("plant");
        try {
            ArrivalDesk desk = desk(loop);
            host.door().throwOnce(memory ? new OutOfMemoryError("test") : new StackOverflowError());
            desk.arrived(message(1));
            assertThat(desk.refusal())
                    .startsWith("a handler failed: ")
                    .contains(memory ? "out of memory" : "StackOverflowError");
            assertThat(desk.inFlight()).isZero();
        } finally {
            loop.close();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatComesOneByOneIsReadOnWhenItIsDurable(int qos) {
        LineLoop loop = new LineLoop("plant");
        try {
            ArrivalDesk desk = desk(loop);
            EmbeddedChannel line = new EmbeddedChannel(desk.gate());
            host.door().hold();
            desk.arrived(message(qos));
            line.pipeline().fireChannelReadComplete();
            assertThat(line.config().isAutoRead()).isFalse();
            host.door().release();
            Await.until(LIMIT, () -> line.config().isAutoRead(), "the next read");
        } finally {
            loop.close();
        }
    }

    @Test
    void whereACommitIsPutOffTheReadWaitsForItsLastCall() throws Exception {
        LineLoop loop = new LineLoop("plant");
        try {
            ArrivalDesk desk = desk(loop);
            EmbeddedChannel line = new EmbeddedChannel(desk.gate());
            host.door().putOff();
            for (int round = 0; round < 3; round++) {
                host.door().hold();
                desk.arrived(message(1));
                line.pipeline().fireChannelReadComplete();
                host.door().release();
                loop.settled().toCompletableFuture().get(30, TimeUnit.SECONDS);
                assertThat(line.config().isAutoRead()).as("durable, not called").isFalse();
                assertThat(desk.settled()).as("acknowledged meanwhile").isTrue();
                assertThat(host.door().callLast()).isEqualTo(1);
                Await.until(LIMIT, () -> line.config().isAutoRead(), "the next read");
            }
        } finally {
            loop.close();
        }
    }

    @Test
    void aReadThatBroughtMuchIsFollowedByTheNextAtOnce() {
        LineLoop loop = new LineLoop("plant");
        try {
            ArrivalDesk desk = desk(loop);
            EmbeddedChannel line = new EmbeddedChannel(desk.gate());
            host.door().hold();
            for (int i = 0; i < 64; i++) {
                desk.arrived(message(1));
            }
            line.pipeline().fireChannelReadComplete();
            assertThat(line.config().isAutoRead()).isTrue();
            line.pipeline().fireChannelReadComplete();
            assertThat(line.config().isAutoRead()).as("one that brought nothing").isTrue();
        } finally {
            loop.close();
        }
    }

    /// MQ-10: over all lines, and whatever the reason. Of QoS 1 nothing is counted, since the
    /// broker has it.
    @ParameterizedTest
    @ValueSource(ints = {0, 1})
    void whatIsNotTakenInOfQos0IsCountedOverAllLines(int qos) {
        LineLoop loop = new LineLoop("plant");
        try {
            ArrivalDesk first = desk(loop);
            first.close();
            first.arrived(message(qos));
            assertThat(losses.unheld().total()).as("closed").isEqualTo(1L - qos);
            ArrivalDesk second = desk(loop);
            host.door().throwOnce();
            second.arrived(message(qos));
            assertThat(losses.unheld().total()).as("failed").isEqualTo(2L * (1 - qos));
            host.door().refuse(true);
            second.arrived(message(qos));
            assertThat(losses.unheld().total()).as("refused").isEqualTo(3L * (1 - qos));
            host.door().refuse(false);
            second.arrived(message(qos));
            assertThat(losses.unheld().total()).as("taken").isEqualTo(3L * (1 - qos));
            host.door().fill();
            second.arrived(message(qos));
            second.arrived(message(qos));
            assertThat(losses.unheld().total()).as("full").isEqualTo(4L * (1 - qos));
            assertThat(host.door().count()).isEqualTo(qos == 0 ? 3 : 4);
        } finally {
            loop.close();
        }
    }

    @Test
    void aDeviceWhoseLineIsNotToldIsNamedOnceOverAllLines() {
        Map<String, Object> byTopic = new HashMap<>(FIELDS);
        byTopic.put("deviceSegment", 0);
        MapConfig each = new MapConfig(MqttSourceConfig.schema(), byTopic);
        LineLoop loop = new LineLoop("plant");
        try {
            for (int line = 0; line < 2; line++) {
                ArrivalDesk desk = desk(loop, each);
                for (int i = 0; i < ArrivalDesk.DEVICES_MAX; i++) {
                    desk.arrived(message("d" + i, 0));
                }
                assertThat(host.events).as("line " + line).hasSize(line);
                desk.arrived(message("one-more", 0));
                desk.arrived(message("another", 0));
            }
            assertThat(host.events)
                    .singleElement()
                    .asString()
                    .contains("MQTT-0243", "10000 devices", "one-more");
            assertThat(host.door().count()).isEqualTo(2 * (ArrivalDesk.DEVICES_MAX + 2));
        } finally {
            loop.close();
        }
    }

    @Test
    void aCountIsToldAtOnceThenOnceAMinuteAndToTheLast() {
        SeldomTold told = new SeldomTold();
        long minute = TimeUnit.MINUTES.toNanos(1);
        assertThat(told.due(0, true)).as("nothing happened").isZero();
        told.count("a");
        assertThat(told.due(1, false)).isEqualTo(1);
        told.count("b");
        told.count("c");
        assertThat(told.due(minute, false)).as("not yet").isZero();
        assertThat(told.due(minute + 1, false)).isEqualTo(2);
        assertThat(told.due(3 * minute, false)).as("nothing new").isZero();
        told.count("d");
        assertThat(told.due(minute + 2, true)).as("it ends").isEqualTo(1);
        assertThat(told.total()).isEqualTo(4);
        assertThat(told.last()).isEqualTo("d");
    }

    private ArrivalDesk desk(LineLoop loop) {
        return desk(loop, fields);
    }

    private ArrivalDesk desk(LineLoop loop, MapConfig fields) {
        return new ArrivalDesk(
                host,
                MqttSourceConfig.of(fields),
                PayloadConfig.decoder(fields, new MessageDecoder.Codes("MQTT-0242", "MQTT-0241")),
                loop,
                "a broker",
                losses);
    }

    private static ArrivedPublish message(int qos) {
        return message("a", qos);
    }

    private static ArrivedPublish message(String topic, int qos) {
        return new ArrivedPublish(topic, new byte[] {1}, qos, false, false, List.of(), () -> {});
    }
}
