package org.fieldproof.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogEntry;
import org.fieldproof.log.LogReader;
import org.fieldproof.log.LogState;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.CutOutcome;
import org.fieldproof.testkit.Fault;
import org.fieldproof.testkit.FaultyFiles;
import org.fieldproof.testkit.proof.Mutant;
import org.fieldproof.testkit.proof.MutantFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// LOG-5 to LOG-8: fails the Nth operation of a small workload, for N = 1, 2, ... until it
/// passes.
class LogFaultTest {
    private static final int OPERATIONS_MAX = 2000;

    /// Two runs of the log over one disk: groups, segments that fill, a release, a reopen.
    private static void workload(LogFiles files, LogOracle oracle) throws StoreException {
        for (int run = 0; run < 2; run++) {
            try (DurableLog log = LogOracle.open(files)) {
                for (int group = 0; group < 8; group++) {
                    List<TextRecord> records = new ArrayList<>();
                    for (int i = 0; i < 1 + group % 3; i++) {
                        TextRecord record = oracle.record(group % 4 == 3 ? 7000 : 40);
                        records.add(record);
                        log.append(record);
                    }
                    for (TextRecord record : records) {
                        oracle.note(record.await());
                    }
                }
                LogOracle.readAll(log, log.firstSeq());
                log.releaseThrough(log.durableSeq() / 2);
            }
        }
    }

    private static void workloadAsFarAsItGoes(LogFiles files, LogOracle oracle) {
        try {
            workload(files, oracle);
        } catch (StoreException _) {
            // The log could not be opened or read any more: that is what the fault is for.
        }
    }

    /// G1, G2. Harm: a record that the device was told is safe is gone after a power cut.
    @ParameterizedTest
    @EnumSource(CutOutcome.class)
    void aPowerCutAtAnyOperationLosesNoAcceptedRecord(CutOutcome outcome) throws Exception {
        int n = cutAtEveryOperation(outcome, files -> files);
        assertThat(n).as("operations that were cut at").isGreaterThan(60);
    }

    /// LOG-5. Harm: a restarted gateway delivers what only the page cache holds; after a power
    /// cut the same seq is given to another record, and a destination drops that as a duplicate.
    @Test
    void whatARestartedLogShowsSurvivesAPowerCut() throws Exception {
        boolean fired = true;
        for (int n = 1; fired; n++) {
            FaultyFiles disk = new FaultyFiles();
            LogOracle oracle = new LogOracle();
            disk.failAt(n, Fault.POWER_CUT, true);
            workloadAsFarAsItGoes(disk, oracle);
            fired = disk.fired();
            FaultyFiles killed = disk.restartProcess();
            try (DurableLog log = LogOracle.open(killed)) {
                oracle.check(log, "killed at operation " + n);
                oracle.adopt(log);
                killed.cutPower();
            }
            FaultyFiles after = killed.restart(CutOutcome.LOSE_ALL, new SplittableRandom(n));
            try (DurableLog log = LogOracle.open(after)) {
                oracle.check(log, "killed at operation " + n + ", opened, power cut");
            }
        }
    }

    /// L8. Harm: a test that cannot fail. The same loop over a disk whose syncs do nothing.
    @Test
    void theSameLoopCatchesALogThatDoesNotSync() {
        assertThatThrownBy(
                        () ->
                                cutAtEveryOperation(
                                        CutOutcome.LOSE_ALL,
                                        disk -> MutantFiles.forgetting(disk, _ -> true)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("accepted record");
    }

    private interface Planted {
        LogFiles over(FaultyFiles files);
    }

    private static int cutAtEveryOperation(CutOutcome outcome, Planted fault) throws Exception {
        SplittableRandom random = new SplittableRandom(4711);
        int n = 0;
        boolean fired = true;
        while (fired) {
            n++;
            assertThat(n).isLessThan(OPERATIONS_MAX);
            FaultyFiles disk = new FaultyFiles();
            LogOracle oracle = new LogOracle();
            disk.failAt(n, Fault.POWER_CUT, true);
            workloadAsFarAsItGoes(fault.over(disk), oracle);
            fired = disk.fired();
            FaultyFiles after = disk.restart(outcome, random);
            String when = "cut at operation " + n + ", " + outcome;
            after = cutWhileRecovering(after, outcome, random, n);
            try (DurableLog log = LogOracle.open(fault.over(after))) {
                oracle.check(log, when);
                oracle.adopt(log);
                TextRecord next = oracle.record(10);
                log.append(next);
                oracle.note(next.await());
                oracle.check(log, when + ", appended again");
            }
            try (DurableLog log = LogOracle.open(fault.over(after))) {
                oracle.check(log, when + ", opened a second time");
            }
        }
        return n;
    }

    /// Every third cut is followed by another one while the log recovers.
    private static FaultyFiles cutWhileRecovering(
            FaultyFiles disk, CutOutcome outcome, SplittableRandom random, int n) {
        if (n % 3 != 0) {
            return disk;
        }
        disk.failAt(1 + (n / 3) % 12, Fault.POWER_CUT, true);
        try {
            LogOracle.open(disk).close();
        } catch (StoreException _) {
            // Cut while recovering, as planned.
        }
        return disk.restart(outcome, random);
    }

    /// G3. Harm: a sync that failed is tried again, succeeds without writing, and the record is
    /// acknowledged and lost.
    @Test
    void oneIoErrorAnywhereLosesNothingAndTheLogGoesOn() throws Exception {
        failOnceAtEveryOperation(Fault.EIO, Mutant.NONE);
    }

    /// E12. Harm: half a record is taken for a whole one.
    @Test
    void oneShortWriteAnywhereLosesNothing() throws Exception {
        failOnceAtEveryOperation(Fault.SHORT_WRITE, Mutant.NONE);
    }

    /// G10. Harm: a full disk ends the log.
    @Test
    void aMomentWithoutSpaceAnywhereLosesNothing() throws Exception {
        failOnceAtEveryOperation(Fault.ENOSPC, Mutant.NONE);
    }

    /// L8, G3, G10. Harm: tests that cannot fail. The same loops over a log that does what it must
    /// not.
    @ParameterizedTest
    @CsvSource({"EIO, RETRY_SYNC", "ENOSPC, BELIEVE_WRITES"})
    void theSameLoopsCatchALogThatDoesNotTakeNoForAnAnswer(Fault fault, Mutant mutant) {
        assertThatThrownBy(() -> failOnceAtEveryOperation(fault, mutant))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("accepted record");
    }

    private static void failOnceAtEveryOperation(Fault fault, Mutant mutant) throws Exception {
        FaultyFiles fresh = new FaultyFiles();
        LogOracle.open(fresh).close();
        long toOpen = fresh.operations();
        boolean fired = true;
        for (int n = 1; fired; n++) {
            assertThat(n).isLessThan(OPERATIONS_MAX);
            FaultyFiles disk = new FaultyFiles();
            LogOracle oracle = new LogOracle();
            disk.failAt(n, fault, false);
            workloadAsFarAsItGoes(MutantFiles.over(disk, mutant), oracle);
            fired = disk.fired();
            String when = fault + " at operation " + n;
            disk.heal();
            int accepted = oracle.accepted().size();
            try (DurableLog log = LogOracle.open(disk)) {
                oracle.check(log, when);
            }
            disk.cutPower();
            FaultyFiles after = disk.restart(CutOutcome.LOSE_ALL, new SplittableRandom(n));
            try (DurableLog log = LogOracle.open(after)) {
                oracle.check(log, when + ", then a power cut");
            }
            if (n > toOpen) {
                assertThat(accepted).as("goes on, " + when).isGreaterThan(0);
            }
        }
    }

    /// G3. Harm: a dead disk, and the device is told that all is well.
    @Test
    void aDiskThatStaysBrokenIsSaidToBeAndNothingIsAcknowledged() throws Exception {
        boolean fired = true;
        for (int n = 1; fired; n++) {
            FaultyFiles disk = new FaultyFiles();
            LogOracle oracle = new LogOracle();
            disk.failAt(n, Fault.EIO, true);
            workloadAsFarAsItGoes(disk, oracle);
            fired = disk.fired();
            disk.heal();
            disk.cutPower();
            FaultyFiles after = disk.restart(CutOutcome.LOSE_ALL, new SplittableRandom(n));
            try (DurableLog log = LogOracle.open(after)) {
                oracle.check(log, "EIO for good from operation " + n);
            }
        }
    }

    /// G3. Harm: the dispatcher stands in a segment that failed before its first record, never
    /// comes to the one that took its place, and all lanes miss what was acknowledged there.
    @Test
    void aReaderFollowsFromASegmentGivenUpEmptyToTheOneThatTookItsPlace() throws Exception {
        boolean fired = true;
        for (int n = 1; fired; n++) {
            FaultyFiles disk = new FaultyFiles();
            LogOracle oracle = new LogOracle();
            List<Long> seen = new ArrayList<>();
            try (DurableLog log = LogOracle.open(disk);
                    LogReader reader = log.reader(log.firstSeq())) {
                assertThat(reader.read(1 << 20, (seq, _) -> seen.add(seq))).isZero();
                disk.failAt(n, Fault.EIO, false);
                TextRecord record = oracle.record(10);
                log.append(record);
                assertThat(record.await().seq()).isPositive();
                fired = disk.fired();
                reader.read(1 << 20, (seq, _) -> seen.add(seq));
                assertThat(seen).as("read on, EIO at operation " + n).containsExactly(record.seq());
            }
        }
    }

    /// Harm: the writer's thread dies without a word, the gateway looks well, and devices wait
    /// for ever for acknowledgements.
    @Test
    void aWriterThatEndsUnexpectedlySaysSoAndRefusesWhatComes() throws Exception {
        LogOracle oracle = new LogOracle();
        try (DurableLog log = LogOracle.open(new FaultyFiles())) {
            log.append(new OutOfMemoryRecord());
            Await.until(
                    Duration.ofSeconds(60),
                    () -> log.stats().state() == LogState.FAILED,
                    "the log says that it failed");
            TextRecord next = oracle.record(10);
            log.append(next);
            assertThat(next.await().seq()).isNotPositive();
            StoreException why = log.reason();
            assertThat(why == null ? "" : why.code()).isEqualTo("LOG-0108");
        }
    }

    private static final class OutOfMemoryRecord implements LogEntry {
        @Override
        public int encodedBytes() {
            return 10;
        }

        @Override
        public void encode(ByteBuffer into) {
            throw new OutOfMemoryError("planted");
        }

        @Override
        public void durable(long seq) {}

        @Override
        public void refused(StoreException why) {}
    }
}
