package org.fieldproof.app.bench;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogEntry;
import org.fieldproof.log.io.StoreException;

/// A caller of a log that appends a group and waits until it is durable. One entry stands for
/// every record: its bytes never change, and it counts its answers. Used by one thread.
final class LogGroup implements LogEntry {
    private final Thread waiter = Thread.currentThread();
    private final byte[] record;
    private final LogEntry[] group;

    // Written by fp-log alone.
    private volatile long answered;
    private volatile boolean refused;

    private volatile long wanted = Long.MAX_VALUE; // written by the waiter alone
    private long appended;

    LogGroup(byte[] record, int size) {
        this.record = record;
        this.group = new LogEntry[size];
        Arrays.fill(group, this);
    }

    /// Records that are durable when this returns.
    void append(DurableLog log) {
        appended += group.length;
        wanted = appended;
        log.append(group, group.length);
        while (answered < appended) {
            if (refused) {
                throw new IllegalStateException("the log refused a record");
            }
            LockSupport.park(this);
        }
    }

    @Override
    public int encodedBytes() {
        return record.length;
    }

    @Override
    public void encode(ByteBuffer into) {
        into.put(record);
    }

    @Override
    @SuppressWarnings("NonAtomicVolatileUpdate") // fp-log alone writes it
    public void durable(long seq) {
        long count = answered + 1;
        answered = count;
        if (count >= wanted) {
            LockSupport.unpark(waiter);
        }
    }

    @Override
    public void refused(StoreException why) {
        refused = true;
        LockSupport.unpark(waiter);
    }
}
