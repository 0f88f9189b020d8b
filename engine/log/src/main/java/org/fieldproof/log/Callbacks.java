package org.fieldproof.log;

import org.fieldproof.log.io.StoreException;

/// Calls entries and the listener so that an exception of theirs cannot stop the log: it is
/// counted and shown in the stats. An error in a refusal neither, or it would keep the others,
/// who are refused in a row, from their answers.
final class Callbacks {
    private final LogListener listener;
    private volatile int failures;

    Callbacks(LogListener listener) {
        this.listener = listener;
    }

    int failures() {
        return failures;
    }

    void durable(LogEntry entry, long seq) {
        try {
            entry.durable(seq);
        } catch (RuntimeException _) {
            failed();
        }
    }

    void refused(LogEntry entry, StoreException why) {
        try {
            entry.refused(why);
        } catch (RuntimeException | Error _) {
            failed();
        }
    }

    void committed(long lastSeq, int records, long syncNanos) {
        try {
            listener.committed(lastSeq, records, syncNanos);
        } catch (RuntimeException _) {
            failed();
        }
    }

    void beforeCommit(Runnable call) {
        tell(call);
    }

    void stalled(StoreException why) {
        tell(() -> listener.stalled(why));
    }

    void resumed() {
        tell(listener::resumed);
    }

    void failedForGood(StoreException why) {
        tell(() -> listener.failed(why));
    }

    void stuck(StoreException why) {
        tell(() -> listener.stuck(why));
    }

    void freed() {
        tell(listener::freed);
    }

    private void tell(Runnable what) {
        try {
            what.run();
        } catch (RuntimeException _) {
            failed();
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // fp-log alone writes; a refusal elsewhere may
    // lose a count, never a record.
    private void failed() {
        failures++;
    }
}
