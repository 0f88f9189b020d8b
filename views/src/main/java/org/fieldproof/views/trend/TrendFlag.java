package org.fieldproof.views.trend;

import javafx.scene.paint.Color;
import org.fieldproof.styles.Palette;

/// A moment at which something happened.
///
/// @param glyph a letter or the mark of an alarm
/// @param words what happened
/// @param ink the alarm's priority, 1 to 4; 0 for what is no alarm
public record TrendFlag(long at, String glyph, String words, int ink) {

    public Color colour(Palette colours) {
        return switch (ink) {
            case 1 -> colours.p1();
            case 2 -> colours.p2();
            case 3 -> colours.p3();
            case 4 -> colours.p4();
            default -> colours.text();
        };
    }
}
