package org.fieldproof.engine.record;

import java.nio.ByteBuffer;

/// Unsigned LEB128 lengths: one byte up to 127, which nearly every name is.
final class Leb128 {
    private Leb128() {}

    static int bytes(int value) {
        return Math.max(1, (38 - Integer.numberOfLeadingZeros(value)) / 7);
    }

    /// Bytes of a length followed by that many bytes.
    static int prefixedBytes(int length) {
        return bytes(length) + length;
    }

    static void put(ByteBuffer into, int value) {
        int rest = value;
        while ((rest & ~0x7f) != 0) {
            into.put((byte) ((rest & 0x7f) | 0x80));
            rest >>>= 7;
        }
        into.put((byte) rest);
    }

    static void putPrefixed(ByteBuffer into, byte[] bytes) {
        put(into, bytes.length);
        into.put(bytes);
    }

    /// @throws IllegalArgumentException if the value is longer than five bytes or negative
    static int get(ByteBuffer from) {
        int value = 0;
        for (int shift = 0; shift < 35; shift += 7) {
            byte next = from.get();
            value |= (next & 0x7f) << shift;
            if (next >= 0) {
                if (value < 0) {
                    break;
                }
                return value;
            }
        }
        throw new IllegalArgumentException("length: too long (expected: below 2^31)");
    }
}
