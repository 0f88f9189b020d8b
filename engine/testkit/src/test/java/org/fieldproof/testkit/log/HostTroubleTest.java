package org.fieldproof.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogConfig;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.LogState;
import org.fieldproof.log.io.DirectoryEntry;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.recovery.RecoveryAction;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FaultyFiles;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What a host does to a log: rows 44 to 57 of `engine/docs/bad-inputs.md`.
class HostTroubleTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    @TempDir Path folder;

    private final FaultyFiles disk = new FaultyFiles();
    private final TroubledFiles files = new TroubledFiles(disk);
    private final LogOracle oracle = new LogOracle();

    private void accepted(DurableLog log, int count) {
        for (int i = 0; i < count; i++) {
            TextRecord record = oracle.record(50);
            log.append(record);
            oracle.note(record.await());
        }
    }

    /// Rows 44 and 46. Harm: a remount, a quota or missing rights end the gateway, or it
    /// acknowledges what it cannot write.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Read-only file system",
                "Permission denied",
                "Disk quota exceeded",
                "No space left on device"
            })
    void whatPassesIsWaitedForAndNothingIsAcknowledgedMeanwhile(String words) throws Exception {
        try (DurableLog log = LogOracle.open(files)) {
            accepted(log, 3);
            files.refuse(words);
            TextRecord waiting = oracle.record(10);
            log.append(waiting);
            Await.until(LIMIT, () -> log.stats().state() == LogState.DISK_FULL, "a stall");
            assertThat(waiting.answered()).isFalse();
            assertThat(log.stats().reason()).contains(words);
            files.refuse("");
            oracle.note(waiting.await());
            assertThat(waiting.seq()).isEqualTo(4);
            Await.until(LIMIT, () -> log.stats().state() == LogState.WRITABLE, "an end of it");
            oracle.check(log, words);
        }
    }

    /// Row 47. Harm: a host without free file handles, and the log fails for good at the end of a
    /// segment.
    @Test
    void withoutAFreeFileHandleTheLogHasOneMoreSegmentAndThenWaits() throws Exception {
        try (DurableLog log = LogOracle.open(files)) {
            accepted(log, 3);
            files.refuseNewFiles("Too many open files");
            List<TextRecord> many = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                many.add(oracle.record(7000));
                log.append(many.getLast());
            }
            many.get(11).await();
            assertThat(log.stats().segments()).isEqualTo(2);
            Await.until(LIMIT, () -> log.stats().state() == LogState.DISK_FULL, "a stall");
            assertThat(many.getLast().answered()).isFalse();
            files.refuse("");
            many.forEach(each -> oracle.note(each.await()));
            oracle.check(log, "handles again");
        }
    }

    /// Row 45. Harm: a place that the disk cannot read ends the start, or is skipped in silence.
    @Test
    void aPlaceThatCannotBeReadIsReportedAndItsSeqsAreNotGivenAgain() throws Exception {
        try (DurableLog log = LogOracle.open(files)) {
            accepted(log, 40);
        }
        files.unreadable("0000000000000001.fplog", 4096 + 600);
        try (DurableLog log = LogOracle.open(files)) {
            assertThat(log.recovery().nextSeq()).isGreaterThan(40);
            long reported = 0;
            for (RecoveryAction.ReportGap gap : log.recovery().gaps()) {
                reported = Math.max(reported, gap.seqs().toSeq());
            }
            boolean named =
                    reported >= 40
                            || log.recovery().strays().stream()
                                    .anyMatch(each -> each.name().endsWith(".fplog"));
            assertThat(named).as(log.recovery().toString()).isTrue();
            TextRecord next = oracle.record(10);
            log.append(next);
            assertThat(next.await().seq()).isGreaterThan(40);
        }
    }

    /// Row 50. Harm: a link leads the log out of its directory, or something of somebody else's is
    /// deleted.
    @Test
    void linksAndForeignFilesAreListedNeverFollowedNeverDeleted() throws Exception {
        Path directory = folder.resolve("log");
        LogConfig config = LogConfig.of(directory, System::nanoTime);
        try (DurableLog log = DurableLog.open(config, LogFiles.nio(), LogListener.none())) {
            accepted(log, 5);
        }
        Path outside = Files.writeString(folder.resolve("outside.txt"), "not yours");
        List<String> names =
                List.of("0000000000000099.fplog", "epoch.fppos.7.tmp", "x.broken", "notes.txt");
        Files.createSymbolicLink(directory.resolve(names.get(0)), outside);
        for (String name : names.subList(1, 4)) {
            Files.writeString(directory.resolve(name), "stale");
        }
        Files.createDirectory(directory.resolve("folder"));
        try (DurableLog log = DurableLog.open(config, LogFiles.nio(), LogListener.none())) {
            oracle.check(log, "with strays");
            assertThat(log.recovery().strays())
                    .extracting(RecoveryAction.Leave::name)
                    .containsAll(names)
                    .contains("folder");
            accepted(log, 5);
        }
        assertThat(Files.readString(outside)).isEqualTo("not yours");
        assertThat(Files.isSymbolicLink(directory.resolve(names.get(0)))).isTrue();
        for (String name : names.subList(1, 4)) {
            assertThat(directory.resolve(name)).hasContent("stale");
        }
    }

    /// Row 54. Harm: a sync of seconds loses its group, or refuses what comes meanwhile.
    @Test
    void aSyncThatTakesLongDelaysAndLosesNothing() throws Exception {
        CountDownLatch until = new CountDownLatch(1);
        try (DurableLog log = LogOracle.open(files)) {
            accepted(log, 1);
            files.hang(until);
            List<TextRecord> waiting = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                waiting.add(oracle.record(20));
                log.append(waiting.getLast());
            }
            assertThat(waiting).noneMatch(TextRecord::answered);
            until.countDown();
            waiting.forEach(each -> oracle.note(each.await()));
            assertThat(waiting.getLast().seq()).isEqualTo(201);
            oracle.check(log, "after a long sync");
        }
    }

    private void full() throws Exception {
        long used = 0;
        for (DirectoryEntry entry : disk.list(LogOracle.DIRECTORY)) {
            used += entry.sizeBytes();
        }
        disk.capacity(used);
    }

    private List<TextRecord> manyMore(DurableLog log) {
        List<TextRecord> many = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            many.add(oracle.record(7000));
            log.append(many.getLast());
        }
        return many;
    }

    /// G10, LOG-7. Harm: the disk is full of what has been delivered, the log waits for room, and
    /// nobody ever makes it.
    @Test
    void aFullDiskIsFreedByWhatTheLogHasReleased() throws Exception {
        try (DurableLog log = LogOracle.open(disk)) {
            manyMore(log).forEach(each -> oracle.note(each.await()));
            full();
            List<TextRecord> waiting = manyMore(log);
            Await.until(LIMIT, () -> log.stats().state() == LogState.DISK_FULL, "a stall");
            log.releaseThrough(20);
            waiting.subList(0, 9).forEach(each -> oracle.note(each.await()));
            disk.heal();
            waiting.forEach(each -> each.await());
        }
    }

    /// G10, LOG-7. Harm: the same, for ever, where the gateway was started meanwhile: no segment
    /// is open, and without one none may go.
    @Test
    void aFullDiskIsFreedByWhatTheLogHasReleasedAfterARestartToo() throws Exception {
        UUID epoch;
        try (DurableLog log = LogOracle.open(disk)) {
            epoch = log.epoch();
            manyMore(log).forEach(each -> oracle.note(each.await()));
        }
        full();
        try (DurableLog log = LogOracle.open(disk)) {
            Await.until(LIMIT, () -> log.stats().state() == LogState.DISK_FULL, "a stall");
            log.releaseThrough(20);
            TextRecord waiting = oracle.record(7000);
            log.append(waiting);
            assertThat(waiting.await().seq()).isEqualTo(21);
        }
        try (DurableLog log = LogOracle.open(disk)) {
            assertThat(log.epoch()).isEqualTo(epoch);
            assertThat(log.recovery().nextSeq()).isEqualTo(22);
        }
    }

    /// LOG-4, LOG-14. Harm: everything released goes while no new segment can be made, and the
    /// next start knows neither its place nor the seq to go on with.
    @Test
    void theNewestSegmentStaysUntilThereIsANewerOne() throws Exception {
        UUID epoch;
        try (DurableLog log = LogOracle.open(files)) {
            epoch = log.epoch();
            manyMore(log).forEach(each -> oracle.note(each.await()));
        }
        files.refuseNewFiles("No space left on device");
        try (DurableLog log = LogOracle.open(files)) {
            log.releaseThrough(20);
            Await.until(LIMIT, () -> log.stats().segments() == 1, "the others are gone");
            TextRecord waiting = oracle.record(10);
            log.append(waiting);
            Await.until(LIMIT, () -> log.stats().pendingRecords() == 0, "it is taken, and waits");
            assertThat(log.stats().segments()).isEqualTo(1);
            assertThat(waiting.answered()).isFalse();
        }
        files.refuse("");
        try (DurableLog log = LogOracle.open(files)) {
            assertThat(log.epoch()).isEqualTo(epoch);
            assertThat(log.recovery().nextSeq()).isEqualTo(21);
        }
    }

    /// G10, LOG-7. Harm: one unlink failed, and the disk is full for ever: the segment was taken
    /// off the list of what may go, and waited for a newer segment, for which there is no room.
    @Test
    void aSegmentThatCouldNotBeRemovedIsTriedAgainOnAFullDisk() throws Exception {
        try (DurableLog log = LogOracle.open(files)) {
            manyMore(log).forEach(each -> oracle.note(each.await()));
            files.refuseToDelete("Input/output error");
            log.releaseThrough(20);
            full();
            List<TextRecord> waiting = manyMore(log);
            Await.until(LIMIT, () -> log.stats().state() == LogState.DISK_FULL, "a stall");
            assertThat(disk.exists(LogOracle.DIRECTORY.resolve("0000000000000001.fplog"))).isTrue();
            files.refuseToDelete("");
            waiting.subList(0, 9).forEach(each -> oracle.note(each.await()));
            disk.heal();
            waiting.forEach(each -> each.await());
        }
    }

    /// LOG-7. Harm: what lies behind a segment that stays goes before it, and the next start
    /// reports records as missing that everybody has.
    @Test
    void nothingIsRemovedBeforeAnOlderSegmentIs() throws Exception {
        try (DurableLog log = LogOracle.open(files)) {
            manyMore(log).forEach(each -> oracle.note(each.await()));
            files.refuseToDeleteOnce("Input/output error");
            log.releaseThrough(20);
            Path first = LogOracle.DIRECTORY.resolve("0000000000000001.fplog");
            Path second = LogOracle.DIRECTORY.resolve("0000000000000002.fplog");
            Await.until(LIMIT, () -> !disk.exists(second), "the second one is gone");
            assertThat(disk.exists(first)).isFalse();
        }
    }

    /// Row 55. Harm: identities or file names wrap.
    @Test
    void seqsAndSegmentIdsAre64BitsWide() throws Exception {
        long floor = Long.MAX_VALUE - 1_000_000;
        LogConfig config = LogOracle.config().withSeqFloor(floor);
        Path high = LogOracle.DIRECTORY.resolve("7fffffffffff0000.fplog");
        disk.create(high).close();
        disk.forceDirectory(LogOracle.DIRECTORY);
        for (int run = 0; run < 2; run++) {
            try (DurableLog log = DurableLog.open(config, disk, LogListener.none())) {
                for (int i = 0; i < 30; i++) {
                    TextRecord record = oracle.record(4000);
                    log.append(record);
                    oracle.note(record.await());
                    assertThat(record.seq()).isEqualTo(floor + run * 30L + i);
                }
                assertThat(LogOracle.readAll(log, log.firstSeq())).hasSize((run + 1) * 30);
            }
        }
        assertThat(disk.exists(LogOracle.DIRECTORY.resolve("7fffffffffff0001.fplog"))).isTrue();
    }

    /// Row 56. Harm: a file that another program holds open ends the log, or keeps it from
    /// shrinking and nobody says which file it is.
    @Test
    void aFileThatCannotBeRemovedIsNamedAndStaysAndGoesLater() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        LogListener listener = stuckFiles(told);
        try (DurableLog log = DurableLog.open(LogOracle.config(), files, listener)) {
            files.refuseToDelete("The process cannot access the file: it is being used");
            for (int i = 0; i < 24; i++) {
                TextRecord record = oracle.record(7000);
                log.append(record);
                oracle.note(record.await());
            }
            Path first = LogOracle.DIRECTORY.resolve("0000000000000001.fplog");
            log.releaseThrough(20);
            Await.until(LIMIT, () -> log.firstSeq() > 1, "a release");
            assertThat(disk.exists(first)).isTrue();
            accepted(log, 1);
            assertThat(log.stats().state()).isEqualTo(LogState.WRITABLE);
            assertThat(told).hasSize(1);
            assertThat(told.getFirst()).contains("LOG-0109", first.toString());
            files.refuseToDelete("");
            for (int i = 0; i < 24; i++) {
                TextRecord record = oracle.record(7000);
                log.append(record);
                oracle.note(record.await());
            }
            Await.until(LIMIT, () -> !disk.exists(first), "the file is gone");
            Await.until(LIMIT, () -> told.size() == 2, "that is told");
            assertThat(told.getLast()).isEqualTo("freed");
        }
    }

    /// Row 56. Harm: a person looks for a file that is gone.
    @Test
    void aFolderThatCannotBeSyncedIsToldAsThat() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (DurableLog log = DurableLog.open(LogOracle.config(), files, stuckFiles(told))) {
            manyMore(log).forEach(each -> oracle.note(each.await()));
            files.refuseToSyncFolders("Input/output error");
            log.releaseThrough(20);
            Await.until(LIMIT, () -> !told.isEmpty(), "the trouble");
            assertThat(told.getFirst())
                    .contains("LOG-0109", "is removed", "folder cannot be synced")
                    .doesNotContain("cannot be removed");
            files.refuseToSyncFolders("");
            Await.until(LIMIT, () -> told.contains("freed"), "that it is over");
        }
    }

    /// Row 56. Harm: a person who has removed the file is still told to remove it.
    @Test
    void aFolderThatIsTheNextTroubleIsToldAfterTheFile() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        try (DurableLog log = DurableLog.open(LogOracle.config(), files, stuckFiles(told))) {
            manyMore(log).forEach(each -> oracle.note(each.await()));
            files.refuseToDelete("The process cannot access the file: it is being used");
            files.refuseToSyncFolders("Input/output error");
            log.releaseThrough(20);
            Await.until(LIMIT, () -> !told.isEmpty(), "the trouble");
            assertThat(told.getFirst()).contains("LOG-0109", "cannot be removed");
            files.refuseToDelete("");
            Await.until(LIMIT, () -> told.size() == 2, "the other trouble");
            assertThat(told.getLast()).contains("LOG-0109", "folder cannot be synced");
            files.refuseToSyncFolders("");
            Await.until(LIMIT, () -> told.size() == 3, "that it is over");
            assertThat(told.getLast()).isEqualTo("freed");
        }
    }

    private static LogListener stuckFiles(List<String> told) {
        return new LogListener() {
            @Override
            public void committed(long lastSeq, int records, long syncNanos) {}

            @Override
            public void stalled(StoreException why) {}

            @Override
            public void resumed() {}

            @Override
            public void stuck(StoreException why) {
                told.add(why.code() + " " + why.object() + " " + why.getMessage());
            }

            @Override
            public void freed() {
                told.add("freed");
            }
        };
    }

    /// Row 47, with a real limit. Harm: what the simulated words promise is not what the system
    /// does.
    @Test
    void aFullFileSystemWithoutInodesIsWaitedFor() throws Exception {
        Path place = Files.createDirectories(folder.resolve("small"));
        boolean mounted = mount(place);
        if (!mounted) {
            System.out.println("SKIPPED: no right to mount; inodes were not tested");
        }
        Assumptions.assumeTrue(mounted, "no right to mount");
        try {
            LogConfig config =
                    new LogConfig(
                                    place.resolve("log"),
                                    LogConfig.SEGMENT_BYTES_MIN,
                                    8 << 10,
                                    System::nanoTime)
                            .withStallPauseMillis(1);
            try (DurableLog log = DurableLog.open(config, LogFiles.nio(), LogListener.none())) {
                accepted(log, 1);
                List<Path> takers = takeAllInodes(place);
                List<TextRecord> many = new ArrayList<>();
                for (int i = 0; i < 12; i++) {
                    many.add(oracle.record(7000));
                    log.append(many.getLast());
                }
                Await.until(LIMIT, () -> log.stats().state() == LogState.DISK_FULL, "a stall");
                for (Path each : takers) {
                    Files.delete(each);
                }
                many.forEach(each -> oracle.note(each.await()));
                oracle.check(log, "inodes again");
            }
        } finally {
            run("umount", "-l", place.toString());
        }
    }

    private static List<Path> takeAllInodes(Path place) {
        List<Path> takers = new ArrayList<>();
        try {
            for (int i = 0; i < 1000; i++) {
                takers.add(Files.createFile(place.resolve("taker-" + i)));
            }
        } catch (java.io.IOException none) {
            return takers;
        }
        throw new AssertionError("inodes without end");
    }

    private static boolean mount(Path place) throws Exception {
        return Files.isExecutable(Path.of("/usr/bin/mount"))
                && run("mount", "-t", "tmpfs", "-o", "size=8m,nr_inodes=40", "tmpfs", "" + place)
                        == 0;
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor();
    }
}
