package org.fieldproof.connector.fieldbus.modbus;

import java.util.List;
import java.util.Optional;

/// In which order a device sends the bytes of a value. `A` is the most significant byte; the name
/// is the order on the wire, as people write it: `CDAB` has the low register first.
enum ByteOrder {
    AB,
    BA,
    ABCD,
    CDAB,
    BADC,
    DCBA,
    ABCDEFGH,
    GHEFCDAB,
    BADCFEHG,
    HGFEDCBA,
    CDABGHEF,
    EFGHABCD;

    /// How many bytes it orders.
    int bytes() {
        return name().length();
    }

    /// The value's bytes, most significant first, from those on the wire.
    ///
    /// @param from where the value begins in `wire`
    long bits(byte[] wire, int from) {
        long bits = 0;
        for (int i = 0; i < bytes(); i++) {
            int shift = 8 * (bytes() - 1 - (name().charAt(i) - 'A'));
            bits |= (wire[from + i] & 0xffL) << shift;
        }
        return bits;
    }

    /// The other way round: writes the low bytes of `bits` in this order.
    void put(long bits, byte[] wire, int from) {
        for (int i = 0; i < bytes(); i++) {
            int shift = 8 * (bytes() - 1 - (name().charAt(i) - 'A'));
            wire[from + i] = (byte) (bits >> shift);
        }
    }

    /// All orders of that many bytes, the usual one first.
    static List<ByteOrder> of(int bytes) {
        return java.util.Arrays.stream(values()).filter(order -> order.bytes() == bytes).toList();
    }

    static Optional<ByteOrder> named(String name, int bytes) {
        return of(bytes).stream().filter(order -> order.name().equals(name)).findFirst();
    }

    /// What a connection's order for four bytes means for eight.
    ByteOrder wide() {
        return switch (this) {
            case CDAB -> GHEFCDAB;
            case BADC -> BADCFEHG;
            case DCBA -> HGFEDCBA;
            default -> ABCDEFGH;
        };
    }
}
