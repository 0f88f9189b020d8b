package org.fieldproof.views.latency;

import java.util.List;
import org.fieldproof.views.bridge.History;

/// Which whole seconds before a marked moment are compared with which after it: as many on either
/// side, up to the markers next to it or the ends of what is kept. The second in which the moment
/// lies counts on neither side. Needs no toolkit.
///
/// @param fromMillis where the seconds before it begin
/// @param beforeMillis where they end
/// @param afterMillis where those after it begin
/// @param toMillis where they end
/// @param bound why there are no more of them
record BeforeAfter(
        long fromMillis, long beforeMillis, long afterMillis, long toMillis, Bound bound) {

    /// What ends the shorter side.
    enum Bound {
        /// The marker before.
        EARLIER_MARKER,
        /// Nothing older is kept.
        KEPT,
        /// The marker after.
        LATER_MARKER,
        /// Nothing newer has been measured yet.
        PRESENT
    }

    /// Both sides of a hop.
    record Sides(SpreadSum before, SpreadSum after) {}

    /// @param spreads of any hop that was measured all the time
    /// @param markers the moments of all markers
    static BeforeAfter of(List<History.Spread> spreads, long marker, List<Long> markers) {
        if (spreads.isEmpty()) {
            return new BeforeAfter(marker, marker, marker, marker, Bound.PRESENT);
        }
        long oldest = spreads.getFirst().atMillis() - 1_000;
        long newest = spreads.getLast().atMillis();
        long earlier = markers.stream().filter(at -> at < marker).max(Long::compare).orElse(oldest);
        long later = markers.stream().filter(at -> at > marker).min(Long::compare).orElse(newest);
        long from = Math.max(oldest, earlier);
        long to = Math.min(newest, later);
        long before = marker;
        long after = marker;
        for (History.Spread each : spreads) {
            if (each.atMillis() - 1_000 < marker && marker < each.atMillis()) {
                before = each.atMillis() - 1_000;
                after = each.atMillis();
            }
        }
        long left = Math.max(0, before - from) / 1_000;
        long right = Math.max(0, to - after) / 1_000;
        long seconds = Math.min(left, right);
        Bound bound =
                left < right
                        ? (from > oldest ? Bound.EARLIER_MARKER : Bound.KEPT)
                        : (to < newest ? Bound.LATER_MARKER : Bound.PRESENT);
        return new BeforeAfter(
                before - seconds * 1_000, before, after, after + seconds * 1_000, bound);
    }

    long seconds() {
        return (toMillis - afterMillis) / 1_000;
    }

    /// What a hop took on either side.
    Sides sides(List<History.Spread> spreads) {
        SpreadSum before = new SpreadSum();
        SpreadSum after = new SpreadSum();
        for (History.Spread each : spreads) {
            // The middle of a second says where it belongs, as in the heat map.
            long at = each.atMillis() - 500;
            if (at >= fromMillis && at < beforeMillis) {
                before.add(each.of());
            } else if (at >= afterMillis && at < toMillis) {
                after.add(each.of());
            }
        }
        return new Sides(before, after);
    }
}
