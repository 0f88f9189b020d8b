package org.fieldproof.engine.threads;

import java.time.Duration;

/// Waits for threads to end, by themselves: nobody is ever interrupted here, because an interrupt
/// would close the files of whoever does file I/O.
public final class Joining {
    private static final int ATTEMPTS_MAX = 3;

    private Joining() {}

    /// True if the thread has ended, or was never started.
    public static boolean join(Thread thread, Duration patience) {
        if (thread.getState() == Thread.State.NEW) {
            return true;
        }
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            try {
                return thread.join(patience);
            } catch (InterruptedException _) {
                // Not one of ours, and not passed on: what is waited for may be writing a file.
            }
        }
        return !thread.isAlive();
    }
}
