package org.fieldproof.connector.fieldbus.testing;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Locale;
import org.fieldproof.api.time.GatewayClock;

/// Measures how many tags a reader brings a second, beside another reader in the same run.
public final class Rates {
    private static final int RUNS = 5;

    private Rates() {}

    /// Reads once.
    public interface Reader {
        void read() throws Exception;
    }

    /// Prints both readers' medians, in turns so that the machine's mood hits both.
    ///
    /// @param tags that each reading brings
    public static void compare(
            String what, int tags, double seconds, Reader ours, String name, Reader theirs)
            throws Exception {
        rate(tags, seconds / 2, ours);
        rate(tags, seconds / 2, theirs);
        double[] our = new double[RUNS];
        double[] their = new double[RUNS];
        for (int run = 0; run < RUNS; run++) {
            our[run] = rate(tags, seconds, ours);
            their[run] = rate(tags, seconds, theirs);
        }
        Arrays.sort(our);
        Arrays.sort(their);
        System.out.printf(
                Locale.ROOT,
                "%s: %,.0f tags/s of a core (%,.0f to %,.0f), %s %,.0f (%,.0f to %,.0f),"
                        + " ratio %.2f%n",
                what,
                our[RUNS / 2],
                our[0],
                our[RUNS - 1],
                name,
                their[RUNS / 2],
                their[0],
                their[RUNS - 1],
                our[RUNS / 2] / their[RUNS / 2]);
    }

    /// Tags in a second of the reading thread's own processor time; what the server needs is not
    /// in it.
    private static double rate(int tags, double seconds, Reader reader) throws Exception {
        var threads = ManagementFactory.getThreadMXBean();
        GatewayClock clock = GatewayClock.system();
        long from = clock.nanoTime();
        long cpu = threads.getCurrentThreadCpuTime();
        long read = 0;
        while (clock.nanoTime() - from < seconds * 1e9) {
            reader.read();
            read += tags;
        }
        return read / ((threads.getCurrentThreadCpuTime() - cpu) / 1e9);
    }
}
