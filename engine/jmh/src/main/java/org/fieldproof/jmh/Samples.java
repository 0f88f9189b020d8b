package org.fieldproof.jmh;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;

/// What the benches work on: records of a hundred bytes, as a device sends them.
final class Samples {
    static final UUID EPOCH = new UUID(1, 2);
    static final int BATCH = 1_024;

    private static final long TIME = 1_790_000_000_000_000_000L;

    private Samples() {}

    /// A payload of 100 bytes.
    static byte[] payload() {
        String json = "{\"n\":1000000000,\"bar\":6.42,\"note\":\"";
        return (json + "x".repeat(98 - json.length()) + "\"}").getBytes(StandardCharsets.US_ASCII);
    }

    static FieldRecord record(long seq) {
        return new FieldRecord(
                EPOCH,
                seq,
                "devices",
                "press-01",
                "plant/press-01/telemetry",
                payload(),
                PayloadEncoding.BYTES,
                Quality.GOOD,
                0,
                TIME + seq,
                1,
                false,
                false,
                List.of());
    }

    /// On the disk that is measured: where the system keeps temporary files, or `-Djmh.in`.
    static Path folder() throws IOException {
        String place = System.getProperty("jmh.in", System.getProperty("java.io.tmpdir"));
        return Files.createTempDirectory(Path.of(place), "fieldproof-jmh-");
    }

    static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            all.sorted(Comparator.reverseOrder())
                    .forEach(
                            each -> {
                                try {
                                    Files.delete(each);
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            });
        }
    }
}
