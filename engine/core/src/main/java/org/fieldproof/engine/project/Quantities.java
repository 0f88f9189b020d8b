package org.fieldproof.engine.project;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Durations and sizes as projects write them: a number and its unit, such as `500ms`, `64KiB`.
/// Pure, and the same in every locale.
final class Quantities {
    private static final Pattern FORM =
            Pattern.compile("(\\d{1,18}(?:\\.\\d{1,9})?)\\s?([A-Za-zµ]+)");
    private static final Map<String, Long> NANOS =
            Map.of(
                    "ns", 1L,
                    "us", 1_000L,
                    "ms", 1_000_000L,
                    "s", 1_000_000_000L,
                    "min", 60_000_000_000L,
                    "h", 3_600_000_000_000L,
                    "d", 86_400_000_000_000L);
    private static final Map<String, Long> BYTES =
            Map.of("B", 1L, "KiB", 1L << 10, "MiB", 1L << 20, "GiB", 1L << 30, "TiB", 1L << 40);

    private Quantities() {}

    /// Nanoseconds; empty if this is not a duration. Too large is `Long.MAX_VALUE`.
    static OptionalLong nanos(String text) {
        return parse(text, NANOS);
    }

    /// Bytes; empty if this is not a size. Too large is `Long.MAX_VALUE`.
    static OptionalLong bytes(String text) {
        return parse(text, BYTES);
    }

    /// What is probably meant by a duration in another form, as a remedy.
    static String durationRemedy(String text) {
        String form = "Write a number and a unit: 500ms, 5s, 2min, 1h.";
        if (text.matches("\\d+")) {
            return form + " Did you mean " + text + "ms or " + text + "s?";
        }
        if (text.matches("\\d+m")) {
            return form + " Did you mean " + text + "in (minutes) or " + text + "s (milliseconds)?";
        }
        return form;
    }

    /// What is probably meant by a size in another form, as a remedy.
    static String bytesRemedy(String text) {
        String form = "Write a number and a unit: 64KiB, 512MiB, 2GiB.";
        Matcher decimal = Pattern.compile("(?i)(\\d+)\\s?([kmgt])i?b?").matcher(text);
        if (decimal.matches()) {
            String unit = decimal.group(2).toUpperCase(Locale.ROOT) + "iB";
            return form + " Did you mean " + decimal.group(1) + unit + "?";
        }
        if (text.matches("\\d+")) {
            return form + " Did you mean " + text + "B or " + text + "MiB?";
        }
        return form;
    }

    /// A duration in its largest fitting unit.
    static String ofNanos(long nanos) {
        return format(nanos, NANOS);
    }

    /// A size in its largest fitting unit.
    static String ofBytes(long bytes) {
        return format(bytes, BYTES);
    }

    private static OptionalLong parse(String text, Map<String, Long> units) {
        if (text.equals("0")) {
            return OptionalLong.of(0);
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !units.containsKey(form.group(2))) {
            return OptionalLong.empty();
        }
        BigDecimal value =
                new BigDecimal(form.group(1))
                        .multiply(BigDecimal.valueOf(units.get(form.group(2))))
                        .setScale(0, RoundingMode.HALF_UP);
        return OptionalLong.of(value.min(BigDecimal.valueOf(Long.MAX_VALUE)).longValue());
    }

    private static String format(long value, Map<String, Long> units) {
        String best = "";
        long bestFactor = 0;
        for (Map.Entry<String, Long> unit : units.entrySet()) {
            long factor = unit.getValue();
            if (factor > bestFactor && value % factor == 0 && (value >= factor || factor == 1)) {
                best = unit.getKey();
                bestFactor = factor;
            }
        }
        return value == 0 ? "0" : value / bestFactor + best;
    }
}
