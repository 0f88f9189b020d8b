package org.fieldproof.app.desktop;

import java.nio.file.Path;
import java.util.Locale;

/// What a tour is to show.
///
/// @param scale of text and spaces, 0.8 to 2.0
public record TourPlan(Path out, Locale language, double scale) {
    public TourPlan {
        if (scale < 0.8 || scale > 2.0) {
            throw new IllegalArgumentException("scale: " + scale + " (expected: 0.8 to 2.0)");
        }
    }
}
