package org.fieldproof.api.spi;

import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;

/// What became of a record in a transform.
public sealed interface TransformOutcome {

    /// It goes on, changed or as it was. Identity, connection, accept time and QoS are as before.
    record Passed(FieldRecord record) implements TransformOutcome {}

    /// It is not wanted there: the lane counts it as dropped by this transform's name.
    record Dropped() implements TransformOutcome {}

    /// It cannot be transformed: as it was, it goes to quarantine with this reason.
    record Failed(Problem why) implements TransformOutcome {}
}
