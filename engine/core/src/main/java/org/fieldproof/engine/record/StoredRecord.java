package org.fieldproof.engine.record;

import java.time.Instant;
import java.util.Optional;
import org.fieldproof.api.command.Outcome.Edit;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.jspecify.annotations.Nullable;

/// A record read back from a line.
///
/// @param why why it is in quarantine; null in a disk buffer
/// @param since since when it is there; null in a disk buffer
/// @param edit what a person changed there; null if nothing
public record StoredRecord(
        FieldRecord record, @Nullable Problem why, @Nullable Instant since, @Nullable Edit edit) {

    /// The same as a quarantine holds it; empty for a line of a disk buffer.
    public Optional<QuarantinedRecord> quarantined() {
        return why == null || since == null
                ? Optional.empty()
                : Optional.of(new QuarantinedRecord(record, why, since, edit));
    }
}
