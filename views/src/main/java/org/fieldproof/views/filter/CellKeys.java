package org.fieldproof.views.filter;

import java.text.Collator;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.fieldproof.views.format.Figures;

/// Brings rows into the order of a column, by what its cells say in a person's language and not by
/// their letters: `9 ms` is before `1.2 s`, `pump-9` before `pump-10`, yesterday before today. FX
/// thread.
final class CellKeys {
    /// Digits of a number within words, so many as numbers in names have.
    private static final int DIGITS = 12;

    /// A time of this year says no year and is after all that say one; a time of day is of today.
    /// Both are leap years.
    private static final int THIS_YEAR = 8000;

    private static final long TODAY = LocalDate.of(8400, 1, 1).toEpochDay();
    private static final double DAY_MS = 86_400_000;

    /// A day with its year, and a time: also where the column's filter takes it for words.
    private static final Pattern DATED = Pattern.compile(".* \\d{4} \\d\\d:\\d\\d:\\d\\d");

    private final Quantity quantity;
    private final Collator collator;
    private final DateTimeFormatter day;
    private final DateTimeFormatter dayOfYear;

    CellKeys(Locale locale) {
        quantity = new Quantity(locale);
        collator = Collator.getInstance(locale);
        day = DateTimeFormatter.ofPattern("d MMM", locale);
        dayOfYear = DateTimeFormatter.ofPattern("d MMM yyyy", locale);
    }

    /// Rows in the order of what a cell of each says; those of which that is the same stay as they
    /// were.
    static <R> List<R> sorted(List<R> rows, Function<R, CellKey> key, boolean descending) {
        List<Keyed<R>> keyed = new ArrayList<>(rows.size());
        rows.forEach(row -> keyed.add(new Keyed<>(key.apply(row), row)));
        keyed.sort(Comparator.comparing(Keyed::key, CellKey.order(descending)));
        return keyed.stream().map(Keyed::row).toList();
    }

    CellKey of(String text, Measure measure) {
        String said = text.strip();
        if (said.isEmpty() || said.equals(Figures.NONE)) {
            return CellKey.none();
        }
        double read =
                measure == Measure.CLOCK || DATED.matcher(said).matches()
                        ? moment(said)
                        : quantity.read(said, measure);
        return Double.isNaN(read)
                ? CellKey.of(collator.getCollationKey(even(said)))
                : CellKey.of(read);
    }

    /// A time of day, or one with the day before it.
    private double moment(String said) {
        int gap = said.lastIndexOf(' ');
        double time = quantity.read(said.substring(gap + 1), Measure.CLOCK);
        if (gap < 0) {
            return TODAY * DAY_MS + time;
        }
        return day(said.substring(0, gap).strip()).map(of -> of * DAY_MS + time).orElse(Double.NaN);
    }

    private Optional<Long> day(String said) {
        boolean year = said.matches(".*\\s\\d{4}");
        try {
            return Optional.of(
                    year
                            ? LocalDate.parse(said, dayOfYear).toEpochDay()
                            : MonthDay.parse(said, day).atYear(THIS_YEAR).toEpochDay());
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    /// Numbers within words get equally many digits: a tenth pump is after the ninth.
    private static String even(String said) {
        StringBuilder made = new StringBuilder(said.length() + DIGITS);
        int at = 0;
        while (at < said.length()) {
            int end = at;
            while (end < said.length() && isDigit(said.charAt(end))) {
                end++;
            }
            if (end > at) {
                made.repeat('0', Math.max(0, DIGITS - (end - at))).append(said, at, end);
                at = end;
            } else {
                made.append(said.charAt(at++));
            }
        }
        return made.toString();
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    private record Keyed<R>(CellKey key, R row) {}
}
