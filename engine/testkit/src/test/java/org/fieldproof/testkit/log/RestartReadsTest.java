package org.fieldproof.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.buffer.BufferConfig;
import org.fieldproof.log.buffer.DiskBuffer;
import org.fieldproof.log.frame.SegmentHeader;
import org.fieldproof.log.io.DirectoryEntry;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.FaultyFiles;
import org.fieldproof.testkit.PassingFiles;
import org.junit.jupiter.api.Test;

/// G15, counted in bytes that are read and not in time: `fieldproof bench restart` has the times.
class RestartReadsTest {
    private static final Path BUFFER = Path.of("/disk/buffer").toAbsolutePath();
    private static final BufferConfig CONFIG = new BufferConfig(1L << 30, 64 << 10);
    private static final BufferConfig ONE_FILE = new BufferConfig(1L << 30, 1L << 30);

    /// What is read of a file besides its content: first lines and headers, which are looked at
    /// before anything else is; and the place file, positions and names beside them.
    private static final long BESIDES_BYTES = 2L * SegmentHeader.REGION_BYTES;

    private final FaultyFiles disk = new FaultyFiles();
    private final CountingFiles counting = new CountingFiles(disk);

    private static final class CountingFiles extends PassingFiles {
        final AtomicLong bytes = new AtomicLong();

        CountingFiles(LogFiles files) {
            super(files);
        }

        @Override
        public LogFile open(Path path) throws IOException {
            return new Counted(files.open(path));
        }

        @Override
        public LogFile openForReading(Path path) throws IOException {
            return new Counted(files.openForReading(path));
        }

        private final class Counted extends PassingFile {
            Counted(LogFile file) {
                super(file);
            }

            @Override
            public int read(ByteBuffer target, long position) throws IOException {
                int read = file.read(target, position);
                bytes.addAndGet(Math.max(0, read));
                return read;
            }
        }
    }

    /// What an opening may read where nothing is damaged.
    private long allowed(Path directory) throws IOException {
        long allowed = 0;
        for (DirectoryEntry entry : disk.list(directory)) {
            allowed += entry.sizeBytes() + BESIDES_BYTES;
        }
        return allowed;
    }

    private void writeLog(int records) throws StoreException {
        try (DurableLog log = LogOracle.open(disk)) {
            TextRecord last = new TextRecord("-");
            for (int i = 0; i < records; i++) {
                last = new TextRecord("r".repeat(1_000));
                log.append(last);
            }
            last.await();
        }
    }

    /// Harm: a start after a long outage reads everything twice, or again for each file.
    @Test
    void openingALogReadsEachByteOnce() throws Exception {
        for (int records : new int[] {500, 4_000}) {
            writeLog(records);
            long allowed = allowed(LogOracle.DIRECTORY);
            counting.bytes.set(0);
            try (DurableLog log = LogOracle.open(counting)) {
                assertThat(log.recovery().segments()).isGreaterThan(records / 100);
                assertThat(log.recovery().clean()).isTrue();
            }
            assertThat(counting.bytes.get())
                    .as("read of %s segments", records)
                    .isGreaterThan(records * 1_000L)
                    .isLessThanOrEqualTo(allowed);
        }
    }

    private void writeBuffer(BufferConfig config, int lines) throws StoreException {
        byte[] json = ("{\"note\":\"" + "x".repeat(300) + "\"}").getBytes(StandardCharsets.UTF_8);
        try (DiskBuffer buffer = DiskBuffer.open(BUFFER, config, disk)) {
            for (int i = 0; i < lines; i++) {
                assertThat(buffer.append(buffer.lastSeq() + 1, json)).isTrue();
            }
            buffer.sync();
        }
    }

    private long readByOpening(BufferConfig config, long lines) throws StoreException {
        counting.bytes.set(0);
        try (DiskBuffer buffer = DiskBuffer.open(BUFFER, config, counting)) {
            assertThat(buffer.records()).isEqualTo(lines);
            assertThat(buffer.damages()).isEmpty();
        }
        return counting.bytes.get();
    }

    /// Harm: the same, for the backlog of a destination that was away.
    @Test
    void openingABufferReadsEachByteOnce() throws Exception {
        writeBuffer(CONFIG, 2_000);
        assertThat(readByOpening(CONFIG, 2_000)).isLessThanOrEqualTo(allowed(BUFFER));
        writeBuffer(CONFIG, 14_000);
        assertThat(readByOpening(CONFIG, 16_000))
                .isGreaterThan(16_000 * 300L)
                .isLessThanOrEqualTo(allowed(BUFFER));
    }

    /// A line that stands across the end of a read is read again, and no more than that.
    @Test
    void aLargeFileIsReadOnceButForALineOfEachRead() throws Exception {
        writeBuffer(ONE_FILE, 16_000);
        assertThat(readByOpening(ONE_FILE, 16_000)).isLessThanOrEqualTo(allowed(BUFFER));
    }

    /// Control: the bounds above would not let a second reading pass.
    @Test
    void aSecondReadingIsSeen() throws Exception {
        writeLog(500);
        writeBuffer(CONFIG, 2_000);
        counting.bytes.set(0);
        LogOracle.open(counting).close();
        LogOracle.open(counting).close();
        assertThat(counting.bytes.get()).isGreaterThan(allowed(LogOracle.DIRECTORY));
        long once = readByOpening(CONFIG, 2_000);
        assertThat(once + readByOpening(CONFIG, 2_000)).isGreaterThan(allowed(BUFFER));
    }
}
