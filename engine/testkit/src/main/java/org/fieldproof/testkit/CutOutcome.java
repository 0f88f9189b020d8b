package org.fieldproof.testkit;

/// What a power cut makes of writes and names that were not synced. A real disk does any of
/// these.
public enum CutOutcome {
    /// Only what was synced is there.
    LOSE_ALL,
    /// Everything is there, as after killing the process.
    KEEP_ALL,
    /// File sizes were changed, contents were not: zeros stand where bytes were to come.
    ZERO_CONTENTS,
    /// Each sector of each write and each name is there or not, by itself.
    SCATTER
}
