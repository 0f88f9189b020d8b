package org.fieldproof.testkit.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogInspection;
import org.fieldproof.log.LogListener;
import org.fieldproof.log.io.DirectoryEntry;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.recovery.RecoveryAction;
import org.fieldproof.testkit.CutOutcome;
import org.fieldproof.testkit.FaultyFiles;
import org.junit.jupiter.api.Test;

/// G4, LOG-8: whatever happens to the bytes, what is read is what was accepted minus what is
/// reported, exactly, and the log goes on.
class LogDamageTest {
    /// How far into the zeros behind the last record a file is cut.
    private static final int ZEROS_CUT = 100;

    private record Written(FaultyFiles disk, Map<Long, String> accepted, List<Path> segments) {}

    /// A log of some segments, closed in order or killed.
    private static Written write(int records, int padding, boolean closed) throws Exception {
        FaultyFiles disk = new FaultyFiles();
        LogOracle oracle = new LogOracle();
        DurableLog log = LogOracle.open(disk);
        List<TextRecord> group = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            TextRecord record = oracle.record(padding);
            group.add(record);
            log.append(record);
            if (i % 5 == 4) {
                for (TextRecord each : group) {
                    oracle.note(each.await());
                }
                group.clear();
            }
        }
        for (TextRecord each : group) {
            oracle.note(each.await());
        }
        if (closed) {
            log.close();
        }
        FaultyFiles after = disk.restart(CutOutcome.KEEP_ALL, new SplittableRandom(1));
        log.close();
        List<Path> segments = new ArrayList<>();
        for (DirectoryEntry entry : after.list(LogOracle.DIRECTORY)) {
            if (entry.name().endsWith(".fplog")) {
                segments.add(LogOracle.DIRECTORY.resolve(entry.name()));
            }
        }
        return new Written(after, oracle.accepted(), segments);
    }

    private static byte[] bytes(FaultyFiles disk, Path path) throws Exception {
        try (LogFile file = disk.openForReading(path)) {
            java.nio.ByteBuffer buffer = java.nio.ByteBuffer.allocate((int) file.sizeBytes());
            file.readFully(buffer, 0);
            return buffer.array();
        }
    }

    /// Behind it there are only zeros, room that was made ready and not needed.
    private static int endOfContent(byte[] bytes) {
        int end = bytes.length;
        while (end > 0 && bytes[end - 1] == 0) {
            end--;
        }
        return end;
    }

    /// What is there, plus what is reported, is what was accepted; and the log goes on.
    private static void assertRecovers(FaultyFiles disk, Map<Long, String> accepted, String what)
            throws Exception {
        try (DurableLog log = LogOracle.open(disk)) {
            Map<Long, String> found = LogOracle.readAll(log, log.firstSeq());
            Set<Long> missing = new TreeSet<>();
            for (RecoveryAction.ReportGap gap : log.recovery().gaps()) {
                for (long seq = gap.seqs().fromSeq(); seq <= gap.seqs().toSeq(); seq++) {
                    missing.add(seq);
                }
            }
            Map<Long, String> expected = new TreeMap<>(accepted);
            expected.keySet().removeAll(missing);
            expected.keySet().removeIf(seq -> seq >= log.recovery().nextSeq());
            assertThat(found).as(what).isEqualTo(expected);
            assertThat(log.recovery().records()).as(what).isEqualTo(found.size());

            TextRecord next = new TextRecord("goes on");
            log.append(next);
            assertThat(next.await().seq()).as(what).isEqualTo(log.recovery().nextSeq());
        }
        try (DurableLog again = LogOracle.open(disk)) {
            Map<Long, String> found = LogOracle.readAll(again, again.firstSeq());
            assertThat(found).as("second open, " + what).containsValue("goes on");
        }
    }

    private static void damaged(Written log, Path path, UnaryOperator<byte[]> how, String what)
            throws Exception {
        FaultyFiles disk = log.disk().copy();
        disk.damage(path, how);
        assertRecovers(disk, log.accepted(), what);
    }

    /// Harm: some length of the last file is not survived.
    @Test
    void theLastSegmentCutAtEveryByteIsSurvived() throws Exception {
        Written log = write(30, 10, false);
        Path last = log.segments().getLast();
        byte[] whole = bytes(log.disk(), last);
        Set<Integer> frameEnds = new TreeSet<>();
        int end = 4096;
        frameEnds.add(end);
        for (String text : log.accepted().values()) {
            end += 16 + text.length();
            frameEnds.add(end);
        }
        assertThat(end).isEqualTo(endOfContent(whole));
        int length = Math.min(whole.length, end + ZEROS_CUT);
        for (int cut = 0; cut < length; cut += cut < 4096 ? 61 : 1) {
            int to = cut;
            damaged(log, last, bytes -> Arrays.copyOf(bytes, to), "cut at " + cut);
            boolean someLeft = false;
            for (int i = frameEnds.stream().filter(e -> e <= to).reduce(0, Math::max);
                    i < to;
                    i++) {
                // Zeros alone are no torn frame: they look like room that was never written.
                someLeft |= whole[i] != 0;
            }
            if (cut > 4096 && someLeft) {
                FaultyFiles disk = log.disk().copy();
                disk.damage(last, bytes -> Arrays.copyOf(bytes, to));
                try (DurableLog opened = LogOracle.open(disk)) {
                    assertThat(opened.recovery().cuts()).as("LOG-8, cut at %s", cut).hasSize(1);
                }
                String copy =
                        last.getFileName()
                                + "."
                                + Integer.toHexString(
                                        frameEnds.stream()
                                                .filter(e -> e <= to)
                                                .reduce(0, Math::max))
                                + ".broken";
                assertThat(disk.exists(LogOracle.DIRECTORY.resolve(copy))).isTrue();
            }
        }
    }

    /// Harm: a flipped bit is delivered, or swallows more than the record it hit.
    @Test
    void aFlippedBitCostsOneRecordAndIsNamed() throws Exception {
        Written log = write(40, 3000, true);
        assertThat(log.segments()).hasSizeGreaterThan(1);
        SplittableRandom random = new SplittableRandom(99);
        Path first = log.segments().getFirst();
        byte[] whole = bytes(log.disk(), first);
        int length = whole.length;
        int end = endOfContent(whole);
        for (int i = 0; i < 600; i++) {
            int bit = random.nextInt(length * 8);
            FaultyFiles disk = log.disk().copy();
            disk.damage(first, bytes -> flip(bytes, bit));
            try (DurableLog opened = LogOracle.open(disk)) {
                long lost =
                        opened.recovery().gaps().stream().mapToLong(g -> g.seqs().count()).sum();
                boolean inRecord = bit / 8 >= 4096 && bit / 8 < end;
                assertThat(lost).as("bit " + bit).isEqualTo(inRecord ? 1 : 0);
                assertThat(LogOracle.readAll(opened, 1)).hasSize(inRecord ? 39 : 40);
            }
        }
    }

    private static byte[] flip(byte[] bytes, int bit) {
        bytes[bit / 8] ^= (byte) (1 << bit % 8);
        return bytes;
    }

    /// Harm: some damage makes the start fail, invents records or loses them in silence.
    @Test
    void randomDamageNeverLosesASeqInSilence() throws Exception {
        Written killed = write(60, 2500, false);
        Written closed = write(60, 2500, true);
        SplittableRandom random = new SplittableRandom(4242);
        for (int i = 0; i < 600; i++) {
            Written log = i % 2 == 0 ? killed : closed;
            int index = random.nextInt(log.segments().size());
            Path path = log.segments().get(index);
            int length = bytes(log.disk(), path).length;
            int from = random.nextInt(length);
            int count = 1 + random.nextInt(Math.min(2000, length - from));
            int source = random.nextInt(length - count + 1);
            int kind = random.nextInt(4);
            UnaryOperator<byte[]> how =
                    switch (kind) {
                        case 0 -> bytes -> zero(bytes, from, count);
                        case 1 -> bytes -> copyWithin(bytes, source, from, count);
                        case 2 -> bytes -> flip(bytes, from * 8 + 3);
                        default -> bytes -> noise(bytes, from, count);
                    };
            damaged(log, path, how, "damage " + i + " kind " + kind + " at " + from + " +" + count);
        }
    }

    private static byte[] zero(byte[] bytes, int from, int count) {
        Arrays.fill(bytes, from, from + count, (byte) 0);
        return bytes;
    }

    private static byte[] copyWithin(byte[] bytes, int source, int from, int count) {
        System.arraycopy(bytes, source, bytes, from, count);
        return bytes;
    }

    private static byte[] noise(byte[] bytes, int from, int count) {
        SplittableRandom random = new SplittableRandom(from);
        for (int i = from; i < from + count; i++) {
            bytes[i] = (byte) random.nextInt();
        }
        return bytes;
    }

    @Test
    void aMissingSegmentInTheMiddleIsNamed() throws Exception {
        Written log = write(60, 2500, true);
        FaultyFiles disk = log.disk().copy();
        disk.lose(log.segments().get(1));
        assertRecovers(disk, log.accepted(), "second segment missing");
    }

    /// LOG-4. Harm: an identity that a destination has already is given to another record, which
    /// is then taken for a duplicate and dropped.
    @Test
    void aMissingEndNeverGivesASeqBelowTheFloorAgain() throws Exception {
        Written log = write(60, 2500, true);
        FaultyFiles disk = log.disk().copy();
        disk.lose(log.segments().getLast());
        try (DurableLog opened =
                DurableLog.open(LogOracle.config().withSeqFloor(61), disk, LogListener.none())) {
            TextRecord next = new TextRecord("new");
            opened.append(next);
            assertThat(next.await().seq()).isEqualTo(61);
            assertThat(opened.recovery().gaps()).hasSize(1);
            assertThat(opened.recovery().gaps().getFirst().seqs().toSeq()).isEqualTo(60);
        }
    }

    /// LOG-8. Harm: something that is not ours is deleted or taken for ours.
    @Test
    void foreignFilesAreListedAndLeftAlone() throws Exception {
        Written log = write(10, 100, true);
        Written other = write(20, 100, true);
        FaultyFiles disk = log.disk().copy();
        byte[] foreign = bytes(other.disk(), other.segments().getFirst());
        Path copied = LogOracle.DIRECTORY.resolve("00000000000000ff.fplog");
        Path notes = LogOracle.DIRECTORY.resolve("notes.txt");
        for (Path path : List.of(copied, notes)) {
            try (LogFile file = disk.create(path)) {
                file.writeFully(java.nio.ByteBuffer.wrap(foreign), 0);
                file.force();
            }
        }
        try (DurableLog opened = LogOracle.open(disk)) {
            assertThat(LogOracle.readAll(opened, 1)).isEqualTo(log.accepted());
            assertThat(opened.recovery().strays())
                    .extracting(RecoveryAction.Leave::name)
                    .contains("00000000000000ff.fplog", "notes.txt");
        }
        assertThat(disk.exists(copied)).isTrue();
        assertThat(disk.exists(notes)).isTrue();
    }

    /// Harm: an operator cannot look into a log, or the look changes it.
    @Test
    void anInspectionSeesWhatIsThereAndChangesNothing() throws Exception {
        Written log = write(40, 3000, false);
        FaultyFiles disk = log.disk().copy();
        Path first = log.segments().getFirst();
        disk.damage(first, bytes -> flip(bytes, 8 * 5000));
        disk.failAt(1, org.fieldproof.testkit.Fault.EIO, true);
        LogInspection inspection = LogInspection.of(LogOracle.DIRECTORY, disk);
        assertThat(inspection.records()).isEqualTo(39);
        assertThat(inspection.damaged()).isTrue();
        assertThat(inspection.gaps()).hasSize(1);
        assertThat(inspection.closedInOrder()).isFalse();
        List<Long> seqs = new ArrayList<>();
        inspection.dump(1, (seq, _) -> seqs.add(seq));
        assertThat(seqs).hasSize(39).isSorted();
        assertThat(inspection.lastSeq()).isEqualTo(40);
        assertThat(disk.operations()).isZero();
    }
}
