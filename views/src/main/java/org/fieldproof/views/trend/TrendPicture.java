package org.fieldproof.views.trend;

import java.util.List;

/// What a chart shows at a moment, in words that need no translation any more.
///
/// @param bands times in which a line was faulted
/// @param flags moments at which something happened
record TrendPicture(TrendChart chart, long from, long to, List<Band> bands, List<TrendFlag> flags) {

    record Band(long from, long to) {}

    double x(long millis, double width) {
        return (double) (millis - from) / Math.max(1, to - from) * width;
    }
}
