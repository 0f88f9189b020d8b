package org.fieldproof.api.tag;

/// From the device's number to the engineering value:
/// `clamp(scale * (squareRoot ? sqrt(raw) : raw) + offset)`.
///
/// The square root is for flow measured as a pressure difference. A clamped value is UNCERTAIN: it
/// is the limit, not what was measured (OPC UA Part 8, Uncertain_EngineeringUnitsExceeded).
///
/// @param low smallest value let through; negative infinity for none
/// @param high largest value let through; positive infinity for none
public record Scaling(double scale, double offset, boolean squareRoot, double low, double high) {
    /// The device's number as it is.
    public static final Scaling NONE =
            new Scaling(1, 0, false, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    public Scaling {
        if (!Double.isFinite(scale) || scale == 0) {
            throw new IllegalArgumentException("scale: " + scale + " (expected: finite, not 0)");
        }
        if (!Double.isFinite(offset)) {
            throw new IllegalArgumentException("offset: " + offset + " (expected: finite)");
        }
        if (!(low < high)) {
            throw new IllegalArgumentException("low: " + low + " (expected: < high " + high + ")");
        }
    }

    /// Scale and offset without limits.
    public static Scaling of(double scale, double offset) {
        return new Scaling(
                scale, offset, false, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    /// True where the value passes as it is, with its type.
    public boolean isNone() {
        return equals(NONE);
    }

    /// The value before the limits. NaN for the square root of a negative number.
    public double scaled(double raw) {
        return scale * (squareRoot ? Math.sqrt(raw) : raw) + offset;
    }

    /// The value within the limits; NaN stays NaN.
    public double clamped(double value) {
        return value < low ? low : value > high ? high : value;
    }
}
