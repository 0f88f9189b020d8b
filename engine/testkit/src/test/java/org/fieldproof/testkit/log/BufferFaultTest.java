package org.fieldproof.testkit.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.fieldproof.log.buffer.BufferConfig;
import org.fieldproof.log.buffer.BufferLine;
import org.fieldproof.log.buffer.DiskBuffer;
import org.fieldproof.log.io.DirectoryEntry;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.CutOutcome;
import org.fieldproof.testkit.Fault;
import org.fieldproof.testkit.FaultyFiles;
import org.fieldproof.testkit.proof.MutantFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// LOG-10, G9: the disk buffer over a disk that fails at its Nth operation.
class BufferFaultTest {
    private static final Path DIRECTORY = Path.of("/disk/buffer").toAbsolutePath();
    private static final BufferConfig CONFIG = new BufferConfig(1 << 20, 4096);

    /// What a lane knows for sure: synced and not yet advanced over must come out; nothing else
    /// but what was appended may.
    private static final class Oracle {
        private final TreeSet<Long> custody = new TreeSet<>();
        private final TreeSet<Long> appended = new TreeSet<>();
    }

    private static byte[] json(long seq) {
        return ("{\"n\":" + seq + ",\"pad\":\"" + "p".repeat((int) (seq % 5) * 60) + "\"}")
                .getBytes(UTF_8);
    }

    private static DiskBuffer open(LogFiles files) throws StoreException {
        return DiskBuffer.open(DIRECTORY, CONFIG, files);
    }

    private static void workload(LogFiles files, Oracle oracle) throws StoreException {
        long seq = 1;
        for (int run = 0; run < 2; run++) {
            try (DiskBuffer buffer = open(files)) {
                for (int round = 0; round < 6; round++) {
                    List<Long> batch = new ArrayList<>();
                    for (int i = 0; i < 7; i++) {
                        oracle.appended.add(seq);
                        batch.add(seq);
                        buffer.append(seq, json(seq));
                        seq++;
                    }
                    buffer.sync();
                    oracle.custody.addAll(batch);
                    if (round % 2 == 1) {
                        List<BufferLine> lines = buffer.peek(5, 1 << 20);
                        // From here on they may come or not: the lane has them elsewhere.
                        lines.forEach(line -> oracle.custody.remove(line.seq()));
                        buffer.advance(lines.getLast().cursor());
                    }
                }
            }
        }
    }

    private static void asFarAsItGoes(LogFiles files, Oracle oracle) {
        try {
            workload(files, oracle);
        } catch (StoreException _) {
            // The fault: the lane would go on later, with what the oracle knows.
        }
    }

    private static void check(DiskBuffer buffer, Oracle oracle, String when) throws StoreException {
        List<BufferLine> lines = buffer.peek(10_000, 1 << 24);
        List<Long> seqs = lines.stream().map(BufferLine::seq).toList();
        assertThat(seqs).as("in custody, %s", when).containsAll(oracle.custody);
        assertThat(oracle.appended).as("nothing invented, %s", when).containsAll(seqs);
        assertThat(seqs).as("in order, once, %s", when).isSorted().doesNotHaveDuplicates();
        assertThat(buffer.records()).as("counted, %s", when).isEqualTo(seqs.size());
        for (BufferLine line : lines) {
            assertThat(line.json()).as(when).isEqualTo(json(line.seq()));
        }
    }

    private static int cutEverywhere(CutOutcome outcome, boolean forgetful) throws Exception {
        SplittableRandom random = new SplittableRandom(11);
        boolean fired = true;
        int n = 0;
        while (fired) {
            n++;
            FaultyFiles disk = new FaultyFiles();
            Oracle oracle = new Oracle();
            disk.failAt(n, Fault.POWER_CUT, true);
            asFarAsItGoes(forgetful ? MutantFiles.forgetting(disk, _ -> true) : disk, oracle);
            fired = disk.fired();
            FaultyFiles after = disk.restart(outcome, random);
            String when = "cut at operation " + n + ", " + outcome;
            try (DiskBuffer buffer = open(after)) {
                check(buffer, oracle, when);
                buffer.append(9000, json(9000));
                buffer.sync();
                oracle.appended.add(9000L);
                oracle.custody.add(9000L);
            }
            try (DiskBuffer buffer = open(after)) {
                check(buffer, oracle, when + ", second open");
            }
        }
        return n;
    }

    /// Harm: a record whose log segment is deleted is gone from the buffer, too.
    @ParameterizedTest
    @EnumSource(CutOutcome.class)
    void aPowerCutAtAnyOperationKeepsEverySyncedLine(CutOutcome outcome) throws Exception {
        assertThat(cutEverywhere(outcome, false)).isGreaterThan(40);
    }

    /// L8. Harm: a test that cannot fail.
    @Test
    void theSameLoopCatchesABufferThatDoesNotSync() {
        assertThatThrownBy(() -> cutEverywhere(CutOutcome.LOSE_ALL, true))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("in custody");
    }

    /// G3, G10. Harm: one failed call, and the buffer shows more or less than what is in custody.
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"EIO", "ENOSPC", "SHORT_WRITE"})
    void aLaneThatAppendsAgainAfterAFailureLosesNothing(Fault fault) throws Exception {
        boolean fired = true;
        for (int n = 1; fired; n++) {
            FaultyFiles disk = new FaultyFiles();
            disk.failAt(n, fault, false);
            Oracle oracle = new Oracle();
            String when = fault + " at operation " + n;
            DiskBuffer buffer = openTwice(disk);
            long seq = 1;
            for (int round = 0; round < 12; round++) {
                long from = seq;
                boolean stored = false;
                for (int attempt = 0; attempt < 3 && !stored; attempt++) {
                    seq = from;
                    stored = store(buffer, from, oracle);
                    seq = from + 7;
                }
                assertThat(stored).as(when).isTrue();
                check(buffer, oracle, when);
            }
            fired = disk.fired();
            buffer.close();
            disk.cutPower();
            FaultyFiles after = disk.restart(CutOutcome.LOSE_ALL, new SplittableRandom(n));
            try (DiskBuffer reopened = open(after)) {
                check(reopened, oracle, when + ", then a power cut");
            }
        }
    }

    private static DiskBuffer openTwice(FaultyFiles disk) throws StoreException {
        try {
            return open(disk);
        } catch (StoreException _) {
            return open(disk);
        }
    }

    private static boolean store(DiskBuffer buffer, long from, Oracle oracle) {
        try {
            for (long seq = from; seq < from + 7; seq++) {
                oracle.appended.add(seq);
                buffer.append(seq, json(seq));
            }
            buffer.sync();
        } catch (StoreException _) {
            return false;
        }
        for (long seq = from; seq < from + 7; seq++) {
            oracle.custody.add(seq);
        }
        return true;
    }

    /// Harm: a damaged line is delivered, or takes its neighbours along, or goes unnoticed.
    @Test
    void everyFlippedBitIsNoticedAndCostsOneLine() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        try (DiskBuffer buffer = open(disk)) {
            for (long seq = 1; seq <= 5; seq++) {
                buffer.append(seq, json(seq));
            }
            buffer.sync();
        }
        String name =
                disk.list(DIRECTORY).stream()
                        .map(DirectoryEntry::name)
                        .filter(each -> each.endsWith(".ndjson"))
                        .findFirst()
                        .orElseThrow();
        Path path = DIRECTORY.resolve(name);
        int[] range = new int[2];
        disk.copy()
                .damage(
                        path,
                        bytes -> {
                            range[0] = new String(bytes, UTF_8).indexOf('\n') + 1;
                            // Behind the records stands the mark of a buffer that was closed.
                            range[1] = new String(bytes, UTF_8).indexOf("{\"synced\"");
                            return bytes;
                        });
        for (int bit = range[0] * 8; bit < range[1] * 8; bit++) {
            int flipped = bit;
            FaultyFiles copy = disk.copy();
            copy.damage(
                    path,
                    bytes -> {
                        bytes[flipped / 8] ^= (byte) (1 << flipped % 8);
                        return bytes;
                    });
            try (DiskBuffer buffer = open(copy)) {
                List<BufferLine> lines = buffer.peek(10, 1 << 20);
                assertThat(lines).as("LOG-10, bit %s", bit).hasSize(4);
                for (BufferLine line : lines) {
                    assertThat(line.json()).isEqualTo(json(line.seq()));
                }
                assertThat(buffer.records()).isEqualTo(4);
                boolean reported =
                        buffer.damages().size() == 1 || buffer.recovery().tornBytes() > 0;
                assertThat(reported).as("LOG-10, bit %s", bit).isTrue();
            }
        }
    }

    /// G1, LOG-10. Harm: after a power cut a later line of a torn write stands where an earlier one
    /// does not; the lane takes both for stored, goes on behind them, and the log is released.
    @Test
    void whatStandsBehindATornPlaceInTheLastWriteDoesNotCount() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        DiskBuffer buffer = open(disk);
        for (long seq = 1; seq <= 5; seq++) {
            buffer.append(seq, json(seq));
        }
        buffer.sync();
        for (long seq = 6; seq <= 12; seq++) {
            buffer.append(seq, json(seq));
        }
        buffer.sync();
        FaultyFiles cut = disk.restart(CutOutcome.KEEP_ALL, new SplittableRandom(1));
        tear(cut, 8);
        try (DiskBuffer opened = open(cut)) {
            assertThat(opened.lastSeq())
                    .as("the lane asks the log for what comes then")
                    .isEqualTo(7);
            assertThat(seqs(opened)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
            assertThat(opened.recovery().tornBytes()).isPositive();
            for (long seq = 8; seq <= 12; seq++) {
                opened.append(seq, json(seq));
            }
            opened.sync();
        }
        try (DiskBuffer again = open(cut)) {
            assertThat(seqs(again)).isSorted().hasSize(12);
        }
    }

    /// G4. Harm: one damaged line of an older write takes the ones behind it along.
    @Test
    void whatStandsBehindDamageInAnOlderWriteIsKept() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        DiskBuffer buffer = open(disk);
        for (long seq = 1; seq <= 12; seq++) {
            buffer.append(seq, json(seq));
            if (seq % 4 == 0) {
                buffer.sync();
            }
        }
        FaultyFiles cut = disk.restart(CutOutcome.KEEP_ALL, new SplittableRandom(1));
        tear(cut, 6);
        try (DiskBuffer opened = open(cut)) {
            assertThat(seqs(opened)).hasSize(11).doesNotContain(6L);
            assertThat(opened.damages()).hasSize(1);
            assertThat(opened.damages().getFirst().afterSeq()).isEqualTo(5);
            assertThat(opened.damages().getFirst().beforeSeq()).isEqualTo(7);
        }
    }

    private static void tear(FaultyFiles disk, long seq) {
        disk.damage(
                DIRECTORY.resolve("0000000000000001.ndjson"),
                bytes -> {
                    int at = new String(bytes, UTF_8).indexOf("{\"seq\":" + seq + ",");
                    bytes[at + 12] ^= 1;
                    return bytes;
                });
    }

    private static List<Long> seqs(DiskBuffer buffer) throws StoreException {
        return buffer.peek(1000, 1 << 20).stream().map(BufferLine::seq).toList();
    }

    private static FaultyFiles threeFiles() throws StoreException {
        FaultyFiles disk = new FaultyFiles();
        for (long run = 0; run < 3; run++) {
            try (DiskBuffer buffer = open(disk)) {
                for (long seq = run * 4 + 1; seq <= run * 4 + 4; seq++) {
                    buffer.append(seq, json(seq));
                }
                buffer.sync();
            }
        }
        return disk;
    }

    /// G3, G10. Harm: a drained file that cannot be removed, and whoever let go of lines believes
    /// that the head did not move: he counts them once more from the moved head, and lines that
    /// were never delivered are gone.
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"EIO", "ENOSPC"})
    void lettingGoEitherFailsAndMovesNothingOrDoesNotFail(Fault fault) throws Exception {
        boolean fired = true;
        for (int n = 1; fired; n++) {
            String when = fault + " at operation " + n;
            FaultyFiles disk = threeFiles();
            try (DiskBuffer buffer = open(disk)) {
                List<BufferLine> lines = buffer.peek(10, 1 << 20);
                disk.failAt(n, fault, true);
                try {
                    buffer.advance(lines.getLast().cursor(), 10);
                    assertThat(seqs(buffer)).as(when).containsExactly(11L, 12L);
                    assertThat(buffer.records()).as(when).isEqualTo(2);
                } catch (StoreException _) {
                    assertThat(seqs(buffer)).as(when).hasSize(12);
                    assertThat(buffer.records()).as(when).isEqualTo(12);
                }
                fired = disk.fired();
                disk.heal();
                buffer.advance(buffer.peek(12, 1 << 20).getLast().cursor(), 12);
                assertThat(buffer.records()).as(when).isZero();
                assertThat(disk.exists(DIRECTORY.resolve("0000000000000001.ndjson")))
                        .as("the file goes later, %s", when)
                        .isFalse();
            }
        }
    }

    /// G4. Harm: a file of a buffer disappears and nobody is told what was in it.
    @Test
    void aMissingFileIsReportedBetweenTheSeqsThatSurroundIt() throws Exception {
        FaultyFiles disk = threeFiles();
        disk.lose(DIRECTORY.resolve("0000000000000002.ndjson"));
        try (DiskBuffer buffer = open(disk)) {
            assertThat(seqs(buffer)).containsExactly(1L, 2L, 3L, 4L, 9L, 10L, 11L, 12L);
            assertThat(buffer.damages()).hasSize(1);
            assertThat(buffer.damages().getFirst().afterSeq()).isEqualTo(4);
            assertThat(buffer.damages().getFirst().beforeSeq()).isEqualTo(9);
        }
    }

    /// G4. Harm: a file that was cut exactly between two lines looks whole.
    @Test
    void aFileThatEndsEarlyIsReportedByTheOneBehindIt() throws Exception {
        FaultyFiles disk = threeFiles();
        disk.damage(
                DIRECTORY.resolve("0000000000000002.ndjson"),
                bytes -> {
                    int end = new String(bytes, UTF_8).indexOf("{\"seq\":7,");
                    return java.util.Arrays.copyOf(bytes, end);
                });
        try (DiskBuffer buffer = open(disk)) {
            assertThat(seqs(buffer)).hasSize(10).doesNotContain(7L, 8L);
            assertThat(buffer.damages()).hasSize(1);
            assertThat(buffer.damages().getFirst().afterSeq()).isEqualTo(6);
            assertThat(buffer.damages().getFirst().beforeSeq()).isEqualTo(9);
        }
    }

    /// G4. Harm: the newest file ends in front of the place that delivery had reached, and what
    /// waited behind that place is missed by nobody.
    @Test
    void aFileThatEndsInFrontOfTheHeadIsReported() throws Exception {
        FaultyFiles disk = new FaultyFiles();
        try (DiskBuffer buffer = open(disk)) {
            for (long seq = 1; seq <= 6; seq++) {
                buffer.append(seq, json(seq));
            }
            buffer.sync();
            List<BufferLine> lines = buffer.peek(4, 1 << 20);
            buffer.advance(lines.getLast().cursor(), 4);
        }
        disk.damage(
                DIRECTORY.resolve("0000000000000001.ndjson"),
                bytes -> java.util.Arrays.copyOf(bytes, 150));
        try (DiskBuffer buffer = open(disk)) {
            assertThat(buffer.damages()).hasSize(1);
            assertThat(buffer.damages().getFirst().afterSeq()).isEqualTo(4);
        }
    }

    /// Row 50. Harm: a copy of a file under another one's name is delivered as that one.
    @Test
    void aFileThatHoldsAnotherOnesLinesIsLeftAside() throws Exception {
        FaultyFiles disk = threeFiles();
        byte[][] first = new byte[1][];
        disk.damage(
                DIRECTORY.resolve("0000000000000001.ndjson"),
                bytes -> {
                    first[0] = bytes;
                    return bytes;
                });
        disk.damage(DIRECTORY.resolve("0000000000000003.ndjson"), _ -> first[0]);
        try (DiskBuffer buffer = open(disk)) {
            assertThat(seqs(buffer)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L, 8L);
            assertThat(buffer.recovery().strays()).containsExactly("0000000000000003.ndjson");
        }
    }
}
