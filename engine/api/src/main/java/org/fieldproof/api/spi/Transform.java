package org.fieldproof.api.spi;

import org.fieldproof.api.record.FieldRecord;

/// Changes records on their way to one destination: one in, at most one out, with its identity.
///
/// Pure: the same record gives the same outcome, so that a replay is byte-identical. It reads no
/// clock but to bound itself, no file after it was made, and no network. Called on the lane's
/// thread, one call at a time; it returns within its own time limit.
public interface Transform {

    /// What becomes of this record. Never throws for reasons of the record; that is an outcome.
    TransformOutcome apply(FieldRecord record);
}
