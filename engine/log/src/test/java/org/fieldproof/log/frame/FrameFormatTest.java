package org.fieldproof.log.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.fieldproof.log.io.LogFile;
import org.junit.jupiter.api.Test;

/// LOG-1 and LOG-2: bytes.
class FrameFormatTest {
    private static final UUID EPOCH = new UUID(1, 2);
    private static final int SALT = FrameFormat.salt(EPOCH);

    /// A file in memory.
    @SuppressWarnings("ArrayRecordComponent") // nobody compares files
    private record Bytes(byte[] bytes) implements LogFile {
        @Override
        public int write(ByteBuffer source, long position) {
            throw new UnsupportedOperationException();
        }

        @Override
        public int read(ByteBuffer target, long position) {
            if (position >= bytes.length) {
                return -1;
            }
            int count = (int) Math.min(target.remaining(), bytes.length - position);
            target.put(bytes, (int) position, count);
            return count;
        }

        @Override
        public void force() {}

        @Override
        public void truncate(long sizeBytes) {}

        @Override
        public long sizeBytes() {
            return bytes.length;
        }

        @Override
        public void close() {}
    }

    private static byte[] frames(int... payloadBytes) {
        ByteBuffer buffer = ByteBuffer.allocate(1 << 20);
        SplittableRandom random = new SplittableRandom(7);
        long seq = 1;
        for (int length : payloadBytes) {
            int start = buffer.position();
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            buffer.position(start + FrameFormat.OVERHEAD_BYTES).put(payload);
            FrameFormat.complete(buffer, start, FrameFormat.TYPE_FIRST, seq++, SALT, new CRC32C());
        }
        byte[] bytes = new byte[buffer.position()];
        buffer.flip().get(bytes);
        return bytes;
    }

    private static FrameCursor cursor(byte[] bytes, int salt) {
        FrameCursor cursor = new FrameCursor(new Bytes(bytes), salt, 4096);
        cursor.seek(0, bytes.length);
        return cursor;
    }

    private static List<Long> seqs(byte[] bytes) throws IOException {
        FrameCursor cursor = cursor(bytes, SALT);
        List<Long> seqs = new ArrayList<>();
        while (cursor.next() == FrameRead.VALID) {
            seqs.add(cursor.seq());
        }
        return seqs;
    }

    /// Harm: what is written cannot be read, at some length or across a window's edge.
    @Test
    void framesOfAnyLengthComeBackAsWritten() throws IOException {
        byte[] bytes = frames(0, 1, 200, 4096, 4095, 4081, 4080, 70_000, 0, 3);
        FrameCursor cursor = cursor(bytes, SALT);
        SplittableRandom random = new SplittableRandom(7);
        int[] lengths = {0, 1, 200, 4096, 4095, 4081, 4080, 70_000, 0, 3};
        for (int i = 0; i < lengths.length; i++) {
            assertThat(cursor.next()).isEqualTo(FrameRead.VALID);
            assertThat(cursor.seq()).isEqualTo(i + 1);
            byte[] expected = new byte[lengths[i]];
            random.nextBytes(expected);
            byte[] found = new byte[cursor.payload().remaining()];
            cursor.payload().get(found);
            assertThat(found).isEqualTo(expected);
        }
        assertThat(cursor.next()).isEqualTo(FrameRead.END);
    }

    /// LOG-2. Harm: a flipped bit is delivered as data.
    @Test
    void noSingleFlippedBitPasses() throws IOException {
        byte[] bytes = frames(37);
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            byte[] flipped = bytes.clone();
            flipped[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(seqs(flipped)).as("LOG-2, bit %s", bit).isEmpty();
        }
        assertThat(seqs(bytes)).containsExactly(1L);
    }

    /// LOG-2. Harm: what another log left on the disk is taken for ours.
    @Test
    void aFrameOfAnotherEpochIsNotOurs() throws IOException {
        byte[] bytes = frames(10);
        int other = FrameFormat.salt(new UUID(1, 3));
        assertThat(cursor(bytes, other).next()).isEqualTo(FrameRead.CORRUPT);
    }

    /// Harm: a cut frame is taken for a whole one, or reading goes behind the end.
    @Test
    void aFrameCutAnywhereIsNotValid() throws IOException {
        byte[] bytes = frames(20, 30);
        for (int length = 0; length < bytes.length; length++) {
            List<Long> expected = length >= 36 ? List.of(1L) : List.of();
            assertThat(seqs(java.util.Arrays.copyOf(bytes, length))).isEqualTo(expected);
        }
    }

    /// Harm: good records behind a damaged place are given up.
    @Test
    void resyncFindsTheNextWholeFrame() throws IOException {
        byte[] bytes = frames(50, 50, 50);
        bytes[66 + 20] ^= 1;
        FrameCursor cursor = cursor(bytes, SALT);
        assertThat(cursor.next()).isEqualTo(FrameRead.VALID);
        assertThat(cursor.next()).isEqualTo(FrameRead.CORRUPT);
        assertThat(cursor.resync(cursor.offset() + 1, 2, 9)).isTrue();
        assertThat(cursor.next()).isEqualTo(FrameRead.VALID);
        assertThat(cursor.seq()).isEqualTo(3);
    }

    @Test
    void aPayloadThatDoesNotFitIsRefused() {
        ByteBuffer tooShort = ByteBuffer.allocate(8).position(8);
        assertThatThrownBy(
                        () ->
                                FrameFormat.complete(
                                        tooShort, 0, FrameFormat.TYPE_FIRST, 1, SALT, new CRC32C()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("payload");
    }

    /// LOG-1. Harm: one bad sector makes a segment unreadable.
    @Test
    void oneWholeHeaderCopyIsEnough() {
        SegmentHeader header = new SegmentHeader(EPOCH, 7, 123, true);
        for (int at : new int[] {0, SegmentHeader.COPY_OFFSET}) {
            for (int bit = 0; bit < 56 * 8; bit++) {
                ByteBuffer region = header.encode();
                int index = at + bit / 8;
                region.put(index, (byte) (region.get(index) ^ 1 << bit % 8));
                assertThat(SegmentHeader.decode(region)).as("LOG-1").contains(header);
                assertThat(SegmentHeader.bothCopiesWhole(region)).isFalse();
            }
        }
        ByteBuffer both = header.encode();
        both.put(20, (byte) 9).put(SegmentHeader.COPY_OFFSET + 20, (byte) 9);
        assertThat(SegmentHeader.decode(both)).isEmpty();
    }

    /// Ids and seqs at production width: an id beyond 32 bits is a name like any other.
    @Test
    void segmentNamesCarry64BitIdsAndSortAsTheyDo() {
        long wide = 0x1_0000_0001L;
        String name = SegmentName.of(wide, SegmentName.LOG_SUFFIX);
        assertThat(SegmentName.parse(name, SegmentName.LOG_SUFFIX)).hasValue(wide);
        assertThat(name).isGreaterThan(SegmentName.of(0xffff_ffffL, SegmentName.LOG_SUFFIX));
        assertThat(SegmentName.parse("x" + name, SegmentName.LOG_SUFFIX)).isEmpty();
        assertThat(SegmentName.parse("ffffffffffffffff.fplog", SegmentName.LOG_SUFFIX)).isEmpty();
    }
}
