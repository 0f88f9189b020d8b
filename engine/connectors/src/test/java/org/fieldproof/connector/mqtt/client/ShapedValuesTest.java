package org.fieldproof.connector.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.connector.mqtt.testing.Mosquitto;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Values that are shaped, at a broker that is not ours. If this breaks, what changed while the
/// line was down is never told.
class ShapedValuesTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String TOPIC = "plant/press-01/state";

    @TempDir Path directory;
    @TempDir Path data;

    @Test
    void aValueIsScaledReportedOnChangeAndToldAnewAfterALostLine() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            Map<String, ?> value =
                    Map.of("from", "/p", "scale", "0.1", "unit", "bar", "onChange", "true");
            MapConfig config =
                    new MapConfig(
                            new MqttSourceFactory().schema(),
                            Map.of(
                                    "host",
                                    "127.0.0.1",
                                    "port",
                                    String.valueOf(broker.port()),
                                    "subscriptions",
                                    List.of(Map.of("filter", "plant/#")),
                                    "payload",
                                    Map.of("codec", "json", "values", List.of(value))));
            assertThat(new MqttSourceFactory().check(config)).isEmpty();
            TestHost host = new TestHost("plant", config, data, new TestAuthority("test"));
            MqttSource source = new MqttSource(host, new SplittableRandom(1));
            source.start();
            try {
                Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "the source");
                publish(broker, 55, 55, 60);
                Await.until(LIMIT, () -> host.door().count() == 5, "three messages, two values");
                assertThat(values(host)).containsExactly("5.5", "6.0");
                broker.kill();
                Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the broker is gone");
                broker.start();
                Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "the source again");
                publish(broker, 60, 60);
                Await.until(LIMIT, () -> host.door().count() == 8, "two messages, one value");
                assertThat(values(host)).containsExactly("5.5", "6.0", "6.0");
            } finally {
                source.stop(5_000);
            }
        }
    }

    private static List<String> values(TestHost host) {
        return host.door().records().stream()
                .filter(each -> each.address().equals(TOPIC + "/p"))
                .map(each -> new String(each.payload(), StandardCharsets.UTF_8))
                .map(each -> each.replaceAll(".*\"value\":(.*)}", "$1"))
                .toList();
    }

    private static void publish(Mosquitto broker, int... values) {
        Mqtt3BlockingClient client =
                Mqtt3Client.builder()
                        .serverHost("127.0.0.1")
                        .serverPort(broker.port())
                        .buildBlocking();
        client.connect();
        for (int value : values) {
            client.publishWith()
                    .topic(TOPIC)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload(("{\"p\":" + value + "}").getBytes(StandardCharsets.UTF_8))
                    .send();
        }
        client.disconnect();
    }
}
