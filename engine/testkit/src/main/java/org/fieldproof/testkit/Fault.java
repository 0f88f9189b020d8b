package org.fieldproof.testkit;

/// What a disk can do to us.
public enum Fault {
    /// The call fails with an input/output error.
    EIO,
    /// The call finds the disk full; what fits is written first, with a short count.
    ENOSPC,
    /// A write takes half of what it was offered and says so; other calls succeed.
    SHORT_WRITE,
    /// Nothing that was not synced is sure to be there afterwards; every later call fails.
    POWER_CUT
}
