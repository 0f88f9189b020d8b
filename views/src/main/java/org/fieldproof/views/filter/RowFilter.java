package org.fieldproof.views.filter;

import com.google.re2j.Pattern;
import java.util.List;

/// Which rows stay in sight. Made once for a text, and immutable.
public sealed interface RowFilter<R> {

    boolean keeps(R row);

    /// Every one of them has to; of none, all rows stay.
    record Both<R>(List<RowFilter<R>> parts) implements RowFilter<R> {
        @Override
        public boolean keeps(R row) {
            for (int i = 0; i < parts.size(); i++) {
                if (!parts.get(i).keeps(row)) {
                    return false;
                }
            }
            return true;
        }
    }

    /// One of them has to.
    record Either<R>(List<RowFilter<R>> parts) implements RowFilter<R> {
        @Override
        public boolean keeps(R row) {
            for (int i = 0; i < parts.size(); i++) {
                if (parts.get(i).keeps(row)) {
                    return true;
                }
            }
            return false;
        }
    }

    record Not<R>(RowFilter<R> part) implements RowFilter<R> {
        @Override
        public boolean keeps(R row) {
            return !part.keeps(row);
        }
    }

    /// A text in any column.
    record Anywhere<R>(List<FilterColumn<R>> columns, TextPattern pattern) implements RowFilter<R> {
        @Override
        public boolean keeps(R row) {
            for (int i = 0; i < columns.size(); i++) {
                if (pattern.isIn(columns.get(i).of(row))) {
                    return true;
                }
            }
            return false;
        }
    }

    /// A text in one column.
    record Cell<R>(FilterColumn<R> column, TextPattern pattern) implements RowFilter<R> {
        @Override
        public boolean keeps(R row) {
            return pattern.isIn(column.of(row));
        }
    }

    /// A pattern somewhere in one column, found in time that grows with the text alone.
    record Fits<R>(FilterColumn<R> column, Pattern pattern) implements RowFilter<R> {
        @Override
        public boolean keeps(R row) {
            return pattern.matcher(column.of(row)).find();
        }
    }

    /// A quantity in one column; a cell that has none is neither more nor less nor equal.
    record Compares<R>(
            FilterColumn<R> column, Quantity quantity, Comparison comparison, double value)
            implements RowFilter<R> {
        @Override
        public boolean keeps(R row) {
            return comparison.holds(quantity.read(column.of(row), column.measure()), value);
        }
    }
}
