package org.fieldproof.log.recovery;

/// Why records are not there.
public enum GapCause {
    /// Their bytes are damaged.
    DAMAGED,
    /// The segment that held them is gone.
    SEGMENT_MISSING,
    /// Somebody downstream already had later ones: the end of the log is gone.
    END_MISSING
}
