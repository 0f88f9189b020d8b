package org.fieldproof.views.trend;

import java.util.List;
import javafx.scene.paint.Color;
import org.fieldproof.styles.Palette;

/// What a chart shows at a moment, in words that need no translation any more.
///
/// @param bands times in which a line was faulted
/// @param flags moments at which something happened
record TrendPicture(TrendChart chart, long from, long to, List<Band> bands, List<Flag> flags) {

    record Band(long from, long to) {}

    /// @param glyph a letter or the mark of an alarm
    /// @param words what happened
    /// @param ink the alarm's priority, 1 to 4; 0 for what is no alarm
    record Flag(long at, String glyph, String words, int ink) {
        Color colour(Palette colours) {
            return switch (ink) {
                case 1 -> colours.p1();
                case 2 -> colours.p2();
                case 3 -> colours.p3();
                case 4 -> colours.p4();
                default -> colours.text();
            };
        }
    }

    double x(long millis, double width) {
        return (double) (millis - from) / Math.max(1, to - from) * width;
    }
}
