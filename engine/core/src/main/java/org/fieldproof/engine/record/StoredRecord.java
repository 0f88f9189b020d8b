package org.fieldproof.engine.record;

import java.time.Instant;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.jspecify.annotations.Nullable;

/// A record read back from a line.
///
/// @param why why it is in quarantine; null in a disk buffer
/// @param since since when it is there; null in a disk buffer
public record StoredRecord(FieldRecord record, @Nullable Problem why, @Nullable Instant since) {}
