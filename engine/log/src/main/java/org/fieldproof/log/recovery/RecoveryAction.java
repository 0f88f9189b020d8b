package org.fieldproof.log.recovery;

import org.fieldproof.log.frame.SeqRange;

/// One thing to do about a log directory. Decided without touching the disk.
public sealed interface RecoveryAction {

    /// The segment's records count.
    ///
    /// @param lastSeq frames behind it in this file are superseded by the next segment
    /// @param endOffset behind the last valid frame
    record Keep(String name, long id, long firstSeq, long lastSeq, long endOffset)
            implements RecoveryAction {}

    /// The end of the last segment was never completed: copy it aside, then cut it off.
    record CutTail(String name, long id, ByteRange bytes, long expectedSeq)
            implements RecoveryAction {}

    /// Bytes in the middle are damaged: copy them aside, leave the segment as it is.
    record SetAside(String name, long id, ByteRange bytes) implements RecoveryAction {}

    /// Records that were in the log once and are not there now.
    record ReportGap(SeqRange seqs, GapCause cause, String where) implements RecoveryAction {}

    /// A segment without records; unlinked once the next segment is on the disk, because until
    /// then it alone knows which seq comes next.
    record Discard(String name, long id) implements RecoveryAction {}

    /// Not ours, or not readable: named in the report, never followed, never deleted.
    record Leave(String name, String why) implements RecoveryAction {}

    /// Where to go on.
    record Begin(long nextSeq, long nextSegmentId) implements RecoveryAction {}
}
