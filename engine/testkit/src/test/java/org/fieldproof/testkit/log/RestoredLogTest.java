package org.fieldproof.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogConfig;
import org.fieldproof.log.LogInspection;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.LogReader;
import org.fieldproof.log.frame.Epochs;
import org.fieldproof.log.io.FileMark;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.CutOutcome;
import org.fieldproof.testkit.FaultyFiles;
import org.fieldproof.testkit.PassingFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// LOG-14, row 51. Harm, in all of these: a log that was put back gives identities a second time,
/// and the destination drops the new records as known ones.
@DisabledOnOs(OS.WINDOWS)
class RestoredLogTest {
    @TempDir private Path folder;

    /// What a destination keeps that does nothing on a conflict.
    private final Map<String, String> destination = new TreeMap<>();

    private Path data = Path.of("");

    /// A disk on which nothing tells a copy: the fault that these tests are there for.
    private static final class BlindFiles extends PassingFiles {
        BlindFiles(LogFiles files) {
            super(files);
        }

        @Override
        public FileMark mark(Path path) {
            return new FileMark(7, 7);
        }

        @Override
        public long[] hostMarks() {
            return new long[3];
        }
    }

    private static DurableLog open(Path directory, LogFiles files) throws StoreException {
        LogConfig config =
                new LogConfig(directory, LogConfig.SEGMENT_BYTES_MIN, 8 << 10, System::nanoTime);
        return DurableLog.open(config, files, LogListener.none());
    }

    private static void append(DurableLog log, String name, int count) {
        for (int i = 0; i < count; i++) {
            TextRecord record = new TextRecord(name + i + " " + "x".repeat(300));
            log.append(record);
            assertThat(record.await().seq()).isPositive();
        }
    }

    /// Everything in the log goes to the destination; what it has under that identity stays.
    private void deliver(DurableLog log) throws StoreException {
        Epochs epochs = log.epochs();
        try (LogReader reader = log.reader(log.firstSeq())) {
            int read = 1;
            while (read > 0) {
                read =
                        reader.read(
                                1 << 20,
                                (seq, payload) ->
                                        destination.putIfAbsent(
                                                epochs.of(seq) + "/" + seq,
                                                StandardCharsets.UTF_8.decode(payload).toString()));
            }
        }
    }

    private long arrived(String name) {
        return destination.values().stream().filter(text -> text.startsWith(name)).count();
    }

    private UUID life(Path directory, LogFiles files, String name, int count) throws Exception {
        try (DurableLog log = open(directory, files)) {
            append(log, name, count);
            deliver(log);
            return log.epoch();
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> all = Files.list(from)) {
            for (Path each : all.toList()) {
                Files.copy(
                        each,
                        to.resolve(String.valueOf(each.getFileName())),
                        StandardCopyOption.COPY_ATTRIBUTES,
                        StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    /// As a sync program does: what has the same size and time is left as it is, the rest is put
    /// beside and renamed.
    private static void syncTree(Path from, Path to, boolean remove) throws IOException {
        try (Stream<Path> all = Files.list(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(String.valueOf(each.getFileName()));
                FileTime time = Files.getLastModifiedTime(each);
                boolean same =
                        Files.exists(target)
                                && Files.size(target) == Files.size(each)
                                && Files.getLastModifiedTime(target).equals(time);
                if (!same) {
                    Path beside = to.resolve("." + each.getFileName() + ".sync");
                    Files.copy(each, beside, StandardCopyOption.COPY_ATTRIBUTES);
                    Files.move(beside, target, StandardCopyOption.ATOMIC_MOVE);
                }
            }
        }
        try (Stream<Path> all = Files.list(to)) {
            for (Path each : all.toList()) {
                if (remove && !Files.exists(from.resolve(String.valueOf(each.getFileName())))) {
                    Files.delete(each);
                }
            }
        }
    }

    /// Bytes into the files that are there, as `cp` does.
    private static void overwriteTree(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.list(from)) {
            for (Path each : all.toList()) {
                Path target = to.resolve(String.valueOf(each.getFileName()));
                Files.write(target, Files.readAllBytes(each));
                Files.setLastModifiedTime(target, Files.getLastModifiedTime(each));
            }
        }
    }

    private interface Restore {
        void run(Path backup, Path data) throws Exception;
    }

    /// A backup, records after it, the backup put back, other records: all must arrive.
    ///
    /// @param whileOpen whether the backup is made of a running log, and this goes on
    private void assertNothingIsDropped(LogFiles files, boolean whileOpen, Restore restore)
            throws Exception {
        data = folder.resolve("log");
        Path backup = folder.resolve("backup");
        UUID before;
        try (DurableLog log = open(data, files)) {
            before = log.epoch();
            append(log, "first", 500);
            deliver(log);
            if (whileOpen) {
                copyTree(data, backup);
                append(log, "after the backup", 30);
                deliver(log);
            }
        }
        if (!whileOpen) {
            copyTree(data, backup);
            life(data, files, "after the backup", 30);
        }
        restore.run(backup, data);
        try (DurableLog log = open(data, files)) {
            append(log, "after the restore", 40);
            deliver(log);
            assertThat(arrived("after the restore")).isEqualTo(40);
            assertThat(log.epoch()).isNotEqualTo(before);
            assertThat(log.recovery().moved()).isNotEmpty();
            assertThat(log.recovery().clean()).as("" + log.recovery()).isTrue();
            assertThat(log.epochs().of(1)).isEqualTo(before);
        }
        assertThat(arrived("first")).isEqualTo(500);
        assertThat(arrived("after the backup")).isEqualTo(30);
        UUID now = LogInspection.of(data, files).epoch();
        assertThat(life(data, files, "a plain restart", 1)).isEqualTo(now);
        LogInspection inspection = LogInspection.of(data, files);
        assertThat(inspection.damaged()).isFalse();
        assertThat(inspection.records()).isGreaterThanOrEqualTo(541);
    }

    private static void clear(Path directory) throws IOException {
        try (Stream<Path> all = Files.list(directory)) {
            for (Path each : all.toList()) {
                Files.delete(each);
            }
        }
        Files.delete(directory);
    }

    @Test
    void aBackupThatTakesTheDirectorysPlaceIsRecognised() throws Exception {
        assertNothingIsDropped(
                LogFiles.nio(),
                false,
                (backup, log) -> {
                    clear(log);
                    copyTree(backup, log);
                });
    }

    @Test
    void aBackupCopiedOverTheFilesIsRecognised() throws Exception {
        assertNothingIsDropped(LogFiles.nio(), false, RestoredLogTest::overwriteTree);
    }

    @Test
    void aBackupOfTheSameSessionCopiedOverTheFilesIsRecognised() throws Exception {
        assertNothingIsDropped(LogFiles.nio(), true, RestoredLogTest::overwriteTree);
    }

    @Test
    void aBackupThatASyncProgramPutsBackIsRecognised() throws Exception {
        assertNothingIsDropped(LogFiles.nio(), false, (backup, log) -> syncTree(backup, log, true));
    }

    /// The hard one: the place file is the same in both, and a sync program leaves it alone.
    @Test
    void aBackupOfTheSameSessionThatASyncProgramPutsBackIsRecognised() throws Exception {
        assertNothingIsDropped(LogFiles.nio(), true, (backup, log) -> syncTree(backup, log, true));
    }

    @Test
    void aBackupUnpackedOverTheFilesIsRecognised() throws Exception {
        assertNothingIsDropped(
                LogFiles.nio(),
                true,
                (backup, log) -> {
                    Path archive = folder.resolve("backup.tar");
                    run("tar", "-C", backup.toString(), "-cf", archive.toString(), ".");
                    run("tar", "-C", log.toString(), "-xpf", archive.toString());
                });
    }

    private static void run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).inheritIO().start();
        assertThat(process.waitFor()).as(String.join(" ", command)).isZero();
    }

    /// The control: the same with a disk on which nothing tells a copy.
    @Test
    void aLogThatLooksAtNothingIsSeenToDropRecords() throws Exception {
        LogFiles blind = new BlindFiles(LogFiles.nio());
        data = folder.resolve("log");
        Path backup = folder.resolve("backup");
        life(data, blind, "first", 50);
        copyTree(data, backup);
        life(data, blind, "after the backup", 30);
        clear(data);
        copyTree(backup, data);
        life(data, blind, "after the restore", 40);
        assertThat(arrived("after the restore")).isEqualTo(10);
    }

    /// A clone and its original go on side by side.
    @Test
    void aCopyBesideTheOriginalHasAnEpochOfItsOwnAndTheOriginalKeepsIts() throws Exception {
        data = folder.resolve("log");
        UUID before = life(data, LogFiles.nio(), "first", 50);
        Path clone = folder.resolve("clone");
        copyTree(data, clone);
        assertThat(life(clone, LogFiles.nio(), "of the clone", 50)).isNotEqualTo(before);
        assertThat(life(data, LogFiles.nio(), "of the original", 50)).isEqualTo(before);
        assertThat(arrived("of the clone")).isEqualTo(50);
        assertThat(arrived("of the original")).isEqualTo(50);
    }

    /// Harm: an epoch for each restart makes a new series of everything at the destinations.
    @Test
    void aRestartAndAnotherNameForTheDirectoryKeepTheEpoch() throws Exception {
        data = folder.resolve("log");
        UUID before = life(data, LogFiles.nio(), "first", 500);
        assertThat(life(data, LogFiles.nio(), "second", 1)).isEqualTo(before);
        Path renamed = Files.move(data, folder.resolve("renamed"));
        assertThat(life(renamed, LogFiles.nio(), "third", 1)).isEqualTo(before);
        try (Stream<Path> all = Files.list(renamed)) {
            assertThat(all.filter(each -> each.toString().endsWith(".place"))).hasSize(1);
        }
    }

    /// The same disk in another machine, as a cloned virtual one.
    @Test
    void anotherMachineBeginsANewEpochAndAPowerCutDoesNot() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        SplittableRandom random = new SplittableRandom(3);
        UUID before = life(LogOracle.DIRECTORY, disk, "first", 20);
        for (CutOutcome outcome : CutOutcome.values()) {
            disk = disk.restart(outcome, random);
            assertThat(life(LogOracle.DIRECTORY, disk, "again", 5)).isEqualTo(before);
        }
        disk = disk.copy();
        assertThat(life(LogOracle.DIRECTORY, disk, "a disk image", 5)).isEqualTo(before);
        disk.moveTo(2);
        UUID there = life(LogOracle.DIRECTORY, disk, "another machine", 5);
        assertThat(there).isNotEqualTo(before);
        assertThat(life(LogOracle.DIRECTORY, disk, "again there", 5)).isEqualTo(there);
        FaultyFiles putBack = disk.putBack();
        assertThat(life(LogOracle.DIRECTORY, putBack, "put back", 5)).isNotEqualTo(there);
        assertThat(destination).hasSize(20 + 5 * (CutOutcome.values().length + 4));
    }

    /// Harm: cut at an unlucky moment of the first start after a restore, the log goes on under
    /// the old epoch, or loses what the old one holds.
    @Test
    void aCutAtEachOperationOfTheFirstStartAfterARestoreLosesNeitherEpoch() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        UUID before = life(LogOracle.DIRECTORY, disk, "first", 20);
        FaultyFiles original = disk.copy();
        life(LogOracle.DIRECTORY, original, "of the original", 5);
        SplittableRandom random = new SplittableRandom(11);
        boolean cut = true;
        int cuts = 0;
        for (long at = 1; cut; at++) {
            FaultyFiles restored = disk.putBack();
            restored.failAt(at, org.fieldproof.testkit.Fault.POWER_CUT, true);
            try (DurableLog log = open(LogOracle.DIRECTORY, restored)) {
                cut = restored.fired();
                assertThat(log.epoch()).isNotEqualTo(before);
            } catch (StoreException e) {
                cut = true;
            }
            if (!cut) {
                continue;
            }
            cuts++;
            CutOutcome[] outcomes = CutOutcome.values();
            FaultyFiles after = restored.restart(outcomes[(int) at % outcomes.length], random);
            String name = "after cut " + at + ".";
            assertThat(life(LogOracle.DIRECTORY, after, name, 5))
                    .as("cut at %s", at)
                    .isNotEqualTo(before);
            assertThat(arrived(name)).isEqualTo(5);
            try (DurableLog log = open(LogOracle.DIRECTORY, after)) {
                assertThat(log.recovery().records()).isEqualTo(25);
                assertThat(log.recovery().clean()).isTrue();
            }
        }
        assertThat(cuts).isGreaterThan(15);
    }

    private static FaultyFiles moved(FaultyFiles disk, long machine) {
        FaultyFiles there = disk.putBack();
        there.moveTo(machine);
        return there;
    }

    /// G1. Harm: the oldest epoch is forgotten while its records still wait for their destination;
    /// under another epoch each of them reads as damage, is stepped over, and is deleted.
    @Test
    void fortyMovesWithoutARecordForgetNoEpochThatIsStillThere() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        UUID first;
        try (DurableLog log = open(LogOracle.DIRECTORY, disk)) {
            first = log.epoch();
            append(log, "first", 20);
        }
        for (int move = 1; move <= 40; move++) {
            disk = moved(disk, move + 1);
            try (DurableLog log = open(LogOracle.DIRECTORY, disk)) {
                assertThat(log.recovery().moved()).isNotEmpty();
                assertThat(log.epoch()).isNotEqualTo(first);
                assertThat(log.epochs().of(20)).as("after move %s", move).isEqualTo(first);
                assertThat(log.recovery().records()).isEqualTo(20);
                assertThat(log.recovery().clean()).as("" + log.recovery()).isTrue();
            }
        }
        assertThat(life(LogOracle.DIRECTORY, disk, "last", 5)).isNotEqualTo(first);
        assertThat(arrived("first")).isEqualTo(20);
        assertThat(destination.keySet()).anyMatch(each -> each.startsWith(first + "/"));
    }

    /// Harm: the same. What cannot be remembered is not begun, and that is said.
    @Test
    void aMoveWhoseEpochFindsNoRoomIsRefusedAndLosesNothing() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        for (int move = 0; move < Epochs.MAX; move++) {
            disk = moved(disk, move + 1);
            try (DurableLog log = open(LogOracle.DIRECTORY, disk)) {
                append(log, "life " + move + ".", 3);
            }
        }
        FaultyFiles there = moved(disk, 99);
        assertThatThrownBy(() -> open(LogOracle.DIRECTORY, there))
                .isInstanceOf(StoreException.class)
                .extracting(refused -> ((StoreException) refused).code())
                .isEqualTo("LOG-0304");
        there.moveTo(Epochs.MAX);
        assertThat(LogInspection.of(LogOracle.DIRECTORY, there).records())
                .isEqualTo(3 * Epochs.MAX);
        life(LogOracle.DIRECTORY, disk, "where it was", 1);
        assertThat(destination).hasSize(3 * Epochs.MAX + 1);
    }

    /// Harm: a log that is moved every year ends after 32 of them.
    @Test
    void whatIsDeliveredAndGoneMakesRoomForFurtherEpochs() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        for (int move = 1; move <= 40; move++) {
            disk = moved(disk, move);
            try (DurableLog log = open(LogOracle.DIRECTORY, disk)) {
                append(log, "life " + move + ".", 3);
                deliver(log);
                log.releaseThrough(log.durableSeq());
            }
        }
        assertThat(destination).hasSize(120);
    }
}
