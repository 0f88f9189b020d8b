package org.fieldproof.log.frame;

import java.nio.ByteBuffer;
import java.util.UUID;
import java.util.zip.CRC32C;

/// The bytes of a frame (LOG-2). Big-endian.
///
/// | offset | bytes | field |
/// |---|---|---|
/// | 0 | 4 | CRC32C of everything behind it in this frame, XOR the epoch's salt |
/// | 4 | 1 | type: 1 first record of a write, 2 seal, 3 further record of the same write |
/// | 5 | 3 | length L of the payload |
/// | 8 | 8 | seq |
/// | 16 | L | payload |
public final class FrameFormat {
    public static final int OVERHEAD_BYTES = 16;
    public static final int PAYLOAD_BYTES_MAX = (1 << 24) - 1;

    /// The first record of a write. A write is synced before the next one begins, so behind one
    /// of these everything in front of it was durable.
    public static final int TYPE_FIRST = 1;

    /// Written when a log is closed in order; its seq is that of the last record.
    public static final int TYPE_SEAL = 2;

    /// A further record of the same write.
    public static final int TYPE_FURTHER = 3;

    static final int WORD_OFFSET = 4;
    static final int SEQ_OFFSET = 8;

    private FrameFormat() {}

    /// What the frames of an epoch are salted with, so that a frame left on the disk by another
    /// log never passes for one of ours.
    public static int salt(UUID epoch) {
        CRC32C crc = new CRC32C();
        ByteBuffer bytes = ByteBuffer.allocate(16);
        bytes.putLong(epoch.getMostSignificantBits());
        bytes.putLong(epoch.getLeastSignificantBits());
        crc.update(bytes.array());
        return (int) crc.getValue();
    }

    static boolean known(int type) {
        return type >= TYPE_FIRST && type <= TYPE_FURTHER;
    }

    /// Completes the frame that starts at `start` and whose payload ends at the buffer's
    /// position.
    public static void complete(
            ByteBuffer buffer, int start, int type, long seq, int salt, CRC32C crc) {
        int end = buffer.position();
        int length = end - start - OVERHEAD_BYTES;
        if (length < 0 || length > PAYLOAD_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "payload: " + length + " bytes (expected: 0.." + PAYLOAD_BYTES_MAX + ")");
        }
        buffer.putInt(start + WORD_OFFSET, type << 24 | length);
        buffer.putLong(start + SEQ_OFFSET, seq);
        buffer.putInt(start, checksum(buffer, start, end, crc) ^ salt);
    }

    /// Checksum of a frame's bytes behind the checksum field; leaves position and limit alone.
    static int checksum(ByteBuffer buffer, int start, int end, CRC32C crc) {
        int position = buffer.position();
        int limit = buffer.limit();
        crc.reset();
        buffer.limit(end).position(start + WORD_OFFSET);
        crc.update(buffer);
        buffer.limit(limit).position(position);
        return (int) crc.getValue();
    }
}
