package org.fieldproof.api.snapshot;

/// The process itself.
///
/// @param rssBytes resident set; -1 where the host does not tell
/// @param gcPauseMaxMs longest collection pause since start
public record ProcessSnapshot(
        long uptimeMs,
        long heapBytes,
        long heapMaxBytes,
        long rssBytes,
        double gcPauseMaxMs,
        double cpuCores,
        long diskFreeBytes) {}
