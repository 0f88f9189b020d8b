package org.fieldproof.api.tag;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.value.TypedValue;
import org.jspecify.annotations.Nullable;

/// Decides for one tag which readings become records, and with which value: scaling, clamp,
/// deadband, report on change, minimum and maximum interval. Pure: time is an argument, monotonic
/// nanoseconds of any origin. Confined to the thread of its source.
///
/// A source that polls calls [#reading] with each sample. A source that is told changes (a
/// subscription) also calls [#due] when [#dueNanos] has come.
public final class TagShaper {
    /// Status of a value for which the square root does not exist.
    public static final String NO_ROOT = "square-root-of-negative";

    private final TagDefinition tag;
    private final boolean filters;
    private @Nullable Reading reported;
    private long reportedAtNanos;
    private @Nullable Reading held;
    private @Nullable Reading latest;

    /// What a tag read, after scaling.
    ///
    /// @param status the protocol's own word or number for the quality; empty where all is well
    /// @param sourceTimeEpochNanos the device's own timestamp, or 0 where it gave none
    public record Reading(
            TypedValue value, Quality quality, String status, long sourceTimeEpochNanos) {
        public Reading {
            if (quality == Quality.BAD && !(value instanceof TypedValue.None)) {
                throw new IllegalArgumentException(
                        "value: " + value + " (expected: None with BAD, TAG-3)");
            }
        }

        /// A good value without a timestamp of its own.
        public static Reading good(TypedValue value) {
            return new Reading(value, Quality.GOOD, "", 0);
        }

        /// No value.
        public static Reading bad(String status) {
            return new Reading(new TypedValue.None(), Quality.BAD, status, 0);
        }
    }

    public TagShaper(TagDefinition tag) {
        this.tag = tag;
        this.filters = tag.reporting().onChange() || tag.deadband().kind() != Deadband.Kind.NONE;
    }

    public TagDefinition tag() {
        return tag;
    }

    /// Takes a reading; the answer is the record to make now, if any.
    public Optional<Reading> reading(Reading raw, long nowNanos) {
        Reading reading = scaled(raw);
        latest = reading;
        held = null;
        @Nullable Reading last = reported;
        if (last == null || !sameQuality(last, reading)) {
            return report(reading, nowNanos);
        }
        long sinceNanos = nowNanos - reportedAtNanos;
        boolean wanted = !filters || isChange(last, reading);
        if (wanted && sinceNanos >= tag.reporting().minIntervalNanos()) {
            return report(reading, nowNanos);
        }
        if (isOverdue(sinceNanos)) {
            return report(reading, nowNanos);
        }
        if (wanted) {
            held = reading;
        }
        return Optional.empty();
    }

    /// Whether a change waits for the minimum interval to be over.
    public boolean holds() {
        return held != null;
    }

    /// When [#due] has something to say without a further reading; empty if never.
    public OptionalLong dueNanos() {
        if (held != null) {
            return OptionalLong.of(reportedAtNanos + tag.reporting().minIntervalNanos());
        }
        if (reported != null && tag.reporting().maxIntervalNanos() > 0) {
            return OptionalLong.of(reportedAtNanos + tag.reporting().maxIntervalNanos());
        }
        return OptionalLong.empty();
    }

    /// The record that time alone brings: a change that was held back, or the latest reading where
    /// the maximum interval is over. Only for sources that know that the latest reading still
    /// holds.
    public Optional<Reading> due(long nowNanos) {
        long sinceNanos = nowNanos - reportedAtNanos;
        @Nullable Reading waiting = held;
        if (waiting != null && sinceNanos >= tag.reporting().minIntervalNanos()) {
            held = null;
            return report(waiting, nowNanos);
        }
        @Nullable Reading present = latest;
        if (reported != null && present != null && isOverdue(sinceNanos)) {
            held = null;
            return report(present, nowNanos);
        }
        return Optional.empty();
    }

    /// The latest reading after scaling; empty before the first.
    public Optional<Reading> latest() {
        return Optional.ofNullable(latest);
    }

    /// The latest reading was told, because of another tag: what follows is measured by it.
    public void told(long nowNanos) {
        @Nullable Reading present = latest;
        if (present != null) {
            held = null;
            var _ = report(present, nowNanos);
        }
    }

    /// What was read and reported says nothing of the present any more: the next reading is
    /// reported as the first.
    public void forget() {
        reported = null;
        held = null;
        latest = null;
    }

    private Optional<Reading> report(Reading reading, long nowNanos) {
        reported = reading;
        reportedAtNanos = nowNanos;
        return Optional.of(reading);
    }

    private boolean isOverdue(long sinceNanos) {
        long most = tag.reporting().maxIntervalNanos();
        return most > 0 && sinceNanos >= most;
    }

    private static boolean sameQuality(Reading a, Reading b) {
        return a.quality() == b.quality() && a.status().equals(b.status());
    }

    private boolean isChange(Reading from, Reading to) {
        OptionalDouble before = from.value().number();
        OptionalDouble after = to.value().number();
        boolean numbers = before.isPresent() && after.isPresent();
        if (numbers && tag.deadband().kind() != Deadband.Kind.NONE) {
            return tag.deadband()
                    .isExceeded(before.getAsDouble(), after.getAsDouble(), tag.scaling());
        }
        // Without a deadband the exact values count: a double cannot tell 2^63 from 2^63 + 1.
        return !from.value().equals(to.value());
    }

    private Reading scaled(Reading raw) {
        if (tag.scaling().isNone() || raw.quality() == Quality.BAD) {
            return raw;
        }
        boolean[] limited = new boolean[1];
        @Nullable TypedValue value = scaled(raw.value(), limited);
        if (value == null) {
            return new Reading(
                    new TypedValue.None(), Quality.BAD, NO_ROOT, raw.sourceTimeEpochNanos());
        }
        boolean good = raw.quality() == Quality.GOOD;
        return new Reading(
                value,
                limited[0] ? Quality.UNCERTAIN : raw.quality(),
                limited[0] && good ? "clamped" : raw.status(),
                raw.sourceTimeEpochNanos());
    }

    /// A scaled number is a float64, whatever it was, so that the tag keeps one type. Null where
    /// the square root does not exist.
    private @Nullable TypedValue scaled(TypedValue raw, boolean[] limited) {
        if (raw instanceof TypedValue.Array(List<TypedValue> elements)) {
            List<TypedValue> scaled = new ArrayList<>(elements.size());
            for (TypedValue element : elements) {
                @Nullable TypedValue one = scaled(element, limited);
                if (one == null) {
                    return null;
                }
                scaled.add(one);
            }
            return new TypedValue.Array(scaled);
        }
        OptionalDouble number = raw.number();
        if (number.isEmpty()) {
            return raw;
        }
        if (tag.scaling().squareRoot() && number.getAsDouble() < 0) {
            return null;
        }
        double value = tag.scaling().scaled(number.getAsDouble());
        double clamped = tag.scaling().clamped(value);
        limited[0] |= clamped != value && !Double.isNaN(value);
        return new TypedValue.Float64(clamped);
    }
}
