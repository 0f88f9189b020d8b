package org.fieldproof.connector.mqtt.listener;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.SourceFactory;
import org.junit.jupiter.api.Test;

/// What a project may ask of a listener.
final class ListenerSchemaTest {
    private static final Map<String, Object> ANNA =
            Map.of("name", "anna", "password", "secret:anna");

    private static List<String> codes(Map<String, Object> config) {
        return new MqttListenerFactory()
                .check(TestConfig.listener(config)).stream().map(Problem::code).toList();
    }

    @Test
    void bothFactoriesAreFound() {
        assertThat(ServiceLoader.load(SourceFactory.class).stream().map(it -> it.get().type()))
                .contains("mqtt-listener", "mqtt-stand-in");
    }

    @Test
    void theDefaultsListenOnThisMachineOnly() {
        assertThat(codes(Map.of())).isEmpty();
        assertThat(new MqttListenerFactory().endpoints(TestConfig.listener(Map.of())))
                .singleElement()
                .asString()
                .isEqualTo("127.0.0.1:0");
    }

    /// S23: a password that crosses the network in clear is nobody's secret.
    @Test
    void passwordsOverPlainTcpAreForLoopbackUnlessAllowed() {
        assertThat(codes(Map.of("users", List.of(ANNA)))).isEmpty();
        assertThat(codes(Map.of("host", "0.0.0.0", "users", List.of(ANNA))))
                .containsExactly("MQTT-0105");
        assertThat(
                        codes(
                                Map.of(
                                        "host", "0.0.0.0",
                                        "users", List.of(ANNA),
                                        "tls", Map.of())))
                .isEmpty();
        assertThat(
                        codes(
                                Map.of(
                                        "host",
                                        "0.0.0.0",
                                        "users",
                                        List.of(ANNA),
                                        "tls",
                                        Map.of(),
                                        "plainPort",
                                        1883)))
                .containsExactly("MQTT-0105");
        assertThat(
                        codes(
                                Map.of(
                                        "host",
                                        "0.0.0.0",
                                        "users",
                                        List.of(ANNA),
                                        "allowPlainPasswords",
                                        true)))
                .isEmpty();
    }

    @Test
    void anOpenDoorToTheNetworkMustBeWanted() {
        assertThat(codes(Map.of("host", "0.0.0.0"))).containsExactly("MQTT-0106");
        assertThat(codes(Map.of("host", "0.0.0.0", "allowAnonymous", true))).isEmpty();
        Map<String, Object> certificates =
                Map.of("host", "0.0.0.0", "tls", Map.of("clientCertificates", "required"));
        assertThat(codes(certificates)).isEmpty();
    }

    @Test
    void contradictionsAreNamed() {
        assertThat(codes(Map.of("identity", "certificate"))).containsExactly("MQTT-0107");
        assertThat(codes(Map.of("plainPort", 1883))).containsExactly("MQTT-0109");
        assertThat(codes(Map.of("port", 1883, "plainPort", 1883, "tls", Map.of())))
                .containsExactly("MQTT-0109");
        assertThat(codes(Map.of("tls", Map.of("identity", "files")))).containsExactly("MQTT-0104");
        assertThat(codes(Map.of("tls", Map.of("crl", "revoked.pem")))).containsExactly("MQTT-0104");
        assertThat(codes(Map.of("tls", Map.of("trust", "file")))).containsExactly("MQTT-0104");
        assertThat(codes(Map.of("users", List.of(ANNA, ANNA)))).containsExactly("MQTT-0108");
        Map<String, Object> bad =
                Map.of("name", "x", "password", "secret:x", "publish", List.of("a/#/b"));
        assertThat(codes(Map.of("users", List.of(bad)))).containsExactly("MQTT-0108");
    }
}
