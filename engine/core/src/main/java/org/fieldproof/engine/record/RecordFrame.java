package org.fieldproof.engine.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;

/// A record as the log stores it, ready to be copied into the log's buffer. All text is turned
/// into bytes when the frame is made, on the source's thread, so that the log's thread only
/// copies.
///
/// | bytes | what |
/// |---|---|
/// | 1 | version, 1 |
/// | 1 | bits 0-1 QoS, 2 retained, 3 duplicate flagged, 4-5 payload encoding, 6-7 quality |
/// | 8 | accept time, epoch nanoseconds |
/// | 8 | source time, epoch nanoseconds, 0 where the device gave none |
/// | v + n | connection id, UTF-8 behind its length (LEB128) |
/// | v + n | device id |
/// | v + n | address |
/// | v | number of properties; then name and value of each, v + n |
/// | rest | payload, as received |
///
/// Identity is not in the frame: the log knows the seq, its directory the epoch.
public final class RecordFrame {
    static final byte VERSION = 1;
    static final int FIXED_BYTES = 18;
    static final int RETAINED = 1 << 2;
    static final int DUPLICATE = 1 << 3;
    private static final byte[] NO_PROPERTIES = {0};

    private final byte flags;
    private final long acceptTimeEpochNanos;
    private final long sourceTimeEpochNanos;
    private final byte[] connection;
    private final byte[] device;
    private final byte[] address;
    private final byte[] properties;
    private final byte[] payload;

    /// Turns a record into bytes, all but the copy of its payload.
    ///
    /// @param connection the connection's id, UTF-8
    /// @param device the device's id, UTF-8
    public RecordFrame(
            byte[] connection, byte[] device, InboundRecord record, long acceptTimeEpochNanos) {
        this.flags =
                flags(
                        record.qos(),
                        record.retained(),
                        record.duplicateFlagged(),
                        record.encoding(),
                        record.quality());
        this.acceptTimeEpochNanos = acceptTimeEpochNanos;
        this.sourceTimeEpochNanos = record.sourceTimeEpochNanos();
        this.connection = connection;
        this.device = device;
        this.address = record.address().getBytes(StandardCharsets.UTF_8);
        this.properties = propertyBlock(record.properties());
        this.payload = record.payload();
    }

    public long acceptTimeEpochNanos() {
        return acceptTimeEpochNanos;
    }

    public int encodedBytes() {
        return FIXED_BYTES
                + Leb128.prefixedBytes(connection.length)
                + Leb128.prefixedBytes(device.length)
                + Leb128.prefixedBytes(address.length)
                + properties.length
                + payload.length;
    }

    public void encode(ByteBuffer into) {
        into.put(VERSION);
        into.put(flags);
        into.putLong(acceptTimeEpochNanos);
        into.putLong(sourceTimeEpochNanos);
        Leb128.putPrefixed(into, connection);
        Leb128.putPrefixed(into, device);
        Leb128.putPrefixed(into, address);
        into.put(properties);
        into.put(payload);
    }

    private static byte flags(
            int qos,
            boolean retained,
            boolean duplicate,
            PayloadEncoding encoding,
            Quality quality) {
        return (byte)
                (qos
                        | (retained ? RETAINED : 0)
                        | (duplicate ? DUPLICATE : 0)
                        | (codeOf(encoding) << 4)
                        | (codeOf(quality) << 6));
    }

    private static int codeOf(PayloadEncoding encoding) {
        return switch (encoding) {
            case BYTES -> 0;
            case TEXT -> 1;
            case TYPED -> 2;
        };
    }

    private static int codeOf(Quality quality) {
        return switch (quality) {
            case GOOD -> 0;
            case UNCERTAIN -> 1;
            case BAD -> 2;
        };
    }

    private static byte[] propertyBlock(List<Property> properties) {
        if (properties.isEmpty()) {
            return NO_PROPERTIES;
        }
        byte[][] texts = new byte[properties.size() * 2][];
        int size = Leb128.bytes(properties.size());
        for (int i = 0; i < properties.size(); i++) {
            Property property = properties.get(i);
            texts[2 * i] = property.name().getBytes(StandardCharsets.UTF_8);
            texts[2 * i + 1] = property.value().getBytes(StandardCharsets.UTF_8);
            size += Leb128.prefixedBytes(texts[2 * i].length);
            size += Leb128.prefixedBytes(texts[2 * i + 1].length);
        }
        ByteBuffer block = ByteBuffer.allocate(size);
        Leb128.put(block, properties.size());
        for (byte[] text : texts) {
            Leb128.putPrefixed(block, text);
        }
        return block.array();
    }
}
