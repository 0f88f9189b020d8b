package org.fieldproof.views.control;

/// An axis of values: round ends around what is shown, and ticks at 1, 2 or 5 times a power of
/// ten. Needs no toolkit.
///
/// @param step between two ticks
public record Axis(double low, double high, double step) {

    private static final double[] STEPS = {1, 2, 5, 10};
    private static final double TINY = 1e-9;

    public Axis {
        if (!(low < high) || !(step > 0)) {
            throw new IllegalArgumentException(
                    "axis: " + low + " to " + high + " by " + step + " (expected: low < high)");
        }
    }

    /// Around values, with at most so many ticks.
    ///
    /// @param least not a number if there is nothing to show
    public static Axis around(double least, double most, int ticksMax) {
        if (!Double.isFinite(least) || !Double.isFinite(most)) {
            return new Axis(0, 1, 1);
        }
        double room = most - least;
        double near = Math.max(Math.abs(least), Math.abs(most));
        if (room <= near * TINY) {
            // What never changes lies in the middle.
            double around = near == 0 ? 1 : near * 0.01;
            return around(least - around, most + around, ticksMax);
        }
        int intervals = Math.max(1, ticksMax - 1);
        double step = roundStep(room / intervals);
        double low = Math.floor(least / step + TINY) * step;
        double high = Math.ceil(most / step - TINY) * step;
        while (Math.round((high - low) / step) > intervals) {
            step = roundStep(step * 1.5);
            low = Math.floor(least / step + TINY) * step;
            high = Math.ceil(most / step - TINY) * step;
        }
        return high > low ? new Axis(low, high, step) : new Axis(low - step, low + step, step);
    }

    private static double roundStep(double least) {
        double decade = Math.pow(10, Math.floor(Math.log10(least)));
        for (double step : STEPS) {
            if (step * decade >= least * (1 - TINY)) {
                return step * decade;
            }
        }
        return 10 * decade;
    }

    public int ticks() {
        return (int) Math.round((high - low) / step) + 1;
    }

    public double tick(int index) {
        double value = (Math.round(low / step) + index) * step;
        return Math.abs(value) < step * TINY ? 0 : value;
    }

    /// Where a value is, 0 at the low end and 1 at the high one.
    public double share(double value) {
        return (value - low) / (high - low);
    }

    /// How many decimals tell two ticks apart.
    public int decimals() {
        return (int) Math.clamp(Math.ceil(-Math.log10(step) - TINY), 0, 12);
    }
}
