package org.fieldproof.views.tour;

/// Something on a screen that a person cannot read well.
///
/// @param where the node and its ancestors, innermost first
/// @param detail figures, such as a contrast of 3.1
public record Finding(Kind kind, String text, String where, String detail) {

    /// What is wrong.
    public enum Kind {
        /// Shortened, and the whole text is not at hand in a tooltip.
        CUT,
        /// Two texts lie over one another.
        OVERLAP,
        /// It reaches beyond the window.
        OUTSIDE,
        /// Too little contrast with what is behind it.
        CONTRAST
    }
}
