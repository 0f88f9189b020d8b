package org.fieldproof.log.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// One open file. Reads and writes name their position, so that a failed write leaves nothing to
/// undo but bytes. A file is used by one thread at a time.
public interface LogFile extends Closeable {

    /// Writes from the buffer at `position` and returns how many bytes were taken, which may be
    /// fewer than offered: a full disk shows as a short count first.
    int write(ByteBuffer source, long position) throws IOException;

    /// Reads into the buffer from `position`; -1 at or behind the end.
    int read(ByteBuffer target, long position) throws IOException;

    /// The bytes, and what is needed to find them, are on the disk when this returns (fdatasync).
    void force() throws IOException;

    /// Cuts the file. Not durable before the next [#force()].
    void truncate(long sizeBytes) throws IOException;

    long sizeBytes() throws IOException;

    /// Writes all of it, or throws.
    default void writeFully(ByteBuffer source, long position) throws IOException {
        long at = position;
        while (source.hasRemaining()) {
            int written = write(source, at);
            if (written <= 0) {
                // A channel that takes nothing and does not throw would spin for ever.
                throw new IOException("no space left: the disk took " + written + " bytes");
            }
            at += written;
        }
    }

    /// Reads until the buffer is full or the file ends; returns the bytes read.
    default int readFully(ByteBuffer target, long position) throws IOException {
        int total = 0;
        while (target.hasRemaining()) {
            int read = read(target, position + total);
            if (read <= 0) {
                break;
            }
            total += read;
        }
        return total;
    }
}
