package org.fieldproof.connector.fieldbus.modbus;

/// Watches whether a unit answers, and leaves a dead one alone for a while (MOD-3). Pure: time is
/// an argument. Confined to the source's thread.
final class UnitGuard {
    private static final int DOUBLINGS_MAX = 4;

    private final int demoteAfter;
    private final long retryNanos;
    private int silences;
    private int retries;
    private long askAgainNanos;

    /// @param demoteAfter so many cycles without an answer in a row
    /// @param retryNanos how long a dead unit is left alone first; doubles up to 16 times as long
    UnitGuard(int demoteAfter, long retryNanos) {
        this.demoteAfter = demoteAfter;
        this.retryNanos = retryNanos;
    }

    /// True where the unit is not to be asked now.
    boolean resting(long nowNanos) {
        return isDemoted() && nowNanos - askAgainNanos < 0;
    }

    boolean isDemoted() {
        return silences >= demoteAfter;
    }

    /// The unit answered, be it with an exception.
    ///
    /// @return true if it had been demoted
    boolean answered() {
        boolean back = isDemoted();
        silences = 0;
        retries = 0;
        return back;
    }

    /// The unit did not answer.
    ///
    /// @return true if it is demoted with that
    boolean silent(long nowNanos) {
        boolean before = isDemoted();
        silences++;
        if (isDemoted()) {
            askAgainNanos = nowNanos + (retryNanos << Math.min(retries, DOUBLINGS_MAX));
            retries++;
        }
        return isDemoted() && !before;
    }
}
