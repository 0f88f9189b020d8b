package org.fieldproof.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogConfig;
import org.fieldproof.log.LogEntry;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm: the log's thread makes garbage by the record, and the collector's pauses become the
/// devices' acknowledgement times.
class LogAllocationTest {
    private static final int GROUP = 1_024;
    private static final int WARM_UP_GROUPS = 100;
    private static final int MEASURED_GROUPS = 400;

    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TempDir Path directory;

    /// One entry for all records, so that whatever is counted is the log's own.
    private static final class Entry implements LogEntry {
        private final Semaphore durable = new Semaphore(0);
        private final byte[] bytes = new byte[200];
        private final boolean wasteful;

        Entry(boolean wasteful) {
            this.wasteful = wasteful;
        }

        @Override
        public int encodedBytes() {
            return bytes.length;
        }

        @Override
        public void encode(ByteBuffer into) {
            into.put(wasteful ? bytes.clone() : bytes);
        }

        @Override
        public void durable(long seq) {
            durable.release();
        }

        @Override
        public void refused(StoreException why) {
            throw new AssertionError(why);
        }
    }

    /// Bytes a record that the log's thread allocates while it appends and a segment fills up.
    private double allocatedBytesPerRecord(boolean wasteful) throws Exception {
        Entry entry = new Entry(wasteful);
        LogEntry[] group = new LogEntry[GROUP];
        Arrays.fill(group, entry);
        LogConfig config =
                new LogConfig(
                        directory.resolve("" + wasteful), 64L << 20, 1 << 20, System::nanoTime);
        Set<Thread> others = writers();
        try (DurableLog log = DurableLog.open(config, LogFiles.nio(), LogListener.none())) {
            Set<Thread> found = writers();
            found.removeAll(others);
            assertThat(found).hasSize(1);
            long writer = found.iterator().next().threadId();
            append(log, group, entry, WARM_UP_GROUPS);
            long before = THREADS.getThreadAllocatedBytes(writer);
            append(log, group, entry, MEASURED_GROUPS);
            return (THREADS.getThreadAllocatedBytes(writer) - before)
                    / (double) (MEASURED_GROUPS * GROUP);
        }
    }

    private static Set<Thread> writers() {
        Set<Thread> writers = new HashSet<>(Thread.getAllStackTraces().keySet());
        writers.removeIf(thread -> !thread.getName().equals("fp-log"));
        return writers;
    }

    private static void append(DurableLog log, LogEntry[] group, Entry entry, int groups)
            throws InterruptedException {
        for (int i = 0; i < groups; i++) {
            log.append(group, GROUP);
            entry.durable.acquire(GROUP);
        }
    }

    @Test
    void aRecordCostsTheLogsThreadNoMemory() throws Exception {
        assertThat(allocatedBytesPerRecord(false)).as("bytes a record").isLessThan(0.5);
    }

    /// A test that cannot fail: the same count where every record does leave garbage.
    @Test
    void theCountSeesOneSmallArrayARecord() throws Exception {
        assertThat(allocatedBytesPerRecord(true)).as("bytes a record").isGreaterThan(16);
    }
}
