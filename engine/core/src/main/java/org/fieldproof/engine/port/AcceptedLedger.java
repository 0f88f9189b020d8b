package org.fieldproof.engine.port;

import java.io.IOException;
import java.util.UUID;
import java.util.function.Consumer;
import org.fieldproof.api.record.FieldRecord;

/// What the gateway accepted, read from the log itself and from nothing behind it, so that a
/// fault between log and lane cannot hide. Any thread may call it; each call opens a cursor of
/// its own.
public interface AcceptedLedger {

    UUID epoch();

    /// Newest durable seq; 0 if none.
    long lastDurableSeq();

    /// Keeps every record with `seq >= fromSeq` in the log until closed.
    Hold hold(long fromSeq);

    /// Feeds the durable records of a range, in order. Only what is held may be asked for.
    void read(long fromSeq, long toSeq, Consumer<FieldRecord> each) throws IOException;

    /// A promise that records stay readable; release it by closing.
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }
}
