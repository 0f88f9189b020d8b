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

    BufferWriter(Path directory, BufferConfig config, LogFiles files, long lastId) {
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
            sync();
            close();
            segment = null;
        }
        if (segment == null) {
            begin(segments);
        }
        if (out.remaining() < bytes) {
            write();
            if (out.capacity() < bytes) {
                out = ByteBuffer.allocateDirect(bytes);
            }
        }
        line.write(out, seq, json);
    }

    void sync() throws IOException {
        BufferSegment segment = current;
        LogFile open = file;
        if (segment == null || open == null || unsyncedBytes() == 0) {
            return;
        }
        write();
        try {
            open.force();
        } catch (IOException e) {
            // Never tried again on this file: what it holds behind the last sync is given up.
            giveUp();
            throw e;
        }
        segment.syncedEnd(writtenEnd);
    }

    private void write() throws IOException {
        LogFile open = file;
        BufferSegment segment = current;
        if (open == null || segment == null || out.position() == 0) {
            return;
        }
        int bytes = out.position();
        try {
            open.writeFully(out.flip(), writtenEnd);
        } catch (IOException e) {
            if (StoreException.passing(e)) {
                takeBack(open, segment);
            } else {
                giveUp();
            }
            throw e;
        } finally {
            out.clear();
        }
        writtenEnd += bytes;
    }

    private void takeBack(LogFile open, BufferSegment segment) {
        try {
            open.truncate(segment.syncedEnd());
            writtenEnd = segment.syncedEnd();
        } catch (IOException _) {
            giveUp();
        }
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
                    "{\"buffer\":1,\"segment\":"
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
            throw e;
        } finally {
            out.clear();
        }
        BufferSegment segment = new BufferSegment(id, path, writtenEnd);
        current = segment;
        file = open;
        segments.addLast(segment);
    }

    /// The file is not written again.
    private void giveUp() {
        out.clear();
        close();
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
