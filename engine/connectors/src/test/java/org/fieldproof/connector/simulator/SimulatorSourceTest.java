package org.fieldproof.connector.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.hivemq.client.mqtt.MqttGlobalPublishFilter;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import com.hivemq.client.mqtt.mqtt5.Mqtt5Client;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.Endpoint;
import org.fieldproof.api.spi.PublisherLedger;
import org.fieldproof.api.spi.PublisherLedger.DeviceCount;
import org.fieldproof.connector.mqtt.testing.Mosquitto;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Devices against a broker that is not ours. If a device miscounts or forgets, every drill that
/// is measured against it is worthless.
class SimulatorSourceTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir Path directory;
    @TempDir Path data;
    private final TestAuthority authority = new TestAuthority("installation");

    @Test
    void devicesShowTheirOwnCertificateAndTheirCountersArriveWithoutGap() throws Exception {
        Path trust = directory.resolve("trust.pem");
        authority.writeTrust(trust);
        try (Mosquitto broker =
                Mosquitto.tls(
                        directory,
                        authority.server("localhost"),
                        "cafile " + trust,
                        "require_certificate true",
                        "use_identity_as_username true")) {
            TestHost host =
                    host(true).withEndpoint("devices", new Endpoint("localhost", broker.port()));
            SimulatorSource source = new SimulatorSource(host);
            source.start();
            PublisherLedger ledger = source.publisherLedger().orElseThrow();
            Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "the devices to connect");
            Await.until(
                    LIMIT,
                    () -> ledger.count("pump-02").acknowledged() >= 50,
                    "50 acknowledged messages");
            source.stop(30_000);
            for (String device : ledger.devices()) {
                DeviceCount count = ledger.count(device);
                assertThat(count.firstCounter()).isEqualTo(1);
                assertThat(count.acknowledged()).isEqualTo(count.lastCounter());
                assertThat(count.identity()).startsWith("CN=" + device + " · sha256 ");
            }
            assertThat(host.door().count()).as("it takes in nothing itself").isZero();
            assertThat(Files.readString(broker.log())).contains("u'press-01'");
        }
    }

    @Test
    void aBrokerThatGoesAndComesBackMissesNothingAndSeesEachCounterInOrder() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory, "max_inflight_messages 0")) {
            TestHost host =
                    host(false).withEndpoint("devices", new Endpoint("127.0.0.1", broker.port()));
            Arrivals arrivals = new Arrivals(broker.port());
            SimulatorSource source = new SimulatorSource(host);
            source.start();
            PublisherLedger ledger = source.publisherLedger().orElseThrow();
            Await.until(LIMIT, () -> ledger.count("press-01").acknowledged() >= 30, "the first 30");
            broker.kill();
            Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the loss");
            assertThat(host.told("MQTT-0302")).isTrue();
            long before = ledger.count("press-01").acknowledged();
            broker.start();
            arrivals.connect();
            Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "the devices to be back");
            Await.until(
                    LIMIT, () -> ledger.count("press-01").acknowledged() >= before + 50, "50 more");
            source.stop(30_000);
            DeviceCount count = ledger.count("press-01");
            assertThat(count.acknowledged()).isEqualTo(count.lastCounter());
            Await.until(
                    LIMIT,
                    () -> arrivals.of("press-01").contains(count.lastCounter()),
                    "the last one");
            // What the subscriber saw after the return begins no later than what was not
            // acknowledged before it, and has no gap.
            List<Long> seen = arrivals.of("press-01").stream().distinct().toList();
            assertThat(seen)
                    .isSorted()
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(seen.getFirst(), count.lastCounter())
                                    .boxed()
                                    .toList());
            arrivals.close();
        }
    }

    @Test
    void countersGoOnBehindWhatWasSentAfterAStopAndAfterACrash() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            Endpoint endpoint = new Endpoint("127.0.0.1", broker.port());
            SimulatorSource first =
                    new SimulatorSource(host(false).withEndpoint("devices", endpoint));
            first.start();
            PublisherLedger ledger = first.publisherLedger().orElseThrow();
            Await.until(LIMIT, () -> ledger.count("press-01").lastCounter() >= 20, "20 messages");
            // A copy made while it runs is what a crash would leave behind.
            Path crashed = Files.createDirectory(directory.resolve("crashed"));
            long atCrash = ledger.count("press-01").lastCounter();
            Files.copy(data.resolve("counters"), crashed.resolve("counters"));
            first.stop(30_000);
            long atStop = ledger.count("press-01").lastCounter();
            assertThat(new CounterFile(data).read()).containsEntry("press-01", atStop);
            assertThat(new CounterFile(crashed).read().get("press-01"))
                    .isGreaterThanOrEqualTo(atCrash);

            SimulatorSource second =
                    new SimulatorSource(host(false).withEndpoint("devices", endpoint));
            second.start();
            PublisherLedger again = second.publisherLedger().orElseThrow();
            Await.until(LIMIT, () -> again.count("press-01").lastCounter() > 0, "a message");
            second.stop(30_000);
            assertThat(again.count("press-01").firstCounter()).isEqualTo(atStop + 1);
        }
    }

    @Test
    void aCounterFileThatCannotBeReadStopsTheStart() throws Exception {
        Files.writeString(data.resolve("counters"), "nonsense\n");
        SimulatorSource source = new SimulatorSource(host(false));
        assertThatThrownBy(source::start)
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("MQTT-0303");
    }

    @Test
    void devicesKeepToTheirScheduleAndMakeUpForWhatTheLineHeldBack() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            TestHost host =
                    host(false).withEndpoint("devices", new Endpoint("127.0.0.1", broker.port()));
            SimulatorSource source = new SimulatorSource(host);
            long start = host.clock().nanoTime();
            source.start();
            PublisherLedger ledger = source.publisherLedger().orElseThrow();
            Await.until(LIMIT, () -> ledger.count("press-01").lastCounter() >= 150, "150 messages");
            double seconds = (host.clock().nanoTime() - start) / 1e9;
            assertThat(seconds).as("100 a second").isGreaterThan(1.2);
            broker.kill();
            Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the loss");
            long down = host.clock().nanoTime();
            long atLoss = ledger.count("press-01").lastCounter();
            Await.until(LIMIT, () -> host.clock().nanoTime() - down > 1_000_000_000L, "a second");
            broker.start();
            Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "the return");
            // The target moves on at the devices' own rate: who only goes on from here, without
            // what was due meanwhile, stays a second behind it for ever.
            Await.until(
                    LIMIT,
                    () -> {
                        long due = (host.clock().nanoTime() - down) / 10_000_000L;
                        return ledger.count("press-01").lastCounter() >= atLoss + due - 50;
                    },
                    "what was due meanwhile");
            source.stop(30_000);
        }
    }

    private TestHost host(boolean tls) {
        return new TestHost(
                "plant",
                new MapConfig(
                        SimulatorConfig.schema(),
                        Map.of(
                                "target",
                                "devices",
                                "tls",
                                tls,
                                "devices",
                                List.of(device("press-01"), device("pump-02")))),
                data,
                authority);
    }

    private static Map<String, Object> device(String id) {
        return Map.of(
                "id",
                id,
                "topic",
                "plant/" + id,
                "ratePerSecond",
                100,
                "payload",
                "${n}",
                "jitterPercent",
                20);
    }

    /// A subscriber with nothing of ours in it.
    private static final class Arrivals {
        private final Mqtt5AsyncClient client;
        private final Map<String, List<Long>> seen = new ConcurrentHashMap<>();

        Arrivals(int port) {
            client =
                    Mqtt5Client.builder()
                            .identifier("arrivals")
                            .serverHost("127.0.0.1")
                            .serverPort(port)
                            .buildAsync();
            client.publishes(
                    MqttGlobalPublishFilter.ALL,
                    publish ->
                            seen.computeIfAbsent(
                                            publish.getTopic().getLevels().get(1),
                                            _ -> new CopyOnWriteArrayList<>())
                                    .add(
                                            Long.parseLong(
                                                    new String(
                                                            publish.getPayloadAsBytes(),
                                                            StandardCharsets.UTF_8))));
        }

        void connect() throws Exception {
            client.connect().get(60, TimeUnit.SECONDS);
            client.subscribeWith().topicFilter("plant/#").send().get(60, TimeUnit.SECONDS);
        }

        List<Long> of(String device) {
            return new ArrayList<>(seen.getOrDefault(device, List.of()));
        }

        void close() throws Exception {
            client.disconnect().get(60, TimeUnit.SECONDS);
        }
    }
}
