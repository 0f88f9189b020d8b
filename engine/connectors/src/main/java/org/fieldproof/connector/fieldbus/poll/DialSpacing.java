package org.fieldproof.connector.fieldbus.poll;

/// At least a second between two dials (POLL-2): a device that allows one connection needs the time
/// to let go of the last one. Confined to one thread.
public final class DialSpacing {
    /// Least time between two dials.
    public static final long LEAST_NANOS = 1_000_000_000L;

    private boolean dialled;
    private long lastNanos;

    /// How long to wait, in nanoseconds; 0 or less for not at all.
    public long untilNanos(long nowNanos) {
        return dialled ? lastNanos + LEAST_NANOS - nowNanos : 0;
    }

    public void dialled(long nowNanos) {
        dialled = true;
        lastNanos = nowNanos;
    }
}
