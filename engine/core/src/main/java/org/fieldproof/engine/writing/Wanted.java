package org.fieldproof.engine.writing;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.Scaling;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.value.TypedValue;

/// What a person wants a tag to hold, as the device's own value. Pure.
sealed interface Wanted {

    /// It can be written.
    ///
    /// @param raw of the kind that the device has
    /// @param shown what it will be in the tag's unit: a whole number holds no half
    record Fits(TypedValue raw, String shown) implements Wanted {}

    record Refused(Problem why) implements Wanted {}

    /// The device's value for a text.
    ///
    /// @param present what the device holds, for its kind
    static Wanted of(TagDefinition tag, TypedValue present, String text) {
        return switch (present) {
            case TypedValue.Bool _ -> flag(tag, text);
            case TypedValue.Text _ -> words(tag, text);
            case TypedValue.Int _, TypedValue.UInt _, TypedValue.Float32 _, TypedValue.Float64 _ ->
                    number(tag, present, text);
            case TypedValue.None _, TypedValue.Bytes _, TypedValue.Time _, TypedValue.Array _ ->
                    refused(
                            "WRIT-0107",
                            tag,
                            "What the device holds there is no number, no text and no bool; it"
                                    + " cannot be written from here.",
                            "Choose another tag, or write it with the device's own tool.");
        };
    }

    private static Wanted flag(TagDefinition tag, String text) {
        String word = text.strip().toLowerCase(Locale.ROOT);
        if (!tag.scaling().isNone()) {
            return refused(
                    "WRIT-0107",
                    tag,
                    "The device holds a bool there, and the tag scales it.",
                    "Take scale, offset and limits off the tag and apply.");
        }
        return switch (word) {
            case "true", "1", "on" -> new Fits(new TypedValue.Bool(true), "true");
            case "false", "0", "off" -> new Fits(new TypedValue.Bool(false), "false");
            default ->
                    refused(
                            "WRIT-0107",
                            tag,
                            "\"" + text + "\" is neither true nor false.",
                            "Write true or false.");
        };
    }

    private static Wanted words(TagDefinition tag, String text) {
        if (text.chars().anyMatch(Character::isISOControl)) {
            return refused(
                    "WRIT-0107",
                    tag,
                    "The text holds a control character.",
                    "Write plain characters.");
        }
        // As it is read: devices fill up with spaces.
        String kept = text.stripTrailing();
        return new Fits(new TypedValue.Text(kept), kept);
    }

    private static Wanted number(TagDefinition tag, TypedValue present, String text) {
        Optional<BigDecimal> typed = parsed(text);
        if (typed.isEmpty()) {
            return refused(
                    "WRIT-0107",
                    tag,
                    "\"" + text + "\" is no finite number.",
                    "Write such as 12.5; NaN and infinity cannot be written.");
        }
        BigDecimal value = typed.get();
        Scaling scaling = tag.scaling();
        if (!within(scaling, value)) {
            return refused(
                    "WRIT-0108",
                    tag,
                    value.toPlainString()
                            + " is outside the limits of the tag: "
                            + limits(tag)
                            + ".",
                    "Write a value within them, or change clampLow and clampHigh in the project.");
        }
        BigDecimal base =
                value.subtract(BigDecimal.valueOf(scaling.offset()))
                        .divide(BigDecimal.valueOf(scaling.scale()), MathContext.DECIMAL128);
        if (scaling.squareRoot() && base.signum() < 0) {
            return refused(
                    "WRIT-0109",
                    tag,
                    "No number of the device gives "
                            + value.toPlainString()
                            + ": a root is not"
                            + " negative.",
                    "Write a value from the tag's offset on.");
        }
        BigDecimal raw = scaling.squareRoot() ? base.multiply(base) : base;
        // Where rounding leads over a limit, the neighbour inside it is taken.
        for (TypedValue each : candidates(present, raw)) {
            if (tag.scaling().isNone() || within(scaling, scaled(scaling, decimal(each)))) {
                return new Fits(each, shown(tag, each));
            }
        }
        return refused(
                "WRIT-0109",
                tag,
                "The device's number, "
                        + kind(present)
                        + ", cannot hold "
                        + value.toPlainString()
                        + (scaling.isNone() ? "" : " with the tag's scale and limits")
                        + ".",
                "Write a value that it can hold, or correct type and scale of the tag.");
    }

    private static Optional<BigDecimal> parsed(String text) {
        String plain = text.strip();
        if (!plain.matches("[+-]?(\\d{1,40}(\\.\\d{0,40})?|\\.\\d{1,40})([eE][+-]?\\d{1,3})?")) {
            return Optional.empty();
        }
        return Optional.of(new BigDecimal(plain));
    }

    private static boolean within(Scaling scaling, BigDecimal value) {
        return (scaling.low() == Double.NEGATIVE_INFINITY
                        || value.compareTo(BigDecimal.valueOf(scaling.low())) >= 0)
                && (scaling.high() == Double.POSITIVE_INFINITY
                        || value.compareTo(BigDecimal.valueOf(scaling.high())) <= 0);
    }

    private static String limits(TagDefinition tag) {
        double low = tag.scaling().low();
        double high = tag.scaling().high();
        String unit = tag.unit().isEmpty() ? "" : " " + tag.unit();
        if (low == Double.NEGATIVE_INFINITY) {
            return "at most " + BigDecimal.valueOf(high).toPlainString() + unit;
        }
        if (high == Double.POSITIVE_INFINITY) {
            return "at least " + BigDecimal.valueOf(low).toPlainString() + unit;
        }
        return BigDecimal.valueOf(low).toPlainString()
                + " to "
                + BigDecimal.valueOf(high).toPlainString()
                + unit;
    }

    /// The nearest of the device's numbers and its two neighbours; those that do not exist are
    /// left out. Nothing if not even the nearest exists.
    private static List<TypedValue> candidates(TypedValue present, BigDecimal raw) {
        return switch (present) {
            case TypedValue.Int(int bits, long _) -> whole(raw, bits, true);
            case TypedValue.UInt(int bits, long _) -> whole(raw, bits, false);
            case TypedValue.Float32 _ -> {
                float near = raw.floatValue();
                yield !Float.isFinite(near)
                        ? List.of()
                        : Stream.of(near, Math.nextUp(near), Math.nextDown(near))
                                .filter(Float::isFinite)
                                .<TypedValue>map(TypedValue.Float32::new)
                                .toList();
            }
            case TypedValue.Float64 _ -> {
                double near = raw.doubleValue();
                yield !Double.isFinite(near)
                        ? List.of()
                        : Stream.of(near, Math.nextUp(near), Math.nextDown(near))
                                .filter(Double::isFinite)
                                .<TypedValue>map(TypedValue.Float64::new)
                                .toList();
            }
            default -> throw new IllegalArgumentException("present: " + present);
        };
    }

    private static List<TypedValue> whole(BigDecimal raw, int bits, boolean signed) {
        BigInteger near = raw.setScale(0, RoundingMode.HALF_UP).toBigInteger();
        BigInteger low = signed ? BigInteger.ONE.shiftLeft(bits - 1).negate() : BigInteger.ZERO;
        BigInteger end = BigInteger.ONE.shiftLeft(signed ? bits - 1 : bits);
        if (near.compareTo(low) < 0 || near.compareTo(end) >= 0) {
            return List.of();
        }
        return Stream.of(near, near.add(BigInteger.ONE), near.subtract(BigInteger.ONE))
                .filter(each -> each.compareTo(low) >= 0 && each.compareTo(end) < 0)
                .<TypedValue>map(
                        each ->
                                signed
                                        ? new TypedValue.Int(bits, each.longValue())
                                        : new TypedValue.UInt(bits, each.longValue()))
                .toList();
    }

    private static String kind(TypedValue present) {
        return switch (present) {
            case TypedValue.Int(int bits, long _) -> "a signed one of " + bits + " bits";
            case TypedValue.UInt(int bits, long _) -> "an unsigned one of " + bits + " bits";
            case TypedValue.Float32 _ -> "one of single precision";
            default -> "one of double precision";
        };
    }

    /// A finite number of the device.
    private static BigDecimal decimal(TypedValue value) {
        return switch (value) {
            case TypedValue.Int(int _, long exact) -> BigDecimal.valueOf(exact);
            case TypedValue.UInt(int _, long exact) -> new BigDecimal(Long.toUnsignedString(exact));
            case TypedValue.Float32(float number) -> new BigDecimal(Float.toString(number));
            case TypedValue.Float64(double number) -> BigDecimal.valueOf(number);
            default -> throw new IllegalArgumentException("value: " + value);
        };
    }

    /// As [Scaling#scaled], in decimals: 3 times 0.1 is 0.3.
    private static BigDecimal scaled(Scaling scaling, BigDecimal raw) {
        BigDecimal base = scaling.squareRoot() ? raw.sqrt(MathContext.DECIMAL64) : raw;
        return base.multiply(BigDecimal.valueOf(scaling.scale()))
                .add(BigDecimal.valueOf(scaling.offset()));
    }

    /// A value of the device in the tag's unit, in words.
    static String shown(TagDefinition tag, TypedValue value) {
        boolean isNumber = value.number().isPresent() && !(value instanceof TypedValue.Bool);
        if (!isNumber || tag.scaling().isNone()) {
            return raw(value);
        }
        double number = value.number().orElseThrow();
        if (!Double.isFinite(number) || (tag.scaling().squareRoot() && number < 0)) {
            return "NaN";
        }
        return plain(scaled(tag.scaling(), decimal(value)).round(MathContext.DECIMAL64));
    }

    /// The device's own value in words.
    static String raw(TypedValue value) {
        return switch (value) {
            case TypedValue.Bool(boolean flag) -> String.valueOf(flag);
            case TypedValue.Text(String text) -> text;
            case TypedValue.Float32(float number) when !Float.isFinite(number) ->
                    String.valueOf(number);
            case TypedValue.Float64(double number) when !Double.isFinite(number) ->
                    String.valueOf(number);
            case TypedValue.Int _, TypedValue.UInt _, TypedValue.Float32 _, TypedValue.Float64 _ ->
                    plain(decimal(value));
            case TypedValue.None _ -> "";
            case TypedValue.Bytes _, TypedValue.Time _, TypedValue.Array _ -> {
                StringBuilder json = new StringBuilder();
                value.appendTo(json);
                yield json.toString();
            }
        };
    }

    private static String plain(BigDecimal value) {
        BigDecimal least = value.signum() == 0 ? BigDecimal.ZERO : value.stripTrailingZeros();
        return Math.abs(least.precision() - least.scale()) > 21 || least.scale() > 30
                ? least.toString()
                : least.toPlainString();
    }

    /// Whether two values are of one kind, so that one may take the other's place.
    static boolean alike(TypedValue one, TypedValue other) {
        return switch (one) {
            case TypedValue.Int(int bits, long _) ->
                    other instanceof TypedValue.Int(int others, long _) && bits == others;
            case TypedValue.UInt(int bits, long _) ->
                    other instanceof TypedValue.UInt(int others, long _) && bits == others;
            default -> one.getClass() == other.getClass();
        };
    }

    private static Wanted refused(String code, TagDefinition tag, String message, String remedy) {
        return new Refused(Problem.error(code, "tag " + tag.name(), message, remedy));
    }
}
