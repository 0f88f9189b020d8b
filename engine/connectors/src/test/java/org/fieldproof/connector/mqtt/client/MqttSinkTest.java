package org.fieldproof.connector.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.LongStream;
import java.util.zip.CRC32C;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.ReadBack.Arrival;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.mqtt.testing.Mosquitto;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The destination and its reader against a broker that is not ours. If these laws break, custody
/// moves without delivery, or the evidence blames the wrong party.
class MqttSinkTest {
    private static final UUID EPOCH = new UUID(7, 9);
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir Path directory;
    private final TestAuthority authority = new TestAuthority("test authority");

    @Test
    void everyRecordArrivesOnceInOrderWithItsIdentity() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            TestHost host = host(Map.of("topic", "site-7/{topic}", "port", broker.port()));
            MqttReadBack reader = new MqttReadBack(host, new SplittableRandom(1));
            reader.begin();
            MqttSink sink = sink(host);
            get(sink.open());
            List<CompletionStage<WriteOutcome>> outcomes = new ArrayList<>();
            for (int batch = 0; batch < 4; batch++) {
                outcomes.add(sink.write(batch(batch * 500 + 1, 500)));
            }
            for (CompletionStage<WriteOutcome> outcome : outcomes) {
                assertThat(get(outcome)).isEqualTo(new WriteOutcome.Durable());
            }
            List<Arrival> arrivals = await(reader, 2000);
            for (int i = 0; i < 2000; i++) {
                Arrival arrival = arrivals.get(i);
                assertThat(arrival.seq()).isEqualTo(i + 1);
                assertThat(arrival.device()).isEqualTo("press-01");
                assertThat(arrival.address()).isEqualTo("plant/press-01/telemetry");
                assertThat(arrival.payloadCrc32c()).isEqualTo(crc32c("payload " + (i + 1)));
                assertThat(arrival.arrivedEpochNanos()).isPositive();
            }
            get(sink.close());
            reader.close();
            assertThat(host.state()).isEqualTo(ConnectorState.STOPPED);
        }
    }

    /// LANE-10: found while nothing is sent, so that the lane says it and opens the sink again.
    @Test
    void aBrokerThatGoesWhileNothingIsSentIsFoundByTheQuestion() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            TestHost host = host(Map.of("port", broker.port()));
            MqttSink sink = sink(host);
            get(sink.open());
            get(sink.probe());
            broker.kill();
            Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the loss to be seen");
            assertThat(sink.probe().toCompletableFuture())
                    .failsWithin(LIMIT)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(ConnectorException.class)
                    .withMessageContaining("MQTT-");
            broker.start();
            get(sink.open());
            get(sink.probe());
            get(sink.close());
        }
    }

    /// MQ-8. Harm: a broker that hangs is shown as connected for as long as `keepAlive` is written.
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aBrokerThatHangsOwesTheAnswerUntilItLivesAgain(boolean isEncrypted) throws Exception {
        try (Mosquitto broker =
                isEncrypted
                        ? Mosquitto.tls(directory, authority.server("127.0.0.1"))
                        : Mosquitto.plain(directory)) {
            Map<String, Object> config = new HashMap<>();
            config.putAll(Map.of("port", broker.port(), "connections", 3, "keepAlive", "1h"));
            if (isEncrypted) {
                config.put("tls", Map.of("trust", "installation"));
            }
            TestHost host = host(config);
            MqttSink sink = sink(host);
            get(sink.open());
            get(sink.probe());
            broker.freeze();
            CompletableFuture<Void> asked = sink.probe().toCompletableFuture();
            assertThatThrownBy(() -> asked.get(500, TimeUnit.MILLISECONDS))
                    .isInstanceOf(TimeoutException.class);
            broker.thaw();
            get(asked);
            assertThat(get(sink.write(batch(1, 300)))).isEqualTo(new WriteOutcome.Durable());
            get(sink.probe());
            broker.freeze();
            CompletableFuture<Void> last = sink.probe().toCompletableFuture();
            broker.kill();
            assertThat(last)
                    .failsWithin(LIMIT)
                    .withThrowableOfType(ExecutionException.class)
                    .withCauseInstanceOf(ConnectorException.class)
                    .withMessageContaining("MQTT-");
            get(sink.close());
        }
    }

    /// Harm: a broker that is billed or throttled by the message drops the rest, or the client.
    @Test
    void aRateIsKeptInOrderAndTheOutcomeMayTakeThatLong() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            TestHost host = host(Map.of("port", broker.port(), "messagesPerSecond", 100));
            MqttReadBack reader = new MqttReadBack(host, new SplittableRandom(1));
            reader.begin();
            MqttSink sink = sink(host);
            assertThat(sink.outstandingBatchesMax()).isEqualTo(1);
            get(sink.open());
            long from = System.nanoTime();
            CompletionStage<WriteOutcome> outcome = sink.write(batch(1, 150));
            assertThat(sink.holdNanos()).isEqualTo(1_500_000_000L);
            assertThat(get(outcome)).isEqualTo(new WriteOutcome.Durable());
            assertThat(System.nanoTime() - from)
                    .as("150 messages at 100 a second")
                    .isGreaterThan(1_400_000_000L);
            assertThat(await(reader, 150))
                    .extracting(Arrival::seq)
                    .containsExactlyElementsOf(LongStream.rangeClosed(1, 150).boxed().toList());
            get(sink.close());
            reader.close();
        }
    }

    /// Harm: with several connections a newer value overtakes an older one of the same topic, or a
    /// connection that was lost takes the next opening down.
    @Test
    void everyTopicKeepsItsOrderOverSeveralConnections() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            TestHost host =
                    host(Map.of("port", broker.port(), "connections", 4, "clientId", "several"));
            MqttReadBack reader = new MqttReadBack(host, new SplittableRandom(1));
            reader.begin();
            MqttSink sink = sink(host);
            get(sink.open());
            assertThat(get(sink.write(overDevices(1, 2_000, 20))))
                    .isEqualTo(new WriteOutcome.Durable());
            Map<String, Long> newest = new HashMap<>();
            for (Arrival arrival : await(reader, 2_000)) {
                assertThat(arrival.seq())
                        .as(arrival.address())
                        .isGreaterThan(newest.getOrDefault(arrival.address(), 0L));
                newest.put(arrival.address(), arrival.seq());
            }
            assertThat(newest).hasSize(20);
            String log = Files.readString(broker.log());
            for (String client : List.of("several", "several-2", "several-3", "several-4")) {
                assertThat(log).contains("Received PUBLISH from " + client + " ");
            }
            reader.close();
            broker.kill();
            Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the loss to be seen");
            assertThat(get(sink.write(overDevices(1, 20, 20))))
                    .isInstanceOf(WriteOutcome.Unavailable.class);
            broker.start();
            get(sink.open());
            assertThat(get(sink.write(overDevices(1, 200, 20))))
                    .isEqualTo(new WriteOutcome.Durable());
            assertThat(host.state()).isEqualTo(ConnectorState.UP);
            get(sink.close());
        }
    }

    /// MQ-4 over several connections: what one has acknowledged is not all. Its next batch is
    /// acknowledged on the same line behind it, so that line's answer has been seen by then.
    @Test
    void aBatchIsDurableOnlyWhenEveryConnectionHasAcknowledged() throws Exception {
        CountDownLatch released = new CountDownLatch(1);
        ScriptedBroker.Reasons holdingA =
                topic -> {
                    try {
                        return topic.equals("a") && !released.await(30, TimeUnit.SECONDS)
                                ? 0x80
                                : 0;
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                };
        try (ScriptedBroker broker = ScriptedBroker.byTopic(holdingA)) {
            TestHost host =
                    host(Map.of("port", broker.port(), "connections", 2, "topic", "{device}"));
            MqttSink sink = sink(host);
            get(sink.open());
            // Two topics that keep to different connections.
            CompletionStage<WriteOutcome> both =
                    sink.write(new RecordBatch(List.of(record(1, "a"), record(2, "b")), false));
            CompletionStage<WriteOutcome> behind =
                    sink.write(new RecordBatch(List.of(record(3, "b")), false));
            assertThat(get(behind)).isEqualTo(new WriteOutcome.Durable());
            assertThat(both.toCompletableFuture()).isNotDone();
            released.countDown();
            assertThat(get(both)).isEqualTo(new WriteOutcome.Durable());
            get(sink.close());
        }
    }

    /// MQ-5 for messages that wait for their turn: with the line they are given up, and named.
    @Test
    void whatWaitsForItsTurnIsGivenUpWithTheLineAndWithTheSink() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            TestHost host = host(Map.of("port", broker.port(), "messagesPerSecond", 1));
            MqttSink sink = sink(host);
            get(sink.open());
            CompletionStage<WriteOutcome> lost = sink.write(batch(1, 1_000));
            broker.kill();
            assertThat(get(lost)).isInstanceOf(WriteOutcome.Unavailable.class);
            broker.start();
            get(sink.open());
            CompletionStage<WriteOutcome> closed = sink.write(batch(1, 1_000));
            get(sink.close());
            assertThat(get(closed)).isInstanceOf(WriteOutcome.Unavailable.class);
        }
    }

    @Test
    void whatArrivedTwiceIsFedTwice() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            TestHost host = host(Map.of("port", broker.port()));
            MqttReadBack reader = new MqttReadBack(host, new SplittableRandom(1));
            reader.begin();
            MqttSink sink = sink(host);
            get(sink.open());
            get(sink.write(batch(1, 3)));
            get(sink.write(batch(2, 1)));
            assertThat(await(reader, 4)).extracting(Arrival::seq).containsExactly(1L, 2L, 3L, 2L);
            List<Long> some = new ArrayList<>();
            reader.arrivals(EPOCH, 2, 2, arrival -> some.add(arrival.seq()));
            assertThat(some).containsExactly(2L, 2L);
            get(sink.close());
            reader.close();
        }
    }

    @Test
    void aReaderWhoseLineFailedHasNoAccountToGive() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            TestHost host = host(Map.of("port", broker.port()));
            MqttReadBack reader = new MqttReadBack(host, new SplittableRandom(1));
            reader.begin();
            broker.kill();
            Await.until(LIMIT, () -> fails(reader), "the reader to notice");
            reader.close();
        }
    }

    @Test
    void aReaderThatIsFullHasNoAccountToGive() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            TestHost host = host(Map.of("port", broker.port()));
            MqttReadBack reader = new MqttReadBack(host, new SplittableRandom(1), 5);
            reader.begin();
            MqttSink sink = sink(host);
            get(sink.open());
            get(sink.write(batch(1, 5)));
            assertThat(await(reader, 5)).hasSize(5);
            get(sink.write(batch(6, 1)));
            Await.until(LIMIT, () -> fails(reader), "the reader to say it is full");
            get(sink.close());
            reader.close();
        }
    }

    @Test
    void aKilledBrokerMakesTheBatchUnavailableAndItsReturnMakesTheSameBytesDurable()
            throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            TestHost host = host(Map.of("port", broker.port()));
            MqttSink sink = sink(host);
            get(sink.open());
            assertThat(get(sink.write(batch(1, 10)))).isEqualTo(new WriteOutcome.Durable());
            broker.kill();
            Await.until(LIMIT, () -> host.state() == ConnectorState.DOWN, "the loss to be noticed");
            WriteOutcome outcome = get(sink.write(batch(11, 10)));
            assertThat(outcome).isInstanceOf(WriteOutcome.Unavailable.class);
            assertThat(((WriteOutcome.Unavailable) outcome).why().code()).isEqualTo("MQTT-0213");
            assertThat(sink.open())
                    .failsWithin(LIMIT)
                    .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                    .withMessageContaining("MQTT-0201");
            broker.start();
            MqttReadBack reader = new MqttReadBack(host, new SplittableRandom(1));
            reader.begin();
            get(sink.open());
            assertThat(get(sink.write(batch(11, 10)))).isEqualTo(new WriteOutcome.Durable());
            assertThat(await(reader, 10)).hasSize(10);
            assertThat(host.meter("connects")).as("those that failed are none").isEqualTo(2);
            get(sink.close());
            reader.close();
        }
    }

    @Test
    void aBrokerKilledMidFlowLeavesNoBatchWithoutAnOutcome() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            TestHost host = host(Map.of("port", broker.port()));
            MqttSink sink = sink(host);
            get(sink.open());
            List<CompletionStage<WriteOutcome>> outcomes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                if (i == 100) {
                    broker.freeze();
                }
                outcomes.add(sink.write(batch(i * 256L + 1, 256)));
            }
            broker.kill();
            long durable = 0;
            for (CompletionStage<WriteOutcome> outcome : outcomes) {
                durable += get(outcome) instanceof WriteOutcome.Durable ? 1 : 0;
            }
            assertThat(durable).as("control: the kill came mid-flow").isLessThan(200);
            get(sink.close());
        }
    }

    @Test
    void aBrokerThatNeverAnswersDoesNotHoldTheCloseUp() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            TestHost host = host(Map.of("port", silent.getLocalPort(), "connectTimeout", "300ms"));
            MqttSink sink = sink(host);
            assertThat(sink.open())
                    .failsWithin(LIMIT)
                    .withThrowableOfType(java.util.concurrent.ExecutionException.class)
                    .withMessageContaining("MQTT-0203");
            get(sink.close());
        }
    }

    @Test
    void aTopicThatCannotBePublishedToIsRefusedByNameAndTheRestIsDurable() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            TestHost host = host(Map.of("port", broker.port(), "topic", "x/{device}"));
            MqttSink sink = sink(host);
            get(sink.open());
            RecordBatch batch =
                    new RecordBatch(
                            List.of(record(1, "good"), record(2, "bad+device"), record(3, "good")),
                            false);
            WriteOutcome outcome = get(sink.write(batch));
            assertThat(outcome).isInstanceOf(WriteOutcome.Refused.class);
            assertThat(((WriteOutcome.Refused) outcome).refused())
                    .singleElement()
                    .satisfies(refused -> assertThat(refused.seq()).isEqualTo(2))
                    .satisfies(refused -> assertThat(refused.why().code()).isEqualTo("MQTT-0235"));
            get(sink.close());
        }
    }

    @Test
    void version311PublishesWithoutIdentityAndHasNoReader() throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory)) {
            TestHost host = host(Map.of("port", broker.port(), "version", "3.1.1"));
            MqttSink sink = sink(host);
            get(sink.open());
            assertThat(get(sink.write(batch(1, 300)))).isEqualTo(new WriteOutcome.Durable());
            get(sink.close());
            assertThat(new MqttSinkFactory().readBack(host)).isEmpty();
        }
    }

    @Test
    void clientIdIsMadeOnceAndKept() throws Exception {
        TestHost host = host(Map.of("port", 1));
        LineConfig config = LineConfig.of(host.config());
        String first = ClientIds.of(host, config, new SplittableRandom(1));
        assertThat(first).startsWith("fp-upstream-");
        assertThat(ClientIds.of(host, config, new SplittableRandom(2))).isEqualTo(first);
    }

    private TestHost host(Map<String, ?> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.putIfAbsent("host", "127.0.0.1");
        return new TestHost(
                "upstream", new MapConfig(MqttSinkConfig.schema(), all), directory, authority);
    }

    private static MqttSink sink(TestHost host) {
        return new MqttSink(host, new SplittableRandom(1));
    }

    private static boolean fails(MqttReadBack reader) {
        try {
            reader.arrivals(EPOCH, 1, 1, _ -> {});
            return false;
        } catch (org.fieldproof.api.spi.ConnectorException _) {
            return true;
        }
    }

    private static List<Arrival> await(MqttReadBack reader, int count) throws Exception {
        List<Arrival> arrivals = new ArrayList<>();
        Await.until(
                LIMIT,
                () -> {
                    arrivals.clear();
                    try {
                        reader.arrivals(EPOCH, 1, Long.MAX_VALUE, arrivals::add);
                    } catch (org.fieldproof.api.spi.ConnectorException e) {
                        throw new AssertionError(e);
                    }
                    return arrivals.size() >= count;
                },
                count + " arrivals");
        return arrivals;
    }

    private static RecordBatch batch(long firstSeq, int count) {
        List<FieldRecord> records = new ArrayList<>();
        for (long seq = firstSeq; seq < firstSeq + count; seq++) {
            records.add(record(seq, "press-01"));
        }
        return new RecordBatch(records, false);
    }

    private static RecordBatch overDevices(long firstSeq, int count, int devices) {
        List<FieldRecord> records = new ArrayList<>();
        for (long seq = firstSeq; seq < firstSeq + count; seq++) {
            records.add(record(seq, "press-" + seq % devices));
        }
        return new RecordBatch(records, false);
    }

    private static FieldRecord record(long seq, String device) {
        return new FieldRecord(
                EPOCH,
                seq,
                "devices",
                device,
                "plant/" + device + "/telemetry",
                ("payload " + seq).getBytes(StandardCharsets.UTF_8),
                PayloadEncoding.TEXT,
                Quality.GOOD,
                0,
                1_000_000L + seq,
                1,
                false,
                false,
                List.of(new Property("unit", "bar"), new Property("fp-seq", "forged")));
    }

    private static int crc32c(String text) {
        CRC32C crc = new CRC32C();
        crc.update(text.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(60, TimeUnit.SECONDS);
    }
}
