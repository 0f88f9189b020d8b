package org.fieldproof.connector.stores;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.spi.SinkFactory;
import org.fieldproof.connector.jdbc.PostgresSinkFactory;
import org.fieldproof.connector.kafka.KafkaSinkFactory;
import org.fieldproof.connector.mqtt.client.MqttSinkFactory;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.testkit.FreePorts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Row 43 for destinations: a server that is away for a week, or hangs up on everybody, must not
/// cost the gateway its threads, its files or its memory. 200 times here, 10,000 with `-Dsoak`.
final class FailedConnectsTest {
    private static final TestAuthority AUTHORITY = new TestAuthority("plant");

    @TempDir Path directory;

    private StoreBench bench(SinkFactory factory, Map<String, ?> fields) {
        return new StoreBench(factory, directory, fields, LinkTable.direct(), AUTHORITY);
    }

    private static Map<String, Object> at(int port, Map<String, ?> more) {
        Map<String, Object> fields = new HashMap<>(more);
        fields.put("host", "127.0.0.1");
        fields.put("port", port);
        return fields;
    }

    private static ServerSocket rude() throws IOException {
        ServerSocket rude = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(() -> closeEach(rude));
        return rude;
    }

    private static void closeEach(ServerSocket rude) {
        try {
            while (true) {
                rude.accept().close();
            }
        } catch (IOException _) {
            // closed by the test
        }
    }

    @Test
    void aBrokerThatIsAway() throws Exception {
        Map<String, Object> fields = at(FreePorts.next(), Map.of());
        StoreBench.failedConnectsStayFlat(() -> bench(new MqttSinkFactory(), fields), "MQTT-0201");
    }

    @Test
    void aBrokerThatHangsUp() throws Exception {
        try (ServerSocket rude = rude()) {
            Map<String, Object> fields = at(rude.getLocalPort(), Map.of());
            StoreBench.failedConnectsStayFlat(
                    () -> bench(new MqttSinkFactory(), fields), "MQTT-0208");
        }
    }

    private static final Map<String, ?> DATABASE =
            Map.of("database", "plant", "user", "writer", "tls", "disable");

    @Test
    void aDatabaseThatIsAway() throws Exception {
        Map<String, Object> fields = at(FreePorts.next(), DATABASE);
        StoreBench.failedConnectsStayFlat(
                () -> bench(new PostgresSinkFactory(), fields), "JDBC-0101");
    }

    @Test
    void aDatabaseThatHangsUp() throws Exception {
        try (ServerSocket rude = rude()) {
            Map<String, Object> fields = at(rude.getLocalPort(), DATABASE);
            StoreBench.failedConnectsStayFlat(
                    () -> bench(new PostgresSinkFactory(), fields), "JDBC-0101");
        }
    }

    /// Its client takes three seconds to give up, so that many do it at a time.
    @Test
    void aClusterThatIsAwayOrHangsUp() throws Exception {
        try (ServerSocket rude = rude()) {
            Map<String, ?> fields =
                    Map.of(
                            "servers",
                            List.of(
                                    "127.0.0.1:" + FreePorts.next(),
                                    "127.0.0.1:" + rude.getLocalPort()),
                            "topic",
                            "plant",
                            "answerTimeout",
                            "3s");
            StoreBench.failedConnectsStayFlat(
                    () -> bench(new KafkaSinkFactory(), fields), "KAFK-0101", 50);
        }
    }
}
