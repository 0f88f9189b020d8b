package org.fieldproof.connector.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.connector.mqtt.testing.Mosquitto;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The subscribing source where its broker hangs, floods or breaks its word. Harm: a dead line
/// looks alive, a flood fills the heap, or what a device was told is safe is lost.
class HardTimesTest {
    private static final Duration LIMIT = Duration.ofSeconds(90);
    private static final int RETAINED = 20_000;
    private static final int AHEAD_MAX = 256;

    @TempDir Path directory;
    @TempDir Path data;
    private final TestAuthority authority = new TestAuthority("test authority");
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    /// Row 19, in mid-flow: its sockets stay open, and nobody says so.
    @Test
    void aBrokerThatHangsIsNoticedInTimeAndNothingThatItAcknowledgedIsLost() throws Exception {
        Mosquitto broker = broker("max_queued_messages 0");
        TestHost host = started(broker.port(), Map.of("keepAlive", "1s", "connectTimeout", "2s"));
        Mqtt5AsyncClient publisher = publisher(broker);
        Set<Long> acknowledged = ConcurrentHashMap.newKeySet();
        AtomicBoolean publishing = new AtomicBoolean(true);
        Thread device =
                Thread.ofVirtual().start(() -> publish(publisher, publishing, acknowledged));
        Await.until(LIMIT, () -> host.door().count() > 100, "messages before");

        broker.freeze();
        long frozenNanos = System.nanoTime();
        Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the silence to be noticed");
        assertThat(Duration.ofNanos(System.nanoTime() - frozenNanos))
                .as("one and a half of keepAlive, on a slow machine")
                .isLessThan(Duration.ofSeconds(15));
        broker.thaw();
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "the return");
        int then = host.door().count();
        Await.until(LIMIT, () -> host.door().count() > then + 100, "messages after");

        publishing.set(false);
        device.join();
        Await.until(LIMIT, () -> numbers(host).containsAll(acknowledged), "all acknowledged");
        assertThat(acknowledged).hasSizeGreaterThan(200);
        assertThat(host.told(MqttCodes.SESSION_LOST)).isFalse();
    }

    private static void publish(
            Mqtt5AsyncClient publisher, AtomicBoolean publishing, Set<Long> acknowledged) {
        for (long n = 1; publishing.get() && n < 60_000; n++) {
            long number = n;
            var _ =
                    publisher
                            .publishWith()
                            .topic("plant/press-01/telemetry")
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .payload(Long.toString(n).getBytes(StandardCharsets.UTF_8))
                            .send()
                            .whenComplete(
                                    (answer, failure) -> {
                                        if (failure == null && answer.getError().isEmpty()) {
                                            acknowledged.add(number);
                                        }
                                    });
            LockSupport.parkNanos(2_000_000);
        }
    }

    /// Row 22: what the broker has kept of every topic comes at once, 40 MB of it. A small
    /// receiveMaximum would be no bound: mosquitto 2.0.11 breaks its word about it (row 18).
    @Test
    void aFloodOfRetainedMessagesIsTakenInWholeAndWaitsWhileThereIsNoRoom() throws Exception {
        Mosquitto broker = broker("max_queued_messages 0");
        Mqtt5AsyncClient publisher = publisher(broker);
        List<CompletableFuture<?>> sent = new ArrayList<>();
        for (int i = 0; i < RETAINED; i++) {
            sent.add(
                    publisher
                            .publishWith()
                            .topic("plant/device-" + i + "/telemetry")
                            .qos(MqttQos.AT_LEAST_ONCE)
                            .retain(true)
                            .payload(String.format("%-2000d", i).getBytes(StandardCharsets.UTF_8))
                            .send());
        }
        CompletableFuture.allOf(sent.toArray(CompletableFuture[]::new)).get(90, TimeUnit.SECONDS);

        TestHost host = host(broker.port(), Map.of());
        host.door().fill();
        start(host);
        Await.until(LIMIT, () -> host.told(MqttCodes.WAITING), "that it hangs up");
        assertThat(host.door().count()).as("16 MiB ahead, not 40 MB").isBetween(1, RETAINED / 2);
        host.door().makeRoom();
        Await.until(LIMIT, () -> numbers(host).size() == RETAINED, "all of them");

        assertThat(host.door().records()).allMatch(InboundRecord::retained);
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "the source to be up");
        assertThat(host.told(MqttCodes.DEVICES_UNTOLD)).as("of 20,000 devices").isTrue();
    }

    /// Row 11: two spellings of one word are two topics, byte for byte.
    @Test
    void aTopicInAnotherNormalFormIsAnotherTopic() throws Exception {
        Mosquitto broker = broker();
        TestHost host = started(broker.port(), Map.of());
        Mqtt5AsyncClient publisher = publisher(broker);
        List<String> topics = List.of("plant/K\u00fchler/a", "plant/Ku\u0308hler/a");
        for (String topic : topics) {
            publisher
                    .publishWith()
                    .topic(topic)
                    .qos(MqttQos.AT_LEAST_ONCE)
                    .payload("1".getBytes(StandardCharsets.UTF_8))
                    .send()
                    .get(60, TimeUnit.SECONDS);
        }
        Await.until(LIMIT, () -> host.door().count() == 2, "both");
        assertThat(host.door().records())
                .extracting(InboundRecord::address)
                .containsExactlyElementsOf(topics);
        assertThat(host.door().records())
                .extracting(each -> each.device().id())
                .containsExactly("K\u00fchler", "Ku\u0308hler");
    }

    /// Row 18. The library ends such a line; without its name that looks like a loose cable.
    @Test
    void aBrokerThatSendsMoreThanWasAllowedIsNamedAndNotDialledInALoop() throws Exception {
        try (FloodingBroker broker = new FloodingBroker(AHEAD_MAX + 50)) {
            TestHost host = host(broker.port(), Map.of("receiveMaximum", AHEAD_MAX));
            host.door().hold();
            MqttSource source = new MqttSource(host, new SplittableRandom(1));
            open.add(() -> source.stop(200));
            source.start();
            Await.until(LIMIT, () -> isNamed(host), "its name");
            int before = broker.lines();
            LockSupport.parkNanos(3_000_000_000L);
            assertThat(broker.lines() - before).as("dialled in 3 s").isLessThan(6);
        }
    }

    private static boolean isNamed(TestHost host) {
        return host.states.stream()
                .map(each -> each.why())
                .anyMatch(why -> why != null && why.code().equals(MqttCodes.RECEIVE_MAXIMUM));
    }

    private Mosquitto broker(String... more) throws Exception {
        Mosquitto broker = Mosquitto.plain(directory, more);
        open.add(broker);
        return broker;
    }

    private Mqtt5AsyncClient publisher(Mosquitto broker) throws Exception {
        Mqtt5AsyncClient publisher = Publishing.client(broker, "publisher");
        publisher.connect().get(60, TimeUnit.SECONDS);
        open.add(
                () -> {
                    if (publisher.getState().isConnected()) {
                        publisher.disconnect().get(60, TimeUnit.SECONDS);
                    }
                });
        return publisher;
    }

    private TestHost started(int port, Map<String, ?> more) {
        TestHost host = host(port, more);
        start(host);
        return host;
    }

    private void start(TestHost host) {
        MqttSource source = new MqttSource(host, new SplittableRandom(1));
        open.add(() -> source.stop(200));
        source.start();
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "the source to be up");
    }

    private TestHost host(int port, Map<String, ?> more) {
        Map<String, Object> fields = new HashMap<>(more);
        fields.put("host", "127.0.0.1");
        fields.put("port", port);
        fields.put("subscriptions", List.of(Map.of("filter", "plant/#", "qos", 1)));
        fields.put("deviceSegment", 1);
        return new TestHost(
                "plant-broker", new MapConfig(MqttSourceConfig.schema(), fields), data, authority);
    }

    private static Set<Long> numbers(TestHost host) {
        return host.door().records().stream()
                .map(
                        each ->
                                Long.parseLong(
                                        new String(each.payload(), StandardCharsets.UTF_8).trim()))
                .collect(Collectors.toSet());
    }
}
