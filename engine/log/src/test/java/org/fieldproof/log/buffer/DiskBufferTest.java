package org.fieldproof.log.buffer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// LOG-10: the disk buffer as its lane sees it, on a real disk.
class DiskBufferTest {
    private static final BufferConfig CONFIG = new BufferConfig(1 << 20, 8 << 10);

    @TempDir Path directory;

    private DiskBuffer open(BufferConfig config) throws StoreException {
        return DiskBuffer.open(directory.resolve("buffer"), config, LogFiles.nio());
    }

    private static byte[] json(long seq) {
        return ("{\"n\":" + seq + ",\"text\":\"ä \\\"quoted\\\" {\\\"seq\\\":9}\"}")
                .getBytes(UTF_8);
    }

    private static void fill(DiskBuffer buffer, long from, long to) throws StoreException {
        for (long seq = from; seq <= to; seq++) {
            assertThat(buffer.append(seq, json(seq))).isTrue();
        }
        buffer.sync();
    }

    private static List<Long> seqs(List<BufferLine> lines) {
        return lines.stream().map(BufferLine::seq).toList();
    }

    private List<Path> files() throws Exception {
        try (Stream<Path> files = Files.list(directory.resolve("buffer"))) {
            return files.filter(p -> p.toString().endsWith(".ndjson")).sorted().toList();
        }
    }

    /// Harm: a line's end is looked over, and two lines become one damaged piece.
    @Test
    void theFirstLineFeedIsFoundWhereverItStands() {
        for (int length = 0; length < 40; length++) {
            for (int from = 0; from <= length; from++) {
                for (int at = -1; at < length; at++) {
                    byte[] bytes = new byte[length + 3];
                    for (int i = 0; i < length; i++) {
                        // Its neighbours in value, with and without the highest bit.
                        bytes[i] = (byte) new int[] {0x0b, 0x8a, 0x09, 0x00, 0xff}[i % 5];
                    }
                    bytes[length] = '\n';
                    if (at >= 0) {
                        bytes[at] = '\n';
                    }
                    assertThat(LineCursor.lineFeed(bytes, from, length))
                            .as("%s of %s from %s", at, length, from)
                            .isEqualTo(at >= from ? at : -1);
                }
            }
        }
    }

    /// Harm: a person is told of another newest record than there is, or a place that is past
    /// gives lines again that have left.
    @Test
    void theNewestLineIsFoundAndAPlaceThatIsPastIsTheHead() throws Exception {
        try (DiskBuffer buffer = open(CONFIG)) {
            assertThat(buffer.newest()).isEmpty();
            for (long to = 1; to <= 400; to += 57) {
                fill(buffer, buffer.lastSeq() + 1, to);
                BufferLine newest = buffer.newest().orElseThrow();
                assertThat(newest.seq()).isEqualTo(to);
                assertThat(newest.json()).isEqualTo(json(to));
            }
            assertThat(files()).hasSizeGreaterThan(2);
            BufferCursor early = buffer.peek(3, 1 << 20).getLast().cursor();
            BufferLine end = buffer.peek(390, 1 << 20).getLast();
            buffer.advance(end.cursor(), end.seq());
            assertThat(seqs(buffer.peekFrom(early, 5, 1 << 20)))
                    .isEqualTo(seqs(buffer.peek(5, 1 << 20)))
                    .startsWith(391L);
            BufferLine newest = buffer.newest().orElseThrow();
            buffer.advance(newest.cursor(), newest.seq());
            assertThat(buffer.records()).isZero();
            assertThat(buffer.newest()).isEmpty();
        }
    }

    /// Harm: order or bytes change on the way through the buffer.
    @Test
    void linesComeOutInOrderAndByteForByte() throws Exception {
        try (DiskBuffer buffer = open(CONFIG)) {
            fill(buffer, 1, 1000);
            assertThat(files()).hasSizeGreaterThan(5);
            long next = 1;
            while (buffer.records() > 0) {
                List<BufferLine> lines = buffer.peek(37, 1 << 20);
                assertThat(seqs(buffer.peek(37, 1 << 20))).isEqualTo(seqs(lines));
                for (BufferLine line : lines) {
                    assertThat(line.seq()).isEqualTo(next);
                    assertThat(line.json()).isEqualTo(json(next++));
                }
                buffer.advance(lines.getLast().cursor());
            }
            assertThat(next).isEqualTo(1001);
            assertThat(buffer.bytes()).isZero();
            assertThat(files()).hasSize(1);
        }
    }

    /// Harm: what waits is forgotten by a restart, or delivered twice though the head was moved.
    @Test
    void aReopenedBufferGoesOnAtItsHead() throws Exception {
        long bytes;
        try (DiskBuffer buffer = open(CONFIG)) {
            fill(buffer, 1, 500);
            buffer.advance(buffer.peek(123, 1 << 20).getLast().cursor());
            bytes = buffer.bytes();
        }
        try (DiskBuffer buffer = open(CONFIG)) {
            assertThat(buffer.records()).isEqualTo(377);
            // A closed file ends with a mark.
            assertThat(buffer.bytes()).isBetween(bytes, bytes + 40);
            assertThat(buffer.lastSeq()).isEqualTo(500);
            assertThat(buffer.recovery().damages()).isEmpty();
            fill(buffer, 501, 510);
            List<Long> all = seqs(buffer.peek(1000, 1 << 20));
            assertThat(all).hasSize(387).startsWith(124L).endsWith(510L).isSorted();
            buffer.advance(buffer.peek(1000, 1 << 20).getLast().cursor());
        }
        try (DiskBuffer buffer = open(CONFIG)) {
            assertThat(buffer.records()).isZero();
            assertThat(buffer.lastSeq()).isEqualTo(510);
            fill(buffer, 511, 511);
            assertThat(seqs(buffer.peek(9, 999))).containsExactly(511L);
        }
    }

    /// Harm: the quota is no limit, or what was refused stands in the buffer all the same.
    @Test
    void theQuotaIsExactAndSpaceComesBack() throws Exception {
        BufferConfig small = new BufferConfig(10_000, 4096);
        try (DiskBuffer buffer = open(small)) {
            long seq = 1;
            while (buffer.append(seq, json(seq))) {
                seq++;
                assertThat(buffer.bytes()).isLessThanOrEqualTo(10_000);
            }
            buffer.sync();
            assertThat(buffer.records()).isEqualTo(seq - 1);
            assertThat(buffer.bytes()).isGreaterThan(9_800);
            List<BufferLine> oldest = buffer.peek(3, Long.MAX_VALUE);
            assertThat(seqs(oldest)).containsExactly(1L, 2L, 3L);
            buffer.advance(oldest.getLast().cursor());
            assertThat(buffer.append(seq, json(seq))).isTrue();
        }
        try (DiskBuffer smaller = open(new BufferConfig(100, 4096))) {
            assertThat(smaller.records()).isGreaterThan(50);
            assertThat(smaller.append(999, json(999))).isFalse();
        }
    }

    /// Harm: several batches on the way need a second read position.
    @Test
    void aWindowOfSeveralBatchesIsPeekedBehindTheFirst() throws Exception {
        try (DiskBuffer buffer = open(CONFIG)) {
            fill(buffer, 1, 300);
            List<BufferLine> first = buffer.peek(100, 1 << 20);
            List<BufferLine> second = buffer.peekFrom(first.getLast().cursor(), 100, 1 << 20);
            assertThat(seqs(second)).startsWith(101L).endsWith(200L).hasSize(100);
            buffer.advance(second.getLast().cursor());
            assertThat(buffer.records()).isEqualTo(100);
            buffer.advance(first.getLast().cursor());
            assertThat(buffer.records()).as("the head never goes back").isEqualTo(100);
        }
    }

    /// Harm: a person cannot read the file.
    @Test
    void everyLineIsOneJsonObjectWithItsChecksum() throws Exception {
        try (DiskBuffer buffer = open(CONFIG)) {
            fill(buffer, 1, 5);
        }
        String text = Files.readString(files().getFirst());
        assertThat(text.lines())
                .hasSize(7)
                .allMatch(line -> line.matches("\\{.*,\"crc\":\"[0-9a-f]{8}\"}"));
        assertThat(text.lines().skip(1).limit(5))
                .allMatch(line -> line.matches("\\{\"seq\":\\d+,\"record\":\\{.*}.*"));
    }

    /// Harm: the range in which records are missing is not known.
    @Test
    void damageIsReportedBetweenTheSeqsAroundIt() throws Exception {
        try (DiskBuffer buffer = open(CONFIG)) {
            for (long seq : new long[] {10, 20, 30, 40}) {
                buffer.append(seq, json(seq));
            }
            buffer.sync();
        }
        Path file = files().getFirst();
        byte[] bytes = Files.readAllBytes(file);
        int at =
                new String(bytes, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("\"n\":30");
        bytes[at + 5] = 'X';
        Files.write(file, bytes);
        try (DiskBuffer buffer = open(CONFIG)) {
            assertThat(buffer.damages()).hasSize(1);
            assertThat(buffer.damages().getFirst().afterSeq()).isEqualTo(20);
            assertThat(buffer.damages().getFirst().beforeSeq()).isEqualTo(40);
            List<BufferLine> lines = new ArrayList<>(buffer.peek(10, 1 << 20));
            assertThat(seqs(lines)).containsExactly(10L, 20L, 40L);
            assertThat(buffer.records()).isEqualTo(3);
            buffer.advance(lines.getLast().cursor());
            assertThat(buffer.records()).isZero();
        }
    }
}
