package org.fieldproof.views.control;

import java.util.function.LongConsumer;
import javafx.beans.property.ReadOnlyLongProperty;
import javafx.beans.property.ReadOnlyLongWrapper;

/// The moment that somebody points at in one line chart over time, which every other one that is
/// in sight marks too. It changes with the pointer, never with what comes in. Charts listen weakly:
/// this lives as long as the window. A double press there is a moment that somebody wants to mark
/// for good. FX thread.
public final class Crosshair {
    /// Nobody points anywhere.
    public static final long NOWHERE = -1;

    private final ReadOnlyLongWrapper moment = new ReadOnlyLongWrapper(NOWHERE);

    private LongConsumer chosen = millis -> {};
    private LongConsumer reworded = marker -> {};

    /// Has somebody told of the moments that are to be marked for good.
    public void onChosen(LongConsumer told) {
        chosen = told;
    }

    /// Somebody has pressed twice at a moment.
    public void choose(long millis) {
        chosen.accept(millis);
    }

    /// Has somebody told of the marked moments of which something else is to be said.
    public void onReworded(LongConsumer told) {
        reworded = told;
    }

    /// Something else is to be said of a marked moment.
    public void reword(long marker) {
        reworded.accept(marker);
    }

    /// In milliseconds since 1970; below zero where nobody points.
    public ReadOnlyLongProperty moment() {
        return moment.getReadOnlyProperty();
    }

    public void point(long millis) {
        moment.set(millis < 0 ? NOWHERE : millis);
    }
}
