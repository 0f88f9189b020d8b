package org.fieldproof.log;

import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;

/// Those who want to be told shortly before a commit that is put off takes what has come, so that
/// they can bring what they have till then. While no commit is put off, nobody is listed.
///
/// Any thread asks; `fp-log` opens and calls. The lock is held for a few instructions.
final class LastCalls {
    private final LongSupplier nanoTime;
    private final Object lock = new Object();
    private List<Runnable> listed = new ArrayList<>();
    private List<Runnable> spare = new ArrayList<>();
    private boolean open;
    private long callNanos;

    LastCalls(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /// False if the next commit is not put off, or for no longer.
    boolean ask(Runnable call) {
        synchronized (lock) {
            if (!open || nanoTime.getAsLong() - callNanos >= 0) {
                return false;
            }
            listed.add(call);
            return true;
        }
    }

    /// From now on the next commit is put off; who asks is called at that time.
    void openUntil(long nanos) {
        synchronized (lock) {
            open = true;
            callNanos = nanos;
        }
    }

    /// Calls those who asked, each once; true if there was somebody.
    boolean call(Callbacks callbacks) {
        List<Runnable> calling;
        synchronized (lock) {
            open = false;
            if (listed.isEmpty()) {
                return false;
            }
            calling = listed;
            listed = spare;
        }
        for (Runnable call : calling) {
            callbacks.beforeCommit(call);
        }
        calling.clear();
        spare = calling;
        return true;
    }
}
