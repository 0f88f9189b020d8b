package org.fieldproof.app.cli;

import java.util.List;
import java.util.Locale;
import org.fieldproof.api.drill.RunComparison;
import org.fieldproof.api.drill.RunComparison.Figure;
import org.fieldproof.api.drill.RunComparison.Standing;
import org.fieldproof.api.drill.RunComparison.Why;
import org.fieldproof.drill.evidence.Words;
import org.jspecify.annotations.Nullable;

/// What a comparison of two runs says on the command line: a line for the whole, one for each
/// difference of the set-up, one for each figure.
final class ComparisonLines {
    private ComparisonLines() {}

    /// The whole. Counts are of the lines that follow.
    record Whole(
            String base,
            boolean baseGenuine,
            List<String> baseFindings,
            String run,
            boolean runGenuine,
            boolean sameTest,
            boolean testUnknown,
            boolean sameOutage,
            boolean outageUnknown,
            long worse,
            long better,
            long same,
            long notComparable,
            int left) {}

    record Setting(String setting, String name, String base, String run) {}

    /// A figure; null is unknown, not there or not within its limit, which a field of its own says.
    ///
    /// @param unit of both: `count`, `ms` or `word`
    /// @param baseNotWithinMs the limit within which it did not happen; null where that is not so
    /// @param baseSamples of how many values it is a percentile; null where it is none
    record Measured(
            String measure,
            String object,
            String unit,
            @Nullable Object base,
            @Nullable Object run,
            @Nullable Long baseNotWithinMs,
            @Nullable Long runNotWithinMs,
            @Nullable Long baseSamples,
            @Nullable Long runSamples,
            @Nullable Double difference,
            String standing,
            String why) {}

    static void print(RunComparison found, Printer printer) {
        Whole whole =
                new Whole(
                        found.base().page().file(),
                        found.base().genuine(),
                        found.base().findings(),
                        found.run().page().file(),
                        found.run().genuine(),
                        found.sameTest(),
                        found.testUnknown(),
                        found.sameOutage(),
                        found.outageUnknown(),
                        found.count(Standing.WORSE),
                        found.count(Standing.BETTER),
                        found.count(Standing.SAME),
                        found.count(Standing.NOT_COMPARABLE),
                        found.left());
        printer.line(whole, sentence(whole));
        for (RunComparison.Difference each : found.differences()) {
            printer.line(
                    new Setting(word(each.setting()), each.name(), each.base(), each.run()),
                    "    differs: %s %s: %s, was %s"
                            .formatted(
                                    words(each.setting()), each.name(), each.run(), each.base()));
        }
        for (RunComparison.Line each : found.lines()) {
            printer.line(measured(each), sentence(each));
        }
    }

    private static String sentence(Whole whole) {
        StringBuilder said = new StringBuilder();
        said.append("compared with ").append(whole.base());
        if (!whole.baseGenuine()) {
            said.append("\n    NOT genuine, and proves nothing: ");
            said.append(String.join(" ", whole.baseFindings()));
        }
        if (whole.testUnknown()) {
            said.append("\n    Whether it is the same test is not known:");
            said.append(" nothing in it is better or worse.");
        } else if (!whole.sameTest()) {
            said.append("\n    Not the same test: nothing in it is better or worse.");
        } else if (whole.outageUnknown()) {
            said.append("\n    Whether the outages were equally long is not known:");
            said.append(" what grows with them is not compared.");
        } else if (!whole.sameOutage()) {
            said.append("\n    The outages were not equally long:");
            said.append(" what grows with them is not compared.");
        }
        said.append("\n    worse: ").append(whole.worse());
        said.append(", better: ").append(whole.better());
        said.append(", same: ").append(whole.same());
        said.append(", not comparable: ").append(whole.notComparable());
        if (whole.left() > 0) {
            said.append("\n    left out, as they say less: ").append(whole.left());
        }
        return said.toString();
    }

    private static String sentence(RunComparison.Line line) {
        return "    %-14s %s%s: %s, was %s%s"
                .formatted(
                        words(line.standing()),
                        words(line.measure()),
                        line.object().isEmpty() ? "" : " " + line.object(),
                        text(line.run()),
                        text(line.base()),
                        line.why() == Why.NONE ? "" : " (" + words(line.why()) + ")");
    }

    private static Measured measured(RunComparison.Line line) {
        boolean word = line.base() instanceof Figure.Word || line.run() instanceof Figure.Word;
        boolean time = isTime(line.base()) || isTime(line.run());
        return new Measured(
                word(line.measure()),
                line.object(),
                word ? "word" : time ? "ms" : "count",
                value(line.base()),
                value(line.run()),
                notWithin(line.base()),
                notWithin(line.run()),
                samples(line.base()),
                samples(line.run()),
                line.difference().isPresent() ? line.difference().getAsDouble() : null,
                word(line.standing()),
                line.why() == Why.NONE ? "" : word(line.why()));
    }

    private static boolean isTime(Figure figure) {
        return figure instanceof Figure.Millis || figure instanceof Figure.Beyond;
    }

    private static @Nullable Long notWithin(Figure figure) {
        return figure instanceof Figure.Beyond(long limit) ? limit : null;
    }

    private static @Nullable Object value(Figure figure) {
        return switch (figure) {
            case Figure.Count(long count) -> count;
            case Figure.Millis(double millis, long _) -> millis;
            case Figure.Word(String word) -> word;
            case Figure.Beyond _, Figure.Unknown _, Figure.Absent _ -> null;
        };
    }

    private static @Nullable Long samples(Figure figure) {
        return figure instanceof Figure.Millis(double _, long samples) && samples >= 0
                ? samples
                : null;
    }

    private static String text(Figure figure) {
        return switch (figure) {
            case Figure.Count(long count) -> Words.count(count);
            case Figure.Millis millis -> millis(millis);
            case Figure.Word(String word) -> word;
            case Figure.Beyond(long limit) -> "not within " + Words.duration(limit);
            case Figure.Unknown _ -> "unknown";
            case Figure.Absent _ -> "not there";
        };
    }

    private static String millis(Figure.Millis figure) {
        String millis =
                figure.millis() < 1_000
                        ? String.format(Locale.ROOT, "%.1f ms", figure.millis())
                        : Words.duration(Math.round(figure.millis()));
        return figure.samples() < 0 ? millis : millis + " of " + Words.count(figure.samples());
    }

    /// `notComparable`.
    private static String word(Enum<?> name) {
        StringBuilder word = new StringBuilder();
        boolean up = false;
        for (char c : name.name().toLowerCase(Locale.ROOT).toCharArray()) {
            if (c == '_') {
                up = true;
            } else {
                word.append(up ? Character.toUpperCase(c) : c);
                up = false;
            }
        }
        return word.toString();
    }

    private static String words(Enum<?> name) {
        return name.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
