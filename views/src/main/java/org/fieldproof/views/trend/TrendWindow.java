package org.fieldproof.views.trend;

/// Which time is shown: so long, up to now or up to a moment that stands still. Needs no toolkit.
///
/// @param endMillis [#FOLLOWING] to move on with the clock
public record TrendWindow(long spanMillis, long endMillis) {

    public static final long FOLLOWING = Long.MAX_VALUE;
    public static final long SPAN_MIN = 5_000;
    public static final long SPAN_MAX = 60 * 60_000;

    /// How far back there may be something.
    public static final long REACH = 66 * 60_000;

    public TrendWindow {
        if (spanMillis < SPAN_MIN || spanMillis > SPAN_MAX) {
            throw new IllegalArgumentException(
                    "span: " + spanMillis + " (expected: " + SPAN_MIN + " to " + SPAN_MAX + ")");
        }
    }

    public static TrendWindow last(long spanMillis) {
        return new TrendWindow(spanMillis, FOLLOWING);
    }

    public boolean follows() {
        return endMillis == FOLLOWING;
    }

    public long to(long now) {
        return follows() ? now : Math.clamp(endMillis, now - REACH + spanMillis, now);
    }

    public long from(long now) {
        return to(now) - spanMillis;
    }

    public TrendWindow following() {
        return last(spanMillis);
    }

    /// As long as that, up to the same moment.
    public TrendWindow spanning(long span) {
        return new TrendWindow(span, endMillis);
    }

    /// More of the time for a factor above one, less for one below; a moment keeps its place.
    public TrendWindow zoomed(double factor, long anchor, long now) {
        long span = Math.clamp(Math.round(spanMillis * factor), SPAN_MIN, SPAN_MAX);
        double share = (double) (anchor - from(now)) / spanMillis;
        return ending(span, Math.round(anchor + (1 - share) * span), now);
    }

    /// Later by so much, or earlier by a negative number.
    public TrendWindow panned(long byMillis, long now) {
        return ending(spanMillis, to(now) + byMillis, now);
    }

    /// Whoever reaches the present follows it.
    private static TrendWindow ending(long span, long end, long now) {
        return end >= now ? last(span) : new TrendWindow(span, end);
    }
}
