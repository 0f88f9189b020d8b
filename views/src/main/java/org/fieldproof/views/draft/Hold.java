package org.fieldproof.views.draft;

/// What the pressed button holds on the canvas.
enum Hold {
    NOTHING,
    GROUND,
    LASSO,
    CARDS,
    WIRE,
    NOTE
}
