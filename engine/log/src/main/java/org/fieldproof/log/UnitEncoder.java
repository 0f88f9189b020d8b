package org.fieldproof.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.fieldproof.log.frame.FrameFormat;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// Turns entries into the bytes of one write. One buffer for ever; owned by `fp-log`.
final class UnitEncoder {
    private final int salt;
    private final int unitBytesMax;
    private final CRC32C crc = new CRC32C();
    private ByteBuffer buffer;
    private ByteBuffer view;
    private @Nullable LogEntry[] accepted = new LogEntry[1024];
    private int acceptedCount;
    private long lastSeq;

    UnitEncoder(int salt, int unitBytesMax) {
        this.salt = salt;
        this.unitBytesMax = unitBytesMax;
        this.buffer = ByteBuffer.allocateDirect(unitBytesMax);
        this.view = buffer.duplicate();
    }

    /// Encodes what comes next in the batch until the buffer is full. Entries that break the
    /// contract are refused and get no seq.
    void encode(AppendQueue.Batch batch, long firstSeq, Callbacks callbacks) {
        forget();
        buffer.clear();
        lastSeq = firstSeq - 1;
        while (batch.hasNext()) {
            LogEntry entry = batch.next();
            int start = buffer.position();
            StoreException why;
            try {
                int bytes = entry.encodedBytes();
                int total = FrameFormat.OVERHEAD_BYTES + bytes;
                if (bytes >= 0 && bytes <= FrameFormat.PAYLOAD_BYTES_MAX) {
                    if (start + total > Math.max(unitBytesMax, buffer.limit()) && start > 0) {
                        break;
                    }
                    reserve(total);
                }
                why = encodeOne(entry, bytes, start);
            } catch (RuntimeException e) {
                why = broken("it threw " + e, e);
            }
            if (why == null) {
                accept(entry);
                batch.done();
            } else {
                buffer.limit(buffer.capacity()).position(start);
                batch.done();
                callbacks.refused(entry, why);
            }
        }
    }

    private @Nullable StoreException encodeOne(LogEntry entry, int bytes, int start) {
        if (bytes < 0 || bytes > FrameFormat.PAYLOAD_BYTES_MAX) {
            return new StoreException(
                    "LOG-0105",
                    "record",
                    "A record of " + bytes + " bytes does not fit into the log.",
                    "Send at most " + FrameFormat.PAYLOAD_BYTES_MAX + " bytes in one record.",
                    null);
        }
        int end = start + FrameFormat.OVERHEAD_BYTES + bytes;
        buffer.limit(end).position(start + FrameFormat.OVERHEAD_BYTES);
        entry.encode(buffer);
        if (buffer.position() != end) {
            return broken("it wrote " + (buffer.position() - start) + " of " + bytes, null);
        }
        buffer.limit(buffer.capacity());
        int type = start == 0 ? FrameFormat.TYPE_FIRST : FrameFormat.TYPE_FURTHER;
        FrameFormat.complete(buffer, start, type, lastSeq + 1, salt, crc);
        return null;
    }

    private static StoreException broken(String what, @Nullable RuntimeException cause) {
        return new StoreException(
                "LOG-0106",
                "record",
                "A record could not be encoded: " + what + ".",
                "This is a fault of the program; please report it.",
                cause);
    }

    private void accept(LogEntry entry) {
        if (acceptedCount == accepted.length) {
            accepted = Arrays.copyOf(accepted, acceptedCount * 2);
        }
        accepted[acceptedCount++] = entry;
        lastSeq++;
    }

    private void reserve(int total) {
        if (buffer.position() + total > buffer.capacity()) {
            // One record larger than a unit: only the first of a unit comes here.
            ByteBuffer larger = ByteBuffer.allocateDirect(buffer.position() + total);
            larger.put(buffer.flip());
            buffer = larger;
            view = larger.duplicate();
        }
    }

    /// Drops the references to entries that were answered.
    void forget() {
        Arrays.fill(accepted, 0, acceptedCount, null);
        acceptedCount = 0;
    }

    /// The unit's bytes from the beginning, as often as they are needed.
    ByteBuffer bytes() {
        return view.clear().limit(buffer.position());
    }

    int count() {
        return acceptedCount;
    }

    LogEntry entry(int index) {
        return java.util.Objects.requireNonNull(accepted[index]);
    }

    long lastSeq() {
        return lastSeq;
    }

    /// The frame that says the log was closed in order.
    static ByteBuffer seal(long lastSeq, int salt) {
        ByteBuffer seal = ByteBuffer.allocate(FrameFormat.OVERHEAD_BYTES);
        seal.position(FrameFormat.OVERHEAD_BYTES);
        FrameFormat.complete(seal, 0, FrameFormat.TYPE_SEAL, lastSeq, salt, new CRC32C());
        return seal.flip();
    }
}
