package org.fieldproof.connector.jdbc;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.fieldproof.api.record.FieldRecord;

/// Writes records in PostgreSQL's binary COPY format (version 1), columns in the order of
/// [PostgresTable#COLUMNS].
///
/// ```
/// stream  = "PGCOPY\n" FF "\r\n" 00, int32 flags 0, int32 extension length 0, tuple*, int16 -1
/// tuple   = int16 field count, field*
/// field   = int32 length (-1 for NULL), bytes
/// ```
/// Timestamps are int64 microseconds since 2000-01-01T00:00Z; jsonb is version byte 1 and text.
/// Binary, because a payload then travels verbatim instead of as two hexadecimal digits a byte.
final class CopyEncoder {
    private static final byte[] HEADER = {
        'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xFF, '\r', '\n', 0, 0, 0, 0, 0, 0, 0, 0, 0
    };
    private static final long POSTGRES_EPOCH_MICROS = 946_684_800_000_000L;
    private static final int FIRST_BYTES = 1 << 16;
    private static final int KEPT_BYTES_MAX = 16 << 20;
    // Every field of fixed width with its length, and the length fields of the others.
    private static final int ROW_FIXED_BYTES = 256;

    private final CRC32C crc = new CRC32C();
    private final JsonDocument json = new JsonDocument();
    private final boolean document;
    private byte[] bytes = new byte[FIRST_BYTES];
    private ByteBuffer out = ByteBuffer.wrap(bytes);
    private int rows;

    /// @param document whether the table has a column for payloads that are JSON
    CopyEncoder(boolean document) {
        this.document = document;
    }

    /// Begins a new stream.
    void begin() {
        if (bytes.length > KEPT_BYTES_MAX) {
            bytes = new byte[FIRST_BYTES];
            out = ByteBuffer.wrap(bytes);
        }
        out.clear();
        out.put(HEADER);
        rows = 0;
    }

    void add(FieldRecord record) {
        int textChars =
                record.connection().length() + record.device().length() + record.address().length();
        room(ROW_FIXED_BYTES + 3 * textChars + record.payload().length);
        out.putShort((short) PostgresTable.columns(document).size());
        out.putInt(16);
        out.putLong(record.epoch().getMostSignificantBits());
        out.putLong(record.epoch().getLeastSignificantBits());
        putLong(record.seq());
        putText(record.connection());
        putText(record.device());
        putText(record.address());
        out.putInt(record.payload().length);
        out.put(record.payload());
        putText(record.encoding().name());
        putText(record.quality().name());
        putTime(record.sourceTimeEpochNanos());
        putLong(record.sourceTimeEpochNanos());
        putTime(record.acceptTimeEpochNanos());
        putLong(record.acceptTimeEpochNanos());
        out.putInt(2);
        out.putShort((short) record.qos());
        putFlag(record.retained());
        putFlag(record.duplicateFlagged());
        crc.reset();
        crc.update(record.payload());
        out.putInt(4);
        out.putInt((int) crc.getValue());
        putProperties(record);
        if (document) {
            putDocument(record);
        }
        rows++;
    }

    /// Ends the stream.
    void end() {
        room(2);
        out.putShort((short) -1);
    }

    /// The stream so far; valid bytes are `0` to [#size()].
    byte[] bytes() {
        return bytes;
    }

    int size() {
        return out.position();
    }

    int rows() {
        return rows;
    }

    private void putProperties(FieldRecord record) {
        if (record.properties().isEmpty()) {
            out.putInt(-1);
            return;
        }
        byte[] json = StoredText.json(record.properties()).getBytes(StandardCharsets.UTF_8);
        room(5 + json.length);
        out.putInt(1 + json.length);
        out.put((byte) 1);
        out.put(json);
    }

    private void putDocument(FieldRecord record) {
        byte[] payload = record.payload();
        if (!json.storable(payload)) {
            room(4);
            out.putInt(-1);
            return;
        }
        room(5 + payload.length);
        out.putInt(1 + payload.length);
        out.put((byte) 1);
        out.put(payload);
    }

    /// 0 means "none" in a source time, and NULL here.
    private void putTime(long epochNanos) {
        if (epochNanos == 0) {
            out.putInt(-1);
        } else {
            putLong(Math.floorDiv(epochNanos, 1_000L) - POSTGRES_EPOCH_MICROS);
        }
    }

    private void putLong(long value) {
        out.putInt(8);
        out.putLong(value);
    }

    private void putFlag(boolean flag) {
        out.putInt(1);
        out.put((byte) (flag ? 1 : 0));
    }

    private void putText(String text) {
        int lengthAt = out.position();
        int at = lengthAt + 4;
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char unit = text.charAt(i);
            if (unit >= 0x80) {
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                out.putInt(utf8.length);
                out.put(utf8);
                return;
            }
            bytes[at + i] = (byte) unit;
        }
        out.putInt(length);
        out.position(at + length);
    }

    private void room(int more) {
        if (out.remaining() < more) {
            int used = out.position();
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, used + more));
            out = ByteBuffer.wrap(bytes);
            out.position(used);
        }
    }
}
