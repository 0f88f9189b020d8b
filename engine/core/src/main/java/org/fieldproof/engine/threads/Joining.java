package org.fieldproof.engine.threads;

import java.time.Duration;

/// Waits for threads to end, by themselves: nobody is ever interrupted here, because an interrupt
/// would close the files of whoever does file I/O.
public final class Joining {
    private Joining() {}

    /// True if the thread has ended, or was never started.
    public static boolean join(Thread thread, Duration patience) {
        if (thread.getState() == Thread.State.NEW) {
            return true;
        }
        try {
            return thread.join(patience);
        } catch (InterruptedException e) {
            // Somebody wants this thread to hurry: pass it on and wait no longer.
            Thread.currentThread().interrupt();
            return !thread.isAlive();
        }
    }
}
