package org.fieldproof.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.fieldproof.log.frame.SegmentHeader;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.OpenDirectory;
import org.fieldproof.log.io.StoreException;

/// The segment that is being written. Owned by `fp-log`.
///
/// A sync that makes the file longer waits for the file system's journal as well; one that only
/// changes bytes which are there does not. So a small write also lays down zeros behind it, to
/// be written over by the next ones. Large writes do without: their own bytes cost more than the
/// journal does.
final class OpenSegment {
    private static final int PREPARED_BYTES = 256 << 10;

    /// Larger writes pay more for the zeros than they gain.
    private static final int SMALL_WRITE_BYTES = PREPARED_BYTES / 8;

    private final Segment segment;
    private final LogFile file;
    private final long bytesMax;
    private final ByteBuffer zeros;
    private long preparedEnd;

    private OpenSegment(Segment segment, LogFile file, long bytesMax, ByteBuffer zeros) {
        this.segment = segment;
        this.file = file;
        this.bytesMax = bytesMax;
        this.zeros = zeros;
        this.preparedEnd = segment.durableEnd();
    }

    /// Zeros to prepare files with; one buffer for all of a log's segments.
    static ByteBuffer zeros() {
        return ByteBuffer.allocateDirect(PREPARED_BYTES);
    }

    /// Makes the file: header synced, then its name (LOG-3). Only then may a frame follow.
    ///
    /// @param spare makes the file
    /// @param directory in which the file is made
    /// @param bytesMax never prepares beyond
    /// @param zeros of [#zeros()]
    static OpenSegment create(
            LogFiles files,
            SpareFile spare,
            OpenDirectory directory,
            Path path,
            SegmentHeader header,
            long bytesMax,
            ByteBuffer zeros)
            throws IOException {
        LogFile file = spare.create(path);
        try {
            file.writeFully(header.encode(), 0);
            file.force();
            directory.force();
        } catch (IOException e) {
            closeQuietly(file);
            try {
                files.delete(path);
            } catch (IOException _) {
                // A file without a record, which the next start recognises as such.
            }
            throw e;
        }
        return new OpenSegment(
                new Segment(
                        header.segmentId(),
                        header.firstSeq(),
                        path,
                        SegmentHeader.REGION_BYTES,
                        header.firstSeq() - 1),
                file,
                bytesMax,
                zeros);
    }

    Segment segment() {
        return segment;
    }

    /// Writes behind the last durable frame. What a failed attempt left there is overwritten.
    void write(ByteBuffer frames) throws IOException {
        int bytes = frames.remaining();
        long end = segment.durableEnd() + bytes;
        file.writeFully(frames, segment.durableEnd());
        if (end > preparedEnd && bytes <= SMALL_WRITE_BYTES && end < bytesMax) {
            prepare(end);
        }
    }

    private void prepare(long from) throws IOException {
        long to = Math.min(bytesMax, from + PREPARED_BYTES);
        try {
            file.writeFully(zeros.clear().limit((int) (to - from)), from);
            preparedEnd = to;
        } catch (IOException e) {
            if (!StoreException.passing(e)) {
                throw e;
            }
            // A disk that has no room for zeros may still have some for records.
            preparedEnd = bytesMax;
            file.truncate(from);
        }
    }

    void force() throws IOException {
        file.force();
    }

    /// Takes back what a failed write left behind.
    void truncateBack() throws IOException {
        file.truncate(segment.durableEnd());
        preparedEnd = segment.durableEnd();
    }

    void close() {
        closeQuietly(file);
    }

    private static void closeQuietly(LogFile file) {
        try {
            file.close();
        } catch (IOException _) {
            // What counts was synced before; a close can lose nothing.
        }
    }
}
