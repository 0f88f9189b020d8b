package org.fieldproof.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogConfig;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.LogReader;
import org.fieldproof.log.frame.FrameFormat;
import org.fieldproof.log.frame.SegmentHeader;
import org.fieldproof.log.frame.SegmentName;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Row 55: a directory full of segments, each with one record.
class ManySegmentsTest {
    private static final UUID EPOCH = new UUID(5, 6);

    @TempDir private Path folder;

    /// Harm: what was accepted in a long outage cannot be opened, or takes hours to.
    @Test
    void aThousandSegmentsAreReadAndGoneOnWith() throws Exception {
        assertUsable(1_000);
    }

    @Test
    @Tag("soak")
    void aHundredThousandSegmentsAreReadAndGoneOnWith() throws Exception {
        assertUsable(100_000);
    }

    private void assertUsable(int segments) throws Exception {
        for (int id = 1; id <= segments; id++) {
            write(id);
        }
        long before = System.nanoTime();
        try (DurableLog log = open()) {
            System.out.printf(
                    "many segments: %d opened in %d ms%n",
                    segments, (System.nanoTime() - before) / 1_000_000);
            assertThat(log.epoch()).isEqualTo(EPOCH);
            assertThat(log.recovery().clean()).as("" + log.recovery().gaps()).isTrue();
            assertThat(log.recovery().records()).isEqualTo(segments);
            assertThat(readAll(log)).isEqualTo(segments);
            TextRecord next = new TextRecord("next");
            log.append(next);
            assertThat(next.await().seq()).isEqualTo(segments + 1);
            log.releaseThrough(segments - 10);
        }
        try (DurableLog log = open()) {
            assertThat(log.durableSeq()).isEqualTo(segments + 1);
            assertThat(readAll(log)).isGreaterThanOrEqualTo(11);
        }
    }

    private DurableLog open() throws StoreException {
        LogConfig config = LogConfig.of(folder, System::nanoTime);
        return DurableLog.open(config, LogFiles.nio(), LogListener.none());
    }

    private static long readAll(DurableLog log) throws StoreException {
        long[] count = new long[1];
        try (LogReader reader = log.reader(log.firstSeq())) {
            int read = 1;
            while (read > 0) {
                read =
                        reader.read(
                                1 << 20,
                                (seq, payload) -> {
                                    assertThat(StandardCharsets.UTF_8.decode(payload).toString())
                                            .isIn("record " + seq, "next");
                                    count[0]++;
                                });
            }
        }
        return count[0];
    }

    private void write(long id) throws IOException {
        ByteBuffer file = ByteBuffer.allocate(SegmentHeader.REGION_BYTES + 64);
        file.put(new SegmentHeader(EPOCH, id, id, false).encode());
        int start = file.position();
        file.position(start + FrameFormat.OVERHEAD_BYTES);
        file.put(("record " + id).getBytes(StandardCharsets.UTF_8));
        FrameFormat.complete(
                file, start, FrameFormat.TYPE_FIRST, id, FrameFormat.salt(EPOCH), new CRC32C());
        byte[] bytes = new byte[file.position()];
        file.get(0, bytes);
        Files.write(folder.resolve(SegmentName.of(id, SegmentName.LOG_SUFFIX)), bytes);
    }
}
