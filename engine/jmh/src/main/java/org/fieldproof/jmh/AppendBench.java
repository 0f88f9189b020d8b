package org.fieldproof.jmh;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogConfig;
import org.fieldproof.log.LogEntry;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// A group of records of 200 bytes, from the call until a sync that covers all of them has
/// returned. What is released goes, so that the disk does not fill.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class AppendBench {
    private static final long SEGMENT_BYTES = 64L << 20;

    @Param({"1", "64", "1024"})
    public int group;

    private @Nullable Path folder;
    private @Nullable DurableLog log;
    private LogEntry[] entries = {};
    private Entry entry = new Entry();

    @Setup
    public void open() throws IOException, StoreException {
        Path place = Samples.folder();
        folder = place;
        LogConfig config =
                new LogConfig(place.resolve("log"), SEGMENT_BYTES, 1 << 20, System::nanoTime);
        log = DurableLog.open(config, LogFiles.nio(), LogListener.none());
        entry = new Entry();
        entries = new LogEntry[group];
        Arrays.fill(entries, entry);
    }

    @TearDown
    public void close() throws IOException {
        DurableLog open = log;
        Path place = folder;
        if (open != null && place != null) {
            open.close();
            Samples.delete(place);
        }
    }

    @Benchmark
    public long append() {
        DurableLog open = log;
        if (open == null) {
            throw new IllegalStateException("not set up");
        }
        long wanted = entry.expect(group);
        open.append(entries, group);
        entry.await(wanted);
        open.releaseThrough(open.durableSeq());
        return wanted;
    }

    /// Stands for every record, and counts its answers. Waited for by one thread.
    private static final class Entry implements LogEntry {
        private final byte[] record = new byte[200];
        private final Thread waiter = Thread.currentThread();
        private long expected;
        // Volatile: the first is the waiter's, the others are the log's writer's.
        private volatile long wanted;
        private volatile long answered;
        private volatile boolean refused;

        long expect(int count) {
            expected += count;
            wanted = expected;
            return expected;
        }

        void await(long count) {
            while (answered < count) {
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
        @SuppressWarnings("NonAtomicVolatileUpdate") // the log's writer alone writes it
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
}
