package org.fieldproof.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogConfig;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.LogReader;
import org.fieldproof.log.LogState;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// An interrupt in a thread that uses a file closes it for everyone. No caller of the log comes
/// near the file that is written.
class InterruptedCallersTest {
    private static final int THREADS = 8;
    private static final int ROUNDS = 1250;

    @TempDir private Path folder;

    /// Harm: one cancelled task, and nothing is accepted any more until the next start.
    @Test
    void tenThousandInterruptedCallersCloseNothing() throws Exception {
        LogConfig config =
                new LogConfig(
                        folder.resolve("log"),
                        LogConfig.SEGMENT_BYTES_MIN,
                        8 << 10,
                        System::nanoTime);
        List<TextRecord> all = new ArrayList<>();
        int readersClosed = 0;
        try (DurableLog log = DurableLog.open(config, LogFiles.nio(), LogListener.none())) {
            List<Caller> callers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                callers.add(new Caller(log, i));
            }
            callers.forEach(Thread::start);
            for (Caller each : callers) {
                each.join();
                all.addAll(each.records);
                readersClosed += each.readersClosed;
            }
            all.forEach(TextRecord::await);
            assertThat(log.stats().state()).isEqualTo(LogState.WRITABLE);
            assertThat(log.stats().poisonedSegments()).isZero();
            assertThat(log.durableSeq()).isEqualTo(THREADS * ROUNDS);
        }
        assertThat(readersClosed).as("the interrupts do close files of their own").isPositive();
        try (DurableLog log = DurableLog.open(config, LogFiles.nio(), LogListener.none())) {
            assertThat(log.recovery().records()).isEqualTo(THREADS * ROUNDS);
            assertThat(log.recovery().clean()).isTrue();
        }
        assertThat(all).allMatch(each -> each.seq() > 0);
    }

    /// Appends, asks, and now and then reads, always interrupted.
    private static final class Caller extends Thread {
        private final DurableLog log;
        private final List<TextRecord> records = new ArrayList<>();
        private int readersClosed;

        Caller(DurableLog log, int number) {
            super("caller-" + number);
            this.log = log;
        }

        @Override
        public void run() {
            for (int i = 0; i < ROUNDS; i++) {
                interrupt();
                TextRecord record = new TextRecord(getName() + " " + i);
                records.add(record);
                log.append(record);
                log.stats();
                log.releaseThrough(0);
                if (i % 100 == 99) {
                    read();
                }
            }
        }

        private void read() {
            try (LogReader reader = log.reader(1)) {
                reader.read(1 << 20, (_, _) -> {});
            } catch (StoreException e) {
                readersClosed++;
            }
        }
    }
}
