package org.fieldproof.connector.jdbc;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// A table's identifier: never blank, no control characters, at most 63 bytes of UTF-8.
///
/// PostgreSQL cuts longer names at 63 bytes without an error, so that two tables with a common
/// beginning become one. A longer name is therefore cut here and gets a hash of the whole as its
/// end, which keeps different names different.
///
/// @param identifier the name as the database will hold it, unquoted
public record TableName(String identifier) {
    static final int IDENTIFIER_BYTES_MAX = 63;
    private static final int HASH_BYTES = 8;

    public TableName {
        String fault = faultOf(identifier);
        if (!fault.isEmpty()) {
            throw new IllegalArgumentException("identifier: " + fault);
        }
        if (utf8Bytes(identifier) > IDENTIFIER_BYTES_MAX) {
            throw new IllegalArgumentException(
                    "identifier: "
                            + utf8Bytes(identifier)
                            + " bytes (expected: <= "
                            + IDENTIFIER_BYTES_MAX
                            + ")");
        }
    }

    /// The table for a configured name; see [#faultOf(String)] for what is refused.
    public static TableName of(String configured) {
        if (utf8Bytes(configured) <= IDENTIFIER_BYTES_MAX || !faultOf(configured).isEmpty()) {
            return new TableName(configured);
        }
        String end = "_" + hashOf(configured);
        return new TableName(cut(configured, IDENTIFIER_BYTES_MAX - end.length()) + end);
    }

    /// Why a name cannot be a table's; empty if it can.
    public static String faultOf(String configured) {
        if (configured.isBlank()) {
            return "The name is blank.";
        }
        for (int at = 0; at < configured.length(); at++) {
            char unit = configured.charAt(at);
            if (Character.isISOControl(unit)) {
                return "The name has a control character at position " + (at + 1) + ".";
            }
            if (Character.isSurrogate(unit)) {
                if (!Character.isHighSurrogate(unit)
                        || at + 1 == configured.length()
                        || !Character.isLowSurrogate(configured.charAt(at + 1))) {
                    return "The name has half a character at position " + (at + 1) + ".";
                }
                at++;
            }
        }
        return "";
    }

    /// The identifier in SQL: double quotes around it, its own doubled.
    public String quoted() {
        return '"' + identifier.replace("\"", "\"\"") + '"';
    }

    /// The same table in H2, where plain names are held in upper case, so that people can write
    /// them in their queries without quotes.
    TableName upperIfPlain() {
        return identifier.matches("[a-z_][a-z0-9_]*")
                ? new TableName(identifier.toUpperCase(Locale.ROOT))
                : this;
    }

    private static String cut(String text, int bytesMax) {
        int end = 0;
        int bytes = 0;
        while (end < text.length()) {
            int point = text.codePointAt(end);
            int width = point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
            if (bytes + width > bytesMax) {
                break;
            }
            bytes += width;
            end += Character.charCount(point);
        }
        return text.substring(0, end);
    }

    private static int utf8Bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    private static String hashOf(String text) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256 is part of every JDK", e);
        }
    }
}
