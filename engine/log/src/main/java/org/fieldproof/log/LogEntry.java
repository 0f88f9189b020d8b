package org.fieldproof.log;

import java.nio.ByteBuffer;
import org.fieldproof.log.io.StoreException;

/// A record on its way into the log. The entry is kept until one of the two answers is given, and
/// may be encoded more than once. All methods but the constructor are called on `fp-log`; they
/// must be short and must not throw.
public interface LogEntry {

    /// Exact size of what [#encode(ByteBuffer)] writes.
    int encodedBytes();

    /// Writes the payload at the buffer's position; exactly the bytes announced.
    void encode(ByteBuffer into);

    /// A sync that covers the record has returned: it survives a power cut.
    void durable(long seq);

    /// The record is not in the log and will not be.
    void refused(StoreException why);
}
