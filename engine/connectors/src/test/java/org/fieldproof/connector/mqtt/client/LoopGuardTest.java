package org.fieldproof.connector.mqtt.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.ConnectorState;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.connector.mqtt.testing.Mosquitto;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.mqtt.testing.TestHost;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two gateways at one broker, each of which subscribes to what the other publishes. Harm: one
/// message goes round for ever, as fast as both can.
class LoopGuardTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MORE_THAN_ENOUGH = 12;

    @TempDir Path directory;
    private final TestAuthority authority = new TestAuthority("test authority");

    @Test
    void aRecordThatGoesRoundEndsInQuarantineAtTheNinthGateway() throws Exception {
        assertThat(publishedUntilRefused("5")).isEqualTo(8);
    }

    /// MQTT 3.1.1 has no properties, so that nothing travels along that could be counted.
    @Test
    void version311CannotNoticeIt() throws Exception {
        assertThat(publishedUntilRefused("3.1.1")).isEqualTo(MORE_THAN_ENOUGH);
    }

    /// How often one message was published until a destination refused it.
    private int publishedUntilRefused(String version) throws Exception {
        try (Mosquitto broker = Mosquitto.plain(directory);
                Gateway first = new Gateway(broker, version, "first", "ring/b", "ring/a");
                Gateway second = new Gateway(broker, version, "second", "ring/a", "ring/b")) {
            assertThat(
                            first.publish(
                                    new FieldRecord(
                                            new UUID(7, 9),
                                            1,
                                            "devices",
                                            "press-01",
                                            "plant/press-01",
                                            new byte[] {1},
                                            PayloadEncoding.BYTES,
                                            Quality.GOOD,
                                            0,
                                            1,
                                            1,
                                            false,
                                            false,
                                            List.of())))
                    .isInstanceOf(WriteOutcome.Durable.class);
            for (int published = 1; published < MORE_THAN_ENOUGH; published++) {
                Gateway next = published % 2 == 1 ? second : first;
                WriteOutcome outcome = next.publish(next.awaited());
                if (outcome instanceof WriteOutcome.Refused refused) {
                    assertThat(refused.refused())
                            .singleElement()
                            .satisfies(
                                    each -> assertThat(each.why().code()).isEqualTo("MQTT-0237"));
                    return published;
                }
                assertThat(outcome).isInstanceOf(WriteOutcome.Durable.class);
            }
            return MORE_THAN_ENOUGH;
        }
    }

    /// A source and a destination at one broker, and between them what a gateway makes of a record.
    private final class Gateway implements AutoCloseable {
        private final TestHost in;
        private final MqttSource source;
        private final MqttSink sink;
        private int taken;

        Gateway(Mosquitto broker, String version, String id, String publishes, String reads)
                throws Exception {
            Map<String, Object> line = new HashMap<>();
            line.put("host", "127.0.0.1");
            line.put("port", broker.port());
            line.put("version", version);
            Map<String, Object> read = new HashMap<>(line);
            read.put("subscriptions", List.of(Map.of("filter", reads, "qos", 1)));
            in = host(id + "-in", new MapConfig(MqttSourceConfig.schema(), read));
            source = new MqttSource(in, new SplittableRandom(1));
            source.start();
            Await.until(LIMIT, () -> in.state() == ConnectorState.UP, "the source to be up");
            line.put("topic", publishes);
            sink =
                    new MqttSink(
                            host(id + "-out", new MapConfig(MqttSinkConfig.schema(), line)),
                            new SplittableRandom(1));
            sink.open().toCompletableFuture().get(60, TimeUnit.SECONDS);
        }

        private TestHost host(String id, MapConfig config) throws Exception {
            return new TestHost(
                    id, config, Files.createDirectory(directory.resolve(id)), authority);
        }

        FieldRecord awaited() {
            Await.until(LIMIT, () -> in.door().count() > taken, "what the other published");
            InboundRecord came = in.door().records().get(taken++);
            return new FieldRecord(
                    new UUID(1, 2),
                    taken,
                    in.id(),
                    came.device().id(),
                    came.address(),
                    came.payload(),
                    came.encoding(),
                    came.quality(),
                    came.sourceTimeEpochNanos(),
                    1,
                    came.qos(),
                    came.retained(),
                    came.duplicateFlagged(),
                    came.properties());
        }

        WriteOutcome publish(FieldRecord record) throws Exception {
            return sink.write(new RecordBatch(List.of(record), false))
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
        }

        @Override
        public void close() {
            sink.close().toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
            source.stop(1_000);
        }
    }
}
