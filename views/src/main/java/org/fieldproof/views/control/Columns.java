package org.fieldproof.views.control;

import org.fieldproof.views.bridge.TimeRing;

/// A series reduced to at most two points per pixel column, its smallest and its largest.
final class Columns {

    private final double[] xs;
    private final double[] values;
    private int size;

    private Columns(int capacity) {
        xs = new double[capacity];
        values = new double[capacity];
    }

    static Columns of(TimeRing ring, TimeSeriesPlot.Picture picture, double width) {
        int first = Math.max(0, ring.firstAt(picture.fromMillis()) - 1);
        double span = Math.max(1, picture.toMillis() - picture.fromMillis());
        int points = ring.size() - first;
        Columns columns = new Columns(Math.min(points, 2 * (int) width + 4) + 2);
        int i = first;
        while (i < ring.size() && ring.atMillis(i) <= picture.toMillis()) {
            double x = (ring.atMillis(i) - picture.fromMillis()) / span * width;
            long column = (long) Math.floor(x);
            double least = ring.value(i);
            double most = least;
            int next = i + 1;
            while (next < ring.size() && columnOf(ring, next, picture, span, width) == column) {
                least = Math.min(least, ring.value(next));
                most = Math.max(most, ring.value(next));
                next++;
            }
            columns.add(Math.max(0, x), least);
            if (next > i + 1 && most > least) {
                columns.add(Math.max(0, x), most);
            }
            i = next;
        }
        return columns;
    }

    private static long columnOf(
            TimeRing ring, int i, TimeSeriesPlot.Picture picture, double span, double width) {
        return (long) Math.floor((ring.atMillis(i) - picture.fromMillis()) / span * width);
    }

    private void add(double x, double value) {
        if (size < xs.length) {
            xs[size] = x;
            values[size] = value;
            size++;
        }
    }

    int size() {
        return size;
    }

    double x(int i) {
        return xs[i];
    }

    double value(int i) {
        return values[i];
    }
}
