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
    /// How NaN and the infinities are written, for which JSON has no number.
    enum Beyond {
        /// As text, which reading takes back.
        QUOTED,
        NULL
    }

    private TypedWriter() {}

    static byte[] write(TypedValue value) {
        StringBuilder out = new StringBuilder(48);
        out.append("{\"type\":\"").append(type(value)).append("\",\"value\":");
        append(out, value, Beyond.QUOTED);
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

    static void append(StringBuilder out, TypedValue value, Beyond beyond) {
        switch (value) {
            case None _ -> out.append("null");
            case Bool(boolean bool) -> out.append(bool);
            case Int(int _, long number) -> out.append(number);
            case UInt(int _, long bits) -> out.append(Long.toUnsignedString(bits));
            case Float32(float number) ->
                    appendNumber(out, Float.isFinite(number), Float.toString(number), beyond);
            case Float64(double number) ->
                    appendNumber(out, Double.isFinite(number), Double.toString(number), beyond);
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
            case Array array -> appendArray(out, array, beyond);
        }
    }

    private static void appendNumber(
            StringBuilder out, boolean finite, String number, Beyond beyond) {
        if (finite) {
            out.append(number);
        } else if (beyond == Beyond.NULL) {
            out.append("null");
        } else {
            out.append('"').append(number).append('"');
        }
    }

    private static void appendArray(StringBuilder out, Array array, Beyond beyond) {
        boolean mixed = arrayType(array).equals("mixed[]");
        out.append('[');
        for (int i = 0; i < array.elements().size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            TypedValue element = array.elements().get(i);
            if (mixed) {
                out.append("{\"type\":\"").append(type(element)).append("\",\"value\":");
                append(out, element, beyond);
                out.append('}');
            } else {
                append(out, element, beyond);
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
