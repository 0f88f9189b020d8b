package org.fieldproof.views.control;

import org.fieldproof.views.bridge.TimeRing;

/// A series reduced to at most two points per pixel column, its smallest and its largest in the
/// order in which they came, so that no spike is lost however long the time shown. It begins anew
/// after a silence and after a moment without a number. Ends that reach beyond the time shown are
/// cut at it. Needs no toolkit.
public final class Columns {

    private final TimeRing ring;
    private final long from;
    private final double perMilli;
    private final double[] xs;
    private final double[] values;
    private final boolean[] begins;
    private int size;
    private boolean apart = true;

    private Columns(TimeRing ring, long from, double perMilli, int capacity) {
        this.ring = ring;
        this.from = from;
        this.perMilli = perMilli;
        xs = new double[capacity];
        values = new double[capacity];
        begins = new boolean[capacity];
    }

    /// A series as it is to be drawn in so many pixels.
    ///
    /// @param width of the time from `from` to `to`, in pixels
    /// @param gapMillis two numbers that are further from one another are not joined
    public static Columns of(TimeRing ring, long from, long to, double width, long gapMillis) {
        int first = ring.firstAt(from);
        int points = ring.size() - first;
        int columns = Math.max(1, (int) Math.ceil(width) + 1);
        Columns made =
                new Columns(
                        ring,
                        from,
                        width / Math.max(1, to - from),
                        2 * Math.min(points, columns) + 2);
        made.enter(first, gapMillis);
        int next = made.reduce(first, to, gapMillis);
        made.leave(next, to, gapMillis);
        return made;
    }

    /// Where the line comes in from the left.
    private void enter(int first, long gapMillis) {
        if (joined(first, gapMillis) && ring.atMillis(first) > from) {
            add(0, between(first, from));
            apart = false;
        }
    }

    /// Where it goes out at the right.
    private void leave(int next, long to, long gapMillis) {
        if (joined(next, gapMillis) && ring.atMillis(next - 1) < to && !apart) {
            add((to - from) * perMilli, between(next, to));
        }
    }

    /// Whether a number is one line with the one before it.
    private boolean joined(int index, long gapMillis) {
        return index > 0
                && index < ring.size()
                && ring.atMillis(index) - ring.atMillis(index - 1) <= gapMillis
                && !Double.isNaN(ring.value(index))
                && !Double.isNaN(ring.value(index - 1));
    }

    private double between(int index, long at) {
        double share =
                (double) (at - ring.atMillis(index - 1))
                        / (ring.atMillis(index) - ring.atMillis(index - 1));
        return ring.value(index - 1) + share * (ring.value(index) - ring.value(index - 1));
    }

    private int reduce(int first, long to, long gapMillis) {
        int i = first;
        while (i < ring.size() && ring.atMillis(i) <= to) {
            if (i > first && ring.atMillis(i) - ring.atMillis(i - 1) > gapMillis) {
                apart = true;
            }
            long end = endOf(Math.floor(x(i)), to);
            int least = -1;
            int most = -1;
            double leastValue = 0;
            double mostValue = 0;
            boolean ended = false;
            while (i < ring.size() && ring.atMillis(i) < end) {
                double value = ring.value(i);
                ended = Double.isNaN(value);
                if (ended) {
                    apart |= least < 0;
                } else if (least < 0) {
                    least = i;
                    most = i;
                    leastValue = value;
                    mostValue = value;
                } else if (value < leastValue) {
                    least = i;
                    leastValue = value;
                } else if (value > mostValue) {
                    most = i;
                    mostValue = value;
                }
                i++;
            }
            if (least >= 0) {
                addBoth(Math.min(least, most), Math.max(least, most));
            }
            apart |= ended;
        }
        return i;
    }

    /// The first moment that is not in a column any more.
    private long endOf(double column, long to) {
        long end = from + (long) Math.ceil((column + 1) / perMilli);
        while ((end - from) * perMilli < column + 1) {
            end++;
        }
        while ((end - 1 - from) * perMilli >= column + 1) {
            end--;
        }
        return Math.min(end, to + 1);
    }

    private void addBoth(int earlier, int later) {
        add(x(earlier), ring.value(earlier));
        apart = false;
        if (later != earlier) {
            add(x(later), ring.value(later));
        }
    }

    private double x(int index) {
        return (ring.atMillis(index) - from) * perMilli;
    }

    private void add(double x, double value) {
        xs[size] = x;
        values[size] = value;
        begins[size] = apart;
        size++;
    }

    public int size() {
        return size;
    }

    public double x(int i, double left) {
        return left + xs[i];
    }

    public double value(int i) {
        return values[i];
    }

    /// Whether a line begins here: nothing joins it with what was before.
    public boolean begins(int i) {
        return begins[i];
    }
}
