package org.fieldproof.testkit.proof;

/// A planted bug. A proof that does not fail over its mutant proves nothing (PROOF-5).
public enum Mutant {
    /// No bug.
    NONE,
    /// Files whose sync does nothing.
    NO_FORCE,
    /// A sync that failed is tried again on the same file, and believed.
    RETRY_SYNC,
    /// What a disk had no room or no life for counts as written.
    BELIEVE_WRITES,
    /// A record is acknowledged before it is written.
    ACK_BEFORE_WRITE,
    /// One record in 100,000 is lost between the log and the buffer.
    LOSE_ONE_IN_100_000,
    /// The log is released before the buffer that takes its records over is synced.
    DELETE_BEFORE_SYNC,
    /// Positions are not synced, so that files go before the position that frees them is safe.
    POSITION_NOT_SYNCED,
    /// Reading does not look at checksums.
    SKIP_CHECKSUM,
    /// Two records change places on replay.
    REORDER,
    /// Records get a new seq on replay.
    NEW_IDENTITY
}
