package org.fieldproof.api.value;

import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalDouble;

/// A value with its type, as a typed protocol (OPC UA, Modbus, S7) delivered it. Immutable.
public sealed interface TypedValue {

    /// No value: what a BAD quality carries, so that nobody takes an old value for a new one.
    record None() implements TypedValue {}

    record Bool(boolean value) implements TypedValue {}

    /// A signed whole number.
    ///
    /// @param bits 8, 16, 32 or 64
    record Int(int bits, long value) implements TypedValue {
        public Int {
            requireBits(bits);
            if (bits < 64 && (value < -(1L << (bits - 1)) || value >= 1L << (bits - 1))) {
                throw new IllegalArgumentException(
                        "value: " + value + " (expected: int" + bits + ")");
            }
        }
    }

    /// An unsigned whole number.
    ///
    /// @param bits 8, 16, 32 or 64
    /// @param value its bits; above 2^63 a negative `long`, as in [Long#toUnsignedString(long)]
    record UInt(int bits, long value) implements TypedValue {
        public UInt {
            requireBits(bits);
            if (bits < 64 && (value < 0 || value >= 1L << bits)) {
                throw new IllegalArgumentException(
                        "value: " + value + " (expected: uint" + bits + ")");
            }
        }
    }

    /// IEEE 754 single precision; NaN and the infinities are values.
    record Float32(float value) implements TypedValue {}

    /// IEEE 754 double precision; NaN and the infinities are values.
    record Float64(double value) implements TypedValue {}

    record Text(String value) implements TypedValue {}

    /// Raw bytes, also of structures that nobody here can take apart.
    record Bytes(List<Byte> value) implements TypedValue {
        public Bytes {
            value = List.copyOf(value);
        }

        /// A value with a copy of these bytes.
        public static Bytes of(byte[] bytes) {
            Byte[] boxed = new Byte[bytes.length];
            for (int i = 0; i < bytes.length; i++) {
                boxed[i] = bytes[i];
            }
            return new Bytes(List.of(boxed));
        }

        /// A copy.
        public byte[] toArray() {
            byte[] bytes = new byte[value.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = value.get(i);
            }
            return bytes;
        }
    }

    /// A point in time, nanoseconds since 1970-01-01T00:00:00Z.
    record Time(long epochNanos) implements TypedValue {}

    /// An array; a matrix is an array of arrays.
    record Array(List<TypedValue> elements) implements TypedValue {
        public Array {
            elements = List.copyOf(elements);
        }
    }

    /// The value in the payload notation of this package, UTF-8.
    default byte[] encode() {
        return TypedWriter.write(this);
    }

    /// Appends the value alone, as it stands in the notation but without its type: JSON. NaN and
    /// the infinities, for which JSON has no number, are null.
    default void appendTo(StringBuilder json) {
        TypedWriter.append(json, this, TypedWriter.Beyond.NULL);
    }

    /// Reads the payload notation.
    ///
    /// @throws IllegalArgumentException where it is not of the notation (law VAL-3)
    static TypedValue decode(byte[] payload) {
        return new TypedReader(payload).read();
    }

    /// The value as a number, for trends, deadbands and arithmetic; booleans are 0 and 1; empty
    /// for what is no number. 64-bit numbers lose what a double cannot hold.
    default OptionalDouble number() {
        return switch (this) {
            case Bool(boolean value) -> OptionalDouble.of(value ? 1 : 0);
            case Int(int _, long value) -> OptionalDouble.of((double) value);
            case UInt(int _, long value) ->
                    OptionalDouble.of(
                            value >= 0
                                    ? (double) value
                                    : new BigDecimal(Long.toUnsignedString(value)).doubleValue());
            case Float32(float value) -> OptionalDouble.of(value);
            case Float64(double value) -> OptionalDouble.of(value);
            case None _, Text _, Bytes _, Time _, Array _ -> OptionalDouble.empty();
        };
    }

    private static void requireBits(int bits) {
        if (bits != 8 && bits != 16 && bits != 32 && bits != 64) {
            throw new IllegalArgumentException("bits: " + bits + " (expected: 8, 16, 32 or 64)");
        }
    }
}
