package org.fieldproof.log.buffer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Deque;
import org.fieldproof.log.frame.SegmentName;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// Fills a buffer's last file. A new one is begun after each open, after a failed sync and when
/// the file is full; its first line says how much of the one before counts, so what a failed sync
/// left behind that place never counts.
final class BufferWriter {
    private static final int OUT_BYTES = 256 << 10;

    private final Path directory;
    private final BufferConfig config;
    private final LogFiles files;
    private final JsonLine line = new JsonLine();
    private ByteBuffer out = ByteBuffer.allocateDirect(OUT_BYTES);
    private @Nullable BufferSegment current;
    private @Nullable LogFile file;
    private long writtenEnd;
    private long lastId;
    private long countedId;
    private long countedEnd;
    private long markedEnd;

    /// @param last the last segment there is; null without
    BufferWriter(
            Path directory,
            BufferConfig config,
            LogFiles files,
            long lastId,
            @Nullable BufferSegment last) {
        this.countedId = last == null ? 0 : last.id();
        this.countedEnd = last == null ? 0 : last.syncedEnd();
        this.directory = directory;
        this.config = config;
        this.files = files;
        this.lastId = lastId;
    }

    long unsyncedBytes() {
        BufferSegment segment = current;
        return segment == null ? 0 : writtenEnd + out.position() - segment.syncedEnd();
    }

    void append(long seq, byte[] json, int bytes, Deque<BufferSegment> segments)
            throws IOException {
        BufferSegment segment = current;
        if (segment != null && writtenEnd + out.position() + bytes > config.segmentBytes()) {
            force();
            close();
            segment = null;
        }
        if (segment == null) {
            begin(segments);
        } else if (unsyncedBytes() == 0) {
            mark(segment);
        }
        if (out.remaining() < bytes) {
            write();
            if (out.capacity() < bytes) {
                out = ByteBuffer.allocateDirect(bytes);
            }
        }
        line.write(out, seq, json);
    }

    /// Says in the file that everything in front of this place was synced. Written in front of a
    /// write, so that after a power cut the torn end of the last write can be told from damage.
    private void mark(BufferSegment segment) {
        if (segment.syncedEnd() > markedEnd) {
            line.writeOpen(out, "{\"synced\":true");
            markedEnd = segment.syncedEnd() + out.position();
        }
    }

    /// The last mark, where everything is synced; a buffer that is closed without it only knows
    /// less about its end.
    void markEnd() {
        BufferSegment segment = current;
        if (segment != null && unsyncedBytes() == 0) {
            try {
                mark(segment);
                write();
            } catch (IOException _) {
                // Every line that counts was synced before.
            }
        }
    }

    /// Everything appended is on the disk, and from here on counts.
    void sync(Deque<BufferSegment> segments) throws IOException {
        force();
        BufferSegment last = segments.peekLast();
        countedId = last == null ? 0 : last.id();
        countedEnd = last == null ? 0 : last.syncedEnd();
    }

    /// Where the last [#sync(Deque)] had come to: the segment.
    long countedId() {
        return countedId;
    }

    /// The same: the place in it.
    long countedEnd() {
        return countedEnd;
    }

    /// How much of a segment may be read: up to the last [#sync(Deque)].
    long countedEnd(BufferSegment segment) {
        if (segment.id() == countedId) {
            return countedEnd;
        }
        return segment.id() < countedId ? segment.syncedEnd() : 0;
    }

    /// Back to the last [#sync(Deque)]: files begun since then go, the one before counts as far
    /// as it did, and the next line begins a new file. Nothing is written to a file that failed.
    void rollBack(Deque<BufferSegment> segments, IOException cause) {
        BufferSegment last = current;
        LogFile open = file;
        if (last != null
                && open != null
                && last.id() == countedId
                && StoreException.passing(cause)) {
            try {
                // Only to give the space back: the next file's first line says what counts.
                open.truncate(countedEnd);
            } catch (IOException _) {
                // It stays taken.
            }
        }
        close();
        while (!segments.isEmpty() && segments.getLast().id() > countedId) {
            try {
                files.delete(segments.removeLast().path());
            } catch (IOException _) {
                // The next file's first line names an earlier one: this one does not count.
            }
        }
        if (!segments.isEmpty() && segments.getLast().id() == countedId) {
            segments.getLast().syncedEnd(countedEnd);
        }
    }

    private void force() throws IOException {
        BufferSegment segment = current;
        LogFile open = file;
        if (segment == null || open == null || unsyncedBytes() == 0) {
            return;
        }
        write();
        open.force();
        segment.syncedEnd(writtenEnd);
    }

    private void write() throws IOException {
        LogFile open = file;
        if (open == null || out.position() == 0) {
            return;
        }
        int bytes = out.position();
        open.writeFully(out.flip(), writtenEnd);
        out.clear();
        writtenEnd += bytes;
    }

    private void begin(Deque<BufferSegment> segments) throws IOException {
        long id = ++lastId;
        BufferSegment last = segments.peekLast();
        Path path = directory.resolve(SegmentName.of(id, SegmentName.BUFFER_SUFFIX));
        LogFile open = files.create(path);
        try {
            out.clear();
            line.writeOpen(
                    out,
                    "{\"buffer\":"
                            + BufferScan.VERSION
                            + ",\"segment\":"
                            + id
                            + ",\"previous\":"
                            + (last == null ? 0 : last.id())
                            + ",\"previousBytes\":"
                            + (last == null ? 0 : last.syncedEnd()));
            int bytes = out.position();
            open.writeFully(out.flip(), 0);
            open.force();
            files.forceDirectory(directory);
            writtenEnd = bytes;
        } catch (IOException e) {
            closeQuietly(open);
            discard(path);
            throw e;
        } finally {
            out.clear();
        }
        BufferSegment segment = new BufferSegment(id, path, writtenEnd);
        // The first line says as much as a mark.
        markedEnd = writtenEnd;
        current = segment;
        file = open;
        segments.addLast(segment);
    }

    /// A full disk is met again and again: each attempt takes its file away with it.
    private void discard(Path path) {
        try {
            files.delete(path);
        } catch (IOException _) {
            // It stays, without a record in it.
        }
    }

    void close() {
        LogFile open = file;
        file = null;
        current = null;
        out.clear();
        writtenEnd = 0;
        if (open != null) {
            closeQuietly(open);
        }
    }

    private static void closeQuietly(LogFile open) {
        try {
            open.close();
        } catch (IOException _) {
            // What counts was synced before.
        }
    }
}
