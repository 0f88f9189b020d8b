package org.fieldproof.log.recovery;

/// Bytes of a file, the end excluded.
public record ByteRange(long fromOffset, long toOffset) {
    public ByteRange {
        if (fromOffset < 0 || toOffset <= fromOffset) {
            throw new IllegalArgumentException(
                    "bytes: " + fromOffset + ".." + toOffset + " (expected: from < to)");
        }
    }

    public long sizeBytes() {
        return toOffset - fromOffset;
    }
}
