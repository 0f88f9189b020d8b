package org.fieldproof.log;

import org.fieldproof.log.io.StoreException;

/// Hears about the log as a whole. Called on `fp-log`: be short, do not throw.
public interface LogListener {

    /// A group is durable and its entries were told.
    void committed(long lastSeq, int records, long syncNanos);

    /// Nothing is accepted until [#resumed()]; waiting entries stay where they are.
    void stalled(StoreException why);

    /// The obstacle is gone.
    void resumed();

    /// The log accepts nothing more until it is opened again; waiting entries were refused.
    default void failed(StoreException why) {}

    /// A file whose records are all released cannot be removed, nor any behind it; it is tried
    /// again each second. Told once for a file.
    default void stuck(StoreException why) {}

    /// The file that was stuck is gone.
    default void freed() {}

    /// A listener for those who ask [DurableLog#stats()] instead.
    static LogListener none() {
        return new LogListener() {
            @Override
            public void committed(long lastSeq, int records, long syncNanos) {}

            @Override
            public void stalled(StoreException why) {}

            @Override
            public void resumed() {}
        };
    }
}
