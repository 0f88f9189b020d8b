package org.fieldproof.app.bench;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogConfig;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.buffer.BufferConfig;
import org.fieldproof.log.buffer.DiskBuffer;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;

/// The process that [RestartBench] kills: writes until so many records are durable, says so, and
/// goes on writing.
final class RestartChild {
    /// What is written, and opened again.
    enum Store {
        LOG,
        BUFFER;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int RECORD_BYTES = 200;
    private static final int GROUP = 1_024;
    private static final long SEGMENT_BYTES = 64L << 20;
    private static final long BUFFER_SEGMENT_BYTES = 16L << 20;
    private static final long BUFFER_BYTES_MAX = 1L << 40;

    private RestartChild() {}

    /// Store, directory, records.
    public static void main(String[] args) throws StoreException {
        Path place = Path.of(args[1]);
        long wanted = Long.parseLong(args[2]);
        switch (Store.valueOf(args[0])) {
            case LOG -> writeLog(place, wanted);
            case BUFFER -> writeBuffer(place, wanted);
        }
    }

    static byte[] record() {
        byte[] record = new byte[RECORD_BYTES];
        new SplittableRandom(1).nextBytes(record);
        return record;
    }

    /// About as long as a record of a hundred bytes is in a disk buffer.
    static byte[] line() {
        return ("{\"note\":\"" + "x".repeat(RECORD_BYTES + 100) + "\"}")
                .getBytes(StandardCharsets.US_ASCII);
    }

    static DurableLog log(Path place) throws StoreException {
        LogConfig config =
                new LogConfig(place, SEGMENT_BYTES, 1 << 20, GatewayClock.system()::nanoTime);
        return DurableLog.open(config, LogFiles.nio(), LogListener.none());
    }

    static DiskBuffer buffer(Path place) throws StoreException {
        BufferConfig config = new BufferConfig(BUFFER_BYTES_MAX, BUFFER_SEGMENT_BYTES);
        return DiskBuffer.open(place, config, LogFiles.nio());
    }

    private static void writeLog(Path place, long wanted) throws StoreException {
        try (DurableLog log = log(place)) {
            LogGroup caller = new LogGroup(record(), GROUP);
            boolean told = false;
            while (true) {
                caller.append(log);
                told = told || tell(log.durableSeq(), wanted);
            }
        }
    }

    private static void writeBuffer(Path place, long wanted) throws StoreException {
        byte[] line = line();
        try (DiskBuffer buffer = buffer(place)) {
            boolean told = false;
            while (true) {
                for (int i = 0; i < GROUP; i++) {
                    buffer.append(buffer.lastSeq() + 1, line);
                }
                buffer.sync();
                told = told || tell(buffer.records(), wanted);
            }
        }
    }

    private static boolean tell(long durable, long wanted) {
        if (durable >= wanted) {
            System.out.println(durable);
        }
        return durable >= wanted;
    }
}
