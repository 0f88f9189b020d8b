package org.fieldproof.connector.influx;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes of line protocol under construction, and the only place that knows its escapes (law
/// INFL-L1). Confined to the sink's worker.
///
/// | where | escaped with `\` | written as `%XX` |
/// |---|---|---|
/// | measurement | `,` space | control characters, `\`, `%`, half surrogates |
/// | tag, field key | `,` `=` space | the same |
/// | text field | `"` `\` | nothing: a line feed inside quotes is text |
///
/// Neither server can store a line feed in a tag, nor a backslash at its end.
final class LineBuffer {
    private static final int DIGITS_MAX = 20;
    private static final String HEX = "0123456789ABCDEF";
    private static final int FIRST_BYTES = 1 << 16;
    // A request that shares its lines has less.
    private static final int KEPT_BYTES_MAX = 4 << 20;

    private byte[] bytes = new byte[FIRST_BYTES];
    private int size;

    int size() {
        return size;
    }

    byte[] array() {
        return bytes;
    }

    void truncate(int to) {
        size = to;
    }

    /// Empty again; what one large request needed is not kept for the small ones after it.
    void clear() {
        size = 0;
        if (bytes.length > KEPT_BYTES_MAX) {
            bytes = new byte[FIRST_BYTES];
        }
    }

    void raw(char ascii) {
        room(1);
        bytes[size++] = (byte) ascii;
    }

    void raw(String ascii) {
        int length = ascii.length();
        room(length);
        for (int i = 0; i < length; i++) {
            bytes[size++] = (byte) ascii.charAt(i);
        }
    }

    /// What was made with another buffer.
    void raw(byte[] made) {
        room(made.length);
        System.arraycopy(made, 0, bytes, size, made.length);
        size += made.length;
    }

    /// A copy of the bytes from there on.
    byte[] from(int start) {
        return Arrays.copyOfRange(bytes, start, size);
    }

    /// A number's digits.
    void number(long number) {
        if (number == Long.MIN_VALUE) {
            raw(Long.toString(number));
            return;
        }
        room(DIGITS_MAX);
        long left = Math.abs(number);
        if (number < 0) {
            bytes[size++] = '-';
        }
        int digits = 1;
        for (long rest = left; rest >= 10; rest /= 10) {
            digits++;
        }
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + left % 10);
            left /= 10;
        }
        size += digits;
    }

    void measurement(String name) {
        escaped(name, false);
    }

    void key(String name) {
        escaped(name, true);
    }

    private void escaped(String text, boolean equalsToo) {
        int length = text.length();
        room(length * 6);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (c == ',' || c == ' ' || (c == '=' && equalsToo)) {
                bytes[size++] = '\\';
                bytes[size++] = (byte) c;
            } else if (c < 0x20 || c == 0x7f || c == '\\' || c == '%') {
                bytes[size++] = '%';
                bytes[size++] = (byte) HEX.charAt(c >> 4);
                bytes[size++] = (byte) HEX.charAt(c & 15);
            } else if (c < 0x80) {
                bytes[size++] = (byte) c;
            } else {
                i += wide(text, i);
            }
        }
    }

    /// A character beyond ASCII; half a surrogate pair becomes `%uXXXX`. Says how many more
    /// chars were used.
    private int wide(String text, int at) {
        char c = text.charAt(at);
        if (!Character.isSurrogate(c)) {
            append(Character.toString(c));
            return 0;
        }
        if (Character.isHighSurrogate(c)
                && at + 1 < text.length()
                && Character.isLowSurrogate(text.charAt(at + 1))) {
            append(text.substring(at, at + 2));
            return 1;
        }
        append("%u" + Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT));
        return 0;
    }

    /// A text field's value with its quotes.
    void quoted(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        room(2 * utf8.length + 2);
        bytes[size++] = '"';
        for (byte b : utf8) {
            if (b == '"' || b == '\\') {
                bytes[size++] = '\\';
            }
            bytes[size++] = b;
        }
        bytes[size++] = '"';
    }

    private void append(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        room(utf8.length);
        System.arraycopy(utf8, 0, bytes, size, utf8.length);
        size += utf8.length;
    }

    private void room(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
        }
    }

    /// The name or tag that these bytes of a server's answer stand for.
    static String decoded(String stored) {
        if (stored.indexOf('%') < 0) {
            return stored;
        }
        StringBuilder text = new StringBuilder(stored.length());
        for (int i = 0; i < stored.length(); i++) {
            char c = stored.charAt(i);
            int digits = c == '%' && i + 1 < stored.length() && stored.charAt(i + 1) == 'u' ? 4 : 2;
            int from = digits == 4 ? i + 2 : i + 1;
            if (c != '%' || from + digits > stored.length()) {
                text.append(c);
            } else {
                text.append((char) Integer.parseInt(stored.substring(from, from + digits), 16));
                i = from + digits - 1;
            }
        }
        return text.toString();
    }
}
