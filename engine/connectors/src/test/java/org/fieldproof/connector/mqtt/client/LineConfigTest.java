package org.fieldproof.connector.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.project.Problem;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;

/// What a project may ask of the line to a broker.
class LineConfigTest {
    private static List<String> source(Object... fields) {
        Map<String, Object> config = fields(fields);
        config.put("subscriptions", List.of(Map.of("filter", "#")));
        return codes(MqttSourceConfig.check(new MapConfig(MqttSourceConfig.schema(), config)));
    }

    private static List<String> sink(Object... fields) {
        return codes(MqttSinkConfig.check(new MapConfig(MqttSinkConfig.schema(), fields(fields))));
    }

    private static Map<String, Object> fields(Object... fields) {
        Map<String, Object> config =
                new LinkedHashMap<>(Map.of("user", "press", "password", "secret:press"));
        for (int i = 0; i < fields.length; i += 2) {
            config.put((String) fields[i], fields[i + 1]);
        }
        return config;
    }

    private static List<String> codes(List<Problem> problems) {
        return problems.stream().map(Problem::code).toList();
    }

    /// S23: a password that crosses the network in clear is nobody's secret.
    @Test
    void aPasswordOverPlainTcpIsForLoopbackUnlessAllowed() {
        for (String host : List.of("broker.plant.example", "10.0.0.5", "127.0.0.1.example")) {
            assertThat(source("host", host)).as(host).containsExactly("MQTT-0239");
            assertThat(sink("host", host)).as(host).containsExactly("MQTT-0239");
            assertThat(source("host", host, "allowPlainPasswords", true)).as(host).isEmpty();
            assertThat(sink("host", host, "allowPlainPasswords", true)).as(host).isEmpty();
            assertThat(source("host", host, "tls", Map.of())).as(host).isEmpty();
            assertThat(sink("host", host, "tls", Map.of())).as(host).isEmpty();
            assertThat(source("host", host, "password", "")).as("no secret").isEmpty();
        }
        for (String host : List.of("localhost", "127.0.0.1", "127.3.2.1", "::1")) {
            assertThat(source("host", host)).as(host).isEmpty();
            assertThat(sink("host", host)).as(host).isEmpty();
        }
        assertThat(source("connectTo", "stand-in")).as("on this machine").isEmpty();
    }
}
