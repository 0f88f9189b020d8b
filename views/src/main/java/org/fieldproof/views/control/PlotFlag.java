package org.fieldproof.views.control;

/// A moment that a person has marked, as charts over time draw it.
///
/// @param glyph short enough to stand at a line, such as `M3`
/// @param words what is said of it
public record PlotFlag(long atMillis, String glyph, String words) {

    /// Near is this share of the time shown.
    public static final double NEAR_SHARE = 0.006;

    /// Whether it is so near to a moment that who points there means it.
    ///
    /// @param spanMillis how much time is shown
    public boolean isNear(long moment, double spanMillis) {
        return Math.abs(atMillis - moment) <= Math.round(spanMillis * NEAR_SHARE);
    }
}
