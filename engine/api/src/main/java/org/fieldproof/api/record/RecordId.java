package org.fieldproof.api.record;

import java.util.UUID;

/// The identity of a record, given once at accept and never computed again.
///
/// @param epoch made with the log directory; new after a restore or a clone
/// @param seq contiguous from 1 within its epoch
public record RecordId(UUID epoch, long seq) {
    public RecordId {
        if (seq < 1) {
            throw new IllegalArgumentException("seq: " + seq + " (expected: >= 1)");
        }
    }

    /// `epoch/seq`, the form that travels in MQTT user properties and in evidence files.
    @Override
    public String toString() {
        return epoch + "/" + seq;
    }
}
