package org.fieldproof.views.control;

import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;

/// The moment that somebody points at in one line chart over time, which every other one that is
/// in sight marks too. It changes with the pointer, never with what comes in. Charts listen weakly:
/// this lives as long as the window. FX thread.
public final class Crosshair {
    /// Nobody points anywhere.
    public static final long NOWHERE = -1;

    private final ReadOnlyLongWrapper moment = new ReadOnlyLongWrapper(NOWHERE);

    /// In milliseconds since 1970; below zero where nobody points.
    public ReadOnlyLongProperty moment() {
        return moment.getReadOnlyProperty();
    }

    public void point(long millis) {
        moment.set(millis < 0 ? NOWHERE : millis);
    }
}
