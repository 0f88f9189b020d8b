package org.fieldproof.views.bridge;

/// Numbers over time, the newest so many. Primitive arrays, because every chart reads them ten
/// times a second. FX thread.
public final class TimeRing {

    private final long[] atMillis;
    private final double[] values;
    private int start;
    private int size;

    public TimeRing(int capacity) {
        atMillis = new long[capacity];
        values = new double[capacity];
    }

    /// What it holds now; nothing is ever added to that.
    TimeRing still() {
        TimeRing still = new TimeRing(Math.max(1, size));
        for (int i = 0; i < size; i++) {
            still.add(atMillis(i), value(i));
        }
        return still;
    }

    /// Adds a number; the oldest goes when the ring is full. One of the same moment as the newest
    /// is ignored. If the wall clock was set back, the moments that are still to come go: a chart's
    /// axis never runs backwards, and never stands still until the clock has caught up.
    public void add(long millis, double value) {
        if (size > 0 && millis == atMillis(size - 1)) {
            return;
        }
        while (size > 0 && millis < atMillis(size - 1)) {
            size--;
        }
        if (size < values.length) {
            int slot = (start + size) % values.length;
            atMillis[slot] = millis;
            values[slot] = value;
            size++;
        } else {
            atMillis[start] = millis;
            values[start] = value;
            start = (start + 1) % values.length;
        }
    }

    public int size() {
        return size;
    }

    /// Time of number `index`, 0 being the oldest.
    public long atMillis(int index) {
        return atMillis[(start + index) % values.length];
    }

    public double value(int index) {
        return values[(start + index) % values.length];
    }

    /// The newest number, or 0 if there is none.
    public double last() {
        return size == 0 ? 0 : value(size - 1);
    }

    /// Index of the first number at or after a time; `size()` if there is none.
    public int firstAt(long millis) {
        int low = 0;
        int high = size;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (atMillis(middle) < millis) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
