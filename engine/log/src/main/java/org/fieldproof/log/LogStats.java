package org.fieldproof.log;

/// How the log is doing, as of one moment.
///
/// @param reason why it is not writable; empty if it is
/// @param bytes of all segments
/// @param records that were appended and became durable since open
/// @param pendingRecords appended and not yet durable
/// @param syncCount of the sliding window that the four times and `recordsPerSync` cover
/// @param poisonedSegments given up after a failed write or sync since open
/// @param callbackFailures exceptions thrown by entries or the listener since open
public record LogStats(
        LogState state,
        String reason,
        int segments,
        long bytes,
        long records,
        int pendingRecords,
        int syncCount,
        long syncP50Nanos,
        long syncP99Nanos,
        long syncMaxNanos,
        double recordsPerSync,
        int poisonedSegments,
        int callbackFailures) {}
