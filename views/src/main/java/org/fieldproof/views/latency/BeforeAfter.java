package org.fieldproof.views.latency;

import java.util.List;
import org.fieldproof.views.bridge.History;

/// Which whole seconds before a marked moment are compared with which after it: as many on either
/// side, up to the markers next to it or the ends of what is kept. Only seconds that were seen
/// count, so that a gap on one side leaves no fewer there. The second in which the moment lies
/// counts on neither side. Needs no toolkit.
///
/// @param fromMillis where the seconds before it begin
/// @param atMillis the moment
/// @param toMillis where the seconds after it end
/// @param seconds how many there are on either side
/// @param keptMillis where the oldest second begins that is kept
/// @param bound why there are no more of them
record BeforeAfter(
        long fromMillis, long atMillis, long toMillis, int seconds, long keptMillis, Bound bound) {

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
            return new BeforeAfter(marker, marker, marker, 0, marker, Bound.PRESENT);
        }
        long oldest = beginOf(spreads.getFirst());
        long newest = spreads.getLast().atMillis();
        long earlier = markers.stream().filter(at -> at < marker).max(Long::compare).orElse(oldest);
        long later = markers.stream().filter(at -> at > marker).min(Long::compare).orElse(newest);
        List<History.Spread> left = between(spreads, earlier, marker);
        List<History.Spread> right = between(spreads, marker, later);
        int seconds = Math.min(left.size(), right.size());
        Bound older = earlier > oldest ? Bound.EARLIER_MARKER : Bound.KEPT;
        Bound newer = later < newest ? Bound.LATER_MARKER : Bound.PRESENT;
        boolean beyond = marker < oldest;
        return new BeforeAfter(
                seconds == 0 ? marker : beginOf(left.get(left.size() - seconds)),
                marker,
                seconds == 0 ? marker : right.get(seconds - 1).atMillis(),
                seconds,
                oldest,
                beyond ? Bound.KEPT : left.size() < right.size() ? older : newer);
    }

    private static long beginOf(History.Spread second) {
        return second.atMillis() - 1_000;
    }

    /// The seconds that lie in it as a whole.
    private static List<History.Spread> between(List<History.Spread> all, long from, long to) {
        return all.stream().filter(each -> beginOf(each) >= from && each.atMillis() <= to).toList();
    }

    /// What a hop took on either side: in as many seconds, also where it was not seen in all.
    Sides sides(List<History.Spread> spreads) {
        List<History.Spread> left = between(spreads, fromMillis, atMillis);
        List<History.Spread> right = between(spreads, atMillis, toMillis);
        int both = Math.min(left.size(), right.size());
        return new Sides(
                sum(left.subList(left.size() - both, left.size())), sum(right.subList(0, both)));
    }

    private static SpreadSum sum(List<History.Spread> seconds) {
        SpreadSum sum = new SpreadSum();
        seconds.forEach(each -> sum.add(each.of()));
        return sum;
    }
}
