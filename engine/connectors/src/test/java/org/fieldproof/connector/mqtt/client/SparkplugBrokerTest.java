package org.fieldproof.connector.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.bdSeq;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.byAlias;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.death;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.named;
import static org.fieldproof.connector.mqtt.payload.EclipseTahu.payload;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt3.Mqtt3BlockingClient;
import com.hivemq.client.mqtt.mqtt3.Mqtt3Client;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.eclipse.tahu.message.model.MetricDataType;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.connector.mqtt.testing.Mosquitto;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An edge node of Sparkplug B at a broker that is not ours, with payloads of an encoder that is
/// not ours. If this breaks, a plant that speaks Sparkplug is not understood.
class SparkplugBrokerTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String NODE = "spBv1.0/Plant/NODE_TYPE/Edge-1";

    @TempDir Path directory;
    @TempDir Path data;

    @Test
    void birthDataAndADeathByTheBrokersWillBecomeValues() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            TestHost host = host(broker);
            MqttSource source = new MqttSource(host, new SplittableRandom(1));
            source.start();
            try {
                Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "the source");
                Mqtt3BlockingClient node = node(broker);
                publish(
                        node,
                        "NBIRTH",
                        payload(0, bdSeq(7), named("Temp", 1, MetricDataType.Double, 1.5)));
                publish(node, "NDATA", payload(1, byAlias(1, MetricDataType.Double, 2.5)));
                Await.until(LIMIT, () -> host.door().count() == 5, "birth and data");
                assertThat(host.door().records())
                        .extracting(InboundRecord::address)
                        .containsExactly(
                                "spBv1.0/Plant/NBIRTH/Edge-1",
                                "spBv1.0/Plant/Edge-1/bdSeq",
                                "spBv1.0/Plant/Edge-1/Temp",
                                "spBv1.0/Plant/NDATA/Edge-1",
                                "spBv1.0/Plant/Edge-1/Temp");
                assertThat(host.door().records())
                        .allMatch(record -> record.device().id().equals("Plant/Edge-1"));
                assertThat(text(host.door().records().getLast()))
                        .isEqualTo("{\"type\":\"float64\",\"value\":2.5}");
                // The last word before it dies.
                publish(node, "NDATA", payload(2, byAlias(1, MetricDataType.Double, 3.5)));
                Await.until(LIMIT, () -> host.door().count() == 7, "the last data");
                killNode(broker);
                Await.until(
                        LIMIT,
                        () -> host.door().count() == 10 && host.lines.size() == 2,
                        "the death and the stale values");
                assertThat(host.lines).containsExactly("Plant/Edge-1 up", "Plant/Edge-1 down");
                assertThat(host.door().records().subList(8, 10))
                        .allMatch(record -> record.quality() == Quality.BAD);
                assertThat(host.door().records().subList(8, 10))
                        .extracting(InboundRecord::address)
                        .containsExactly("spBv1.0/Plant/Edge-1/bdSeq", "spBv1.0/Plant/Edge-1/Temp");
                // Nothing was ever written to the node: G20.
                assertThat(Files.readString(broker.log())).doesNotContain("CMD");
            } finally {
                source.stop(1_000);
            }
        }
    }

    private static String text(InboundRecord record) {
        return new String(record.payload(), StandardCharsets.UTF_8);
    }

    private static Mqtt3BlockingClient node(Mosquitto broker) throws Exception {
        Mqtt3BlockingClient node =
                Mqtt3Client.builder()
                        .identifier("edge-1")
                        .serverHost("127.0.0.1")
                        .serverPort(broker.port())
                        .willPublish()
                        .topic(NODE.replace("NODE_TYPE", "NDEATH"))
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(death(7))
                        .applyWillPublish()
                        .buildBlocking();
        node.connect();
        return node;
    }

    /// Another client with its id: the broker throws the first one out, and publishes its will.
    private static void killNode(Mosquitto broker) {
        Mqtt3BlockingClient other =
                Mqtt3Client.builder()
                        .identifier("edge-1")
                        .serverHost("127.0.0.1")
                        .serverPort(broker.port())
                        .buildBlocking();
        other.connect();
        other.disconnect();
    }

    private static void publish(Mqtt3BlockingClient node, String type, byte[] payload) {
        node.publishWith()
                .topic(NODE.replace("NODE_TYPE", type))
                .qos(MqttQos.AT_MOST_ONCE)
                .payload(payload)
                .send();
    }

    private TestHost host(Mosquitto broker) {
        Map<String, Object> fields =
                Map.of(
                        "host",
                        "127.0.0.1",
                        "port",
                        broker.port(),
                        "subscriptions",
                        List.of(Map.of("filter", "spBv1.0/#", "qos", 1)),
                        "payload",
                        Map.of("codec", "sparkplug"));
        return new TestHost(
                "plant-broker",
                new MapConfig(MqttSourceConfig.schema(), fields),
                data,
                authority());
    }

    private static TestAuthority authority() {
        return new TestAuthority("test authority");
    }
}
