package org.fieldproof.app.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogConfig;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.LogReader;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// `log`: records of 200 bytes. Appended in groups of 1, 64 and 1,024 that are waited for,
/// beside [RawLog] and, as the highest bar, beside one preallocated file that is written over and
/// over; by 64 threads that each wait for their own record; opened again and read back.
final class LogBench {
    private static final int RECORD_BYTES = 200;
    private static final int[] GROUPS = {1, 64, 1_024};
    private static final int LARGE_GROUP = 1_024;
    private static final int WAITERS = 64;
    private static final int RECORDS_READ_MAX = 10_000_000;
    private static final int READS_PER_RECORD = 10;
    private static final long OVERWRITTEN_BYTES = 16L << 20;
    private static final long SEGMENT_BYTES = 64L << 20;
    private static final int READ_BYTES = 1 << 20;

    private final BenchOptions options;
    private final GatewayClock clock = GatewayClock.system();
    private final byte[] payload = new byte[RECORD_BYTES];

    LogBench(BenchOptions options) {
        this.options = options;
        new SplittableRandom(1).nextBytes(payload);
    }

    void run(Consumer<BenchLine> lines) throws BenchException {
        for (int group : GROUPS) {
            String name = "append-" + group;
            lines.accept(rates(name, () -> ours(group), "raw", () -> raw(group)));
            lines.accept(
                    rates(name, () -> ours(group), "raw-overwriting", () -> overwriting(group)));
        }
        lines.accept(
                Pair.measure(
                        "log",
                        "append-" + LARGE_GROUP + "-cpu",
                        "us/record",
                        options.runs(),
                        () -> cpuMicros(() -> ours(LARGE_GROUP)),
                        "raw",
                        () -> cpuMicros(() -> raw(LARGE_GROUP))));
        lines.accept(rates("append-64-threads", this::waiting, "raw", () -> raw(1)));
        read(lines);
    }

    private BenchLine rates(String name, Pair.Run ours, String baseline, Pair.Run theirs)
            throws BenchException {
        return Pair.measure("log", name, "records/s", options.runs(), ours, baseline, theirs);
    }

    private interface Append {
        void group() throws IOException;
    }

    /// Appends for as long as a run lasts; gives records per second.
    private double rate(int group, Append append) throws IOException {
        long start = clock.nanoTime();
        long end = start + options.perRun().toNanos();
        long records = 0;
        long now = start;
        while (now < end) {
            append.group();
            records += group;
            now = clock.nanoTime();
        }
        appended += records;
        return records * 1e9 / (now - start);
    }

    private long appended;

    /// The processor time of the whole process a record, in microseconds.
    private double cpuMicros(Pair.Run run) throws Exception {
        var system =
                (com.sun.management.OperatingSystemMXBean)
                        ManagementFactory.getOperatingSystemMXBean();
        long recordsBefore = appended;
        long before = system.getProcessCpuTime();
        run.measure();
        return (system.getProcessCpuTime() - before) / 1e3 / (appended - recordsBefore);
    }

    private double raw(int group) throws IOException {
        try (Scratch scratch = Scratch.in(options.directory());
                RawLog log = new RawLog(scratch.path(), payload, group)) {
            return rate(group, () -> log.append(group));
        }
    }

    private double overwriting(int group) throws IOException {
        try (Scratch scratch = Scratch.in(options.directory());
                FileChannel file = preallocated(scratch.path().resolve("raw"))) {
            ByteBuffer buffer = ByteBuffer.allocateDirect(group * RECORD_BYTES);
            long[] position = {0};
            return rate(
                    group,
                    () -> {
                        buffer.clear();
                        for (int i = 0; i < group; i++) {
                            buffer.put(payload);
                        }
                        buffer.flip();
                        if (position[0] + buffer.remaining() > OVERWRITTEN_BYTES) {
                            position[0] = 0;
                        }
                        while (buffer.hasRemaining()) {
                            position[0] += file.write(buffer, position[0]);
                        }
                        file.force(false);
                    });
        }
    }

    private static FileChannel preallocated(Path path) throws IOException {
        FileChannel file =
                FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
        for (long at = 0; at < OVERWRITTEN_BYTES; at += zeros.capacity()) {
            zeros.clear();
            file.write(zeros, at);
        }
        file.force(true);
        return file;
    }

    private DurableLog open(Path directory) throws StoreException {
        LogConfig config = new LogConfig(directory, SEGMENT_BYTES, 1 << 20, clock::nanoTime);
        return DurableLog.open(config, LogFiles.nio(), LogListener.none());
    }

    private double ours(int group) throws IOException, StoreException {
        LogGroup caller = new LogGroup(payload, group);
        try (Scratch scratch = Scratch.in(options.directory());
                DurableLog log = open(scratch.path().resolve("log"))) {
            return rate(group, () -> caller.append(log));
        }
    }

    private double waiting() throws IOException, StoreException, InterruptedException {
        LongAdder records = new LongAdder();
        AtomicReference<@Nullable RuntimeException> failure = new AtomicReference<>();
        try (Scratch scratch = Scratch.in(options.directory());
                DurableLog log = open(scratch.path().resolve("log"))) {
            long start = clock.nanoTime();
            long end = start + options.perRun().toNanos();
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < WAITERS; i++) {
                threads.add(
                        Thread.ofPlatform().start(() -> appendUntil(end, log, records, failure)));
            }
            for (Thread thread : threads) {
                thread.join();
            }
            double rate = records.sum() * 1e9 / (clock.nanoTime() - start);
            RuntimeException why = failure.get();
            if (why != null) {
                throw why;
            }
            return rate;
        }
    }

    private void appendUntil(
            long end,
            DurableLog log,
            LongAdder records,
            AtomicReference<@Nullable RuntimeException> failure) {
        LogGroup caller = new LogGroup(payload, 1);
        try {
            while (clock.nanoTime() < end) {
                caller.append(log);
                records.increment();
            }
        } catch (RuntimeException e) {
            failure.set(e);
        }
    }

    /// Opens and reads both stores with the same records, as they stand in the page cache.
    private void read(Consumer<BenchLine> lines) throws BenchException {
        int records = (int) Math.min(RECORDS_READ_MAX, (long) options.records() * READS_PER_RECORD);
        int groups = records / LARGE_GROUP;
        try (Scratch scratch = Scratch.in(options.directory());
                RawLog raw = new RawLog(scratch.path(), payload, LARGE_GROUP)) {
            Path directory = scratch.path().resolve("log");
            try (DurableLog log = open(directory)) {
                LogGroup caller = new LogGroup(payload, LARGE_GROUP);
                for (int i = 0; i < groups; i++) {
                    raw.append(LARGE_GROUP);
                    caller.append(log);
                }
            }
            long expected = (long) groups * LARGE_GROUP;
            lines.accept(
                    Pair.measure(
                            "log",
                            "open-" + expected,
                            "ms",
                            options.runs(),
                            () -> openMillis(directory, expected),
                            "raw",
                            () -> expected * 1e3 / rawRead(raw, expected)));
            lines.accept(
                    rates(
                            "read-" + expected,
                            () -> ourRead(directory, expected),
                            "raw",
                            () -> rawRead(raw, expected)));
        } catch (IOException | StoreException e) {
            throw BenchException.failed("log", e);
        }
    }

    private double openMillis(Path directory, long expected) throws StoreException {
        long start = clock.nanoTime();
        try (DurableLog log = open(directory)) {
            long nanos = clock.nanoTime() - start;
            check(log.durableSeq(), expected);
            return nanos / 1e6;
        }
    }

    private double ourRead(Path directory, long expected) throws StoreException {
        try (DurableLog log = open(directory);
                LogReader reader = log.reader(1)) {
            long start = clock.nanoTime();
            long records = 0;
            long bytes = 0;
            int more;
            do {
                long[] seen = {0};
                more =
                        reader.read(
                                READ_BYTES, (seq, bytesOfIt) -> seen[0] += bytesOfIt.remaining());
                records += more;
                bytes += seen[0];
            } while (more > 0);
            check(records, expected);
            check(bytes, expected * RECORD_BYTES);
            return records * 1e9 / (clock.nanoTime() - start);
        }
    }

    private double rawRead(RawLog raw, long expected) throws IOException {
        long start = clock.nanoTime();
        check(raw.readAll(), expected);
        return expected * 1e9 / (clock.nanoTime() - start);
    }

    private static void check(long found, long expected) {
        if (found != expected) {
            throw new IllegalStateException("found " + found + " of " + expected);
        }
    }
}
