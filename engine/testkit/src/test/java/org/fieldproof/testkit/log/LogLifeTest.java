package org.fieldproof.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogConfig;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.LogReader;
import org.fieldproof.log.LogState;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.CutOutcome;
import org.fieldproof.testkit.Fault;
import org.fieldproof.testkit.FaultyFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log under many hands, on a full disk, on a dying one, and without its directory.
class LogLifeTest {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    @TempDir Path directory;

    private static final class Watch implements LogListener {
        private final AtomicInteger stalls = new AtomicInteger();
        private final AtomicInteger resumptions = new AtomicInteger();
        private final AtomicReference<StoreException> failure = new AtomicReference<>();
        private final List<Long> committed = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void committed(long lastSeq, int records, long syncNanos) {
            committed.add(lastSeq);
        }

        @Override
        public void stalled(StoreException why) {
            stalls.incrementAndGet();
        }

        @Override
        public void resumed() {
            resumptions.incrementAndGet();
        }

        @Override
        public void failed(StoreException why) {
            failure.set(why);
        }
    }

    /// Harm: records of one device change places, or one of many writers is forgotten.
    @Test
    void manyThreadsAppendWhileAnotherReadsAndEachKeepsItsOrder() throws Exception {
        int threads = 12;
        int each = 800;
        Map<Long, String> accepted = new ConcurrentHashMap<>();
        Map<Long, String> read = new TreeMap<>();
        LogConfig config = LogConfig.of(directory.resolve("log"), System::nanoTime);
        try (DurableLog log = DurableLog.open(config, LogFiles.nio(), LogListener.none())) {
            List<Thread> writers = new ArrayList<>();
            for (int t = 0; t < threads; t++) {
                int id = t;
                writers.add(Thread.ofPlatform().start(() -> write(log, id, each, accepted)));
            }
            try (LogReader reader = log.reader(1)) {
                Await.until(
                        LIMIT,
                        () -> {
                            collect(reader, read);
                            return read.size() == threads * each;
                        },
                        "everything read while it is written");
            }
            for (Thread writer : writers) {
                writer.join();
            }
            assertThat(read).isEqualTo(new TreeMap<>(accepted));
            Map<String, Integer> last = new TreeMap<>();
            for (String text : read.values()) {
                String[] parts = text.split("/", -1);
                int number = Integer.parseInt(parts[1]);
                Integer before = last.put(parts[0], number);
                assertThat(number).isEqualTo(before == null ? 0 : before + 1);
            }
            assertThat(log.stats().recordsPerSync()).isGreaterThan(1);
        }
    }

    private static void write(DurableLog log, int id, int count, Map<Long, String> accepted) {
        List<TextRecord> window = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            TextRecord record = new TextRecord("writer-" + id + "/" + i);
            log.append(record);
            window.add(record);
            if (window.size() == 20 || i == count - 1) {
                for (TextRecord waiting : window) {
                    accepted.put(waiting.await().seq(), waiting.text());
                }
                window.clear();
            }
        }
    }

    private static void collect(LogReader reader, Map<Long, String> read) {
        try {
            reader.read(
                    1 << 16,
                    (seq, payload) ->
                            read.put(
                                    seq,
                                    java.nio.charset.StandardCharsets.UTF_8
                                            .decode(payload)
                                            .toString()));
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    /// G10. Harm: a full disk loses a record, acknowledges one it does not have, or needs a
    /// person to go on.
    @Test
    void aFullDiskMakesRecordsWaitAndItGoesOnByItself() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        Watch watch = new Watch();
        LogOracle oracle = new LogOracle();
        try (DurableLog log = DurableLog.open(LogOracle.config(), disk, watch)) {
            disk.capacity(100_000);
            List<TextRecord> records = new ArrayList<>();
            for (int i = 0; i < 60; i++) {
                TextRecord record = oracle.record(3000);
                records.add(record);
                log.append(record);
            }
            Await.until(LIMIT, () -> log.stats().state() == LogState.DISK_FULL, "stalled");
            assertThat(log.stats().reason()).contains("No space left");
            // The state is seen first and the listener told right after it, by another thread.
            Await.until(LIMIT, () -> watch.stalls.get() > 0, "the stall told");
            long answered = records.stream().filter(TextRecord::answered).count();
            assertThat(answered).isLessThan(60);
            disk.capacity(Long.MAX_VALUE);
            for (TextRecord record : records) {
                assertThat(record.await().refusal()).isNull();
                oracle.note(record);
            }
            assertThat(watch.stalls).hasValue(1);
            assertThat(watch.resumptions).hasValue(1);
            assertThat(log.stats().state()).isEqualTo(LogState.WRITABLE);
            oracle.check(log, "after the disk had room again");
        }
        disk.cutPower();
        try (DurableLog log =
                LogOracle.open(disk.restart(CutOutcome.LOSE_ALL, new SplittableRandom(1)))) {
            oracle.check(log, "after a power cut");
        }
    }

    /// G10. Harm: closing hangs, or a waiting record is told that it is safe.
    @Test
    void closingOnAFullDiskRefusesWhatWaits() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        DurableLog log = LogOracle.open(disk);
        disk.capacity(1);
        TextRecord record = new TextRecord("waits");
        log.append(record);
        Await.until(LIMIT, () -> log.stats().state() == LogState.DISK_FULL, "stalled");
        log.close();
        assertThat(record.await().refusal()).isNotNull();
        assertThat(record.seq()).isZero();
    }

    /// Harm: a gateway that cannot start because the disk is full can deliver nothing either.
    @Test
    void aLogOpensOnAFullDiskAndCanBeRead() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        LogOracle oracle = new LogOracle();
        try (DurableLog log = LogOracle.open(disk)) {
            TextRecord record = oracle.record(10);
            log.append(record);
            oracle.note(record.await());
        }
        disk.capacity(1);
        try (DurableLog log = LogOracle.open(disk)) {
            assertThat(log.stats().state()).isEqualTo(LogState.DISK_FULL);
            oracle.check(log, "full at open");
            TextRecord waiting = oracle.record(10);
            log.append(waiting);
            disk.capacity(Long.MAX_VALUE);
            oracle.note(waiting.await());
            oracle.check(log, "room again");
        }
    }

    /// G3. Harm: a dead disk is noticed by nobody.
    @Test
    void aDiskThatStaysBrokenEndsTheLogAndSaysSo() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        Watch watch = new Watch();
        try (DurableLog log = DurableLog.open(LogOracle.config(), disk, watch)) {
            disk.failAt(1, Fault.EIO, true);
            TextRecord first = new TextRecord("first");
            log.append(first);
            assertThat(first.await().refusal()).isNotNull();
            assertThat(log.stats().state()).isEqualTo(LogState.FAILED);
            StoreException why = java.util.Objects.requireNonNull(watch.failure.get());
            assertThat(why.code()).isEqualTo("LOG-0102");
            assertThat(why.remedy()).isNotBlank();
            TextRecord second = new TextRecord("second");
            log.append(second);
            assertThat(second.await().refusal()).isSameAs(why);
        }
    }

    /// G3. Harm: the record after a failed sync is lost though the next sync succeeds.
    @Test
    void oneFailedSyncMovesTheRecordsToANewFile() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        LogOracle oracle = new LogOracle();
        try (DurableLog log = LogOracle.open(disk)) {
            TextRecord first = oracle.record(10);
            log.append(first);
            oracle.note(first.await());
            disk.failAt(2, Fault.EIO, false);
            TextRecord second = oracle.record(10);
            log.append(second);
            oracle.note(second.await());
            assertThat(disk.fired()).isTrue();
            assertThat(log.stats().poisonedSegments()).isEqualTo(1);
            assertThat(log.stats().segments()).isEqualTo(2);
            assertThat(second.seq()).isEqualTo(2);
            oracle.check(log, "after a failed sync");
        }
        disk.cutPower();
        try (DurableLog log =
                LogOracle.open(disk.restart(CutOutcome.LOSE_ALL, new SplittableRandom(1)))) {
            oracle.check(log, "after a power cut");
            assertThat(log.durableSeq()).isEqualTo(2);
        }
    }

    /// Harm: a directory that was moved away is made again in silence, and what is accepted from
    /// then on lies where nobody looks.
    @Test
    void aDirectoryThatIsMovedAwayEndsTheLog() throws Exception {
        Path place = directory.resolve("log");
        java.util.concurrent.atomic.AtomicLong nanos =
                new java.util.concurrent.atomic.AtomicLong(1);
        Watch watch = new Watch();
        LogConfig config = LogConfig.of(place, nanos::get);
        try (DurableLog log = DurableLog.open(config, LogFiles.nio(), watch)) {
            TextRecord first = new TextRecord("first");
            log.append(first);
            assertThat(first.await().seq()).isEqualTo(1);
            Files.move(place, directory.resolve("elsewhere"));
            nanos.addAndGet(Duration.ofSeconds(2).toNanos());
            TextRecord second = new TextRecord("second");
            log.append(second);
            StoreException why = java.util.Objects.requireNonNull(second.await().refusal());
            assertThat(why.code()).isEqualTo("LOG-0107");
            assertThat(Files.exists(place)).isFalse();
        }
    }

    /// LOG-7. Harm: a power cut brings an old segment back and not the one behind it; the hole is
    /// reported as loss though everything was delivered.
    @Test
    void aPowerCutAmongDeletionsLeavesNoHole() throws Exception {
        for (int seed = 0; seed < 30; seed++) {
            FaultyFiles disk = new FaultyFiles();
            LogOracle oracle = new LogOracle();
            DurableLog log = LogOracle.open(disk);
            for (int i = 0; i < 60; i++) {
                TextRecord record = oracle.record(7000);
                log.append(record);
                oracle.note(record.await());
            }
            assertThat(log.stats().segments()).isGreaterThan(5);
            int wanted = 1 + seed % 3;
            log.releaseThrough(log.durableSeq());
            Await.until(LIMIT, () -> log.stats().segments() <= wanted, "segments deleted");
            disk.cutPower();
            FaultyFiles after = disk.restart(CutOutcome.SCATTER, new SplittableRandom(seed));
            log.close();
            try (DurableLog again = LogOracle.open(after)) {
                assertThat(again.recovery().gaps()).as("LOG-7, seed %s", seed).isEmpty();
                oracle.check(again, "LOG-7");
            }
        }
    }

    /// Harm: one faulty caller stops the log for all.
    @Test
    void anEntryThatBreaksTheContractIsRefusedAndTheRestGoesOn() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        try (DurableLog log = LogOracle.open(disk)) {
            TextRecord good = new TextRecord("good");
            BrokenRecord shortOne = new BrokenRecord(10, 3, false);
            BrokenRecord huge = new BrokenRecord(1 << 24, 0, false);
            BrokenRecord throwing = new BrokenRecord(10, 10, true);
            log.append(shortOne);
            log.append(huge);
            log.append(throwing);
            log.append(good);
            assertThat(good.await().seq()).isEqualTo(1);
            assertThat(shortOne.code()).isEqualTo("LOG-0106");
            assertThat(huge.code()).isEqualTo("LOG-0105");
            assertThat(throwing.code()).isEqualTo("LOG-0106");
            assertThat(log.stats().callbackFailures()).isEqualTo(3);
        }
    }

    /// A record larger than a batch and larger than a segment is a record like any other.
    @Test
    void recordsOfAnySizeUpToTheLimitComeBack() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        LogOracle oracle = new LogOracle();
        try (DurableLog log = LogOracle.open(disk)) {
            for (int size : new int[] {0, 8_000, 8_192, 70_000, 20, 300_000, 1}) {
                TextRecord record = oracle.record(size);
                log.append(record);
                oracle.note(record.await());
            }
            oracle.check(log, "live");
        }
        try (DurableLog log = LogOracle.open(disk)) {
            oracle.check(log, "reopened");
            assertThat(log.durableSeq()).isEqualTo(7);
        }
    }
}
