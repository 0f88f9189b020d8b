package org.fieldproof.api.tag;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Numbers, durations and near misses as tag tables write them. Pure, the same in every locale.
final class TagTexts {
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?\\d{1,30}(\\.\\d{1,30})?([eE][-+]?\\d{1,3})?");
    private static final Pattern DURATION =
            Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)\\s?(ms|s|min|h|d|us)");
    private static final List<Unit> UNITS =
            List.of(
                    new Unit("d", 86_400_000_000_000L),
                    new Unit("h", 3_600_000_000_000L),
                    new Unit("min", 60_000_000_000L),
                    new Unit("s", 1_000_000_000L),
                    new Unit("ms", 1_000_000L),
                    new Unit("us", 1_000L));

    /// Most letters that differ in what was meant and what was written.
    private static final int DISTANCE_MAX = 2;

    /// Most characters of a name that is compared with others: the work grows with their square.
    private static final int ASKED_LENGTH_MAX = 200;

    private record Unit(String name, long nanos) {}

    private TagTexts() {}

    static OptionalDouble number(String text) {
        if (!NUMBER.matcher(text).matches()) {
            return OptionalDouble.empty();
        }
        double value = Double.parseDouble(text);
        return Double.isFinite(value) ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    /// The shortest text that reads as the same number.
    static String of(double value) {
        BigDecimal exact = BigDecimal.valueOf(value).stripTrailingZeros();
        return Math.abs(exact.scale()) > 12 ? Double.toString(value) : exact.toPlainString();
    }

    static OptionalLong nanos(String text) {
        if (text.equals("0")) {
            return OptionalLong.of(0);
        }
        Matcher form = DURATION.matcher(text);
        if (!form.matches()) {
            return OptionalLong.empty();
        }
        long unit = 0;
        for (Unit each : UNITS) {
            unit = each.name.equals(form.group(2)) ? each.nanos : unit;
        }
        BigDecimal nanos =
                new BigDecimal(form.group(1))
                        .multiply(BigDecimal.valueOf(unit))
                        .setScale(0, RoundingMode.HALF_UP);
        return OptionalLong.of(nanos.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
    }

    /// A duration in its largest fitting unit.
    static String ofNanos(long nanos) {
        for (Unit unit : UNITS) {
            if (nanos > 0 && nanos % unit.nanos == 0) {
                return nanos / unit.nanos + unit.name;
            }
        }
        return nanos == 0
                ? "0"
                : BigDecimal.valueOf(nanos, 3).stripTrailingZeros().toPlainString() + "us";
    }

    /// ` Did you mean x?`, or nothing; so long as no name is, nothing is like.
    static String question(String written, Collection<String> known) {
        if (written.length() > ASKED_LENGTH_MAX) {
            return "";
        }
        String wanted = plain(written);
        String near = "";
        int least = DISTANCE_MAX + 1;
        for (String each : known) {
            if (each.length() <= ASKED_LENGTH_MAX
                    && each.length() >= wanted.length() - DISTANCE_MAX) {
                int distance = distance(plain(each), wanted);
                if (distance < least) {
                    least = distance;
                    near = each;
                }
            }
        }
        return near.isEmpty() ? "" : " Did you mean " + near + "?";
    }

    /// What counts in a column's name: letters and digits.
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }

    /// How many letters differ; more than [#DISTANCE_MAX] is not counted to its end.
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > DISTANCE_MAX) {
            return Integer.MAX_VALUE;
        }
        int[] before = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            before[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] row = new int[b.length() + 1];
            row[0] = i;
            int least = i;
            for (int j = 1; j <= b.length(); j++) {
                int swap = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(row[j - 1], before[j]) + 1, before[j - 1] + swap);
                least = Math.min(least, row[j]);
            }
            if (least > DISTANCE_MAX) {
                return Integer.MAX_VALUE;
            }
            before = row;
        }
        return before[b.length()];
    }
}
