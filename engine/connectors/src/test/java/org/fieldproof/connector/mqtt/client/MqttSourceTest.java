package org.fieldproof.connector.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.hivemq.client.mqtt.datatypes.MqttQos;
import com.hivemq.client.mqtt.mqtt5.Mqtt5AsyncClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.mqtt.testing.Mosquitto;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The subscribing source against a broker that is not ours. If these laws break, a broker is
/// told that we have what we do not have, or a dead line looks alive.
class MqttSourceTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir Path directory;
    @TempDir Path data;
    private final TestAuthority authority = new TestAuthority("test authority");
    private final List<MqttSource> sources = new ArrayList<>();
    private final List<Mqtt5AsyncClient> clients = new ArrayList<>();

    @AfterEach
    void stopAll() {
        sources.forEach(source -> source.stop(200));
        clients.stream()
                .filter(client -> client.getState().isConnected())
                .forEach(client -> client.disconnect().join());
    }

    @Test
    void whatTheBrokerQueuedWhileWeWereAwayIsTakenInWhole() throws Exception {
        try (Mosquitto broker = broker("max_queued_messages 0")) {
            TestHost before = host(broker, Map.of());
            start(before).stop(1_000);
            publish(broker, 1, 10_000);
            TestHost host = host(broker, Map.of());
            start(host);
            Await.until(LIMIT, () -> host.door().count() >= 10_000, "10,000 records");
            assertThat(numbers(host)).containsExactlyElementsOf(range(1, 10_000));
            assertThat(host.told(MqttCodes.SESSION_LOST)).isFalse();
        }
    }

    @Test
    void nothingIsAcknowledgedBeforeItIsAcceptedAndWhatWasNotComesAgain() throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost host = host(broker, Map.of());
            host.door().hold();
            MqttSource source = start(host);
            publish(broker, 1, 10);
            Await.until(LIMIT, () -> host.door().count() == 10, "10 records at the door");
            assertThat(source.inFlight()).isEqualTo(10);
            source.stop(100);
            TestHost again = host(broker, Map.of());
            MqttSource second = start(again);
            Await.until(LIMIT, () -> again.door().count() == 10, "all 10 once more");
            Await.until(LIMIT, () -> second.inFlight() == 0, "their acceptance");
            second.stop(1_000);
            TestHost third = host(broker, Map.of());
            start(third);
            publish(broker, 11, 1);
            Await.until(LIMIT, () -> third.door().count() == 1, "only the new one");
            assertThat(numbers(third)).containsExactly(11L);
        }
    }

    /// mosquitto's own defaults hold 20 in flight and 1,000 behind them, and drop the rest of a
    /// burst in silence, unless the subscriber says how many it takes.
    @Test
    void aBurstBeyondTheBrokersQueueIsNotDroppedByIt() throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost host = host(broker, Map.of());
            host.door().hold();
            start(host);
            publish(broker, 1, 3_000);
            Await.until(LIMIT, () -> host.door().count() == 3_000, "all 3,000 at the door");
            host.door().release();
            assertThat(numbers(host)).containsExactlyElementsOf(range(1, 3_000));
        }
    }

    /// Harm: a message that the log cannot take as one record comes again for ever, and nothing
    /// behind it is acknowledged.
    @Test
    void aMessageLargerThanARecordMayBeDoesNotBlockThoseBehindIt() throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost host = host(broker, Map.of());
            start(host);
            Publishing.large(broker, MqttQos.AT_LEAST_ONCE, 16 << 20);
            publish(broker, 7, 1);
            Await.until(LIMIT, () -> host.door().count() > 0, "the one behind it");
            assertThat(numbers(host)).containsExactly(7L);
        }
    }

    /// MQ-9. Harm: one message that is too large comes again on each connection, and nothing behind
    /// it is ever acknowledged.
    @ParameterizedTest
    @CsvSource({"3.1.1, 1, 16777216", "3.1.1, 0, 16777216", "3.1.1, 2, 2000", "5, 1, 2000"})
    void inPlaceOfAMessageThatIsTooLargeABadRecordIsTakenInAndItIsAcknowledged(
            String version, int qos, int bytes) throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost host = host(broker, Map.of("version", version, "payloadLimit", "1KiB"));
            MqttSource source = start(host);
            publish(broker, 1, 1);
            Await.until(LIMIT, () -> host.door().count() == 1, "the one in front of it");
            Publishing.large(broker, Objects.requireNonNull(MqttQos.fromCode(qos)), bytes);
            publish(broker, 2, 1);
            Await.until(LIMIT, () -> host.door().count() == 3, "it, and the one behind it");
            Await.until(LIMIT, () -> source.inFlight() == 0, "all acknowledged");
            InboundRecord bad = host.door().of("plant/press-01/large").getFirst();
            assertThat(bad.quality()).isEqualTo(Quality.BAD);
            assertThat(bad.device().id()).isEqualTo("press-01");
            assertThat(TypedValue.decode(bad.payload())).isEqualTo(new TypedValue.None());
            assertThat(bad.properties())
                    .contains(
                            new Property("status", "too-large"),
                            new Property("payloadBytes", Integer.toString(bytes)),
                            new Property("payloadSha256", sha256OfZeros(bytes)));
            assertThat(numbers(host.door().of("plant/press-01/telemetry"))).containsExactly(1L, 2L);
            Await.until(LIMIT, () -> host.told("MQTT-0229"), "the word about it");
            assertThat(host.state()).isEqualTo(ConnectorState.UP);
            assertThat(ups(host)).as("dialled once").isEqualTo(1);
        }
    }

    /// MQ-9. Harm: a message that was kept whole before an update is a hash after it.
    @Test
    void aMessageThatTheLogCanHoldIsTakenWholeUnlessALimitIsSet() throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost host = host(broker, Map.of("version", "3.1.1"));
            start(host);
            int bytes = (16 << 20) - (256 << 10);
            Publishing.large(broker, MqttQos.AT_LEAST_ONCE, bytes);
            Await.until(LIMIT, () -> host.door().count() == 1, "the message");
            InboundRecord whole = host.door().of("plant/press-01/large").getFirst();
            assertThat(whole.quality()).isEqualTo(Quality.GOOD);
            assertThat(whole.payload()).hasSize(bytes);
        }
    }

    private static String sha256OfZeros(int bytes) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256").digest(new byte[bytes]));
    }

    /// MQ-10. Harm: an engineer cannot say how much of what devices sent is missing.
    @Test
    void whatIsDroppedOfQos0IsToldWithItsNumberToTheLast() throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost host = host(broker, Map.of());
            host.door().fill();
            MqttSource source = start(host);
            Publishing.numbers(broker, MqttQos.AT_MOST_ONCE, 1, 500);
            Publishing.numbers(broker, MqttQos.AT_LEAST_ONCE, 501, 1);
            Await.until(
                    LIMIT,
                    () -> numbers(host).contains(501L),
                    "the one behind them, which waits for its acknowledgement");
            source.stop(1_000);
            int taken = host.door().count() - 1;
            assertThat(taken).as("the door was full after the first").isLessThan(500);
            assertThat(host.events)
                    .filteredOn(each -> each.startsWith("MQTT-0225"))
                    .as("the first at once, the others when it ended")
                    .hasSizeBetween(1, 2)
                    .last()
                    .asString()
                    .contains("since the start " + (500 - taken) + ")");
        }
    }

    @Test
    void aFullGatewayAcknowledgesNothingAndRoomLetsItGoOn() throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost host = host(broker, Map.of());
            host.door().fill();
            start(host);
            publish(broker, 1, 50);
            Await.until(LIMIT, () -> host.door().count() >= 20, "what the broker sends ahead");
            assertThat(acknowledgements(broker)).isZero();
            host.door().makeRoom();
            Await.until(LIMIT, () -> host.door().count() == 50, "the rest");
            Await.until(LIMIT, () -> acknowledgements(broker) == 50, "the acknowledgements");
            assertThat(numbers(host)).containsExactlyElementsOf(range(1, 50));
        }
    }

    @Test
    void aBrokerThatGoesOnSendingToAFullGatewayIsHungUpOnUntilThereIsRoom() throws Exception {
        try (Mosquitto broker = broker("max_inflight_messages 0", "max_queued_messages 0")) {
            TestHost host = host(broker, Map.of());
            host.door().fill();
            start(host);
            Mqtt5AsyncClient publisher = client(broker, "publisher");
            publisher.connect().get(60, TimeUnit.SECONDS);
            for (int n = 1; n <= 30; n++) {
                byte[] payload = " ".repeat(1 << 20).getBytes(StandardCharsets.UTF_8);
                byte[] number = Integer.toString(n).getBytes(StandardCharsets.UTF_8);
                System.arraycopy(number, 0, payload, 0, number.length);
                publisher
                        .publishWith()
                        .topic("plant/press-01/telemetry")
                        .qos(MqttQos.AT_LEAST_ONCE)
                        .payload(payload)
                        .send()
                        .get(60, TimeUnit.SECONDS);
            }
            Await.until(LIMIT, () -> host.told(MqttCodes.WAITING), "the hang-up");
            assertThat(host.door().count()).as("16 MiB ahead, not 30").isLessThan(20);
            host.door().makeRoom();
            Await.until(
                    LIMIT,
                    () -> numbers(host).stream().distinct().count() == 30,
                    "all 30, after a new connection");
        }
    }

    @Test
    void aHandlerThatFailsOnceLosesNothingAndIsTold() throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost host = host(broker, Map.of());
            host.door().throwOnce();
            start(host);
            publish(broker, 1, 100);
            Await.until(
                    LIMIT,
                    () -> numbers(host).stream().distinct().count() == 100,
                    "all 100, after a new connection");
            assertThat(host.told(MqttCodes.HANDLER)).isTrue();
        }
    }

    @Test
    void aRefusedRecordIsNotAcknowledgedAndComesAgain() throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost host = host(broker, Map.of());
            host.door().refuse(true);
            MqttSource source = start(host);
            publish(broker, 1, 1);
            Await.until(LIMIT, () -> host.told(MqttCodes.HANDLER), "the refusal");
            assertThat(acknowledgements(broker)).as("of what was refused").isZero();
            host.door().refuse(false);
            Await.until(LIMIT, () -> acknowledgements(broker) == 1, "its acknowledgement");
            assertThat(host.door().count()).as("it came again").isGreaterThan(1);
            Await.until(LIMIT, () -> source.inFlight() == 0, "its acceptance");
            assertThat(numbers(host)).allMatch(number -> number == 1);
        }
    }

    @Test
    void aStallIsNoticedAndANewConnectionIsMade() throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost host = host(broker, Map.of("stallTimeout", "400ms"));
            host.door().hold();
            start(host);
            publish(broker, 1, 5);
            Await.until(LIMIT, () -> host.told(MqttCodes.STALLED), "the watchdog");
            Await.until(LIMIT, () -> host.door().count() >= 10, "all 5 once more");
            host.door().release();
        }
    }

    @Test
    void aBrokerKilledMidFlowIsDialledAgainAndALostSessionIsTold() throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost host = host(broker, Map.of());
            start(host);
            publish(broker, 1, 100);
            Await.until(LIMIT, () -> host.door().count() == 100, "the first 100");
            broker.kill();
            Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the loss");
            Await.until(
                    LIMIT,
                    () -> host.lines.equals(List.of("press-01 up", "press-01 down")),
                    "the device's line to be down");
            broker.start();
            Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "the return");
            assertThat(host.told(MqttCodes.SESSION_LOST)).isTrue();
            publish(broker, 101, 100);
            Await.until(LIMIT, () -> host.door().count() == 200, "the second 100");
            assertThat(numbers(host)).containsExactlyElementsOf(range(1, 200));
            assertThat(host.meter("connects")).isEqualTo(2);
            Await.until(LIMIT, () -> host.meter("unacknowledged") == 0, "everything acknowledged");
        }
    }

    @Test
    void twoClientsWithOneIdAreNamedAsTheCause() throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost host = host(broker, Map.of("clientId", "twin"));
            start(host);
            for (int i = 0; i < 3; i++) {
                int seen = i;
                Await.until(
                        LIMIT,
                        () -> ups(host) > seen || host.state() == ConnectorState.FAULTED,
                        "the source to be up again");
                Mqtt5AsyncClient twin = client(broker, "twin");
                twin.connect().get(60, TimeUnit.SECONDS);
            }
            Await.until(LIMIT, () -> host.state() == ConnectorState.FAULTED, "the verdict");
            assertThat(host.told(MqttCodes.TAKEN_OVER)).isTrue();
        }
    }

    @Test
    void lessThanWasSubscribedToIsDegradedAndNamed() throws Exception {
        try (Mosquitto broker = broker("max_qos 0")) {
            TestHost host = host(broker, Map.of());
            MqttSource source = new MqttSource(host, new SplittableRandom(1));
            sources.add(source);
            source.start();
            Await.until(LIMIT, () -> host.state() == ConnectorState.DEGRADED, "the shortfall");
            assertThat(host.told(MqttCodes.SUBSCRIPTION)).isTrue();
        }
    }

    @Test
    void membersOfASharedSubscriptionDivideTheMessages() throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost one = host(broker, Map.of("clientId", "one"), shared());
            TestHost two = host(broker, Map.of("clientId", "two"), shared());
            start(one);
            start(two);
            publish(broker, 1, 200);
            Await.until(LIMIT, () -> one.door().count() + two.door().count() == 200, "all of them");
            assertThat(one.door().count()).isPositive();
            assertThat(two.door().count()).isPositive();
        }
    }

    @Test
    void aRecordCarriesTopicDeviceQosPropertiesAndBytes() throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost host = host(broker, Map.of());
            start(host);
            Mqtt5AsyncClient publisher = client(broker, "publisher");
            publisher.connect().get(60, TimeUnit.SECONDS);
            byte[] payload = {0, (byte) 0xff, 7};
            publisher
                    .publishWith()
                    .topic("plant/pump-02/telemetry")
                    .qos(MqttQos.EXACTLY_ONCE)
                    .payload(payload)
                    .userProperties()
                    .add("unit", "bar")
                    .applyUserProperties()
                    .send()
                    .get(60, TimeUnit.SECONDS);
            Await.until(LIMIT, () -> host.door().count() == 1, "the record");
            InboundRecord record = host.door().records().getFirst();
            assertThat(record.address()).isEqualTo("plant/pump-02/telemetry");
            assertThat(record.device().id()).isEqualTo("pump-02");
            assertThat(record.qos()).isEqualTo(2);
            assertThat(record.payload()).isEqualTo(payload);
            assertThat(record.properties()).containsExactly(new Property("unit", "bar"));
        }
    }

    /// MQ-2 for a message that becomes several records: one of them held back holds it back.
    @Test
    void aDecodedMessageIsAcknowledgedOnlyWhenAllOfItsRecordsAreAccepted() throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost host = host(broker, Map.of("payload", Map.of("codec", "json")));
            host.door().hold();
            MqttSource source = start(host);
            publish(broker, 7, 1);
            Await.until(LIMIT, () -> host.door().count() == 2, "the message and its value");
            assertThat(host.door().records().get(0).address())
                    .isEqualTo("plant/press-01/telemetry");
            assertThat(host.door().records().get(1).address())
                    .isEqualTo("plant/press-01/telemetry/value");
            host.door().releaseOne();
            publish(broker, 8, 1);
            Await.until(LIMIT, () -> host.door().count() == 4, "the next message");
            assertThat(acknowledgements(broker)).isZero();
            assertThat(source.inFlight()).isEqualTo(2);
            host.door().release();
            Await.until(LIMIT, () -> acknowledgements(broker) == 2, "the acknowledgements");
            assertThat(source.inFlight()).isZero();
        }
    }

    @Test
    void version311TakesInTheSame() throws Exception {
        try (Mosquitto broker = broker()) {
            TestHost before = host(broker, Map.of("version", "3.1.1"));
            start(before).stop(1_000);
            publish(broker, 1, 50);
            TestHost host = host(broker, Map.of("version", "3.1.1"));
            start(host);
            Await.until(LIMIT, () -> host.door().count() == 50, "what was queued");
            assertThat(numbers(host)).containsExactlyElementsOf(range(1, 50));
        }
    }

    private Mosquitto broker(String... more) throws Exception {
        return Mosquitto.plain(directory, more);
    }

    private MqttSource start(TestHost host) {
        MqttSource source = new MqttSource(host, new SplittableRandom(1));
        sources.add(source);
        source.start();
        Await.until(LIMIT, () -> host.state() == ConnectorState.UP, "the source to be up");
        return source;
    }

    private static long ups(TestHost host) {
        return host.states.stream().filter(s -> s.state() == ConnectorState.UP).count();
    }

    private TestHost host(Mosquitto broker, Map<String, ?> more) {
        return host(broker, more, Map.of("filter", "plant/#", "qos", 2));
    }

    private static Map<String, ?> shared() {
        return Map.of("filter", "plant/#", "share", "gateways");
    }

    private TestHost host(Mosquitto broker, Map<String, ?> more, Map<String, ?> subscription) {
        Map<String, Object> fields = new HashMap<>(more);
        fields.put("host", "127.0.0.1");
        fields.put("port", broker.port());
        fields.put("subscriptions", List.of(subscription));
        fields.put("deviceSegment", 1);
        return new TestHost(
                "plant-broker", new MapConfig(MqttSourceConfig.schema(), fields), data, authority);
    }

    private Mqtt5AsyncClient client(Mosquitto broker, String id) {
        Mqtt5AsyncClient client = Publishing.client(broker, id);
        clients.add(client);
        return client;
    }

    private void publish(Mosquitto broker, int first, int count) throws Exception {
        Publishing.numbers(broker, MqttQos.AT_LEAST_ONCE, first, count);
    }

    private static List<Long> numbers(TestHost host) {
        return numbers(host.door().records());
    }

    private static List<Long> numbers(List<InboundRecord> records) {
        return records.stream()
                .map(r -> Long.parseLong(new String(r.payload(), StandardCharsets.UTF_8).trim()))
                .toList();
    }

    private static long acknowledgements(Mosquitto broker) {
        try {
            return Files.readAllLines(broker.log()).stream()
                    .filter(line -> line.contains("Received PUBACK from fp-plant-broker"))
                    .count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
