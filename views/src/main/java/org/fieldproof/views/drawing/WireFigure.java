package org.fieldproof.views.drawing;

import java.util.Collection;

/// What runs along a wire, as it is drawn.
///
/// @param thickness of the line, by the logarithm of the rate, 1 to 4
/// @param label the rate, or how long it has been silent; may be empty
public record WireFigure(Look look, double thickness, String label) {
    private static final double THICKNESS_MAX = 4;
    private static final double PER_DECADE = 0.6;
    private static final int STEPS_PER_PIXEL = 4;

    /// How it is drawn.
    public enum Look {
        CALM,
        /// Silent for longer than usual: dashed.
        STALE,
        /// What it leads to does not keep up: amber double line.
        TROUBLE,
        /// Needs a person: red double line with a cross.
        ERROR;

        public boolean isAbnormal() {
            return this == TROUBLE || this == ERROR;
        }

        /// Of several the worst.
        public static Look worst(Collection<Look> looks) {
            return looks.contains(ERROR)
                    ? ERROR
                    : looks.contains(TROUBLE) ? TROUBLE : looks.contains(STALE) ? STALE : CALM;
        }
    }

    /// A line as thick as its rate.
    public static WireFigure of(Look look, double perSecond, String label) {
        double thick =
                perSecond <= 1
                        ? 1
                        : Math.min(THICKNESS_MAX, 1 + Math.log10(perSecond) * PER_DECADE);
        // In steps that can be seen: what looks alike is not drawn again.
        return new WireFigure(
                look, Math.round(thick * STEPS_PER_PIXEL) / (double) STEPS_PER_PIXEL, label);
    }
}
