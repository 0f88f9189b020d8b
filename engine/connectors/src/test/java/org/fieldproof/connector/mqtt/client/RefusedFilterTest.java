package org.fieldproof.connector.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.connector.mqtt.testing.Mosquitto;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FreePorts;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A broker that lets us subscribe to a part of what was asked for, or to nothing (row 16). Harm if
/// it breaks: a connection is green, and half of the plant is missing.
final class RefusedFilterTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final Path PLUGIN =
            Path.of("/usr/lib/x86_64-linux-gnu/mosquitto_dynamic_security.so");
    private static final String RULES =
            """
            {"defaultACLAccess": {"publishClientSend": true, "publishClientReceive": true,
             "subscribe": false, "unsubscribe": true}, "anonymousGroup": "all",
             "groups": [{"groupname": "all", "roles": [{"rolename": "plant"}]}], "clients": [],
             "roles": [{"rolename": "plant", "acls": [{"acltype": "subscribePattern",
             "topic": "plant/#", "priority": 0, "allow": true}]}]}
            """;

    @TempDir Path directory;

    @ParameterizedTest
    @CsvSource({"5,0x87", "3.1.1,0x80"})
    void aFilterThatIsRefusedIsDegradedAndNamedAndTheOthersBring(String version, String code)
            throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost host = host(broker.port(), version, "plant/#", "office/#");
            MqttSource source = new MqttSource(host, new SplittableRandom(1));
            source.start();
            try {
                Await.until(LIMIT, () -> host.state() == ConnectorState.DEGRADED, "the shortfall");
                assertThat(host.told(MqttCodes.SUBSCRIPTION)).isTrue();
                assertThat(String.valueOf(host.why()))
                        .contains("office/# refused (" + code + ")")
                        .doesNotContain("plant/#");
                Publishing.numbers(broker, MqttQos.AT_LEAST_ONCE, 1, 20);
                Await.until(LIMIT, () -> host.door().count() == 20, "what was granted");
            } finally {
                source.stop(5_000);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"5", "3.1.1"})
    void whoMaySubscribeToNothingIsDegradedAndStaysOnline(String version) throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost host = host(broker.port(), version, "office/#", "lab/+/x");
            MqttSource source = new MqttSource(host, new SplittableRandom(1));
            source.start();
            try {
                Await.until(LIMIT, () -> host.state() == ConnectorState.DEGRADED, "the shortfall");
                assertThat(String.valueOf(host.why()))
                        .contains("office/# refused", "lab/+/x refused");
                awaitBackoff(version);
                assertThat(host.state()).isEqualTo(ConnectorState.DEGRADED);
                assertThat(host.meter("connects")).isEqualTo(1);
            } finally {
                source.stop(5_000);
            }
        }
    }

    /// Who dials in vain, with the same pauses, has done so three times: whoever
    /// took the refusal for a failure would have dialled anew.
    private void awaitBackoff(String version) throws Exception {
        TestHost nobody = host(FreePorts.next(), version, "office/#");
        MqttSource vain = new MqttSource(nobody, new SplittableRandom(1));
        vain.start();
        try {
            Await.until(
                    LIMIT,
                    () ->
                            nobody.states.stream()
                                            .filter(each -> each.state() == ConnectorState.DOWN)
                                            .count()
                                    >= 3,
                    "three attempts in vain");
        } finally {
            vain.stop(5_000);
        }
    }

    private Mosquitto broker() throws Exception {
        boolean there = Files.exists(PLUGIN);
        if (!there) {
            System.out.println("SKIPPED: no plug-in of mosquitto that refuses subscriptions");
        }
        Assumptions.assumeTrue(there, "no plug-in that refuses");
        Path rules = Files.writeString(directory.resolve("rules.json"), RULES);
        return Mosquitto.plain(directory, "plugin " + PLUGIN, "plugin_opt_config_file " + rules);
    }

    private TestHost host(int port, String version, String... filters) throws Exception {
        List<Map<String, ?>> subscriptions =
                Arrays.stream(filters)
                        .<Map<String, ?>>map(filter -> Map.of("filter", filter, "qos", 1))
                        .toList();
        return new TestHost(
                "plant-broker",
                new MapConfig(
                        MqttSourceConfig.schema(),
                        Map.of(
                                "host",
                                "127.0.0.1",
                                "port",
                                port,
                                "version",
                                version,
                                "subscriptions",
                                subscriptions)),
                Files.createDirectories(directory.resolve("data")),
                new TestAuthority("plant"));
    }
}
