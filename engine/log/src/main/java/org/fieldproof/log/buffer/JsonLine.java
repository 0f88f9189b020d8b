package org.fieldproof.log.buffer;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/// The bytes of one line (LOG-10): valid JSON by itself, and it ends with its own checksum.
///
/// `{"seq":7,"record":{...},"crc":"9a3b12cd"}` and a line feed. The checksum is CRC32C, in eight
/// hexadecimal digits, over every byte before `,"crc":"`. With `,"replaces":true` behind the seq
/// the line stands for all earlier ones of that seq.
final class JsonLine {
    static final int LINE_BYTES_MAX = 64 << 20;

    private static final byte[] SEQ = ascii("{\"seq\":");
    private static final byte[] RECORD = ascii(",\"record\":");
    private static final byte[] REPLACES = ascii(",\"replaces\":true");
    private static final byte[] REMOVED = ascii(",\"removed\":true");
    private static final byte[] CRC = ascii(",\"crc\":\"");
    private static final byte[] CLOSE = ascii("\"}");
    private static final byte[] HEX = ascii("0123456789abcdef");

    /// From `,"crc":"` to the closing brace.
    static final int TRAILER_BYTES = CRC.length + 8 + CLOSE.length;

    /// What a replacing line has more than another one.
    static final int REPLACING_BYTES = REPLACES.length;

    private final CRC32C crc = new CRC32C();
    private long seq;
    private int jsonFrom;
    private int jsonTo;
    private boolean removed;
    private boolean replaces;

    static int lineBytes(long seq, int jsonBytes) {
        return SEQ.length + digits(seq) + RECORD.length + jsonBytes + TRAILER_BYTES + 1;
    }

    static int removalBytes(long seq) {
        return SEQ.length + digits(seq) + REMOVED.length + TRAILER_BYTES + 1;
    }

    /// Writes a record's line; the buffer has room for it and is backed by nothing in particular.
    void write(ByteBuffer out, long lineSeq, byte[] json) {
        write(out, lineSeq, json, false);
    }

    void write(ByteBuffer out, long lineSeq, byte[] json, boolean replacing) {
        int start = out.position();
        out.put(SEQ);
        putDecimal(out, lineSeq);
        if (replacing) {
            out.put(REPLACES);
        }
        out.put(RECORD).put(json);
        close(out, start);
    }

    void writeRemoval(ByteBuffer out, long lineSeq) {
        int start = out.position();
        out.put(SEQ);
        putDecimal(out, lineSeq);
        out.put(REMOVED);
        close(out, start);
    }

    /// Writes any other object's line, given without its closing brace.
    void writeOpen(ByteBuffer out, String openObject) {
        int start = out.position();
        out.put(ascii(openObject));
        close(out, start);
    }

    /// Whether the bytes, without line feed, are a line that agrees with its checksum.
    boolean agrees(byte[] bytes, int from, int to) {
        int trailer = to - TRAILER_BYTES;
        if (trailer <= from || !at(bytes, trailer, CRC) || !at(bytes, to - CLOSE.length, CLOSE)) {
            return false;
        }
        long stored = hex(bytes, trailer + CRC.length);
        crc.reset();
        crc.update(bytes, from, trailer - from);
        return stored == crc.getValue();
    }

    /// Whether the bytes are a record's or a removal's line; then its parts can be asked for.
    boolean read(byte[] bytes, int from, int to) {
        if (to - from < SEQ.length + TRAILER_BYTES + 2
                || !at(bytes, from, SEQ)
                || !agrees(bytes, from, to)) {
            return false;
        }
        int at = from + SEQ.length;
        long value = 0;
        int firstDigit = at;
        while (at < to && bytes[at] >= '0' && bytes[at] <= '9' && at - firstDigit < 19) {
            value = value * 10 + (bytes[at++] - '0');
        }
        if (at == firstDigit) {
            return false;
        }
        int trailer = to - TRAILER_BYTES;
        seq = value;
        removed = trailer - at == REMOVED.length && at(bytes, at, REMOVED);
        if (removed) {
            return true;
        }
        replaces = trailer - at > REPLACES.length && at(bytes, at, REPLACES);
        at += replaces ? REPLACES.length : 0;
        if (trailer - at <= RECORD.length || !at(bytes, at, RECORD)) {
            return false;
        }
        jsonFrom = at + RECORD.length;
        jsonTo = trailer;
        return true;
    }

    long seq() {
        return seq;
    }

    boolean removed() {
        return removed;
    }

    boolean replaces() {
        return replaces;
    }

    byte[] json(byte[] bytes) {
        return Arrays.copyOfRange(bytes, jsonFrom, jsonTo);
    }

    /// Where the next record line might begin inside damaged bytes; -1 if nowhere.
    static int nextStart(byte[] bytes, int from, int to) {
        for (int at = from; at + SEQ.length <= to; at++) {
            if (bytes[at] == '{' && at(bytes, at, SEQ)) {
                return at;
            }
        }
        return -1;
    }

    private void close(ByteBuffer out, int start) {
        int end = out.position();
        crc.reset();
        crc.update(out.duplicate().limit(end).position(start));
        out.put(CRC);
        long value = crc.getValue();
        for (int shift = 28; shift >= 0; shift -= 4) {
            out.put(HEX[(int) (value >>> shift) & 15]);
        }
        out.put(CLOSE).put((byte) '\n');
    }

    private static boolean at(byte[] bytes, int index, byte[] expected) {
        return index + expected.length <= bytes.length
                && Arrays.equals(
                        bytes, index, index + expected.length, expected, 0, expected.length);
    }

    private static long hex(byte[] bytes, int from) {
        long value = 0;
        for (int i = from; i < from + 8; i++) {
            int digit = bytes[i] >= 'a' ? bytes[i] - 'a' + 10 : bytes[i] - '0';
            if (digit < 0 || digit > 15 || (bytes[i] >= 'a' && digit < 10)) {
                return -1;
            }
            value = value << 4 | digit;
        }
        return value;
    }

    private static int digits(long value) {
        int digits = 1;
        for (long rest = value / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    private static void putDecimal(ByteBuffer out, long value) {
        int digits = digits(value);
        int start = out.position();
        long rest = value;
        for (int i = digits - 1; i >= 0; i--) {
            out.put(start + i, (byte) ('0' + rest % 10));
            rest /= 10;
        }
        out.position(start + digits);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
