package org.fieldproof.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
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
    private static final long LIMIT_NANOS = 30_000_000_000L;

    private static final int ROUNDS_MAX = 200;

    /// What a read takes. Without it a loop that is woken on the log's own processor would be in
    /// time even if the log did not wait for it.
    private static final long READ_NANOS = 100_000;

    @TempDir Path directory;

    private final AtomicInteger commits = new AtomicInteger();
    private volatile long committedNanos;

    /// A busy machine may wake the caller's loop too late; then it is part of the commit after,
    /// and there are more rounds. A log that does not wait has none in time, however many.
    @Test
    void whatIsBroughtAtTheLastCallIsPartOfThatCommit() throws Exception {
        int inTime = 0;
        int atTheEnd = 0;
        try (DurableLog log = open(LINGER_NANOS);
                Publisher _ = new Publisher(log);
                ExecutorService loop = Executors.newSingleThreadExecutor()) {
            for (int round = 0; round < ROUNDS_MAX && (inTime < 5 || atTheEnd < 5); round++) {
                Late late = new Late(log, loop);
                ask(log, late);
                long durableIn = late.durableIn.get(30, TimeUnit.SECONDS);
                assertThat(durableIn).isGreaterThanOrEqualTo(late.calledIn);
                inTime += durableIn == late.calledIn ? 1 : 0;
                atTheEnd += late.sinceCommitNanos > LINGER_NANOS / 2 ? 1 : 0;
            }
        }
        assertThat(inTime).as("in the commit that called").isGreaterThanOrEqualTo(5);
        assertThat(atTheEnd).as("called at the end of the wait").isGreaterThanOrEqualTo(5);
    }

    @Test
    void whoAskedIsCalledAlsoWhereTheLogEnds() throws Exception {
        CompletableFuture<Void> called = new CompletableFuture<>();
        DurableLog log = open(LogConfig.COMMIT_LINGER_NANOS_MAX);
        try (log;
                Publisher _ = new Publisher(log)) {
            ask(log, () -> called.complete(null));
        }
        called.get(30, TimeUnit.SECONDS);
        assertThat(log.beforeNextCommit(() -> {})).isFalse();
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

    /// Asks until a commit is put off.
    private static void ask(DurableLog log, Runnable call) {
        long began = System.nanoTime();
        while (!log.beforeNextCommit(call)) {
            assertThat(System.nanoTime() - began)
                    .as("no commit is put off")
                    .isLessThan(LIMIT_NANOS);
            LockSupport.parkNanos(100_000);
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
            committedNanos = System.nanoTime();
        }

        @Override
        public void stalled(StoreException why) {}

        @Override
        public void resumed() {}
    }

    /// Brings its record when it is called, on a loop of its own.
    private final class Late implements Runnable {
        private final DurableLog log;
        private final ExecutorService loop;
        private final TextEntry entry = new TextEntry("late");
        private final CompletableFuture<Integer> durableIn;
        private volatile int calledIn = -1;
        private volatile long sinceCommitNanos;

        Late(DurableLog log, ExecutorService loop) {
            this.log = log;
            this.loop = loop;
            durableIn = entry.answer().thenApply(_ -> commits.get());
        }

        @Override
        public void run() {
            calledIn = commits.get();
            sinceCommitNanos = System.nanoTime() - committedNanos;
            loop.execute(
                    () -> {
                        LockSupport.parkNanos(READ_NANOS);
                        log.append(entry);
                    });
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
