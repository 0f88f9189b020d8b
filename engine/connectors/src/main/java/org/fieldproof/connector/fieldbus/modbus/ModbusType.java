package org.fieldproof.connector.fieldbus.modbus;

import java.nio.charset.StandardCharsets;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.api.value.TypedValue;

/// How registers are read as a value.
///
/// @param bytes length in bytes; for TEXT what was declared
/// @param order TEXT: of the two characters of a register
record ModbusType(Kind kind, int bytes, ByteOrder order) {
    /// Longest text, in characters: what one request can bring.
    static final int TEXT_MAX = 2 * ModbusTable.REGISTERS_MAX;

    enum Kind {
        BOOL,
        INT,
        UINT,
        FLOAT,
        BCD,
        TEXT
    }

    static final ModbusType BOOL = new ModbusType(Kind.BOOL, 2, ByteOrder.AB);

    ModbusType {
        if (kind != Kind.TEXT && order.bytes() != bytes) {
            throw new IllegalArgumentException(
                    "order: " + order + " (expected: one of " + bytes + " bytes)");
        }
    }

    int registers() {
        return (bytes + 1) / 2;
    }

    /// Reads the value that begins at `from`; BAD where the bytes are none of this type.
    Reading read(byte[] wire, int from) {
        return switch (kind) {
            case BOOL ->
                    throw new IllegalStateException("bool: read by its bit (expected: not here)");
            case INT -> Reading.good(new TypedValue.Int(bytes * 8, signed(order.bits(wire, from))));
            case UINT -> Reading.good(new TypedValue.UInt(bytes * 8, order.bits(wire, from)));
            case FLOAT ->
                    Reading.good(
                            bytes == 4
                                    ? new TypedValue.Float32(
                                            Float.intBitsToFloat((int) order.bits(wire, from)))
                                    : new TypedValue.Float64(
                                            Double.longBitsToDouble(order.bits(wire, from))));
            case BCD -> bcd(order.bits(wire, from));
            case TEXT -> text(wire, from);
        };
    }

    private long signed(long bits) {
        int unused = 64 - bytes * 8;
        return (bits << unused) >> unused;
    }

    private Reading bcd(long bits) {
        long value = 0;
        for (int shift = bytes * 8 - 4; shift >= 0; shift -= 4) {
            long digit = (bits >> shift) & 0xf;
            if (digit > 9) {
                return Reading.bad("not-bcd");
            }
            value = value * 10 + digit;
        }
        return Reading.good(new TypedValue.UInt(bytes * 8, value));
    }

    /// Ends at the first NUL; bytes above 127 are Latin-1.
    private Reading text(byte[] wire, int from) {
        byte[] text = new byte[bytes];
        int length = 0;
        while (length < bytes) {
            int at = order == ByteOrder.BA ? length ^ 1 : length;
            byte next = wire[from + at];
            if (next == 0) {
                break;
            }
            text[length] = next;
            length++;
        }
        return Reading.good(
                new TypedValue.Text(
                        new String(text, 0, length, StandardCharsets.ISO_8859_1).stripTrailing()));
    }

    /// The other way round: the registers that hold a value, as near as they can.
    byte[] wire(TypedValue value) {
        double number = value.number().orElse(0);
        byte[] wire = new byte[registers() * 2];
        switch (kind) {
            case BOOL -> throw new IllegalStateException("bool: put by its bit");
            case INT, UINT -> order.put(whole(value, number), wire, 0);
            case FLOAT ->
                    order.put(
                            bytes == 4
                                    ? Float.floatToRawIntBits((float) number)
                                    : Double.doubleToRawLongBits(number),
                            wire,
                            0);
            case BCD -> order.put(digits(Math.round(number), bytes * 2), wire, 0);
            case TEXT -> {
                String text =
                        value instanceof TypedValue.Text(String words)
                                ? words
                                : String.valueOf(Math.round(number));
                byte[] latin = text.getBytes(StandardCharsets.ISO_8859_1);
                for (int i = 0; i < Math.min(latin.length, bytes); i++) {
                    wire[order == ByteOrder.BA ? i ^ 1 : i] = latin[i];
                }
            }
        }
        return wire;
    }

    private static long whole(TypedValue value, double number) {
        return switch (value) {
            case TypedValue.Int(int _, long exact) -> exact;
            case TypedValue.UInt(int _, long exact) -> exact;
            default -> Math.round(number);
        };
    }

    private static long digits(long number, int digits) {
        long bits = 0;
        long left = Math.abs(number);
        for (int i = 0; i < digits; i++) {
            bits |= (left % 10) << (4 * i);
            left /= 10;
        }
        return bits;
    }
}
