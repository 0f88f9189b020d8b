package org.fieldproof.api.value;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
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

/// Writes the notation of this package.
final class TypedWriter {
    private TypedWriter() {}

    static byte[] write(TypedValue value) {
        StringBuilder out = new StringBuilder(48);
        out.append("{\"type\":\"").append(type(value)).append("\",\"value\":");
        append(out, value);
        return out.append('}').toString().getBytes(StandardCharsets.UTF_8);
    }

    /// An array is named for its first element; mixed arrays (OPC UA knows arrays of Variant)
    /// carry a type with each element.
    static String type(TypedValue value) {
        return switch (value) {
            case None _ -> "none";
            case Bool _ -> "bool";
            case Int(int bits, long _) -> "int" + bits;
            case UInt(int bits, long _) -> "uint" + bits;
            case Float32 _ -> "float32";
            case Float64 _ -> "float64";
            case Text _ -> "text";
            case Bytes _ -> "bytes";
            case Time _ -> "time";
            case Array array -> arrayType(array);
        };
    }

    private static String arrayType(Array array) {
        if (array.elements().isEmpty()) {
            return "none[]";
        }
        String first = type(array.elements().getFirst());
        for (TypedValue element : array.elements()) {
            if (!type(element).equals(first)) {
                return "mixed[]";
            }
        }
        return first + "[]";
    }

    static void append(StringBuilder out, TypedValue value) {
        switch (value) {
            case None _ -> out.append("null");
            case Bool(boolean bool) -> out.append(bool);
            case Int(int _, long number) -> out.append(number);
            case UInt(int _, long bits) -> out.append(Long.toUnsignedString(bits));
            case Float32(float number) -> {
                if (Float.isFinite(number)) {
                    out.append(number);
                } else {
                    out.append('"').append(number).append('"');
                }
            }
            case Float64(double number) -> {
                if (Double.isFinite(number)) {
                    out.append(number);
                } else {
                    out.append('"').append(number).append('"');
                }
            }
            case Text(String text) -> quote(out, text);
            case Bytes bytes ->
                    out.append('"')
                            .append(Base64.getEncoder().encodeToString(bytes.toArray()))
                            .append('"');
            case Time(long epochNanos) ->
                    out.append('"')
                            .append(
                                    Instant.ofEpochSecond(
                                            Math.floorDiv(epochNanos, 1_000_000_000L),
                                            Math.floorMod(epochNanos, 1_000_000_000L)))
                            .append('"');
            case Array array -> appendArray(out, array);
        }
    }

    private static void appendArray(StringBuilder out, Array array) {
        boolean mixed = arrayType(array).equals("mixed[]");
        out.append('[');
        for (int i = 0; i < array.elements().size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            TypedValue element = array.elements().get(i);
            if (mixed) {
                out.append("{\"type\":\"").append(type(element)).append("\",\"value\":");
                append(out, element);
                out.append('}');
            } else {
                append(out, element);
            }
        }
        out.append(']');
    }

    /// Lone surrogates and control characters are escaped, so that the bytes are valid UTF-8 and
    /// reading gives the same text back.
    private static void quote(StringBuilder out, String text) {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < 0x20 || (Character.isSurrogate(c) && !inPair(text, i))) {
                out.append("\\u");
                String hex = Integer.toHexString(c);
                out.repeat('0', 4 - hex.length()).append(hex);
            } else {
                out.append(c);
            }
        }
        out.append('"');
    }

    private static boolean inPair(String text, int at) {
        char c = text.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 < text.length() && Character.isLowSurrogate(text.charAt(at + 1));
        }
        return at > 0 && Character.isHighSurrogate(text.charAt(at - 1));
    }
}
