package org.fieldproof.api.tag;

/// How far a value must move from the last reported one to be a change.
///
/// @param kind what `width` counts in
/// @param width at least 0; a change is more than this
public record Deadband(Kind kind, double width) {
    /// Every other value is a change, and nothing is filtered.
    public static final Deadband NONE = new Deadband(Kind.NONE, 0);

    /// What a deadband's width counts in.
    public enum Kind {
        NONE,
        /// Units of the scaled value.
        ABSOLUTE,
        /// Percent of the range between the tag's two clamp limits; without them, of the last
        /// reported value.
        PERCENT
    }

    public Deadband {
        if (!(width >= 0) || Double.isInfinite(width)) {
            throw new IllegalArgumentException("width: " + width + " (expected: >= 0, finite)");
        }
        if ((kind == Kind.NONE) != (width == 0)) {
            throw new IllegalArgumentException("width: " + width + " (expected: 0 for NONE only)");
        }
        if (kind == Kind.PERCENT && width > 100) {
            throw new IllegalArgumentException("width: " + width + " (expected: <= 100 percent)");
        }
    }

    public static Deadband absolute(double width) {
        return width == 0 ? NONE : new Deadband(Kind.ABSOLUTE, width);
    }

    public static Deadband percent(double width) {
        return width == 0 ? NONE : new Deadband(Kind.PERCENT, width);
    }

    /// True where going from `reported` to `value` is a change.
    public boolean isExceeded(double reported, double value, Scaling scaling) {
        if (Double.doubleToLongBits(reported) == Double.doubleToLongBits(value)) {
            return false;
        }
        double moved = Math.abs(value - reported);
        // NaN and the infinities have no distance: every step to or from them is a change.
        return Double.isNaN(moved) || moved > widthAt(reported, scaling);
    }

    private double widthAt(double reported, Scaling scaling) {
        return switch (kind) {
            case NONE -> 0;
            case ABSOLUTE -> width;
            case PERCENT -> {
                double range = scaling.high() - scaling.low();
                yield width / 100 * (Double.isInfinite(range) ? Math.abs(reported) : range);
            }
        };
    }
}
