package org.fieldproof.connector.fieldbus.signal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A number that changes with time. Immutable; the same time gives the same number.
public sealed interface Signal {

    /// The number at a time.
    ///
    /// @param elapsedNanos since the simulator began, at least 0
    double at(long elapsedNanos);

    record Constant(double value) implements Signal {
        @Override
        public double at(long elapsedNanos) {
            return value;
        }
    }

    /// Between `low` and `high`, once in `periodNanos`.
    record Sine(double low, double high, long periodNanos) implements Signal {
        @Override
        public double at(long elapsedNanos) {
            double turn = (double) (elapsedNanos % periodNanos) / periodNanos;
            return (low + high) / 2 + (high - low) / 2 * Math.sin(2 * Math.PI * turn);
        }
    }

    /// From `from` to `to` in `periodNanos`, then from the beginning.
    record Ramp(double from, double to, long periodNanos) implements Signal {
        @Override
        public double at(long elapsedNanos) {
            return from + (to - from) * (elapsedNanos % periodNanos) / periodNanos;
        }
    }

    /// Counts up by one each `periodNanos`, from `from`, and begins again behind `to`.
    record Counter(long from, long to, long periodNanos) implements Signal {
        @Override
        public double at(long elapsedNanos) {
            return from + elapsedNanos / periodNanos % (to - from + 1);
        }
    }

    /// A random walk between two walls, a step of at most `step` each `periodNanos`; repeats after
    /// 4096 steps.
    final class Walk implements Signal {
        private static final int STEPS = 4_096;
        private final double[] values = new double[STEPS];
        private final long periodNanos;

        Walk(double low, double high, double step, long periodNanos, long seed) {
            this.periodNanos = periodNanos;
            SplittableRandom random = new SplittableRandom(seed);
            double value = (low + high) / 2;
            for (int i = 0; i < STEPS; i++) {
                values[i] = value;
                value += step * (2 * random.nextDouble() - 1);
                value = Math.min(high, Math.max(low, value));
            }
        }

        @Override
        public double at(long elapsedNanos) {
            return values[(int) (elapsedNanos / periodNanos % STEPS)];
        }
    }

    /// The numbers of a list, one each `periodNanos`, from the beginning again at its end.
    record Table(List<Double> values, long periodNanos) implements Signal {
        public Table {
            values = List.copyOf(values);
            if (values.isEmpty()) {
                throw new IllegalArgumentException("values: none (expected: at least one)");
            }
        }

        @Override
        public double at(long elapsedNanos) {
            return values.get((int) (elapsedNanos / periodNanos % values.size()));
        }
    }

    /// What a faulty signal is told.
    String FORMS =
            "Write constant(5), sine(0, 100, 60s), ramp(0, 100, 60s), walk(0, 100, 2, 1s),"
                    + " counter(0, 65535, 1s) or values(1s, 20, 21.5, 23).";

    /// Reads a signal as a project writes it; empty if it is none. Times are `ms`, `s` or `min`.
    ///
    /// @param seed of random walks
    static Optional<Signal> parse(String text, long seed) {
        Matcher form = Pattern.compile("([a-z]+)\\(([^()]*)\\)").matcher(text.strip());
        if (!form.matches()) {
            return Optional.empty();
        }
        List<String> words = List.of(form.group(2).strip().split("\\s*,\\s*"));
        try {
            return switch (form.group(1)) {
                case "constant" -> exactly(1, words, () -> new Constant(number(words, 0)));
                case "sine" ->
                        exactly(
                                3,
                                words,
                                () -> new Sine(number(words, 0), number(words, 1), time(words, 2)));
                case "ramp" ->
                        exactly(
                                3,
                                words,
                                () -> new Ramp(number(words, 0), number(words, 1), time(words, 2)));
                case "walk" ->
                        exactly(
                                4,
                                words,
                                () ->
                                        new Walk(
                                                number(words, 0),
                                                number(words, 1),
                                                number(words, 2),
                                                time(words, 3),
                                                seed));
                case "counter" -> exactly(3, words, () -> counter(words));
                case "values" -> Optional.of(new Table(numbers(words), time(words, 0)));
                default -> Optional.empty();
            };
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<Signal> exactly(
            int count, List<String> words, java.util.function.Supplier<Signal> signal) {
        return words.size() == count ? Optional.of(signal.get()) : Optional.empty();
    }

    private static Signal counter(List<String> words) {
        long from = Long.parseLong(words.get(0));
        long to = Long.parseLong(words.get(1));
        if (to < from) {
            throw new IllegalArgumentException("to: " + to + " (expected: >= " + from + ")");
        }
        return new Counter(from, to, time(words, 2));
    }

    private static List<Double> numbers(List<String> words) {
        List<Double> numbers = new ArrayList<>();
        for (int i = 1; i < words.size(); i++) {
            numbers.add(number(words, i));
        }
        return numbers;
    }

    private static double number(List<String> words, int at) {
        double number = Double.parseDouble(words.get(at));
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("number: " + number + " (expected: finite)");
        }
        return number;
    }

    private static long time(List<String> words, int at) {
        Matcher form = Pattern.compile("(\\d{1,9})\\s?(ms|s|min)").matcher(words.get(at));
        if (!form.matches()) {
            throw new IllegalArgumentException("time: " + words.get(at) + " (expected: 10s)");
        }
        long unit =
                switch (form.group(2)) {
                    case "ms" -> 1_000_000L;
                    case "s" -> 1_000_000_000L;
                    default -> 60_000_000_000L;
                };
        long nanos = Long.parseLong(form.group(1)) * unit;
        if (nanos == 0) {
            throw new IllegalArgumentException("time: 0 (expected: more)");
        }
        return nanos;
    }
}
