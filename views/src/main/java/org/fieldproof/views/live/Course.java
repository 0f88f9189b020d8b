package org.fieldproof.views.live;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.value.TypedValue;

/// Where the number of an address has been going, by the few values of it that were shown last:
/// no message is looked at for it. Immutable; any thread.
///
/// @param numbers oldest first
record Course(long newestNanos, List<Double> numbers) {
    static final Course NONE = new Course(0, List.of());

    private static final int KEPT = 8;
    private static final int NEEDED = 4;
    private static final int BYTES_MAX = 80;

    Course {
        numbers = List.copyOf(numbers);
    }

    /// Where it goes.
    enum Trend {
        RISING("\u2197"),
        STEADY("\u2192"),
        FALLING("\u2198"),
        /// Too few numbers, or none.
        UNKNOWN("");

        private final String arrow;

        Trend(String arrow) {
            this.arrow = arrow;
        }

        String arrow() {
            return arrow;
        }
    }

    /// The number that a value is, and nothing besides; NaN if it is none.
    static double number(FieldRecord record) {
        if (record.payload().length > BYTES_MAX) {
            return Double.NaN;
        }
        Optional<TypedValue> typed = TagText.value(record);
        if (typed.isPresent()) {
            return isNumber(typed.get()) ? typed.get().number().orElse(Double.NaN) : Double.NaN;
        }
        String text = new String(record.payload(), StandardCharsets.UTF_8);
        if (text.isEmpty()
                || !isBegun(text.charAt(0))
                || !isDigit(text.charAt(text.length() - 1))) {
            return Double.NaN;
        }
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }

    /// Whether a value is a number; also what is none that can be drawn, as NaN of a tag.
    static boolean isNumber(FieldRecord record) {
        return record.payload().length <= BYTES_MAX
                && TagText.value(record)
                        .map(Course::isNumber)
                        .orElseGet(() -> !Double.isNaN(number(record)));
    }

    private static boolean isNumber(TypedValue value) {
        return !(value instanceof TypedValue.Bool) && value.number().isPresent();
    }

    private static boolean isBegun(char letter) {
        return letter == '-' || isDigit(letter);
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }

    /// With a value that has been read. What is not good, or no number, begins anew: a trend across
    /// a gap would be made up.
    Course with(FieldRecord record) {
        if (record.acceptTimeEpochNanos() == newestNanos) {
            return this;
        }
        double number = number(record);
        if (record.quality() != Quality.GOOD || !Double.isFinite(number)) {
            return new Course(record.acceptTimeEpochNanos(), List.of());
        }
        List<Double> more = new ArrayList<>(numbers);
        more.add(number);
        return new Course(
                record.acceptTimeEpochNanos(),
                more.subList(Math.max(0, more.size() - KEPT), more.size()));
    }

    /// It rises or falls where it has come more than half of the way that it went up and down.
    Trend trend() {
        if (numbers.size() < NEEDED) {
            return Trend.UNKNOWN;
        }
        double range = Collections.max(numbers) - Collections.min(numbers);
        double gone = numbers.getLast() - numbers.getFirst();
        if (Math.abs(gone) <= range / 2) {
            return Trend.STEADY;
        }
        return gone > 0 ? Trend.RISING : Trend.FALLING;
    }
}
