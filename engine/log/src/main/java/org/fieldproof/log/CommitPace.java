package org.fieldproof.log;

/// Whether a commit should wait a little for more records. Where records come one by one faster
/// than that, each of them costs a sync, a wake-up and an acknowledgement of its own; a commit
/// that begins a little after the one before serves several for the price of one.
///
/// It must not slow anybody down: a device that waits for each acknowledgement before it sends
/// on would. So it is a trial: records that came per second before are compared with what comes
/// since, and where fewer come, it ends, and the next trial is put off for longer. Groups that
/// are large anyway do not wait, and neither does a record that comes alone.
///
/// Confined to `fp-log`.
final class CommitPace {
    /// One look at what came.
    private static final long WINDOW_NANOS = 100_000_000L;

    /// After so many windows it is looked again at what comes without waiting.
    private static final int WINDOWS_MAX = 100;

    /// Larger groups gain nothing that is worth the wait.
    private static final int LARGE_GROUP = 8;

    /// Of what came before; below it somebody waits for us, if it is so from the beginning.
    private static final double SLOWED = 0.8;

    private static final int WINDOWS_OF_TRIAL = 5;

    private static final long PUT_OFF_FIRST_NANOS = 1_000_000_000L;
    private static final long PUT_OFF_MOST_NANOS = 16_000_000_000L;

    private final long lingerNanos;
    private boolean lingering;
    private long windowSinceNanos;
    private int windows;
    private long records;
    private long commits;
    private double perSecondBefore;
    private long notBeforeNanos;
    private long putOffNanos = PUT_OFF_FIRST_NANOS;
    private long beganNanos;

    /// @param lingerNanos between the beginnings of two commits at least, where it pays; 0: never
    CommitPace(long lingerNanos, long now) {
        this.lingerNanos = lingerNanos;
        this.windowSinceNanos = now;
        this.notBeforeNanos = now;
        this.beganNanos = now;
    }

    /// Nanoseconds by which the next commit should be put off; not positive if it should not.
    long waitNanos(long now) {
        return lingering ? beganNanos + lingerNanos - now : 0;
    }

    /// Whether commits are put off at present.
    boolean lingers() {
        return lingering;
    }

    /// When the next commit begins at the earliest, while commits are put off.
    long nextNanos() {
        return beganNanos + lingerNanos;
    }

    /// A commit began.
    void began(long now) {
        beganNanos = now;
    }

    /// A commit ended.
    void committed(int groupRecords, long now) {
        if (lingerNanos == 0) {
            return;
        }
        records += groupRecords;
        commits++;
        long elapsed = now - windowSinceNanos;
        if (elapsed < WINDOW_NANOS) {
            return;
        }
        double perSecond = records * 1e9 / elapsed;
        if (lingering) {
            goOnOrEnd(perSecond, now);
        } else if (pays(elapsed) && now - notBeforeNanos >= 0) {
            lingering = true;
            perSecondBefore = perSecond;
            windows = 0;
        }
        windowSinceNanos = now;
        records = 0;
        commits = 0;
    }

    /// A commit that takes nearly as long as the linger gathers as much by itself.
    private boolean pays(long elapsed) {
        return records < commits * LARGE_GROUP && commits > 2 * elapsed / lingerNanos;
    }

    private void goOnOrEnd(double perSecond, long now) {
        windows++;
        boolean slowed = perSecond < perSecondBefore * SLOWED;
        if (slowed && windows <= WINDOWS_OF_TRIAL) {
            lingering = false;
            notBeforeNanos = now + putOffNanos;
            putOffNanos = Math.min(PUT_OFF_MOST_NANOS, putOffNanos * 2);
        } else if (slowed || windows == WINDOWS_MAX) {
            lingering = false;
            notBeforeNanos = now;
            putOffNanos = PUT_OFF_FIRST_NANOS;
        }
    }
}
