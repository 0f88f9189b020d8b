package org.fieldproof.connector.simulator;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/// Payloads from a template. Known marks:
///
/// | mark | becomes |
/// |---|---|
/// | `${n}` | the device's own counter |
/// | `${ts}` | wall clock, milliseconds since 1970 |
/// | `${device}` | the device's id |
/// | `${walk(min,max,decimals)}` | a bounded random walk, seeded by the device's id |
/// | `${sine(min,max,seconds)}` | a sine with that period |
///
/// One instance per device, confined to its event loop: walks remember where they are.
final class PayloadTemplate {
    private final List<Part> parts;

    private PayloadTemplate(List<Part> parts) {
        this.parts = List.copyOf(parts);
    }

    /// @throws IllegalArgumentException with a sentence for people
    static PayloadTemplate of(String text, String device) {
        List<Part> parts = new ArrayList<>();
        int from = 0;
        int open = text.indexOf("${");
        while (open >= 0) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                throw new IllegalArgumentException("'${' is not closed");
            }
            parts.add(new Literal(text.substring(from, open)));
            // The position seeds the walk, so that two walks of one device differ.
            parts.add(mark(text.substring(open + 2, close).trim(), device, parts.size()));
            from = close + 1;
            open = text.indexOf("${", from);
        }
        parts.add(new Literal(text.substring(from)));
        return new PayloadTemplate(parts);
    }

    private static Part mark(String mark, String device, int position) {
        int open = mark.indexOf('(');
        String name = open < 0 ? mark : mark.substring(0, open).trim();
        double[] values = open < 0 ? new double[0] : values(mark, open);
        return switch (name) {
            case "n" -> new Counter();
            case "ts" -> new Timestamp();
            case "device" -> new Literal(device);
            case "walk" -> {
                expect(values, mark, "walk(min,max,decimals)");
                yield new Walk(
                        values[0],
                        values[1],
                        decimals(values[2]),
                        new SplittableRandom(31L * device.hashCode() + position));
            }
            case "sine" -> {
                expect(values, mark, "sine(min,max,seconds)");
                if (!(values[2] > 0)) {
                    throw new IllegalArgumentException(mark + ": the period must be above 0 s");
                }
                yield new Sine(values[0], values[1], values[2]);
            }
            default -> throw new IllegalArgumentException("${" + mark + "} is not known");
        };
    }

    private static void expect(double[] values, String mark, String form) {
        if (values.length != 3 || values[0] > values[1]) {
            throw new IllegalArgumentException("${" + mark + "} (expected: ${" + form + "})");
        }
    }

    private static int decimals(double value) {
        if (value < 0 || value > 9 || value != Math.rint(value)) {
            throw new IllegalArgumentException("decimals: " + value + " (expected: 0 to 9)");
        }
        return (int) value;
    }

    private static double[] values(String mark, int open) {
        if (!mark.endsWith(")")) {
            throw new IllegalArgumentException("${" + mark + "}: the bracket is not closed");
        }
        String[] texts = mark.substring(open + 1, mark.length() - 1).split(",", -1);
        double[] values = new double[texts.length];
        for (int i = 0; i < texts.length; i++) {
            try {
                values[i] = Double.parseDouble(texts[i].trim());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(
                        "${" + mark + "}: '" + texts[i].trim() + "' is not a number", e);
            }
        }
        return values;
    }

    /// The next payload.
    byte[] expand(long counter, long epochMillis) {
        StringBuilder text = new StringBuilder(64);
        for (Part part : parts) {
            part.append(text, counter, epochMillis);
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /// A piece of a payload.
    private sealed interface Part {
        void append(StringBuilder text, long counter, long epochMillis);
    }

    private record Literal(String value) implements Part {
        @Override
        public void append(StringBuilder text, long counter, long epochMillis) {
            text.append(value);
        }
    }

    private record Counter() implements Part {
        @Override
        public void append(StringBuilder text, long counter, long epochMillis) {
            text.append(counter);
        }
    }

    private record Timestamp() implements Part {
        @Override
        public void append(StringBuilder text, long counter, long epochMillis) {
            text.append(epochMillis);
        }
    }

    private record Sine(double min, double max, double periodSeconds) implements Part {
        @Override
        public void append(StringBuilder text, long counter, long epochMillis) {
            double phase = 2 * Math.PI * (epochMillis / 1000.0 % periodSeconds) / periodSeconds;
            decimal(text, min + (max - min) * (1 + Math.sin(phase)) / 2, 3);
        }
    }

    private static final class Walk implements Part {
        private static final double STEP = 0.02;

        private final double min;
        private final double max;
        private final int decimals;
        private final SplittableRandom random;
        private double value;

        Walk(double min, double max, int decimals, SplittableRandom random) {
            this.min = min;
            this.max = max;
            this.decimals = decimals;
            this.random = random;
            value = (min + max) / 2;
        }

        @Override
        public void append(StringBuilder text, long counter, long epochMillis) {
            double next = value + (random.nextDouble() * 2 - 1) * (max - min) * STEP;
            value = Math.clamp(next, min, max);
            decimal(text, value, decimals);
        }
    }

    /// Writes a number with a fixed count of decimals, always with a point, in any locale.
    private static void decimal(StringBuilder text, double value, int decimals) {
        long scale = 1;
        for (int i = 0; i < decimals; i++) {
            scale *= 10;
        }
        long scaled = Math.round(value * scale);
        if (scaled < 0) {
            text.append('-');
            scaled = -scaled;
        }
        text.append(scaled / scale);
        if (decimals > 0) {
            text.append('.');
            String fraction = Long.toString(scaled % scale);
            text.repeat('0', decimals - fraction.length()).append(fraction);
        }
    }
}
