package org.fieldproof.connector.mqtt.client;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.fieldproof.connector.mqtt.testing.Mosquitto;

/// A device that publishes by way of a broker.
final class Publishing {
    private Publishing() {}

    static Mqtt5AsyncClient client(Mosquitto broker, String id) {
        return Mqtt5Client.builder()
                .identifier(id)
                .serverHost("127.0.0.1")
                .serverPort(broker.port())
                .buildAsync();
    }

    /// One message of so many zeros.
    static void large(Mosquitto broker, MqttQos qos, int bytes) throws Exception {
        Mqtt5AsyncClient publisher = client(broker, "large");
        publisher.connect().get(60, TimeUnit.SECONDS);
        publisher
                .publishWith()
                .topic("plant/press-01/large")
                .qos(qos)
                .payload(new byte[bytes])
                .send()
                .get(30, TimeUnit.SECONDS);
        publisher.disconnect().get(60, TimeUnit.SECONDS);
    }

    /// Messages that hold the numbers from the first.
    static void numbers(Mosquitto broker, MqttQos qos, int first, int count) throws Exception {
        Mqtt5AsyncClient publisher = client(broker, "publisher");
        publisher.connect().get(60, TimeUnit.SECONDS);
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (int n = first; n < first + count; n++) {
            sent.add(
                    publisher
                            .publishWith()
                            .topic("plant/press-01/telemetry")
                            .qos(qos)
                            .payload(Integer.toString(n).getBytes(StandardCharsets.UTF_8))
                            .send());
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(60, TimeUnit.SECONDS);
        publisher.disconnect().get(60, TimeUnit.SECONDS);
    }
}
