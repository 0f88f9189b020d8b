package org.fieldproof.connector.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Row 69 of the bad inputs: a broker that answers, and says no.
class PublishReasonTest {
    @TempDir Path directory;

    /// Harm: a broker's PUBACK with an error is taken for a delivery, and the record is let go of.
    @ParameterizedTest
    @CsvSource({"0x97, MQTT-0230", "0x87, MQTT-0231", "0x80, MQTT-0234", "0x83, MQTT-0234"})
    void aRefusalOfTheMomentIsNoDeliveryAndTheSameBatchIsTakenLater(String reason, String code)
            throws Exception {
        int answer = Integer.decode(reason);
        try (ScriptedBroker broker = new ScriptedBroker(nth -> nth == 3 ? answer : 0)) {
            MqttSink sink = sink(broker.port());
            get(sink.open());
            assertThat(get(sink.write(batch(1, 5))))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Unavailable.class,
                            unavailable -> assertThat(unavailable.why().code()).isEqualTo(code));
            get(sink.close());
            MqttSink again = sink(broker.port());
            get(again.open());
            assertThat(get(again.write(batch(1, 5)))).isEqualTo(new WriteOutcome.Durable());
            assertThat(broker.publishes()).isGreaterThanOrEqualTo(8);
            get(again.close());
        }
    }

    /// Harm: a message that the broker will never take is sent for ever, and everything behind it
    /// waits.
    @ParameterizedTest
    @CsvSource({"0x90, MQTT-0232", "0x99, MQTT-0233", "0x95, MQTT-0236"})
    void aRefusalOfTheMessageNamesItAndTheOthersAreDurable(String reason, String code)
            throws Exception {
        int answer = Integer.decode(reason);
        try (ScriptedBroker broker = new ScriptedBroker(nth -> nth == 3 ? answer : 0)) {
            MqttSink sink = sink(broker.port());
            get(sink.open());
            assertThat(get(sink.write(batch(1, 5))))
                    .isInstanceOfSatisfying(
                            WriteOutcome.Refused.class,
                            refused -> {
                                assertThat(refused.refused()).hasSize(1);
                                assertThat(refused.refused().getFirst().seq()).isEqualTo(3);
                                assertThat(refused.refused().getFirst().why().code())
                                        .isEqualTo(code);
                            });
            get(sink.close());
        }
    }

    /// 0x10, no matching subscribers, is a success.
    @Test
    void nobodyListeningIsADelivery() throws Exception {
        try (ScriptedBroker broker = new ScriptedBroker(nth -> 0x10)) {
            MqttSink sink = sink(broker.port());
            get(sink.open());
            assertThat(get(sink.write(batch(1, 3)))).isEqualTo(new WriteOutcome.Durable());
            get(sink.close());
        }
    }

    private MqttSink sink(int port) {
        TestHost host =
                new TestHost(
                        "upstream",
                        new MapConfig(
                                MqttSinkConfig.schema(), Map.of("host", "127.0.0.1", "port", port)),
                        directory,
                        new TestAuthority("test authority"));
        return new MqttSink(host, new SplittableRandom(1));
    }

    private static RecordBatch batch(long firstSeq, int count) {
        List<FieldRecord> records = new ArrayList<>();
        for (long seq = firstSeq; seq < firstSeq + count; seq++) {
            records.add(
                    new FieldRecord(
                            new UUID(7, 9),
                            seq,
                            "devices",
                            "press-01",
                            "plant/press-01",
                            ("payload " + seq).getBytes(StandardCharsets.UTF_8),
                            PayloadEncoding.TEXT,
                            Quality.GOOD,
                            0,
                            seq,
                            1,
                            false,
                            false,
                            List.of()));
        }
        return new RecordBatch(records, false);
    }

    private static <T> T get(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
