package org.fieldproof.log.recovery;

import java.util.List;
import java.util.OptionalLong;

/// What one segment file holds, as found; no judgement.
///
/// @param id from the name
/// @param firstSeq from the header; empty if that is lost
/// @param firstSinceOpen the write in front of this segment may never have been completed
/// @param runs valid frames, in file order, seqs rising
/// @param damages bytes between valid frames, or between the header and the first, that are none
/// @param tail bytes behind the last valid frame that are not zeros; empty if it ends well
/// @param endOffset behind the last valid frame
/// @param lastWriteOffset where the last write begins: what lies in front of it was durable
/// @param sealSeq the last seq that a seal names; empty without a seal
/// @param readError what the disk said where it could not be read; empty if it could
public record SegmentScan(
        String name,
        long id,
        long sizeBytes,
        HeaderFound header,
        OptionalLong firstSeq,
        boolean firstSinceOpen,
        List<FrameRun> runs,
        List<ByteRange> damages,
        List<ByteRange> tail,
        long endOffset,
        long lastWriteOffset,
        OptionalLong sealSeq,
        String readError) {
    public SegmentScan {
        runs = List.copyOf(runs);
        damages = List.copyOf(damages);
        tail = List.copyOf(tail);
    }

    /// Whether it belongs to this log and can be read by this version.
    public boolean ours() {
        return header != HeaderFound.FOREIGN && header != HeaderFound.NEWER;
    }

    /// First seq that this segment is there for; empty if nothing in it tells.
    OptionalLong startSeq() {
        if (firstSeq.isPresent() || runs.isEmpty()) {
            return firstSeq;
        }
        return OptionalLong.of(runs.getFirst().firstSeq());
    }
}
