package org.fieldproof.log.buffer;

import java.nio.file.Path;

/// One file of a buffer. Owner: the buffer.
final class BufferSegment {
    private final long id;
    private final Path path;
    private long syncedEnd;

    BufferSegment(long id, Path path, long syncedEnd) {
        this.id = id;
        this.path = path;
        this.syncedEnd = syncedEnd;
    }

    long id() {
        return id;
    }

    Path path() {
        return path;
    }

    /// Behind the last line that counts.
    long syncedEnd() {
        return syncedEnd;
    }

    void syncedEnd(long newEnd) {
        syncedEnd = newEnd;
    }
}
