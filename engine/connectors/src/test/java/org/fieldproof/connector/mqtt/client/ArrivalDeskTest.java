package org.fieldproof.connector.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.time.Duration;
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

    private final MapConfig fields =
            new MapConfig(
                    MqttSourceConfig.schema(),
                    Map.of(
                            "host",
                            "127.0.0.1",
                            "port",
                            1883,
                            "subscriptions",
                            List.of(Map.of("filter", "#", "qos", 1))));
    private final TestHost host =
            new TestHost("plant", fields, Path.of("unused"), new TestAuthority("unused"));

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

    private ArrivalDesk desk(LineLoop loop) {
        return new ArrivalDesk(
                host,
                MqttSourceConfig.of(fields),
                PayloadConfig.decoder(fields, new MessageDecoder.Codes("MQTT-0242", "MQTT-0241")),
                loop,
                "a broker");
    }

    private static ArrivedPublish message(int qos) {
        return new ArrivedPublish("a", new byte[] {1}, qos, false, false, List.of(), () -> {});
    }
}
