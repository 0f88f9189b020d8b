package org.fieldproof.app.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogConfig;
import org.fieldproof.log.LogEntry;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;

/// `log`: appends records of 200 bytes and waits until they are durable, in groups of 1, 64 and
/// 1,024. The baseline writes the same bytes into a preallocated file with one write and one
/// `force(false)` a group, and nothing else.
final class LogBench {
    private static final int RECORD_BYTES = 200;
    private static final int[] GROUPS = {1, 64, 1_024};
    private static final long RAW_FILE_BYTES = 16L << 20;

    private final BenchOptions options;
    private final GatewayClock clock = GatewayClock.system();
    private final byte[] payload = new byte[RECORD_BYTES];

    LogBench(BenchOptions options) {
        this.options = options;
        new SplittableRandom(1).nextBytes(payload);
    }

    void run(Consumer<BenchLine> lines) throws BenchException {
        for (int group : GROUPS) {
            lines.accept(
                    Pair.measure(
                            "log",
                            "append-" + group,
                            "records/s",
                            options.runs(),
                            () -> ours(group),
                            "raw",
                            () -> raw(group)));
        }
    }

    private double raw(int group) throws IOException {
        try (Scratch scratch = Scratch.in(options.directory());
                FileChannel file = preallocated(scratch.path().resolve("raw"))) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(group * RECORD_BYTES);
            long start = clock.nanoTime();
            long end = start + options.perRun().toNanos();
            long position = 0;
            long records = 0;
            long now = start;
            while (now < end) {
                buffer.clear();
                for (int i = 0; i < group; i++) {
                    buffer.put(payload);
                }
                buffer.flip();
                if (position + buffer.remaining() > RAW_FILE_BYTES) {
                    position = 0;
                }
                while (buffer.hasRemaining()) {
                    position += file.write(buffer, position);
                }
                file.force(false);
                records += group;
                now = clock.nanoTime();
            }
            return records * 1e9 / (now - start);
        }
    }

    private static FileChannel preallocated(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
        for (long at = 0; at < RAW_FILE_BYTES; at += zeros.capacity()) {
            zeros.clear();
            file.write(zeros, at);
        }
        file.force(true);
        return file;
    }

    private double ours(int group) throws IOException, StoreException {
        Group waiting = new Group(Thread.currentThread());
        try (Scratch scratch = Scratch.in(options.directory());
                DurableLog log =
                        DurableLog.open(
                                LogConfig.of(scratch.path().resolve("log"), clock::nanoTime),
                                LogFiles.nio(),
                                LogListener.none())) {
            long start = clock.nanoTime();
            long end = start + options.perRun().toNanos();
            long records = 0;
            long now = start;
            while (now < end) {
                for (int i = 0; i < group; i++) {
                    log.append(waiting);
                }
                records += group;
                waiting.awaitDurable(records);
                now = clock.nanoTime();
            }
            double rate = records * 1e9 / (now - start);
            log.releaseThrough(log.durableSeq());
            return rate;
        }
    }

    /// One entry for every record: its bytes never change, and it counts its answers.
    private final class Group implements LogEntry {
        private final Thread waiter;
        private volatile long durable; // written by fp-log alone
        private volatile boolean refused;

        Group(Thread waiter) {
            this.waiter = waiter;
        }

        @Override
        public int encodedBytes() {
            return RECORD_BYTES;
        }

        @Override
        public void encode(ByteBuffer into) {
            into.put(payload);
        }

        @Override
        public void durable(long seq) {
            durable = seq;
            if (wanted <= seq) {
                LockSupport.unpark(waiter);
            }
        }

        @Override
        public void refused(StoreException why) {
            refused = true;
            LockSupport.unpark(waiter);
        }

        private volatile long wanted = Long.MAX_VALUE;

        /// Seqs of a new log are contiguous from 1, so the count of records is the last seq.
        void awaitDurable(long lastSeq) {
            wanted = lastSeq;
            while (durable < lastSeq) {
                if (refused) {
                    throw new IllegalStateException("the log refused a record");
                }
                LockSupport.park(this);
            }
            wanted = Long.MAX_VALUE;
        }
    }
}
