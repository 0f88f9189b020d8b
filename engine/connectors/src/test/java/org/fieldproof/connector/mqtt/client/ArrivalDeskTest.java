package org.fieldproof.connector.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.fieldproof.connector.mqtt.client.BrokerLine.ArrivedPublish;
import org.fieldproof.connector.mqtt.payload.MessageDecoder;
import org.fieldproof.connector.mqtt.payload.PayloadConfig;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// MQ-3. If this breaks, the client library stops delivering and the line looks connected.
class ArrivalDeskTest {
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
            ArrivalDesk desk =
                    new ArrivalDesk(
                            host,
                            MqttSourceConfig.of(fields),
                            PayloadConfig.decoder(
                                    fields, new MessageDecoder.Codes("MQTT-0242", "MQTT-0241")),
                            loop,
                            "a broker");
            host.door().throwOnce(memory ? new OutOfMemoryError("test") : new StackOverflowError());
            desk.arrived(
                    new ArrivedPublish("a", new byte[] {1}, 1, false, false, List.of(), () -> {}));
            assertThat(desk.refusal())
                    .startsWith("a handler failed: ")
                    .contains(memory ? "out of memory" : "StackOverflowError");
            assertThat(desk.inFlight()).isZero();
        } finally {
            loop.close();
        }
    }
}
