package org.fieldproof.engine.intake;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;

/// The bytes that may stand between the door and the disk, over all connections. Beyond the limit
/// sources are told to wait, and are called back when less than half is in use, so that they do
/// not wake for every record.
///
/// Any thread may call it.
public final class IntakeBudget {
    private final long limitBytes;
    private final AtomicLong usedBytes = new AtomicLong();
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();

    // Volatile: set by the engine's housekeeping, read by every source.
    private volatile boolean held;
    private volatile boolean closed;

    public IntakeBudget(long limitBytes) {
        if (limitBytes < 1) {
            throw new IllegalArgumentException("limitBytes: " + limitBytes + " (expected: >= 1)");
        }
        this.limitBytes = limitBytes;
    }

    public long limitBytes() {
        return limitBytes;
    }

    public long usedBytes() {
        return usedBytes.get();
    }

    /// True once nothing is taken in any more.
    public boolean isClosed() {
        return closed;
    }

    /// True while the engine holds the door shut for a reason behind it (log full, lane full).
    public boolean isHeld() {
        return held;
    }

    /// Takes bytes, over the limit if need be; false if the source shall wait from now on.
    boolean take(long bytes) {
        return usedBytes.addAndGet(bytes) < limitBytes && !held;
    }

    void giveBack(long bytes) {
        long used = usedBytes.addAndGet(-bytes);
        if (used <= limitBytes / 2 && !held && !waiting.isEmpty()) {
            wakeAll();
        }
    }

    void onRoom(Runnable whenRoom) {
        if (closed) {
            // Nobody waits for a door that stays shut: stop tells the sources itself.
            return;
        }
        if (usedBytes.get() < limitBytes && !held) {
            whenRoom.run();
            return;
        }
        waiting.add(whenRoom);
        // What was in the way may have gone between the look and the add.
        if (usedBytes.get() <= limitBytes / 2 && !held) {
            wakeAll();
        }
    }

    /// Holds the door shut, or opens it again.
    public void hold(boolean shut) {
        held = shut;
        if (!shut && usedBytes.get() <= limitBytes / 2) {
            wakeAll();
        }
    }

    /// Closes for good, when the gateway stops.
    public void close() {
        closed = true;
    }

    private void wakeAll() {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
    }
}
