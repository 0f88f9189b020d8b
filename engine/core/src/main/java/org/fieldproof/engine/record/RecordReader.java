package org.fieldproof.engine.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.log.frame.Epochs;

/// Reads frames of the log back into records. Names that repeat (connections, devices,
/// addresses) come out as the same string, so that a record costs little more than its payload.
///
/// Confined to one thread.
public final class RecordReader {
    private static final PayloadEncoding[] ENCODINGS = {
        PayloadEncoding.BYTES, PayloadEncoding.TEXT, PayloadEncoding.TYPED
    };
    private static final Quality[] QUALITIES = {Quality.GOOD, Quality.UNCERTAIN, Quality.BAD};
    private static final int PROPERTIES_MAX = 65_536;

    private final Epochs epochs;
    private final NameCache names = new NameCache();

    /// @param epochs of the log that the frames are from
    public RecordReader(Epochs epochs) {
        this.epochs = epochs;
    }

    /// Reads the whole of `frame`, which the log has already checked against its checksum.
    ///
    /// @throws IllegalArgumentException if this version cannot read it
    public FieldRecord read(long seq, ByteBuffer frame) {
        byte version = frame.get();
        if (version != RecordFrame.VERSION) {
            throw new IllegalArgumentException(
                    "record version: " + version + " (expected: " + RecordFrame.VERSION + ")");
        }
        int flags = frame.get() & 0xff;
        long acceptTime = frame.getLong();
        long sourceTime = frame.getLong();
        String connection = names.get(frame, Leb128.get(frame));
        String device = names.get(frame, Leb128.get(frame));
        String address = names.get(frame, Leb128.get(frame));
        List<Property> properties = properties(frame);
        byte[] payload = new byte[frame.remaining()];
        frame.get(payload);
        return new FieldRecord(
                epochs.of(seq),
                seq,
                connection,
                device,
                address,
                payload,
                ENCODINGS[(flags >> 4) & 3],
                QUALITIES[(flags >> 6) & 3],
                sourceTime,
                acceptTime,
                flags & 3,
                (flags & RecordFrame.RETAINED) != 0,
                (flags & RecordFrame.DUPLICATE) != 0,
                properties);
    }

    private static List<Property> properties(ByteBuffer frame) {
        int count = Leb128.get(frame);
        if (count == 0) {
            return List.of();
        }
        if (count > PROPERTIES_MAX) {
            throw new IllegalArgumentException(
                    "properties: " + count + " (expected: <= " + PROPERTIES_MAX + ")");
        }
        List<Property> properties = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            properties.add(new Property(text(frame), text(frame)));
        }
        return properties;
    }

    private static String text(ByteBuffer frame) {
        byte[] bytes = new byte[Leb128.get(frame)];
        frame.get(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
