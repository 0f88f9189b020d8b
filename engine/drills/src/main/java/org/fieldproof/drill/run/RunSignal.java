package org.fieldproof.drill.run;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/// Tells a run to stop, from any thread, and lets it wait in between.
final class RunSignal {
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private @Nullable Stop stop; // guarded by the lock

    /// Who stopped a run and why.
    record Stop(String by, String reason) {}

    /// Asks the run to stop; the first reason stays.
    void stop(String by, String reason) {
        lock.lock();
        try {
            if (stop == null) {
                stop = new Stop(by, reason);
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Nullable Stop stopped() {
        lock.lock();
        try {
            return stop;
        } finally {
            lock.unlock();
        }
    }

    /// Waits a moment.
    ///
    /// @return true if the run must stop
    boolean pause(long millis) {
        lock.lock();
        try {
            long left = TimeUnit.MILLISECONDS.toNanos(millis);
            while (stop == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            return stop != null;
        } catch (InterruptedException e) {
            // Nobody interrupts a drill; if somebody does, the moment is over.
            return stop != null;
        } finally {
            lock.unlock();
        }
    }
}
