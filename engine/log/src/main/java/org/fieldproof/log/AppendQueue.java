package org.fieldproof.log;

import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// What waits for `fp-log`. Two arrays change hands: appenders fill one while the writer commits
/// the other, so that a record costs no allocation. The lock is held for a few instructions and
/// never across I/O. How much may wait is bounded by the intake, in bytes.
final class AppendQueue {
    private static final int FIRST_CAPACITY = 1024;

    /// About 30 microseconds, what putting a thread to sleep and waking it costs.
    private static final int SPINS = 1_000;
    private static final long AT_ONCE_NANOS = 60_000;

    private final LongSupplier nanoTime;
    private final Object lock = new Object();
    private LogEntry[] entries = new LogEntry[FIRST_CAPACITY];
    private int count;
    private boolean closed;
    private boolean nudged;
    private @Nullable StoreException refusal;
    private @Nullable Thread sleeper;

    /// Set under the lock, read by the spinning writer without it.
    private volatile boolean something;

    /// The writer's own: whether what it waited for last came at once.
    private boolean cameAtOnce;

    AppendQueue(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// Adds an entry; returns the reason if it cannot.
    @Nullable StoreException offer(LogEntry entry) {
        Thread wake;
        synchronized (lock) {
            StoreException no = refusal;
            if (no != null) {
                return no;
            }
            reserve(1);
            entries[count++] = entry;
            wake = arrived();
        }
        LockSupport.unpark(wake);
        return null;
    }

    /// Adds entries that shall be written together, as far as one write holds them; returns the
    /// reason if it cannot, then none was added.
    @Nullable StoreException offer(LogEntry[] group, int groupCount) {
        Thread wake;
        synchronized (lock) {
            StoreException no = refusal;
            if (no != null) {
                return no;
            }
            reserve(groupCount);
            System.arraycopy(group, 0, entries, count, groupCount);
            count += groupCount;
            wake = arrived();
        }
        LockSupport.unpark(wake);
        return null;
    }

    private void reserve(int more) {
        if (entries.length - count < more) {
            entries = Arrays.copyOf(entries, Math.max(entries.length * 2, count + more));
        }
    }

    /// Under the lock: there is something; returns who is to be woken for it.
    private @Nullable Thread arrived() {
        if (!something) {
            something = true;
        }
        Thread wake = sleeper;
        sleeper = null;
        return wake;
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
            wake = arrived();
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
        if (cameAtOnce && !something) {
            spin();
        }
        synchronized (lock) {
            if (handOver(into)) {
                return;
            }
            sleeper = Thread.currentThread();
        }
        long before = nanoTime.getAsLong();
        LockSupport.parkNanos(this, waitNanos);
        cameAtOnce = nanoTime.getAsLong() - before < AT_ONCE_NANOS;
        synchronized (lock) {
            sleeper = null;
            handOver(into);
        }
    }

    /// Someone who waits for the answer to one record before it sends the next is back sooner
    /// than a sleeper wakes. Where that does not come true there is no spinning the next time.
    private void spin() {
        for (int i = 0; i < SPINS && !something; i++) {
            Thread.onSpinWait();
        }
        cameAtOnce = something;
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
        boolean found = count > 0 || nudged || closed;
        nudged = false;
        something = false;
        if (count > 0) {
            LogEntry[] filled = entries;
            entries = into.entries;
            into.entries = filled;
            into.count = count;
            count = 0;
        }
        return found;
    }

    /// Entries in the hands of the writer.
    static final class Batch {
        private LogEntry[] entries = new LogEntry[FIRST_CAPACITY];
        private int count;
        private int done;

        int count() {
            return count;
        }

        /// Whether there are entries that are neither in a unit nor refused.
        boolean hasNext() {
            return done < count;
        }

        /// The first of those.
        LogEntry next() {
            return entries[done];
        }

        /// The first of those is in a unit now, or refused.
        void done() {
            done++;
        }

        private void clear() {
            Arrays.fill(entries, 0, count, null);
            count = 0;
            done = 0;
        }
    }
}
