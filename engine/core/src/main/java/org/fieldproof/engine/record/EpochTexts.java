package org.fieldproof.engine.record;

import com.fasterxml.jackson.core.io.SerializedString;
import java.util.UUID;

/// An epoch as text and back. Neighbouring records have the same one, so the last is remembered
/// each way.
///
/// Confined to one thread.
final class EpochTexts {
    private UUID lastWritten = new UUID(0, 0);
    private SerializedString lastWrittenText = new SerializedString(lastWritten.toString());
    private String lastRead = lastWritten.toString();
    private UUID lastReadEpoch = lastWritten;

    SerializedString text(UUID epoch) {
        if (!epoch.equals(lastWritten)) {
            lastWritten = epoch;
            lastWrittenText = new SerializedString(epoch.toString());
        }
        return lastWrittenText;
    }

    /// @throws IllegalArgumentException if the text is no UUID
    UUID epoch(String text) {
        if (!text.equals(lastRead)) {
            lastReadEpoch = UUID.fromString(text);
            lastRead = text;
        }
        return lastReadEpoch;
    }
}
