package org.fieldproof.testkit.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.fieldproof.log.buffer.QuarantineFile;
import org.fieldproof.log.buffer.QuarantinedLine;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.log.ledger.PositionFile;
import org.fieldproof.testkit.CutOutcome;
import org.fieldproof.testkit.Fault;
import org.fieldproof.testkit.FaultyFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// LOG-9 and LOG-10: positions and quarantine over a disk that fails at its Nth operation.
class LedgerFaultTest {
    private static final Path POSITION = Path.of("/disk/lane.fppos").toAbsolutePath();
    private static final Path QUARANTINE = Path.of("/disk/quarantine.ndjson").toAbsolutePath();

    /// Harm: a lane forgets how far it came, or believes it came further.
    @ParameterizedTest
    @EnumSource(Fault.class)
    void aPositionIsTheLastOneWrittenOrTheOneThatFailed(Fault fault) throws Exception {
        for (CutOutcome outcome : CutOutcome.values()) {
            boolean fired = true;
            for (int n = 1; fired; n++) {
                FaultyFiles disk = new FaultyFiles();
                disk.failAt(n, fault, false);
                long[] written = writePositions(disk);
                fired = disk.fired();
                disk.heal();
                disk.cutPower();
                FaultyFiles after = disk.restart(outcome, new SplittableRandom(n));
                try (PositionFile file = PositionFile.open(POSITION, 2, after)) {
                    String when = fault + " at operation " + n + ", " + outcome;
                    assertThat(file.value(0))
                            .as("LOG-9, " + when)
                            .isBetween(written[0], written[1]);
                    assertThat(file.value(1)).as("LOG-9, " + when).isEqualTo(file.value(0) * 3);
                }
            }
        }
    }

    /// Returns the last position that was written for sure, and the last one that was tried.
    private static long[] writePositions(FaultyFiles disk) {
        long sure = 0;
        long tried = 0;
        for (int run = 0; run < 2; run++) {
            try (PositionFile file = PositionFile.open(POSITION, 2, disk)) {
                for (int i = 0; i < 5; i++) {
                    tried++;
                    try {
                        file.write(tried, tried * 3);
                        sure = tried;
                    } catch (StoreException _) {
                        assertThat(file.value(0)).isEqualTo(sure);
                    }
                }
            } catch (StoreException _) {
                // Could not be opened: the fault hit there.
            }
        }
        return new long[] {sure, tried};
    }

    /// Harm: a record in quarantine is lost, or one that somebody decided about comes back.
    @ParameterizedTest
    @EnumSource(Fault.class)
    void aQuarantineHoldsWhatWasAppendedAndNotRemoved(Fault fault) throws Exception {
        for (CutOutcome outcome : CutOutcome.values()) {
            boolean fired = true;
            for (int n = 1; fired; n++) {
                FaultyFiles disk = new FaultyFiles();
                disk.failAt(n, fault, false);
                Set<Long> held = new TreeSet<>();
                Set<Long> unsure = new TreeSet<>();
                quarantine(disk, held, unsure);
                fired = disk.fired();
                disk.heal();
                disk.cutPower();
                FaultyFiles after = disk.restart(outcome, new SplittableRandom(n));
                try (QuarantineFile file = QuarantineFile.open(QUARANTINE, after)) {
                    String when = fault + " at operation " + n + ", " + outcome;
                    Set<Long> found = new TreeSet<>();
                    for (QuarantinedLine line : file.list(1, 1000)) {
                        found.add(line.seq());
                        assertThat(line.json()).as(when).isEqualTo(json(line.seq()));
                    }
                    found.removeAll(unsure);
                    assertThat(found).as("LOG-10, " + when).isEqualTo(held);
                }
            }
        }
    }

    private static byte[] json(long seq) {
        return ("{\"n\":" + seq + ",\"pad\":\"" + "q".repeat(700) + "\"}").getBytes(UTF_8);
    }

    private static void quarantine(FaultyFiles disk, Set<Long> held, Set<Long> unsure) {
        long seq = 0;
        for (int run = 0; run < 2; run++) {
            try (QuarantineFile file = QuarantineFile.open(QUARANTINE, disk)) {
                for (int i = 0; i < 6; i++) {
                    seq++;
                    append(file, seq, held, unsure);
                    if (i % 3 == 2) {
                        remove(file, seq - 1, held, unsure);
                    }
                }
            } catch (StoreException _) {
                // Could not be opened: the fault hit there.
            }
        }
    }

    private static void append(QuarantineFile file, long seq, Set<Long> held, Set<Long> unsure) {
        try {
            file.append(seq, json(seq));
            held.add(seq);
        } catch (StoreException _) {
            unsure.add(seq);
        }
    }

    private static void remove(QuarantineFile file, long seq, Set<Long> held, Set<Long> unsure) {
        try {
            file.remove(List.of(seq));
        } catch (StoreException _) {
            unsure.add(seq);
        }
        held.remove(seq);
    }

    /// Harm: the file was written anew and its name not synced; what comes next goes to the old
    /// file, which has no name any more, and is gone at the next start.
    @Test
    void aQuarantineThatFailedToShrinkKeepsWhatComesNext() throws Exception {
        boolean fired = true;
        for (int n = 1; fired; n++) {
            FaultyFiles disk = new FaultyFiles();
            boolean held;
            try (QuarantineFile file = QuarantineFile.open(QUARANTINE, disk)) {
                file.append(1, ("{\"big\":\"" + "x".repeat(1 << 21) + "\"}").getBytes(UTF_8));
                file.append(2, "{\"n\":2}".getBytes(UTF_8));
                disk.failAt(n, Fault.EIO, false);
                tried(() -> file.remove(List.of(1L)));
                held = tried(() -> file.append(3, "{\"n\":3}".getBytes(UTF_8)));
                fired = disk.fired();
            }
            try (QuarantineFile file = QuarantineFile.open(QUARANTINE, disk.restartProcess())) {
                List<Long> seqs = file.list(2, 9).stream().map(QuarantinedLine::seq).toList();
                assertThat(seqs).as("EIO at operation " + n).contains(2L);
                assertThat(seqs.contains(3L) || !held).as("EIO at operation " + n).isTrue();
            }
        }
    }

    /// Harm: records are out of quarantine, but the call throws because the file could not be
    /// written anew; whoever counts believes they are still in it, and the balance alarm is raised.
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"EIO", "ENOSPC"})
    void aRemovalFailsOnlyIfNothingWasRemoved(Fault fault) throws Exception {
        boolean fired = true;
        for (int n = 1; fired; n++) {
            String when = fault + " at operation " + n;
            FaultyFiles disk = new FaultyFiles();
            byte[] big = ("{\"big\":\"" + "x".repeat(600_000) + "\"}").getBytes(UTF_8);
            try (QuarantineFile file = QuarantineFile.open(QUARANTINE, disk)) {
                for (long seq = 1; seq <= 4; seq++) {
                    file.append(seq, big);
                }
                disk.failAt(n, fault, true);
                boolean removed = tried(() -> file.remove(List.of(1L, 2L, 3L)));
                fired = disk.fired();
                assertThat(file.count()).as(when).isEqualTo(removed ? 1 : 4);
                disk.heal();
                assertThat(file.remove(List.of(3L, 4L))).as(when).isEqualTo(removed ? 1 : 2);
                if (removed) {
                    assertThat(disk.list(Path.of("/disk").toAbsolutePath()).getFirst().sizeBytes())
                            .as("written anew later, %s", when)
                            .isLessThan(2L * big.length);
                }
            }
            try (QuarantineFile file = QuarantineFile.open(QUARANTINE, disk.restartProcess())) {
                assertThat(file.list(4, 9)).as(when).isEmpty();
            }
        }
    }

    private interface Step {
        void run() throws StoreException;
    }

    private static boolean tried(Step step) {
        try {
            step.run();
            return true;
        } catch (StoreException _) {
            return false;
        }
    }

    /// Harm: a full disk is tried twice a second; each attempt leaves a file, and after the
    /// thousandth the position can never be written again.
    @Test
    void aPositionOnAFullDiskLeavesNoStrays() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        try (PositionFile file = PositionFile.open(POSITION, 2, disk)) {
            disk.failAt(1, Fault.EIO, false);
            assertThat(tried(() -> file.write(1, 3))).isFalse();
            disk.heal();
            disk.capacity(1);
            for (int i = 0; i < 3; i++) {
                assertThat(tried(() -> file.write(1, 3))).isFalse();
            }
            assertThat(disk.list(Path.of("/disk").toAbsolutePath())).hasSize(1);
            disk.heal();
            assertThat(tried(() -> file.write(2, 6))).isTrue();
        }
    }
}
