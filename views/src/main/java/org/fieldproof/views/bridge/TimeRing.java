package org.fieldproof.views.bridge;

import java.util.Arrays;
import org.fieldproof.api.record.Quality;

/// Numbers over time, the newest so many, each with how far it may be trusted; NaN is a moment in
/// which there was none. Primitive arrays, because every chart reads them ten times a second. FX
/// thread.
public final class TimeRing {

    private static final long GAP_MIN_MILLIS = 2_000;
    private static final int USUAL_OF = 64;
    private static final int USUAL_OF_MIN = 3;
    private static final double CROWDED = 0.95;
    private static final double ROOMY = 0.9;

    private final long[] atMillis;
    private final double[] values;
    private final byte[] qualities;
    private final long fineMillis;
    private int start;
    private int size;
    private int doubtful;

    public TimeRing(int capacity) {
        this(capacity, 0);
    }

    /// Numbers that are thinned out as they age.
    ///
    /// @param fineMillis how long each is kept; after that, where room is needed, the highest of
    ///     each second. 0 for never thinning out
    TimeRing(int capacity, long fineMillis) {
        this.fineMillis = fineMillis;
        atMillis = new long[capacity];
        values = new double[capacity];
        qualities = new byte[capacity];
    }

    /// What it holds now; nothing is ever added to that.
    public TimeRing still() {
        TimeRing still = new TimeRing(Math.max(1, size));
        for (int i = 0; i < size; i++) {
            still.add(atMillis(i), value(i), quality(i));
        }
        return still;
    }

    /// Adds a number; the oldest goes when the ring is full. One of the same moment as the newest
    /// is ignored. If the wall clock was set back, the moments that are still to come go: a chart's
    /// axis never runs backwards, and never stands still until the clock has caught up.
    public void add(long millis, double value) {
        add(millis, value, Quality.GOOD);
    }

    public void add(long millis, double value, Quality quality) {
        if (size > 0 && millis == atMillis(size - 1)) {
            return;
        }
        while (size > 0 && millis < atMillis(size - 1)) {
            size--;
            doubtful -= doubt(value(size), quality(size));
        }
        if (size == values.length && fineMillis > 0) {
            thin(millis - fineMillis);
        }
        doubtful += doubt(value, quality);
        if (size < values.length) {
            int slot = place(size);
            atMillis[slot] = millis;
            values[slot] = value;
            qualities[slot] = code(quality);
            size++;
        } else {
            doubtful -= doubt(value(0), quality(0));
            atMillis[start] = millis;
            values[start] = value;
            qualities[start] = code(quality);
            start = (start + 1) % values.length;
        }
    }

    /// Makes room; a ring that does this never wraps around.
    private void thin(long fineFrom) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            boolean sameSecond =
                    kept > 0
                            && atMillis[i] < fineFrom
                            && atMillis[i] / 1000 == atMillis[kept - 1] / 1000;
            if (!sameSecond) {
                keep(i, kept++);
            } else if (!(values[i] <= values[kept - 1])) {
                keep(i, kept - 1);
            }
        }
        int surplus = kept > CROWDED * values.length ? kept - (int) (ROOMY * values.length) : 0;
        for (int i = surplus; i < kept; i++) {
            keep(i, i - surplus);
        }
        size = kept - surplus;
        doubtful = 0;
        for (int i = 0; i < size; i++) {
            doubtful += doubt(values[i], quality(i));
        }
    }

    private void keep(int from, int to) {
        atMillis[to] = atMillis[from];
        values[to] = values[from];
        qualities[to] = qualities[from];
    }

    // No remainder: charts come by here some hundred thousand times for one picture.
    private int place(int index) {
        int place = start + index;
        return place >= values.length ? place - values.length : place;
    }

    public int size() {
        return size;
    }

    /// Time of number `index`, 0 being the oldest.
    public long atMillis(int index) {
        return atMillis[place(index)];
    }

    public double value(int index) {
        return values[place(index)];
    }

    /// One byte, because there are millions of them.
    private static byte code(Quality quality) {
        return switch (quality) {
            case GOOD -> 0;
            case UNCERTAIN -> 1;
            case BAD -> 2;
        };
    }

    private static int doubt(double value, Quality quality) {
        return quality == Quality.GOOD && !Double.isNaN(value) ? 0 : 1;
    }

    /// Whether each moment has a number, and each number may be trusted.
    public boolean allGood() {
        return doubtful == 0;
    }

    public Quality quality(int index) {
        return switch (qualities[place(index)]) {
            case 0 -> Quality.GOOD;
            case 1 -> Quality.UNCERTAIN;
            default -> Quality.BAD;
        };
    }

    /// How long it may be silent before that is a gap: three times the usual time between two of
    /// its newest numbers, and at least two seconds. Of too few numbers nothing is usual.
    public long gapMillis() {
        int known = Math.min(size - 1, USUAL_OF);
        if (known < USUAL_OF_MIN) {
            return Long.MAX_VALUE;
        }
        long[] between = new long[known];
        for (int i = 0; i < known; i++) {
            between[i] = atMillis(size - 1 - i) - atMillis(size - 2 - i);
        }
        Arrays.sort(between);
        return Math.max(GAP_MIN_MILLIS, 3 * between[known / 2]);
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
