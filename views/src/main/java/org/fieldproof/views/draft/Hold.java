package org.fieldproof.views.draft;

/// What the pressed button holds on the canvas.
enum Hold {
    NOTHING,
    GROUND,
    LASSO,
    CARDS,
    WIRE,
    NOTE;

    /// Whether it is painted itself; else what it moves is.
    boolean isPainted() {
        return this == WIRE || this == LASSO;
    }
}
