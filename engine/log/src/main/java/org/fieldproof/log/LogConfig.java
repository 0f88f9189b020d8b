package org.fieldproof.log;

import java.nio.file.Path;
import java.util.function.LongSupplier;
import org.fieldproof.log.frame.SegmentHeader;

/// How a log is kept.
///
/// @param segmentBytes a segment is closed before it grows beyond; one larger record may
/// @param batchBytesMax written and synced at once at most; the size of the one write buffer
/// @param seqFloor no seq below it is given: one more than the highest seq that anybody
///     downstream has, so that no identity is given twice even if the end of the log was lost; 1
///     if unknown
/// @param stallPauseMillis between two tries while the disk takes nothing
/// @param commitLingerNanos between the beginnings of two commits at least, while small groups come
///     so fast that it pays and nobody is slowed down by it; 0: a commit never waits
/// @param nanoTime monotonic nanoseconds, for measuring syncs
public record LogConfig(
        Path directory,
        long segmentBytes,
        int batchBytesMax,
        long seqFloor,
        int stallPauseMillis,
        long commitLingerNanos,
        LongSupplier nanoTime) {
    public static final int STALL_PAUSE_MILLIS = 200;
    public static final long SEGMENT_BYTES_MIN = 64 << 10;
    public static final int BATCH_BYTES_MIN = 4 << 10;
    public static final long COMMIT_LINGER_NANOS_MAX = 100_000_000L;

    public LogConfig {
        if (segmentBytes < SEGMENT_BYTES_MIN) {
            throw new IllegalArgumentException(
                    "segmentBytes: " + segmentBytes + " (expected: >= " + SEGMENT_BYTES_MIN + ")");
        }
        if (batchBytesMax < BATCH_BYTES_MIN
                || batchBytesMax > segmentBytes - SegmentHeader.REGION_BYTES) {
            throw new IllegalArgumentException(
                    "batchBytesMax: "
                            + batchBytesMax
                            + " (expected: "
                            + BATCH_BYTES_MIN
                            + ".. segmentBytes - "
                            + SegmentHeader.REGION_BYTES
                            + ")");
        }
        if (seqFloor < 1) {
            throw new IllegalArgumentException("seqFloor: " + seqFloor + " (expected: >= 1)");
        }
        if (stallPauseMillis < 1) {
            throw new IllegalArgumentException(
                    "stallPauseMillis: " + stallPauseMillis + " (expected: >= 1)");
        }
        if (commitLingerNanos < 0 || commitLingerNanos > COMMIT_LINGER_NANOS_MAX) {
            throw new IllegalArgumentException(
                    "commitLingerNanos: "
                            + commitLingerNanos
                            + " (expected: 0.. "
                            + COMMIT_LINGER_NANOS_MAX
                            + ")");
        }
    }

    /// A log of which nobody downstream knows anything yet.
    public LogConfig(Path directory, long segmentBytes, int batchBytesMax, LongSupplier nanoTime) {
        this(directory, segmentBytes, batchBytesMax, 1, nanoTime);
    }

    /// The usual pause between two tries, and no commit that waits.
    public LogConfig(
            Path directory,
            long segmentBytes,
            int batchBytesMax,
            long seqFloor,
            LongSupplier nanoTime) {
        this(directory, segmentBytes, batchBytesMax, seqFloor, STALL_PAUSE_MILLIS, 0, nanoTime);
    }

    /// Segments of 16 MiB, batches of 1 MiB.
    public static LogConfig of(Path directory, LongSupplier nanoTime) {
        return new LogConfig(directory, 16L << 20, 1 << 20, nanoTime);
    }

    public LogConfig withSeqFloor(long newSeqFloor) {
        return new LogConfig(
                directory,
                segmentBytes,
                batchBytesMax,
                newSeqFloor,
                stallPauseMillis,
                commitLingerNanos,
                nanoTime);
    }

    public LogConfig withStallPauseMillis(int newStallPauseMillis) {
        return new LogConfig(
                directory,
                segmentBytes,
                batchBytesMax,
                seqFloor,
                newStallPauseMillis,
                commitLingerNanos,
                nanoTime);
    }

    public LogConfig withCommitLingerNanos(long newCommitLingerNanos) {
        return new LogConfig(
                directory,
                segmentBytes,
                batchBytesMax,
                seqFloor,
                stallPauseMillis,
                newCommitLingerNanos,
                nanoTime);
    }
}
