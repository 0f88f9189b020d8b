package org.fieldproof.engine.lane;

import java.util.ArrayList;
import java.util.List;
import org.fieldproof.log.frame.SeqRange;

/// Ranges of seqs in which something is missing.
record SeqRanges(List<SeqRange> ranges) {
    static final SeqRanges NONE = new SeqRanges(List.of());

    private static final int NAMED_MAX = 20;

    SeqRanges {
        ranges = List.copyOf(ranges);
    }

    /// From one seq to another, both included; none if the second comes first.
    static SeqRanges between(long fromSeq, long toSeq) {
        return toSeq < fromSeq
                ? NONE
                : new SeqRanges(List.of(new SeqRange(Math.max(1, fromSeq), toSeq)));
    }

    SeqRanges and(SeqRanges more) {
        List<SeqRange> all = new ArrayList<>(ranges);
        all.addAll(more.ranges);
        return new SeqRanges(all);
    }

    long width() {
        return ranges.stream().mapToLong(SeqRange::count).sum();
    }

    /// What of these lies in none of the others.
    SeqRanges without(SeqRanges others) {
        List<SeqRange> left = ranges;
        for (SeqRange other : others.ranges) {
            List<SeqRange> cut = new ArrayList<>();
            for (SeqRange each : left) {
                long before = Math.min(each.toSeq(), other.fromSeq() - 1);
                cut.addAll(between(each.fromSeq(), before).ranges);
                long behind = Math.max(each.fromSeq(), other.toSeq() + 1);
                cut.addAll(between(behind, each.toSeq()).ranges);
            }
            left = cut;
        }
        return new SeqRanges(left);
    }

    /// At most so many; where there are more, the last one reaches over the rest.
    SeqRanges atMost(int max) {
        if (ranges.size() <= max) {
            return this;
        }
        long from = ranges.get(max - 1).fromSeq();
        long to =
                ranges.subList(max - 1, ranges.size()).stream()
                        .mapToLong(SeqRange::toSeq)
                        .max()
                        .orElse(from);
        return new SeqRanges(ranges.subList(0, max - 1)).and(between(from, to));
    }

    /// A range in words.
    static String words(SeqRange range) {
        return "seq " + range.fromSeq() + " to " + range.toSeq();
    }

    /// The first of them, and how many more there are.
    static String named(List<String> places) {
        return places.size() <= NAMED_MAX
                ? String.join(", ", places)
                : String.join(", ", places.subList(0, NAMED_MAX))
                        + ", and "
                        + (places.size() - NAMED_MAX)
                        + " more";
    }
}
