package org.fieldproof.log.frame;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.UUID;
import java.util.zip.CRC32C;

/// The first bytes of a segment (LOG-1), written twice so that a damaged sector does not take the
/// segment with it. Big-endian.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 8 | magic `FPROOFLG` |
/// | 8 | 4 | version, now 1 |
/// | 12 | 4 | 1 if it is the first segment since the log was opened, else 0 |
/// | 16 | 16 | epoch |
/// | 32 | 8 | segment id, as in the file's name |
/// | 40 | 8 | first seq |
/// | 48 | 4 | zero |
/// | 52 | 4 | CRC32C of bytes 0..51 |
///
/// The copy stands at 2048; frames begin at 4096.
///
/// @param firstSinceOpen the write in front of it may never have been completed
public record SegmentHeader(
        int version, UUID epoch, long segmentId, long firstSeq, boolean firstSinceOpen) {
    public static final int REGION_BYTES = 4096;
    public static final int VERSION = 1;

    static final int COPY_OFFSET = 2048;
    private static final int LENGTH_BYTES = 56;
    private static final int CRC_OFFSET = 52;
    private static final long MAGIC = 0x4650_524F_4F46_4C47L;

    public SegmentHeader {
        if (segmentId < 1 || firstSeq < 1) {
            throw new IllegalArgumentException(
                    "segment " + segmentId + ", first seq " + firstSeq + " (expected: >= 1)");
        }
    }

    /// A header of this version.
    public SegmentHeader(UUID epoch, long segmentId, long firstSeq, boolean firstSinceOpen) {
        this(VERSION, epoch, segmentId, firstSeq, firstSinceOpen);
    }

    /// The whole region, ready to be written at 0.
    public ByteBuffer encode() {
        ByteBuffer region = ByteBuffer.allocate(REGION_BYTES);
        for (int at : new int[] {0, COPY_OFFSET}) {
            region.putLong(at, MAGIC).putInt(at + 8, version);
            region.putInt(at + 12, firstSinceOpen ? 1 : 0);
            region.putLong(at + 16, epoch.getMostSignificantBits());
            region.putLong(at + 24, epoch.getLeastSignificantBits());
            region.putLong(at + 32, segmentId).putLong(at + 40, firstSeq);
            region.putInt(at + CRC_OFFSET, checksum(region, at));
        }
        return region;
    }

    /// The first copy that is whole; empty if neither is.
    ///
    /// @param region as much of the first 4096 bytes as the file has
    public static Optional<SegmentHeader> decode(ByteBuffer region) {
        return copyAt(region, 0).or(() -> copyAt(region, COPY_OFFSET));
    }

    /// Whether both copies are whole.
    public static boolean bothCopiesWhole(ByteBuffer region) {
        return copyAt(region, 0).isPresent() && copyAt(region, COPY_OFFSET).isPresent();
    }

    private static Optional<SegmentHeader> copyAt(ByteBuffer region, int at) {
        if (region.limit() < at + LENGTH_BYTES
                || region.getLong(at) != MAGIC
                || region.getInt(at + CRC_OFFSET) != checksum(region, at)) {
            return Optional.empty();
        }
        long id = region.getLong(at + 32);
        long firstSeq = region.getLong(at + 40);
        if (id < 1 || firstSeq < 1) {
            return Optional.empty();
        }
        UUID epoch = new UUID(region.getLong(at + 16), region.getLong(at + 24));
        boolean firstSinceOpen = region.getInt(at + 12) != 0;
        return Optional.of(
                new SegmentHeader(region.getInt(at + 8), epoch, id, firstSeq, firstSinceOpen));
    }

    private static int checksum(ByteBuffer region, int at) {
        CRC32C crc = new CRC32C();
        crc.update(region.slice(at, CRC_OFFSET));
        return (int) crc.getValue();
    }
}
