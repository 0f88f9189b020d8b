package org.fieldproof.views.filter;

import java.text.CollationKey;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/// Where a cell stands among those of its column: numbers by what they say, words after them, and
/// at the end, whichever way they are ordered, cells that say nothing.
///
/// @param number not a number where there is none
/// @param words of a cell that says something else than a number
record CellKey(double number, @Nullable CollationKey words) {

    private static final CellKey NONE = new CellKey(Double.NaN, null);

    private static final Comparator<CellKey> UP = CellKey::compare;

    /// Of a number; one that is none says nothing.
    static CellKey of(double number) {
        return Double.isNaN(number) ? NONE : new CellKey(number, null);
    }

    static CellKey none() {
        return NONE;
    }

    static CellKey of(CollationKey words) {
        return new CellKey(Double.NaN, words);
    }

    /// One way or the other; what says nothing is last in both.
    static Comparator<CellKey> order(boolean descending) {
        return Comparator.comparing(CellKey::isNone).thenComparing(descending ? UP.reversed() : UP);
    }

    private boolean isNone() {
        return words == null && Double.isNaN(number);
    }

    private static int compare(CellKey one, CellKey other) {
        CollationKey left = one.words;
        CollationKey right = other.words;
        if (left == null || right == null) {
            // A number that is none is greater than all others: words come after numbers.
            return Double.compare(one.number, other.number);
        }
        return left.compareTo(right);
    }
}
