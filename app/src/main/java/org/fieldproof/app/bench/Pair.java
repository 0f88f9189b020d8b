package org.fieldproof.app.bench;

import java.util.Arrays;

/// Runs ours and a baseline in turns, so that what changes on the machine meanwhile meets both.
/// One run of each goes before and is not counted: it is the compiler's.
final class Pair {
    /// One run; answers in the case's unit.
    interface Run {
        double measure() throws Exception;
    }

    private Pair() {}

    static BenchLine measure(
            String bench,
            String caseName,
            String unit,
            int runs,
            Run ours,
            String baseline,
            Run theirs)
            throws BenchException {
        double[] own = new double[runs];
        double[] other = new double[runs];
        try {
            theirs.measure();
            ours.measure();
            for (int run = 0; run < runs; run++) {
                other[run] = theirs.measure();
                own[run] = ours.measure();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw BenchException.failed(bench, e);
        } catch (Exception e) {
            throw BenchException.failed(bench, e);
        }
        Arrays.sort(own);
        Arrays.sort(other);
        return new BenchLine(
                bench,
                caseName,
                unit,
                median(own),
                own[0],
                own[runs - 1],
                runs,
                baseline,
                median(other));
    }

    /// The one in the middle, or the mean of the two that are.
    static double median(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
