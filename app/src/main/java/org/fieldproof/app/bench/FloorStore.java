package org.fieldproof.app.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.sql.SQLException;

/// Where the floor delivers to; nothing but the store's own bulk load.
interface FloorStore extends AutoCloseable {

    /// Stores `count` frames of `int length, bytes` durably; they are numbered from `firstSeq`.
    void store(long firstSeq, int count, ByteBuffer frames) throws SQLException, IOException;

    @Override
    void close() throws SQLException;

    /// Delivers nowhere.
    static FloorStore none() {
        return new FloorStore() {
            @Override
            public void store(long firstSeq, int count, ByteBuffer frames) {}

            @Override
            public void close() {}
        };
    }
}
