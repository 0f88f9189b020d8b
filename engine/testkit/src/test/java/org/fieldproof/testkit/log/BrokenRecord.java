package org.fieldproof.testkit.log;

import java.nio.ByteBuffer;
import org.fieldproof.log.LogEntry;
import org.fieldproof.log.io.StoreException;

/// A record that does not do what it says, and throws when it is told so.
final class BrokenRecord implements LogEntry {
    private final int announcedBytes;
    private final int writtenBytes;
    private final boolean throwing;
    private volatile String code = "";

    BrokenRecord(int announcedBytes, int writtenBytes, boolean throwing) {
        this.announcedBytes = announcedBytes;
        this.writtenBytes = writtenBytes;
        this.throwing = throwing;
    }

    String code() {
        return code;
    }

    @Override
    public int encodedBytes() {
        return announcedBytes;
    }

    @Override
    public void encode(ByteBuffer into) {
        if (throwing) {
            throw new IllegalStateException("planted");
        }
        into.put(new byte[writtenBytes]);
    }

    @Override
    public void durable(long seq) {
        code = "durable";
    }

    @Override
    public void refused(StoreException why) {
        code = why.code();
        throw new IllegalStateException("planted");
    }
}
