package org.fieldproof.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import org.fieldproof.log.frame.SegmentHeader;
import org.fieldproof.log.frame.SegmentName;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;

/// The segment that is being written. Owned by `fp-log`.
final class OpenSegment {
    private final Segment segment;
    private final LogFile file;

    private OpenSegment(Segment segment, LogFile file) {
        this.segment = segment;
        this.file = file;
    }

    /// Makes the file: header synced, then its name (LOG-3). Only then may a frame follow.
    static OpenSegment create(LogFiles files, Path directory, SegmentHeader header)
            throws IOException {
        Path path = directory.resolve(SegmentName.of(header.segmentId(), SegmentName.LOG_SUFFIX));
        LogFile file = files.create(path);
        try {
            file.writeFully(header.encode(), 0);
            file.force();
            files.forceDirectory(directory);
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
                file);
    }

    Segment segment() {
        return segment;
    }

    /// Writes behind the last durable frame. What a failed attempt left there is overwritten.
    void write(ByteBuffer frames) throws IOException {
        file.writeFully(frames, segment.durableEnd());
    }

    void force() throws IOException {
        file.force();
    }

    /// Takes back what a failed write left behind.
    void truncateBack() throws IOException {
        file.truncate(segment.durableEnd());
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
