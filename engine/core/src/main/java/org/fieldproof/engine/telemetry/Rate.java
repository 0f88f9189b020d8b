package org.fieldproof.engine.telemetry;

/// Turns a count into its rate of change over the last two seconds. Confined to one thread.
public final class Rate {
    private static final int SAMPLES = 11;

    private final long[] counts = new long[SAMPLES];
    private final long[] nanos = new long[SAMPLES];
    private int next;
    private int filled;

    /// Takes a sample and gives the rate per second between the oldest one kept and this one.
    public double sample(long nowNanos, long count) {
        counts[next] = count;
        nanos[next] = nowNanos;
        next = (next + 1) % SAMPLES;
        if (filled < SAMPLES) {
            filled++;
        }
        int oldest = filled < SAMPLES ? 0 : next;
        long elapsed = nowNanos - nanos[oldest];
        if (elapsed <= 0) {
            return 0;
        }
        return (count - counts[oldest]) * 1e9 / elapsed;
    }
}
