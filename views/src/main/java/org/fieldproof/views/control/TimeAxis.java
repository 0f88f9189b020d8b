package org.fieldproof.views.control;

/// Ticks of an axis of time, at round moments of UTC; up to a quarter of an hour these are round
/// in every zone. Needs no toolkit.
public final class TimeAxis {

    private static final long[] STEPS = {
        100,
        200,
        500,
        1_000,
        2_000,
        5_000,
        10_000,
        15_000,
        30_000,
        60_000,
        120_000,
        300_000,
        600_000,
        900_000,
        1_800_000,
        3_600_000,
        7_200_000,
        21_600_000,
        86_400_000
    };

    private TimeAxis() {}

    /// The time between two ticks that leaves each so much room.
    public static long step(long spanMillis, double width, double roomMin) {
        double most = Math.max(1, Math.floor(width / roomMin));
        for (long step : STEPS) {
            if (spanMillis <= most * step) {
                return step;
            }
        }
        return STEPS[STEPS.length - 1];
    }

    /// The first tick at or after a moment.
    public static long first(long fromMillis, long step) {
        return Math.ceilDiv(fromMillis, step) * step;
    }
}
