package org.fieldproof.log;

import java.util.concurrent.locks.LockSupport;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// What waits for `fp-log`. Two arrays change hands: appenders fill one while the writer commits
/// the other, so that a record costs no allocation. The lock is held for a few instructions and
/// never across I/O. How much may wait is bounded by the intake, in bytes.
final class AppendQueue {
    private static final int FIRST_CAPACITY = 1024;

    private final Object lock = new Object();
    private LogEntry[] entries = new LogEntry[FIRST_CAPACITY];
    private int count;
    private boolean closed;
    private boolean nudged;
    private @Nullable StoreException refusal;
    private @Nullable Thread sleeper;

    /// Adds an entry; returns the reason if it cannot.
    @Nullable StoreException offer(LogEntry entry) {
        Thread wake;
        synchronized (lock) {
            StoreException no = refusal;
            if (no != null) {
                return no;
            }
            if (count == entries.length) {
                entries = java.util.Arrays.copyOf(entries, count * 2);
            }
            entries[count++] = entry;
            wake = sleeper;
            sleeper = null;
        }
        LockSupport.unpark(wake);
        return null;
    }

    /// From now on entries are refused; what waits is still handed out.
    void refuse(StoreException why) {
        synchronized (lock) {
            if (refusal == null) {
                refusal = why;
            }
            closed = true;
        }
        nudge();
    }

    /// Wakes the writer for something else than an entry.
    void nudge() {
        Thread wake;
        synchronized (lock) {
            nudged = true;
            wake = sleeper;
            sleeper = null;
        }
        LockSupport.unpark(wake);
    }

    boolean closed() {
        synchronized (lock) {
            return closed;
        }
    }

    int pending() {
        synchronized (lock) {
            return count;
        }
    }

    /// Moves what waits into the batch; waits for something, a nudge or the time to pass. Only
    /// the writer calls it.
    void take(Batch into, long waitNanos) {
        into.clear();
        synchronized (lock) {
            if (handOver(into)) {
                return;
            }
            sleeper = Thread.currentThread();
        }
        LockSupport.parkNanos(this, waitNanos);
        synchronized (lock) {
            sleeper = null;
            handOver(into);
        }
    }

    /// Waits without taking anything, until a nudge or the time has passed.
    void pause(long waitNanos) {
        synchronized (lock) {
            if (closed) {
                return;
            }
        }
        LockSupport.parkNanos(this, waitNanos);
    }

    private boolean handOver(Batch into) {
        boolean something = count > 0 || nudged || closed;
        nudged = false;
        if (count > 0) {
            LogEntry[] filled = entries;
            entries = into.entries;
            into.entries = filled;
            into.count = count;
            count = 0;
        }
        return something;
    }

    /// Entries in the hands of the writer.
    static final class Batch {
        private LogEntry[] entries = new LogEntry[FIRST_CAPACITY];
        private int count;

        int count() {
            return count;
        }

        LogEntry get(int index) {
            return entries[index];
        }

        private void clear() {
            java.util.Arrays.fill(entries, 0, count, null);
            count = 0;
        }
    }
}
