package org.fieldproof.connector.kafka;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.store.KafkaBroker;

/// Measures messages per second beside Kafka's bare producer with the same settings, once without
/// headers and once with the very same messages, in one run:
/// `java -cp <test class path> org.fieldproof.connector.kafka.TopicRates [seconds per case
/// [messages per batch]]`.
final class TopicRates {
    private static final int RUNS = 3;
    private static final GatewayClock CLOCK = GatewayClock.system();

    private TopicRates() {}

    public static void main(String[] args) throws Exception {
        double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 3;
        int batch = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
        Path directory = Files.createTempDirectory("topic-rates");
        Map<String, Object> fields;
        try (KafkaBroker broker =
                KafkaBroker.start(directory.resolve("broker"), "PLAINTEXT", Map.of())) {
            fields = Map.of("servers", List.of("127.0.0.1:" + broker.port()));
            TestAuthority nobody = new TestAuthority("nobody");
            for (int run = 0; run < RUNS; run++) {
                try (StoreBench bench =
                        new StoreBench(
                                new KafkaSinkFactory(),
                                directory,
                                fields,
                                LinkTable.direct(),
                                nobody)) {
                    double bare = bare(bench, seconds, batch, false);
                    double same = bare(bench, seconds, batch, true);
                    double ours = ours(bench, seconds, batch);
                    System.out.printf(
                            Locale.ROOT,
                            "kafka, batches of %d: %.0f messages/s;"
                                    + " bare producer without headers %.0f;"
                                    + " ratio %.2f; with the same messages %.0f; ratio %.2f%n",
                            batch,
                            ours,
                            bare,
                            ours / bare,
                            same,
                            ours / same);
                }
            }
        }
        System.exit(0);
    }

    private static List<FieldRecord> records(int batch) {
        List<FieldRecord> records = new ArrayList<>();
        for (long seq = 1; seq <= batch; seq++) {
            records.add(
                    new FieldRecord(
                            new UUID(1, 2),
                            seq,
                            "devices",
                            "press-" + seq % 50,
                            "plant/hall-2/telemetry",
                            ("{\"n\":" + seq + ",\"bar\":6.42,\"ok\":true}")
                                    .getBytes(StandardCharsets.UTF_8),
                            PayloadEncoding.BYTES,
                            Quality.GOOD,
                            0,
                            CLOCK.epochNanos(),
                            1,
                            false,
                            false,
                            List.of()));
        }
        return records;
    }

    private static double bare(StoreBench bench, double seconds, int batch, boolean headers)
            throws Exception {
        Map<String, Object> settings =
                new ClientSettings(bench.host(), KafkaConfig.of(bench.host().config())).producer();
        List<FieldRecord> records = records(batch);
        MessageCodec codec = new MessageCodec();
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(
                        settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            long sent = 0;
            long start = CLOCK.nanoTime();
            while (CLOCK.nanoTime() - start < seconds * 1e9) {
                for (FieldRecord each : records) {
                    var _ =
                            producer.send(
                                    headers
                                            ? codec.message("fieldproof", each)
                                            : new ProducerRecord<>(
                                                    "fieldproof",
                                                    each.device().getBytes(StandardCharsets.UTF_8),
                                                    each.payload()));
                }
                sent += records.size();
            }
            producer.flush();
            return sent * 1e9 / (CLOCK.nanoTime() - start);
        }
    }

    private static double ours(StoreBench bench, double seconds, int batch) throws Exception {
        bench.open();
        List<FieldRecord> records = records(batch);
        Deque<CompletableFuture<WriteOutcome>> under = new ArrayDeque<>();
        long sent = 0;
        long start = CLOCK.nanoTime();
        while (CLOCK.nanoTime() - start < seconds * 1e9 || !under.isEmpty()) {
            boolean more = CLOCK.nanoTime() - start < seconds * 1e9;
            if (more && under.size() < bench.sink().outstandingBatchesMax()) {
                under.add(bench.begin(records));
            } else if (under.removeFirst().join() instanceof WriteOutcome.Durable) {
                sent += records.size();
            } else {
                throw new IllegalStateException("not durable");
            }
        }
        return sent * 1e9 / (CLOCK.nanoTime() - start);
    }
}
