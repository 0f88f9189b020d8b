package org.fieldproof.log.recovery;

/// Valid frames without a hole: contiguous seqs.
///
/// @param fromOffset of the first frame
/// @param toOffset behind the last frame
public record FrameRun(long firstSeq, long lastSeq, long fromOffset, long toOffset) {
    public FrameRun {
        if (firstSeq < 1 || lastSeq < firstSeq || toOffset <= fromOffset) {
            throw new IllegalArgumentException(
                    "run: " + firstSeq + ".." + lastSeq + " at " + fromOffset + ".." + toOffset);
        }
    }
}
