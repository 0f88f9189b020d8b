package org.fieldproof.views.control;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// How somebody wants a table to look. Columns are named as in filters of every language.
///
/// @param order of the columns; those that are not in it come behind
/// @param hidden columns that are not shown
/// @param sorting by which columns rows are ordered, the first before the others
record TableLook(List<String> order, Set<String> hidden, List<By> sorting) {

    /// What has no name of its own has one of these letters in none.
    private static final String PARTS = ";";

    private static final String EACH = ",";

    /// Nothing of it was ever changed.
    static final TableLook FIRST = new TableLook(List.of(), Set.of(), List.of());

    TableLook {
        order = List.copyOf(order);
        hidden = Set.copyOf(hidden);
        sorting = List.copyOf(sorting);
    }

    /// A column that rows are ordered by.
    record By(String key, boolean descending) {
        private String written() {
            return (descending ? "-" : "+") + key;
        }
    }

    /// As it is kept; empty where nothing was changed.
    String written() {
        if (equals(FIRST)) {
            return "";
        }
        return String.join(EACH, order)
                + PARTS
                + hidden.stream().sorted().collect(Collectors.joining(EACH))
                + PARTS
                + sorting.stream().map(By::written).collect(Collectors.joining(EACH));
    }

    /// Reads what was kept, by this program or another: what is not understood was never changed.
    static TableLook read(String kept) {
        List<String> parts = Arrays.asList(kept.split(PARTS, -1));
        if (parts.size() != 3) {
            return FIRST;
        }
        List<By> sorting = new ArrayList<>();
        for (String by : names(parts.get(2))) {
            if (by.length() > 1 && (by.startsWith("+") || by.startsWith("-"))) {
                sorting.add(new By(by.substring(1), by.startsWith("-")));
            }
        }
        return new TableLook(names(parts.get(0)), Set.copyOf(names(parts.get(1))), sorting);
    }

    private static List<String> names(String part) {
        return Arrays.stream(part.split(EACH)).filter(name -> !name.isEmpty()).distinct().toList();
    }
}
