package org.fieldproof.log;

import java.nio.ByteBuffer;

/// Takes records out of the log, in order.
@FunctionalInterface
public interface FrameConsumer {

    /// The next record.
    ///
    /// @param payload read-only, valid during the call
    void frame(long seq, ByteBuffer payload);
}
