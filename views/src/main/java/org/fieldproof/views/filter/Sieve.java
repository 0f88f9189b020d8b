package org.fieldproof.views.filter;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/// What of a list is in sight: its columns, the filter that is in force, and what it had to choose
/// from. FX thread.
public final class Sieve<R> {
    /// Of so many rows values are offered.
    private static final int LOOKED_AT_MAX = 2000;

    private static final int HINTS_MAX = 8;

    private final List<FilterColumn<R>> columns = new ArrayList<>();
    private final List<Runnable> counted = new ArrayList<>();
    private final List<Runnable> changed = new ArrayList<>();
    private final List<Runnable> cleared = new ArrayList<>();
    private RowFilter<R> filter = new RowFilter.Both<>(List.of());
    private boolean active;
    private List<R> all = List.of();
    private int shown;

    /// What the filter in force was written as.
    private String good = "";

    private Locale locale = Locale.ENGLISH;
    private @Nullable FilterLanguage<R> language;
    private @Nullable CellKeys keys;

    /// Adds a column; what has been read before was read without it.
    public void add(FilterColumn<R> column) {
        columns.add(column);
        language = null;
    }

    /// Gives the last column a name that is the same in every language, and a measure.
    public void name(String key, Measure measure) {
        FilterColumn<R> last = columns.removeLast();
        add(new FilterColumn<>(key, last.title(), measure, last.text()));
    }

    /// In whose language figures are written.
    public void speak(Locale next) {
        locale = next;
        language = null;
        keys = null;
    }

    /// Told when another filter is in force.
    public void onChanged(Runnable listener) {
        changed.add(listener);
    }

    /// Told when it is to be taken away by somebody else than who wrote it.
    public void onCleared(Runnable listener) {
        cleared.add(listener);
    }

    /// Takes the filter away.
    public void clear() {
        if (isActive()) {
            filter("");
        }
        cleared.forEach(Runnable::run);
    }

    /// Told when there are other rows to choose from.
    public void onCounted(Runnable listener) {
        counted.add(listener);
    }

    /// Puts a filter in force; one that is not understood leaves the one before (FILTER-2).
    ///
    /// @return what is wrong with it
    public Optional<FilterFault> filter(String text) {
        return switch (language().read(text)) {
            case FilterRead.Understood<R>(RowFilter<R> next) -> {
                put(text, next);
                yield Optional.empty();
            }
            case FilterRead.NotUnderstood<R>(FilterFault fault) -> {
                takeBack(text);
                yield Optional.of(fault);
            }
        };
    }

    private void put(String text, RowFilter<R> next) {
        good = text;
        active = !text.isBlank();
        filter = next;
        changed.forEach(Runnable::run);
    }

    /// A word that goes on as something else was never meant as a word: `state` on the way to
    /// `state:` would hide every row until a value stands there.
    private void takeBack(String text) {
        boolean goesOn =
                !good.isBlank()
                        && text.startsWith(good)
                        && !Character.isWhitespace(good.charAt(good.length() - 1))
                        && !Character.isWhitespace(text.charAt(good.length()));
        int last = FilterHint.begin(good, good.length());
        String before = good.substring(0, last);
        boolean isWord = FilterHint.sign(good.substring(last)) < 0;
        if (goesOn
                && isWord
                && language().read(before) instanceof FilterRead.Understood<R>(var next)) {
            put(before, next);
        }
    }

    /// The filter in force, which does not change with it.
    public RowFilter<R> filter() {
        return filter;
    }

    /// What it was written as.
    public String written() {
        return good.strip();
    }

    /// Whether there is a filter.
    public boolean isActive() {
        return active;
    }

    /// What stays in sight of rows; the same rows again where there is no filter.
    public List<R> keep(List<R> rows) {
        all = rows;
        List<R> kept = rows;
        if (isActive()) {
            kept = new ArrayList<>();
            for (R row : rows) {
                if (filter.keeps(row)) {
                    kept.add(row);
                }
            }
        }
        shown = kept.size();
        counted.forEach(Runnable::run);
        return kept;
    }

    /// Rows in the order of what a column's cells say; where that is the same, as they were.
    ///
    /// @param column which of those that were added
    public List<R> sorted(List<R> rows, int column, boolean descending) {
        CellKeys present = keys == null ? new CellKeys(locale) : keys;
        keys = present;
        FilterColumn<R> by = columns.get(column);
        return CellKeys.sorted(rows, row -> present.of(by.of(row), by.measure()), descending);
    }

    /// Rows in the order of a number of theirs.
    public static <R> List<R> sorted(List<R> rows, ToDoubleFunction<R> number, boolean descending) {
        return CellKeys.sorted(rows, row -> CellKey.of(number.applyAsDouble(row)), descending);
    }

    /// The name in every language of a column that was added; may be empty.
    public String key(int column) {
        return columns.get(column).key();
    }

    /// How many columns were added.
    public int columns() {
        return columns.size();
    }

    /// What a cell shows of a column that was added.
    public String cell(int column, R row) {
        return columns.get(column).of(row);
    }

    /// Everything there is to choose from.
    public List<R> all() {
        return all;
    }

    /// How much of it is in sight.
    public int shown() {
        return shown;
    }

    private FilterLanguage<R> language() {
        FilterLanguage<R> present = language;
        if (present == null) {
            present = new FilterLanguage<>(columns, locale);
            language = present;
        }
        return present;
    }

    /// How what is being typed may go on.
    ///
    /// @param caret where somebody types
    /// @param asked whether he asks, also where nothing is typed yet
    public List<FilterHint> hints(String text, int caret, boolean asked) {
        int at = Math.clamp(caret, 0, text.length());
        int from = FilterHint.begin(text, at);
        String typed = text.substring(from, at);
        int sign = FilterHint.sign(typed);
        if (sign < 0) {
            return typed.length() >= 2 || asked ? names(typed, from, at) : List.of();
        }
        Optional<FilterColumn<R>> column = language().column(typed.substring(0, sign));
        int value = sign + Comparison.at(typed, sign).map(each -> each.sign().length()).orElse(1);
        return column.map(each -> values(each, typed.substring(value), from + value, at))
                .orElse(List.of());
    }

    private List<FilterHint> names(String typed, int from, int to) {
        return columns.stream()
                .filter(each -> each.begins(typed))
                .map(
                        each ->
                                new FilterHint(
                                        each.name() + (each.measure() == Measure.WORDS ? ":" : ">"),
                                        each.title(),
                                        from,
                                        to))
                .toList();
    }

    /// Those of a column that have been seen, most frequent first.
    private List<FilterHint> values(FilterColumn<R> column, String typed, int from, int to) {
        TextPattern wanted = TextPattern.inside(typed.replace("\"", ""));
        Map<String, Integer> seen = new TreeMap<>();
        for (R row : all.subList(0, Math.min(LOOKED_AT_MAX, all.size()))) {
            String value = column.of(row);
            if (!value.isBlank() && wanted.isIn(value)) {
                seen.merge(value, 1, Integer::sum);
            }
        }
        return seen.entrySet().stream()
                .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                .limit(HINTS_MAX)
                .map(
                        each ->
                                new FilterHint(
                                        FilterHint.written(each.getKey()),
                                        Integer.toString(each.getValue()),
                                        from,
                                        to))
                .toList();
    }
}
