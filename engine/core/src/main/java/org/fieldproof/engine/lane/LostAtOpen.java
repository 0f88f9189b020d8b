package org.fieldproof.engine.lane;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.log.buffer.BufferDamage;
import org.fieldproof.log.buffer.BufferExtent;
import org.fieldproof.log.buffer.BufferRecovery;
import org.fieldproof.log.recovery.GapCause;
import org.fieldproof.log.recovery.RecoveryAction.ReportGap;
import org.fieldproof.log.recovery.RecoveryReport;

/// Records that a lane still had to deliver and that are not there any more when it is opened.
/// They are counted as routed and as lost (LANE-11), never as delivered.
///
/// @param records how many
/// @param exact false if it may be fewer: the number cannot be told more exactly from what is left
/// @param where in words, with the ranges of seqs; empty if nothing is lost
public record LostAtOpen(long records, boolean exact, String where) {
    public static final LostAtOpen NOTHING = new LostAtOpen(0, true, "");

    private static final int RANGES_MAX = 20;

    public LostAtOpen {
        if (records < 0 || (records == 0) != where.isEmpty()) {
            throw new IllegalArgumentException(
                    "records, where: "
                            + records
                            + ", '"
                            + where
                            + "' (expected: >= 0, and a place exactly if there are any)");
        }
    }

    public boolean isNothing() {
        return records == 0;
    }

    LostAtOpen and(LostAtOpen other) {
        if (isNothing() || other.isNothing()) {
            return isNothing() ? other : this;
        }
        return new LostAtOpen(
                records + other.records, exact && other.exact, where + "; " + other.where);
    }

    /// How many, in words.
    public String count() {
        return (exact ? "" : "at most ") + records + (records == 1 ? " record" : " records");
    }

    /// What is not in a buffer of that which was known to be. The number is exact unless the head
    /// has moved since: then what is missing may have been delivered, and only a hole tells.
    ///
    /// @param reached the lane asks the log for nothing at or below it; what lies behind it comes
    ///     from there again, and is not lost
    static LostAtOpen of(BufferRecovery found, long reached) {
        BufferExtent known = found.known();
        if (!known.isKnown()) {
            return lost(width(found.damages(), reached), false, found, reached);
        }
        long missing = Math.max(0, known.records() - found.ofKnown());
        List<BufferDamage> later =
                found.damages().stream()
                        .filter(each -> each.afterSeq() >= known.lastSeq())
                        .filter(each -> each.beforeSeq() > 0)
                        .toList();
        long since = width(later, reached);
        if (!found.headMoved() && reached >= known.lastSeq()) {
            return lost(missing + since, since == 0, found, reached);
        }
        long holes = width(found.damages(), reached) - since;
        return lost(since + Math.min(missing, holes), false, found, reached);
    }

    private static LostAtOpen lost(
            long records, boolean exact, BufferRecovery found, long position) {
        if (records == 0) {
            return NOTHING;
        }
        List<String> ranges = new ArrayList<>();
        for (BufferDamage each : found.damages()) {
            if (ranges.size() < RANGES_MAX) {
                ranges.add(
                        "seq "
                                + (each.afterSeq() + 1)
                                + " to "
                                + (behind(each, found.known(), position) - 1)
                                + " ("
                                + each.file()
                                + ")");
            }
        }
        if (ranges.isEmpty()) {
            long last = Math.max(position, found.known().lastSeq());
            ranges.add("somewhere up to seq " + last);
        }
        return new LostAtOpen(records, exact, "disk buffer: " + String.join(", ", ranges));
    }

    private static long behind(BufferDamage each, BufferExtent known, long position) {
        if (each.beforeSeq() > 0) {
            return each.beforeSeq();
        }
        long last = known.isKnown() ? known.lastSeq() : position;
        return Math.max(each.afterSeq() + 1, last) + 1;
    }

    private static long width(List<BufferDamage> damages, long reached) {
        long width = 0;
        for (BufferDamage each : damages) {
            long behind = behind(each, BufferExtent.UNKNOWN, reached);
            width += Math.max(0, Math.min(behind, reached + 1) - each.afterSeq() - 1);
        }
        return width;
    }

    /// What is not in the log of that which the lane had not taken from it. Not all of it need
    /// have been for this lane: its routes are not known without the records.
    ///
    /// @param from the first seq that the lane does not have
    /// @param logEnd the last one that was known to be in the log
    /// @param frontIsKnown whether it is sure that what the log let go of was in this lane's hands
    static LostAtOpen of(RecoveryReport log, long from, long logEnd, boolean frontIsKnown) {
        Missing missing = new Missing();
        if (log.newEpoch()) {
            missing.add(from, logEnd);
        } else if (frontIsKnown) {
            missing.add(from, log.firstSeq() - 1);
        }
        for (ReportGap gap : log.gaps()) {
            if (gap.cause() != GapCause.LAST_WRITE_TORN) {
                missing.add(Math.max(from, gap.seqs().fromSeq()), gap.seqs().toSeq());
            }
        }
        return missing.lost();
    }

    /// Ranges of seqs, added up.
    private static final class Missing {
        private final List<String> ranges = new ArrayList<>();
        private long records;

        void add(long fromSeq, long toSeq) {
            if (toSeq >= fromSeq) {
                records += toSeq - fromSeq + 1;
                ranges.add("seq " + fromSeq + " to " + toSeq);
            }
        }

        LostAtOpen lost() {
            return records == 0
                    ? NOTHING
                    : new LostAtOpen(records, false, "log: " + String.join(", ", ranges));
        }
    }
}
