package org.fieldproof.api.spi;

import java.util.concurrent.atomic.LongAdder;

/// What only grows, such as requests sent. Any thread may count and look.
public final class Counter {
    private final LongAdder total = new LongAdder();

    /// One at 0.
    public Counter() {}

    public void increment() {
        total.increment();
    }

    /// Counts so many more.
    ///
    /// @param more 0 or more
    public void add(long more) {
        if (more < 0) {
            throw new IllegalArgumentException("more: " + more + " (expected: >= 0)");
        }
        total.add(more);
    }

    /// All that was counted since it was made.
    public long total() {
        return total.sum();
    }
}
