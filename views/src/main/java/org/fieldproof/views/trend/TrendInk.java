package org.fieldproof.views.trend;

import javafx.scene.paint.Color;
import org.fieldproof.styles.Palette;
import org.fieldproof.views.pad.Pad;

/// How lines are told apart: four inks, and dashes for the second four. Needs no toolkit.
final class TrendInk {

    private static final double[] WHOLE = {};
    private static final double[] DASHED = {6, 3};

    private TrendInk() {}

    static Pad.Stroke stroke(Palette colours, int ink) {
        Color colour = colours.pens().get(ink % colours.pens().size());
        return new Pad.Stroke(colour, 1.6, ink < colours.pens().size() ? WHOLE : DASHED);
    }
}
