package org.fieldproof.log.buffer;

/// How large a disk buffer may become.
///
/// @param quotaBytes of lines that are waiting; the files may be larger by one segment
/// @param segmentBytes a segment is closed before it grows beyond; one larger line may
public record BufferConfig(long quotaBytes, long segmentBytes) {
    public BufferConfig {
        if (quotaBytes < 1) {
            throw new IllegalArgumentException("quotaBytes: " + quotaBytes + " (expected: >= 1)");
        }
        if (segmentBytes < 4096) {
            throw new IllegalArgumentException(
                    "segmentBytes: " + segmentBytes + " (expected: >= 4096)");
        }
    }
}
