package org.fieldproof.drill.link;

import java.util.ArrayDeque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// What one direction of a connection holds between reading and writing; bounded by bytes, so
/// that a slow writer stops the reader and with it the sender (LINK-4). One reader, one writer.
final class ChunkQueue {
    /// Enough for 100 ms of delay at 10 MB/s; a line without delay holds one or two chunks.
    static final int BYTES_MAX = 1 << 20;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();
    private int heldBytes;
    private boolean closed;

    /// Bytes as read. An empty chunk is the end of the stream.
    ///
    /// @param jitter where in the range of a jitter it falls, -1 to 1
    @SuppressWarnings("ArrayRecordComponent") // handed over, never shared
    record Chunk(byte[] bytes, long readAtNanos, double jitter) {}

    /// Waits for room and adds.
    ///
    /// @return false if closed
    boolean put(Chunk chunk) {
        lock.lock();
        try {
            while (!closed && heldBytes > 0 && heldBytes + chunk.bytes().length > BYTES_MAX) {
                changed.awaitUninterruptibly();
            }
            if (closed) {
                return false;
            }
            chunks.add(chunk);
            heldBytes += chunk.bytes().length;
            changed.signalAll();
            return true;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the next chunk; null if closed.
    @Nullable Chunk take() {
        lock.lock();
        try {
            while (!closed && chunks.isEmpty()) {
                changed.awaitUninterruptibly();
            }
            return closed ? null : chunks.peek();
        } finally {
            lock.unlock();
        }
    }

    /// The chunk last taken has been written: its room is free.
    void written() {
        lock.lock();
        try {
            Chunk chunk = chunks.remove();
            heldBytes -= chunk.bytes().length;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /// Lets go of everything; both sides return.
    void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
