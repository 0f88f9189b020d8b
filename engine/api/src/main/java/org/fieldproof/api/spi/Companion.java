package org.fieldproof.api.spi;

import java.util.Optional;
import org.fieldproof.api.record.InboundRecord;

/// Sees what other connections bring to the door, before it has an identity, and may send a record
/// of its own along.
///
/// What is sent along goes into the log before the record that caused it, whose sender gets its
/// acknowledgement only when both are durable (SRC-1). A sender that repeats what it got no
/// acknowledgement for causes the other once more.
@FunctionalInterface
public interface Companion {

    /// One call at a time, on whatever thread brings the record; must not block.
    ///
    /// @param connection id of the connection that brings the record
    /// @param record its payload must be neither changed nor kept
    /// @return what to send along
    Optional<InboundRecord> along(String connection, InboundRecord record);
}
