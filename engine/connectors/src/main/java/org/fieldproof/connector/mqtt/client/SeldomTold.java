package org.fieldproof.connector.mqtt.client;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/// Counts, over all lines of a connection, something that may happen with every message. It is told
/// at once the first time, then once a minute with the number, and the last of it is told as well.
///
/// Any thread counts; the source's thread asks what is due.
final class SeldomTold {
    private static final long TELL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final AtomicLong total = new AtomicLong();
    // Volatile: written where it is counted, the last one wins.
    private volatile String last = "";
    private long toldTotal;
    private long toldNanos;

    /// @param what it was, for the one who is told
    void count(String what) {
        last = what;
        total.incrementAndGet();
    }

    long total() {
        return total.get();
    }

    String last() {
        return last;
    }

    /// How many are to be told now; 0 while there are none, or the last time is not long enough
    /// ago.
    ///
    /// @param ends nothing is asked again: what is left is told now
    long due(long nowNanos, boolean ends) {
        long now = total.get();
        long more = now - toldTotal;
        if (more == 0 || (toldTotal > 0 && !ends && nowNanos - toldNanos < TELL_NANOS)) {
            return 0;
        }
        toldTotal = now;
        toldNanos = nowNanos;
        return more;
    }
}
