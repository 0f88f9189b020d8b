package org.fieldproof.engine.secret;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/// A text as somebody means it, which knows where each letter stands in the text as it was written:
/// `\"` is one letter, and so is `%C3%A4`. Immutable.
final class WrittenText {
    private static final int[] AS_WRITTEN = {};
    private static final String ESCAPES = "nrtbf0aev_NLP";
    private static final String MEANT = "\n\r\t\b\f\0\7\33\13\u00a0\u0085\u2028\u2029";

    private final String text;

    /// Where each letter began, and where the last one ended.
    private final int[] origins;

    WrittenText(String text) {
        this(text, AS_WRITTEN);
    }

    private WrittenText(String text, int[] origins) {
        this.text = text;
        this.origins = origins;
    }

    String text() {
        return text;
    }

    /// Where the letter at a place began.
    int origin(int at) {
        return origins.length == 0 ? at : origins[at];
    }

    /// How one letter is read.
    @FunctionalInterface
    interface Reading {
        /// Appends what is meant by what stands there, and answers where the next letter begins.
        int letter(String text, int at, StringBuilder meant);
    }

    /// What is meant where letters are written in such a way.
    WrittenText read(Reading reading) {
        StringBuilder meant = new StringBuilder(text.length());
        int[] began = new int[text.length() + 1];
        int at = 0;
        while (at < text.length()) {
            int before = meant.length();
            int next = reading.letter(text, at, meant);
            for (int letter = before; letter < meant.length(); letter++) {
                began[letter] = origin(at);
            }
            at = next;
        }
        began[meant.length()] = origin(text.length());
        return new WrittenText(meant.toString(), began);
    }

    /// `\"`, `\n`, `\xe4`, `\u00e4`: in strings of JSON, and in those of YAML in double quotes.
    static int escape(String text, int at, StringBuilder meant) {
        if (text.charAt(at) != '\\' || at + 1 == text.length()) {
            return plain(text, at, meant);
        }
        char kind = text.charAt(at + 1);
        int digits =
                switch (kind) {
                    case 'x' -> 2;
                    case 'u' -> 4;
                    case 'U' -> 8;
                    default -> 0;
                };
        int code = digits == 0 ? -1 : number(text, at + 2, digits);
        if (Character.isValidCodePoint(code)) {
            meant.appendCodePoint(code);
            return at + 2 + digits;
        }
        int known = ESCAPES.indexOf(kind);
        meant.append(known < 0 ? kind : MEANT.charAt(known));
        return at + 2;
    }

    /// `%C3%A4`, as in URLs.
    static int percent(String text, int at, StringBuilder meant) {
        int first = text.charAt(at) == '%' ? number(text, at + 1, 2) : -1;
        if (first < 0) {
            return plain(text, at, meant);
        }
        int length = first < 0xC0 ? 1 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4;
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            int place = at + 3 * i;
            int each =
                    place < text.length() && text.charAt(place) == '%'
                            ? number(text, place + 1, 2)
                            : -1;
            if (each < 0) {
                return plain(text, at, meant);
            }
            bytes[i] = (byte) each;
        }
        String letter = new String(bytes, StandardCharsets.UTF_8);
        if (letter.codePointCount(0, letter.length()) != 1) {
            return plain(text, at, meant);
        }
        meant.append(letter);
        return at + 3 * length;
    }

    /// The same, with `+` for a space.
    static int formField(String text, int at, StringBuilder meant) {
        if (text.charAt(at) == '+') {
            meant.append(' ');
            return at + 1;
        }
        return percent(text, at, meant);
    }

    /// `''`, in strings of YAML in single quotes.
    static int doubledQuote(String text, int at, StringBuilder meant) {
        return plain(text, at, meant) + (text.startsWith("''", at) ? 1 : 0);
    }

    /// A line without its indent and without what makes it a remark.
    static int line(String text, int at, StringBuilder meant) {
        if (text.startsWith("\r\n", at)) {
            return at + 1;
        }
        int next = plain(text, at, meant);
        if (text.charAt(at) == '\n') {
            while (next < text.length() && " \t#".indexOf(text.charAt(next)) >= 0) {
                next++;
            }
        }
        return next;
    }

    private static int plain(String text, int at, StringBuilder meant) {
        meant.append(text.charAt(at));
        return at + 1;
    }

    /// A number of so many hexadecimal digits, or -1.
    private static int number(String text, int from, int digits) {
        if (from + digits > text.length()) {
            return -1;
        }
        for (int at = from; at < from + digits; at++) {
            if (!HexFormat.isHexDigit(text.charAt(at))) {
                return -1;
            }
        }
        return HexFormat.fromHexDigits(text, from, from + digits);
    }
}
