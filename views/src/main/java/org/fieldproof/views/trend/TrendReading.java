package org.fieldproof.views.trend;

import org.fieldproof.api.record.Quality;
import org.fieldproof.views.bridge.TimeRing;

/// What a course says about a moment: the newest number up to it, unless it has been silent for
/// too long. Needs no toolkit.
///
/// @param value not a number where there was none
/// @param atMillis when it was taken in; 0 where nothing is known
public record TrendReading(double value, Quality quality, long atMillis) {

    public static final TrendReading NONE = new TrendReading(Double.NaN, Quality.BAD, 0);

    public static TrendReading at(TimeRing ring, long millis) {
        int index = ring.firstAt(millis + 1) - 1;
        if (index < 0 || millis - ring.atMillis(index) > ring.gapMillis()) {
            return NONE;
        }
        return new TrendReading(ring.value(index), ring.quality(index), ring.atMillis(index));
    }

    public boolean known() {
        return !Double.isNaN(value);
    }
}
