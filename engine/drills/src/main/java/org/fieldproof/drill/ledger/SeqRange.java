package org.fieldproof.drill.ledger;

import java.util.ArrayList;
import java.util.List;

/// A run of a device's records that share a fate.
///
/// @param kind the class of the fate, such as `not-at-destination`
/// @param records how many of the device's records it covers; less than the span where other
///     devices' records lie between
public record SeqRange(long fromSeq, long toSeq, String kind, long records) {
    /// Beyond this many, ranges of one list are drawn together across other devices' records.
    static final int RANGES_MAX = 10_000;

    /// Draws single numbers of one kind together, in ascending order.
    static List<SeqRange> of(List<Long> ascending, String kind) {
        List<SeqRange> strict = drawn(ascending, kind);
        return strict.size() <= RANGES_MAX
                ? strict
                : List.of(
                        new SeqRange(
                                ascending.getFirst(), ascending.getLast(), kind, ascending.size()));
    }

    private static List<SeqRange> drawn(List<Long> ascending, String kind) {
        List<SeqRange> ranges = new ArrayList<>();
        int from = 0;
        for (int i = 1; i <= ascending.size(); i++) {
            boolean ends = i == ascending.size() || ascending.get(i) - ascending.get(i - 1) > 1;
            if (ends) {
                ranges.add(new SeqRange(ascending.get(from), ascending.get(i - 1), kind, i - from));
                from = i;
            }
        }
        return ranges;
    }

    /// Records in a list of ranges.
    public static long records(List<SeqRange> ranges) {
        return ranges.stream().mapToLong(SeqRange::records).sum();
    }
}
