package org.fieldproof.log.buffer;

/// How large a disk buffer may become.
///
/// @param quotaBytes of lines that are waiting; the files may be larger by one segment
/// @param quotaRecords how many lines may wait; 0 for no such quota
/// @param segmentBytes a segment is closed before it grows beyond; one larger line may
public record BufferConfig(long quotaBytes, long quotaRecords, long segmentBytes) {
    /// A quota in bytes alone.
    public BufferConfig(long quotaBytes, long segmentBytes) {
        this(quotaBytes, 0, segmentBytes);
    }

    public BufferConfig {
        if (quotaRecords < 0) {
            throw new IllegalArgumentException(
                    "quotaRecords: " + quotaRecords + " (expected: >= 0)");
        }
        if (quotaBytes < 1) {
            throw new IllegalArgumentException("quotaBytes: " + quotaBytes + " (expected: >= 1)");
        }
        if (segmentBytes < 4096) {
            throw new IllegalArgumentException(
                    "segmentBytes: " + segmentBytes + " (expected: >= 4096)");
        }
    }
}
