package org.fieldproof.app.bench;

import java.util.Locale;

/// One measured figure beside one baseline, as scripts read it.
///
/// @param bench name of the bench, such as `log`
/// @param caseName what was measured, such as `append-64`
/// @param unit such as `records/s`
/// @param median of our runs
/// @param min of our runs
/// @param max of our runs
/// @param runs how many runs each side had
/// @param baseline what it is compared with in the same run; `none` where there is nothing
/// @param baselineMedian median of the baseline's runs; 0 where there is none
public record BenchLine(
        String bench,
        String caseName,
        String unit,
        double median,
        double min,
        double max,
        int runs,
        String baseline,
        double baselineMedian) {
    public BenchLine {
        if (runs < 1) {
            throw new IllegalArgumentException("runs: " + runs + " (expected: >= 1)");
        }
    }

    /// Ours through the baseline's; 0 where there is none.
    public double ratio() {
        return baselineMedian == 0 ? 0 : median / baselineMedian;
    }

    /// The line as one JSON object.
    public String json() {
        return String.format(
                Locale.ROOT,
                "{\"bench\":\"%s\",\"case\":\"%s\",\"unit\":\"%s\",\"median\":%s,\"min\":%s,"
                        + "\"max\":%s,\"runs\":%d,\"baseline\":\"%s\",\"baselineMedian\":%s,"
                        + "\"ratio\":%s}",
                bench,
                caseName,
                unit,
                number(median),
                number(min),
                number(max),
                runs,
                baseline,
                number(baselineMedian),
                number(ratio()));
    }

    /// The line for people.
    public String text() {
        String compared =
                baselineMedian == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "   %s %s   ratio %.2f",
                                baseline,
                                readable(baselineMedian),
                                ratio());
        return String.format(
                Locale.ROOT,
                "%-8s %-28s %14s %s (%s to %s, %d runs)%s",
                bench,
                caseName,
                readable(median),
                unit,
                readable(min),
                readable(max),
                runs,
                compared);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.3f", value);
    }

    private static String readable(double value) {
        return value >= 100
                ? String.format(Locale.ROOT, "%,.0f", value)
                : String.format(Locale.ROOT, "%.2f", value);
    }
}
