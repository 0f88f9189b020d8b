package org.fieldproof.app.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;

/// Payloads that one sync will cover, as `int length, bytes`, and who waits for it.
final class FloorBatch {
    static final int BYTES_MAX = 4 << 20;

    private final ByteBuffer frames = ByteBuffer.allocateDirect(BYTES_MAX);
    private FloorEndpoint.Line[] lines = new FloorEndpoint.Line[4_096];
    private short[] ids = new short[4_096];
    private int count;

    boolean hasRoomFor(int payloadBytes) {
        return frames.remaining() >= 4 + payloadBytes;
    }

    void add(FloorEndpoint.Line line, short id, byte[] from, int offset, int length) {
        if (count == ids.length) {
            lines = Arrays.copyOf(lines, 2 * count);
            ids = Arrays.copyOf(ids, 2 * count);
        }
        frames.putInt(length).put(from, offset, length);
        lines[count] = line;
        ids[count] = id;
        count++;
    }

    int count() {
        return count;
    }

    FloorEndpoint.Line line(int index) {
        return lines[index];
    }

    short id(int index) {
        return ids[index];
    }

    /// The frames, ready to be read from the beginning.
    ByteBuffer written() {
        return frames.duplicate().flip();
    }

    void clear() {
        frames.clear();
        count = 0;
    }
}
