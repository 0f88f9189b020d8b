package org.fieldproof.log.recovery;

/// Why records are not there.
public enum GapCause {
    /// Their bytes are damaged.
    DAMAGED,
    /// They belonged to the last write before the stop, and parts of that write never reached the
    /// disk. Nobody was told that they were accepted, unless the disk damaged them afterwards.
    LAST_WRITE_TORN,
    /// The segment that held them is gone.
    SEGMENT_MISSING,
    /// Somebody downstream already had later ones: the end of the log is gone.
    END_MISSING
}
