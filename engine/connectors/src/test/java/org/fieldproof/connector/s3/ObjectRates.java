package org.fieldproof.connector.s3;

import io.minio.MinioClient;
import io.minio.PutObjectArgs;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.StoreBench;
import org.fieldproof.testkit.store.ObjectServer;

/// Measures bytes per second of objects of about 4 MiB beside MinIO's bare client, in one run:
/// `java -cp <test class path> org.fieldproof.connector.s3.ObjectRates [seconds per case]`.
/// Payloads are random, so that compressing does not make the object small.
final class ObjectRates {
    private static final int RECORDS = 4_096;
    private static final int PAYLOAD_BYTES = 1_024;
    private static final int RUNS = 3;
    private static final GatewayClock CLOCK = GatewayClock.system();

    private ObjectRates() {}

    public static void main(String[] args) throws Exception {
        double seconds = args.length > 0 ? Double.parseDouble(args[0]) : 3;
        Path directory = Files.createTempDirectory("object-rates");
        try (ObjectServer server = ObjectServer.start(directory.resolve("s3"), "plant")) {
            Map<String, Object> fields =
                    Map.of(
                            "host", "127.0.0.1",
                            "port", server.port(),
                            "bucket", "plant",
                            "accessKey", "access",
                            "secretKey", "secret:key");
            for (int run = 0; run < RUNS; run++) {
                double bare = bare(server.port(), seconds);
                try (StoreBench bench =
                        new StoreBench(
                                new S3SinkFactory(),
                                directory,
                                fields,
                                LinkTable.direct(),
                                new TestAuthority("nobody"))) {
                    double ours = ours(bench, run, seconds);
                    System.out.printf(
                            Locale.ROOT,
                            "s3: %.1f MiB/s of objects; bare client %.1f; ratio %.2f%n",
                            ours,
                            bare,
                            ours / bare);
                }
            }
        }
        System.exit(0);
    }

    private static double bare(int port, double seconds) throws Exception {
        MinioClient client =
                MinioClient.builder()
                        .endpoint("127.0.0.1", port, false)
                        .region("us-east-1")
                        .credentials("access", "key")
                        .build();
        byte[] object = new byte[RECORDS * PAYLOAD_BYTES];
        new SplittableRandom(1).nextBytes(object);
        long sent = 0;
        long start = CLOCK.nanoTime();
        while (CLOCK.nanoTime() - start < seconds * 1e9) {
            client.putObject(
                    PutObjectArgs.builder()
                            .bucket("plant")
                            .object("bare/" + sent)
                            .data(object, object.length)
                            .build());
            sent += object.length;
        }
        return sent / (double) (1 << 20) * 1e9 / (CLOCK.nanoTime() - start);
    }

    /// As many batches under way as a lane would have.
    private static double ours(StoreBench bench, int run, double seconds) throws Exception {
        bench.open();
        byte[][] payloads = new byte[RECORDS][PAYLOAD_BYTES];
        SplittableRandom random = new SplittableRandom(2);
        for (byte[] payload : payloads) {
            random.nextBytes(payload);
        }
        long next = 1 + run * 100_000_000L;
        double bytes = 0;
        Deque<CompletableFuture<WriteOutcome>> under = new ArrayDeque<>();
        long start = CLOCK.nanoTime();
        while (CLOCK.nanoTime() - start < seconds * 1e9 || !under.isEmpty()) {
            boolean more = CLOCK.nanoTime() - start < seconds * 1e9;
            if (more && under.size() < bench.sink().outstandingBatchesMax()) {
                List<FieldRecord> records = new ArrayList<>(RECORDS);
                for (byte[] payload : payloads) {
                    records.add(Objects.of(next++, "plant/raw", payload));
                }
                under.add(bench.begin(records));
            } else if (under.removeFirst().join() instanceof WriteOutcome.Durable) {
                bytes += RECORDS * (double) PAYLOAD_BYTES;
            } else {
                throw new IllegalStateException("not durable");
            }
        }
        return bytes / (1 << 20) * 1e9 / (CLOCK.nanoTime() - start);
    }
}
