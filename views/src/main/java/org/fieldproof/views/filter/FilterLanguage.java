package org.fieldproof.views.filter;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Reads filters for a list with these columns, in a person's language. Immutable.
public final class FilterLanguage<R> {
    static final int LETTERS_MAX = 1000;

    /// How wrong a short name and a longer one may be to be taken for a slip.
    private static final int SHORT = 5;

    private final List<FilterColumn<R>> columns;
    private final Quantity quantity;

    public FilterLanguage(List<FilterColumn<R>> columns, Locale locale) {
        this.columns = List.copyOf(columns);
        quantity = new Quantity(locale);
    }

    public FilterRead<R> read(String text) {
        return new FilterParser<>(text, this).read();
    }

    List<FilterColumn<R>> columns() {
        return columns;
    }

    Quantity quantity() {
        return quantity;
    }

    Optional<FilterColumn<R>> column(String name) {
        return columns.stream().filter(each -> each.isNamed(name)).findFirst();
    }

    /// A column whose name this may have been meant to be.
    Optional<FilterColumn<R>> near(String name) {
        String typed = FilterColumn.letters(name);
        int slips = typed.length() <= SHORT ? 1 : 2;
        if (typed.length() < 3) {
            return Optional.empty();
        }
        return columns.stream()
                .filter(
                        each ->
                                each.begins(name)
                                        || slips(typed, FilterColumn.letters(each.key())) <= slips
                                        || slips(typed, FilterColumn.letters(each.title()))
                                                <= slips)
                .findFirst();
    }

    /// How many letters are wrong, missing or too many; two that stand in each other's place are
    /// one slip.
    static int slips(String a, String b) {
        int[][] cost = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    cost[i][j] = Math.max(i, j);
                    continue;
                }
                int other = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                int best =
                        Math.min(
                                cost[i - 1][j - 1] + other,
                                Math.min(cost[i - 1][j], cost[i][j - 1]) + 1);
                boolean swapped =
                        i > 1
                                && j > 1
                                && a.charAt(i - 1) == b.charAt(j - 2)
                                && a.charAt(i - 2) == b.charAt(j - 1);
                cost[i][j] = swapped ? Math.min(best, cost[i - 2][j - 2] + 1) : best;
            }
        }
        return cost[a.length()][b.length()];
    }
}
