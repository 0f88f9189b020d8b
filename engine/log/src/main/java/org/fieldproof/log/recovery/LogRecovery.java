package org.fieldproof.log.recovery;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.fieldproof.log.frame.FrameFormat;
import org.fieldproof.log.frame.SegmentHeader;
import org.fieldproof.log.frame.SeqRange;
import org.jspecify.annotations.Nullable;

/// Decides what is made of a log directory: from scans to actions, without I/O.
///
/// A segment's records count up to the seq before the next segment's first one; what it holds
/// behind that was written again into the next segment after a failed sync (LOG-6).
public final class LogRecovery {
    private final List<RecoveryAction> actions = new ArrayList<>();
    private long expectedSeq = -1;

    private LogRecovery() {}

    /// The plan for these segments.
    ///
    /// @param seqFloor no seq below it is given again: somebody downstream has seen those
    public static List<RecoveryAction> plan(List<SegmentScan> scans, long seqFloor) {
        List<SegmentScan> sorted = new ArrayList<>(scans);
        sorted.sort(Comparator.comparingLong(SegmentScan::id));
        LogRecovery recovery = new LogRecovery();
        List<SegmentScan> ours = new ArrayList<>();
        long lastId = 0;
        for (int i = 0; i < sorted.size(); i++) {
            SegmentScan scan = sorted.get(i);
            lastId = Math.max(lastId, scan.id());
            if (recovery.counts(scan, i == sorted.size() - 1)) {
                ours.add(scan);
            }
        }
        for (int i = 0; i < ours.size(); i++) {
            recovery.judge(ours.get(i), i + 1 < ours.size() ? ours.get(i + 1) : null);
        }
        recovery.begin(seqFloor, lastId + 1);
        return List.copyOf(recovery.actions);
    }

    /// The plan where nobody downstream is known.
    public static List<RecoveryAction> plan(List<SegmentScan> scans) {
        return plan(scans, 1);
    }

    private boolean counts(SegmentScan scan, boolean last) {
        return switch (scan.header()) {
            case WHOLE, ONE_COPY -> true;
            case FOREIGN -> left(scan, "belongs to another log");
            case NEWER -> left(scan, "written by a newer version");
            case LOST -> !scan.runs().isEmpty() || withoutHeader(scan, last);
        };
    }

    private boolean withoutHeader(SegmentScan scan, boolean last) {
        // The header is synced before the first frame: a last file of at most a header's size is a
        // creation that was interrupted.
        if (last && scan.sizeBytes() <= SegmentHeader.REGION_BYTES) {
            actions.add(new RecoveryAction.Discard(scan.name(), scan.id()));
            return false;
        }
        return left(scan, "header and frames unreadable");
    }

    private boolean left(SegmentScan scan, String why) {
        actions.add(new RecoveryAction.Leave(scan.name(), why));
        return false;
    }

    private void judge(SegmentScan scan, @Nullable SegmentScan next) {
        long start = scan.startSeq().orElseThrow();
        long lastAllowed = next == null ? Long.MAX_VALUE : next.startSeq().orElseThrow() - 1;
        if (next != null
                && !scan.runs().isEmpty()
                && lastAllowed < scan.runs().getFirst().firstSeq()) {
            actions.add(new RecoveryAction.Leave(scan.name(), "superseded by " + next.name()));
            return;
        }
        long at = start;
        long end = SegmentHeader.REGION_BYTES;
        for (FrameRun run : scan.runs()) {
            if (run.firstSeq() > lastAllowed) {
                break;
            }
            if (run.firstSeq() > at) {
                boolean lastWrite = next == null || next.firstSinceOpen();
                boolean torn = lastWrite && run.fromOffset() > scan.lastWriteOffset();
                gap(
                        at,
                        run.firstSeq() - 1,
                        torn ? GapCause.LAST_WRITE_TORN : GapCause.DAMAGED,
                        scan.name());
            }
            at = Math.min(run.lastSeq(), lastAllowed) + 1;
            end = run.toOffset();
        }
        boolean endLost;
        if (next == null) {
            long behind = behindTheEnd(scan, at);
            endLost = behind > at;
            if (endLost) {
                gap(at, behind - 1, GapCause.DAMAGED, scan.name());
                at = behind;
            }
            expectedSeq = Math.max(expectedSeq, at);
        } else {
            endLost = at <= lastAllowed;
            if (endLost) {
                boolean here = !scan.tail().isEmpty() || next.id() == scan.id() + 1;
                gap(
                        at,
                        lastAllowed,
                        here ? GapCause.DAMAGED : GapCause.SEGMENT_MISSING,
                        here ? scan.name() : "between " + scan.name() + " and " + next.name());
            }
            expectedSeq = Math.max(expectedSeq, lastAllowed + 1);
        }
        mend(scan, next == null, endLost, end, at);
        keep(scan, start, at, end);
    }

    /// The seq behind the last one that the last segment is known to have held.
    private static long behindTheEnd(SegmentScan scan, long at) {
        if (!scan.readError().isEmpty()) {
            // Nobody can tell how many records stand where the disk cannot be read; as many as fit
            // are given up, so that none of their seqs is given a second time.
            long unread = Math.max(0, scan.sizeBytes() - scan.endOffset());
            return at + unread / FrameFormat.OVERHEAD_BYTES + 1;
        }
        return Math.max(at, scan.sealSeq().orElse(0) + 1);
    }

    private void mend(SegmentScan scan, boolean last, boolean endLost, long end, long at) {
        for (ByteRange damage : scan.damages()) {
            if (last || endLost || damage.fromOffset() < end) {
                actions.add(new RecoveryAction.SetAside(scan.name(), scan.id(), damage));
            }
        }
        for (ByteRange tail : scan.tail()) {
            if (last) {
                actions.add(new RecoveryAction.CutTail(scan.name(), scan.id(), tail, at));
            } else if (endLost) {
                actions.add(new RecoveryAction.SetAside(scan.name(), scan.id(), tail));
            }
        }
    }

    private void keep(SegmentScan scan, long start, long behind, long end) {
        if (!scan.runs().isEmpty()) {
            actions.add(new RecoveryAction.Keep(scan.name(), scan.id(), start, behind - 1, end));
        } else if (scan.readError().isEmpty() && scan.tail().isEmpty()) {
            actions.add(new RecoveryAction.Discard(scan.name(), scan.id()));
        } else {
            actions.add(new RecoveryAction.Leave(scan.name(), "no readable record in it"));
        }
    }

    private void begin(long seqFloor, long nextSegmentId) {
        long next = Math.max(1, expectedSeq);
        if (seqFloor > next) {
            if (expectedSeq > 0) {
                gap(next, seqFloor - 1, GapCause.END_MISSING, "behind the last segment");
            }
            next = seqFloor;
        }
        actions.add(new RecoveryAction.Begin(next, nextSegmentId));
    }

    private void gap(long from, long to, GapCause cause, String where) {
        actions.add(new RecoveryAction.ReportGap(new SeqRange(from, to), cause, where));
    }
}
