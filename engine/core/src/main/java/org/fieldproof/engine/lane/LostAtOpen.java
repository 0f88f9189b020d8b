package org.fieldproof.engine.lane;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.log.buffer.BufferDamage;
import org.fieldproof.log.buffer.BufferExtent;
import org.fieldproof.log.buffer.BufferRecovery;
import org.fieldproof.log.frame.SeqRange;
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

    /// The same where what is missing may come from the log once more.
    LostAtOpen atMost() {
        return new LostAtOpen(records, isNothing(), where);
    }

    /// What is not in a buffer of that which was known to be. The number is exact unless the head
    /// has moved since: then what is missing may have been delivered, and only a hole tells.
    ///
    /// @param reached the lane asks the log for nothing at or below it; what lies behind it comes
    ///     from there again, and is not lost
    /// @param told holes that an earlier start has told of; they stay until the head is past them
    static LostAtOpen of(BufferRecovery found, long reached, SeqRanges told) {
        BufferExtent known = found.known();
        long all = holes(found.damages(), reached).without(told).width();
        if (!known.isKnown()) {
            return lost(all, false, found, reached, told);
        }
        long missing = Math.max(0, known.records() - found.ofKnown());
        long since = holes(found.behindKnown(), reached).without(told).width();
        if (!found.headMoved() && reached >= known.lastSeq()) {
            return lost(missing + since, since == 0, found, reached, told);
        }
        return lost(since + Math.min(missing, all - since), false, found, reached, told);
    }

    private static LostAtOpen lost(
            long records, boolean exact, BufferRecovery found, long position, SeqRanges told) {
        if (records == 0) {
            return NOTHING;
        }
        long last = Math.max(position, found.known().lastSeq());
        List<String> places = new ArrayList<>();
        for (BufferDamage each : found.damages()) {
            for (SeqRange range : hole(each, last).without(told).ranges()) {
                places.add(SeqRanges.words(range) + " (" + each.file() + ")");
            }
        }
        if (places.isEmpty()) {
            places.add("somewhere up to seq " + last);
        }
        return new LostAtOpen(records, exact, "disk buffer: " + SeqRanges.named(places));
    }

    /// Where records are missing, up to a seq.
    static SeqRanges holes(List<BufferDamage> damages, long reached) {
        return damages.stream()
                .map(each -> hole(each, reached))
                .reduce(SeqRanges.NONE, SeqRanges::and);
    }

    /// @param last nothing behind it was ever there, as far as is known
    private static SeqRanges hole(BufferDamage damage, long last) {
        long to = damage.beforeSeq() > 0 ? Math.min(damage.beforeSeq() - 1, last) : last;
        return SeqRanges.between(damage.afterSeq() + 1, to);
    }

    /// What is not in the log of that which the lane had not taken from it. Not all of it need
    /// have been for this lane: its routes are not known without the records.
    ///
    /// @param isOther the log is not the one that the lane was given records of
    /// @param from the first seq that the lane does not have
    /// @param logEnd the last one that was known to be in the log
    /// @param frontIsKnown whether it is sure that what the log let go of was in this lane's hands
    static LostAtOpen of(
            RecoveryReport log, boolean isOther, long from, long logEnd, boolean frontIsKnown) {
        SeqRanges missing = SeqRanges.NONE;
        long left = from;
        if (isOther) {
            missing = SeqRanges.between(from, logEnd);
            left = Math.max(from, logEnd + 1);
        } else if (frontIsKnown) {
            missing = SeqRanges.between(from, log.firstSeq() - 1);
            left = Math.max(from, log.firstSeq());
        }
        // Gaps of a log with a history of its own are none of this lane's.
        for (ReportGap gap : isOther && !log.newEpoch() ? List.<ReportGap>of() : log.gaps()) {
            if (gap.cause() != GapCause.LAST_WRITE_TORN) {
                SeqRange seqs = gap.seqs();
                missing =
                        missing.and(
                                SeqRanges.between(Math.max(left, seqs.fromSeq()), seqs.toSeq()));
            }
        }
        List<String> places = missing.ranges().stream().map(SeqRanges::words).toList();
        return places.isEmpty()
                ? NOTHING
                : new LostAtOpen(missing.width(), false, "log: " + SeqRanges.named(places));
    }
}
