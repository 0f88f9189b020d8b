package org.fieldproof.connector.mqtt.payload;

import java.math.BigDecimal;
import java.util.regex.Pattern;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.mqtt.payload.Decoded.Found;
import org.fieldproof.connector.work.ExactJson;

/// A value as it was read from text or JSON, before it has an address.
///
/// @param status a word for the quality; empty where all is well
record Reading(TypedValue value, Quality quality, String status) {
    static final Reading MISSING = bad("missing");
    static final Reading NULL = bad("null");

    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d{1,9})?");
    private static final double EXACT_MAX = 1L << 53;

    static Reading good(TypedValue value) {
        return new Reading(value, Quality.GOOD, "");
    }

    static Reading bad(String status) {
        return new Reading(new TypedValue.None(), Quality.BAD, status);
    }

    static boolean isNumber(String text) {
        return text.length() <= ExactJson.NUMBER_CHARS_MAX && NUMBER.matcher(text).matches();
    }

    /// What stands in a text, as the wanted type.
    static Reading ofText(String text, ValueType type) {
        if (text.isEmpty() && type != ValueType.TEXT) {
            return bad("empty");
        }
        return switch (type) {
            case AUTO -> isNumber(text) ? float64(text) : good(new TypedValue.Text(text));
            case FLOAT64 -> isNumber(text) ? float64(text) : bad("not-a-number");
            case INT64 -> int64(text);
            case BOOL ->
                    switch (text) {
                        case "true", "1" -> good(new TypedValue.Bool(true));
                        case "false", "0" -> good(new TypedValue.Bool(false));
                        default -> bad("not-a-boolean");
                    };
            case TEXT -> good(new TypedValue.Text(text));
        };
    }

    /// Of a text that is a number.
    private static Reading float64(String text) {
        double value = Double.parseDouble(text);
        if (Double.isInfinite(value)) {
            return bad("out-of-range");
        }
        // Decimals are rounded as everywhere; a whole number that changes is something else.
        boolean rounded =
                Math.abs(value) >= EXACT_MAX
                        && new BigDecimal(text).compareTo(new BigDecimal(value)) != 0;
        return rounded
                ? new Reading(new TypedValue.Float64(value), Quality.UNCERTAIN, "rounded")
                : good(new TypedValue.Float64(value));
    }

    private static Reading int64(String text) {
        if (!isNumber(text)) {
            return bad("not-a-number");
        }
        // Before it is expanded: 1e999999999 has a thousand million digits.
        if (Double.isInfinite(Double.parseDouble(text))) {
            return bad("out-of-range");
        }
        try {
            return good(new TypedValue.Int(64, new BigDecimal(text).longValueExact()));
        } catch (ArithmeticException _) {
            return bad(Math.abs(Double.parseDouble(text)) < 0x1p62 ? "not-whole" : "out-of-range");
        }
    }

    Found at(String address, String unit, long sourceTimeEpochNanos) {
        return new Found(address, value, quality, status, unit, sourceTimeEpochNanos);
    }
}
