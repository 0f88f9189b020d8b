package org.fieldproof.views;

import javafx.scene.input.ScrollEvent;

/// A mouse's wheel.
final class Wheel {
    private Wheel() {}

    /// @param x where in the window the pointer is
    /// @param sideways how far it is tilted
    /// @param up how far it is turned
    static ScrollEvent turned(double x, double y, double sideways, double up) {
        return new ScrollEvent(
                ScrollEvent.SCROLL,
                x,
                y,
                x,
                y,
                false,
                false,
                false,
                false,
                false,
                false,
                sideways,
                up,
                sideways,
                up,
                ScrollEvent.HorizontalTextScrollUnits.NONE,
                0,
                ScrollEvent.VerticalTextScrollUnits.NONE,
                0,
                0,
                null);
    }
}
