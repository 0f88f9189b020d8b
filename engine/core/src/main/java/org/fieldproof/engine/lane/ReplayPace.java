package org.fieldproof.engine.lane;

/// Paces the replay after an outage, so that the backlog does not run over a destination that has
/// just come back: a fixed rate, and, where what comes in goes by the backlog too, as much as
/// that. Confined to the lane's thread.
final class ReplayPace {
    private static final long SECOND = 1_000_000_000L;
    private static final double BURST_SECONDS = 0.05;

    private final int perSecond;
    private final boolean withInflow;
    private double tokens;
    private long filledNanos;
    private long inflowSinceNanos;
    private long inflowCount;
    private double inflowPerSecond;

    /// @param perSecond beyond the inflow; 0 for no limit
    /// @param withInflow whether what comes in goes by the backlog and is allowed on top
    ReplayPace(int perSecond, boolean withInflow, long nowNanos) {
        this.perSecond = perSecond;
        this.withInflow = withInflow;
        this.filledNanos = nowNanos;
        this.inflowSinceNanos = nowNanos;
    }

    /// Tells how many records just came in.
    void inflow(int records, long nowNanos) {
        inflowCount += records;
        long elapsed = nowNanos - inflowSinceNanos;
        if (elapsed >= SECOND / 4) {
            double rate = inflowCount * (double) SECOND / elapsed;
            inflowPerSecond += (rate - inflowPerSecond) * Math.min(1, elapsed / (double) SECOND);
            inflowCount = 0;
            inflowSinceNanos = nowNanos;
        }
    }

    private double ratePerSecond() {
        return withInflow ? perSecond + inflowPerSecond : perSecond;
    }

    /// How many records may go now.
    int allowed(long nowNanos, int wanted) {
        if (perSecond == 0) {
            return wanted;
        }
        double burst = Math.max(wanted, ratePerSecond() * BURST_SECONDS);
        double gained = ratePerSecond() * (nowNanos - filledNanos) / SECOND;
        tokens = Math.min(burst, tokens + gained);
        filledNanos = nowNanos;
        return (int) Math.min(wanted, tokens);
    }

    void spent(int records) {
        if (perSecond > 0) {
            tokens -= records;
        }
    }

    /// When so many records will be allowed.
    long nanosUntil(int wanted) {
        if (perSecond == 0 || tokens >= wanted) {
            return 0;
        }
        return (long) ((wanted - tokens) * SECOND / ratePerSecond()) + 1;
    }
}
