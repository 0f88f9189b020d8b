package org.fieldproof.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm: what waits in a socket while a commit gathers misses it, and waits for one more.
class LastCallTest {
    private static final long LINGER_NANOS = 50_000_000;

    @TempDir Path directory;

    private final AtomicInteger commits = new AtomicInteger();

    @Test
    void whoIsCalledLastIsPartOfThatCommit() throws Exception {
        try (DurableLog log = open(LINGER_NANOS);
                Publisher _ = new Publisher(log)) {
            for (int round = 0; round < 20; round++) {
                Late late = new Late(log);
                while (!log.beforeNextCommit(late)) {
                    LockSupport.parkNanos(100_000);
                }
                late.entry.answer().get(30, TimeUnit.SECONDS);
                assertThat(late.durableIn).as("the commit that called").isEqualTo(late.calledIn);
            }
        }
    }

    @Test
    void nobodyIsListedWhereNoCommitIsPutOff() throws Exception {
        try (DurableLog log = open(0);
                Publisher _ = new Publisher(log)) {
            for (int round = 0; round < 100; round++) {
                assertThat(log.beforeNextCommit(() -> {})).isFalse();
                LockSupport.parkNanos(1_000_000);
            }
        }
    }

    private DurableLog open(long lingerNanos) throws StoreException {
        LogConfig config =
                new LogConfig(directory, 1 << 20, 8 << 10, 1, 200, lingerNanos, System::nanoTime);
        return DurableLog.open(config, LogFiles.nio(), new Counting());
    }

    /// Counts commits, on `fp-log`.
    private final class Counting implements LogListener {
        @Override
        public void committed(long lastSeq, int records, long syncNanos) {
            commits.incrementAndGet();
        }

        @Override
        public void stalled(StoreException why) {}

        @Override
        public void resumed() {}
    }

    /// Brings its record when it is called.
    private final class Late implements Runnable {
        private final DurableLog log;
        private final TextEntry entry = new TextEntry("late");
        private volatile int calledIn = -1;
        private volatile int durableIn = -2;

        Late(DurableLog log) {
            this.log = log;
            var _ = entry.answer().thenRun(() -> durableIn = commits.get());
        }

        @Override
        public void run() {
            calledIn = commits.get();
            log.append(entry);
        }
    }

    /// A record each millisecond, whoever waits.
    private static final class Publisher implements AutoCloseable {
        private volatile boolean ending;

        Publisher(DurableLog log) {
            Thread.startVirtualThread(() -> publish(log));
        }

        private void publish(DurableLog log) {
            while (!ending) {
                log.append(new TextEntry("by the clock"));
                LockSupport.parkNanos(1_000_000);
            }
        }

        @Override
        public void close() {
            ending = true;
        }
    }
}
