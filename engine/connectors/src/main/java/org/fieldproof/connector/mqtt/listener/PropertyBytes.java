package org.fieldproof.connector.mqtt.listener;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Collects encoded MQTT 5 properties (section 2.2.2). Confined to the event loop.
final class PropertyBytes {
    private byte[] bytes = new byte[128];
    private int size;

    void clear() {
        size = 0;
        if (bytes.length > 8_192) {
            // One giant packet must not pin its size for ever.
            bytes = new byte[128];
        }
    }

    /// Copies already encoded bytes.
    void copy(ByteBuf from, int start, int end) {
        int count = end - start;
        room(count);
        from.getBytes(start, bytes, size, count);
        size += count;
    }

    PropertyBytes oneByte(int id, int value) {
        room(2);
        bytes[size++] = (byte) id;
        bytes[size++] = (byte) value;
        return this;
    }

    PropertyBytes twoBytes(int id, int value) {
        oneByte(id, value >> 8);
        bytes[size++] = (byte) value;
        return this;
    }

    PropertyBytes fourBytes(int id, long value) {
        room(5);
        bytes[size++] = (byte) id;
        for (int shift = 24; shift >= 0; shift -= 8) {
            bytes[size++] = (byte) (value >> shift);
        }
        return this;
    }

    PropertyBytes variableInteger(int id, int value) {
        room(6);
        bytes[size++] = (byte) id;
        int rest = value;
        do {
            int low = rest & 0x7F;
            rest >>>= 7;
            bytes[size++] = (byte) (rest > 0 ? low | 0x80 : low);
        } while (rest > 0);
        return this;
    }

    PropertyBytes text(int id, String value) {
        return binary(id, value.getBytes(StandardCharsets.UTF_8));
    }

    PropertyBytes binary(int id, byte[] value) {
        room(1);
        bytes[size++] = (byte) id;
        return lengthAnd(value);
    }

    PropertyBytes pair(int id, String name, String value) {
        return text(id, name).lengthAnd(value.getBytes(StandardCharsets.UTF_8));
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, size);
    }

    private PropertyBytes lengthAnd(byte[] value) {
        room(2 + value.length);
        bytes[size++] = (byte) (value.length >> 8);
        bytes[size++] = (byte) value.length;
        System.arraycopy(value, 0, bytes, size, value.length);
        size += value.length;
        return this;
    }

    private void room(int count) {
        // One spare byte lets twoBytes build on oneByte.
        if (bytes.length - size < count + 1) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + count + 1));
        }
    }
}
