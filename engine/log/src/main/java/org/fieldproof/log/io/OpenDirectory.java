package org.fieldproof.log.io;

import java.io.Closeable;
import java.io.IOException;

/// A directory that is synced again and again, without a new file handle for each time.
@FunctionalInterface
public interface OpenDirectory extends Closeable {

    /// Names made, changed or removed in it are on the disk when this returns.
    void force() throws IOException;

    @Override
    default void close() throws IOException {
        // Where nothing is held open there is nothing to close.
    }
}
