package org.fieldproof.api.value;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.fieldproof.api.value.TypedValue.Array;
import org.fieldproof.api.value.TypedValue.Bool;
import org.fieldproof.api.value.TypedValue.Bytes;
import org.fieldproof.api.value.TypedValue.Float32;
import org.fieldproof.api.value.TypedValue.Float64;
import org.fieldproof.api.value.TypedValue.Int;
import org.fieldproof.api.value.TypedValue.None;
import org.fieldproof.api.value.TypedValue.Text;
import org.fieldproof.api.value.TypedValue.Time;
import org.fieldproof.api.value.TypedValue.UInt;

/// Reads the notation of this package, and nothing else (law VAL-3): no white space, no other
/// order of members, no unknown type. Used once per value; not shared.
final class TypedReader {
    private static final int DEPTH_MAX = 8;

    /// What JSON calls a number; Java's own parsers would also take `+1`, `1f` and `0x1p3`.
    private static final Pattern NUMBER = Pattern.compile("-?\\d+(\\.\\d+)?([eE][+-]?\\d+)?");

    private final String text;
    private int at;

    TypedReader(byte[] payload) {
        try {
            text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(payload))
                            .toString();
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("typed value: not UTF-8", e);
        }
    }

    TypedValue read() {
        TypedValue value = member(0);
        if (at != text.length()) {
            throw refused("the end");
        }
        return value;
    }

    private TypedValue member(int depth) {
        expect("{\"type\":\"");
        int end = text.indexOf('"', at);
        if (end < 0) {
            throw refused("a type");
        }
        String type = text.substring(at, end);
        at = end;
        expect("\",\"value\":");
        TypedValue value = value(type, depth);
        expect("}");
        return value;
    }

    private TypedValue value(String type, int depth) {
        try {
            if (type.endsWith("[]")) {
                return array(type.substring(0, type.length() - 2), depth + 1);
            }
            return switch (type) {
                case "none" -> none();
                case "bool" -> bool();
                case "int8", "int16", "int32", "int64" ->
                        new Int(Integer.parseInt(type.substring(3)), Long.parseLong(digits()));
                case "uint8", "uint16", "uint32", "uint64" ->
                        new UInt(
                                Integer.parseInt(type.substring(4)),
                                Long.parseUnsignedLong(digits()));
                case "float32" -> new Float32(Float.parseFloat(number()));
                case "float64" -> new Float64(Double.parseDouble(number()));
                case "text" -> new Text(string());
                case "bytes" -> Bytes.of(Base64.getDecoder().decode(string()));
                case "time" -> time(string());
                default -> throw refused("a known type");
            };
        } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
            throw new IllegalArgumentException(
                    "typed value: not of type " + type + " near character " + at, e);
        }
    }

    private TypedValue array(String elementType, int depth) {
        if (depth > DEPTH_MAX) {
            throw refused("at most " + DEPTH_MAX + " levels");
        }
        expect("[");
        List<TypedValue> elements = new ArrayList<>();
        while (!next(']')) {
            if (!elements.isEmpty()) {
                expect(",");
            }
            elements.add(elementType.equals("mixed") ? member(depth) : value(elementType, depth));
        }
        at++;
        return new Array(elements);
    }

    private TypedValue none() {
        expect("null");
        return new None();
    }

    private TypedValue bool() {
        return switch (word()) {
            case "true" -> new Bool(true);
            case "false" -> new Bool(false);
            default -> throw refused("true or false");
        };
    }

    private static Time time(String text) {
        Instant instant = Instant.parse(text);
        return new Time(
                Math.addExact(
                        Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L),
                        instant.getNano()));
    }

    /// A JSON number, or one of the three words that JSON has no number for.
    private String number() {
        if (!next('"')) {
            return digits();
        }
        String word = string();
        if (!word.equals("NaN") && !word.equals("Infinity") && !word.equals("-Infinity")) {
            throw refused("NaN, Infinity or -Infinity");
        }
        return word;
    }

    private String digits() {
        String word = word();
        if (!NUMBER.matcher(word).matches()) {
            throw refused("a number");
        }
        return word;
    }

    private String word() {
        int from = at;
        while (at < text.length() && ",]}".indexOf(text.charAt(at)) < 0) {
            at++;
        }
        return text.substring(from, at);
    }

    private String string() {
        expect("\"");
        StringBuilder out = new StringBuilder();
        while (!next('"')) {
            char c = take();
            if (c < 0x20) {
                throw refused("an escape");
            }
            out.append(c == '\\' ? escaped() : c);
        }
        at++;
        return out.toString();
    }

    private char escaped() {
        char c = take();
        if (c == '"' || c == '\\') {
            return c;
        }
        if (c != 'u' || at + 4 > text.length()) {
            throw refused("an escape of this notation");
        }
        String hex = text.substring(at, at + 4);
        at += 4;
        return (char) Integer.parseInt(hex, 16);
    }

    private boolean next(char c) {
        return at < text.length() && text.charAt(at) == c;
    }

    private char take() {
        if (at >= text.length()) {
            throw refused("more");
        }
        return text.charAt(at++);
    }

    private void expect(String part) {
        if (!text.startsWith(part, at)) {
            throw refused(part);
        }
        at += part.length();
    }

    private IllegalArgumentException refused(String expected) {
        return new IllegalArgumentException(
                "typed value: unexpected at character " + at + " (expected: " + expected + ")");
    }
}
