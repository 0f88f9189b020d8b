package org.fieldproof.log;

/// Whether the log accepts records.
public enum LogState {
    WRITABLE,
    /// The disk has no room, or is not writable for the moment: records wait, nothing is lost, it
    /// resumes by itself.
    DISK_FULL,
    /// The disk failed twice in a row: nothing is accepted until the log is opened again.
    FAILED,
    CLOSED
}
