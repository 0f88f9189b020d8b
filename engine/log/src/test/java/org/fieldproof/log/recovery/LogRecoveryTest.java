package org.fieldproof.log.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.OptionalLong;
import org.fieldproof.log.frame.SegmentName;
import org.fieldproof.log.frame.SeqRange;
import org.junit.jupiter.api.Test;

/// LOG-6 and LOG-8: what is decided about a directory, without a disk.
class LogRecoveryTest {
    private static final long FRAME = 100;
    private static final long BEGIN = 4096;

    private static String name(long id) {
        return SegmentName.of(id, SegmentName.LOG_SUFFIX);
    }

    private static long offset(long frames) {
        return BEGIN + frames * FRAME;
    }

    private static SegmentScan whole(long id, long first, long last) {
        return scan(id, first, List.of(run(first, last, 0)), List.of(), List.of());
    }

    private static FrameRun run(long first, long last, long framesBefore) {
        return new FrameRun(
                first, last, offset(framesBefore), offset(framesBefore + last - first + 1));
    }

    private static SegmentScan scan(
            long id,
            long first,
            List<FrameRun> runs,
            List<ByteRange> damages,
            List<ByteRange> tail) {
        long end = runs.isEmpty() ? BEGIN : runs.getLast().toOffset();
        long size = tail.isEmpty() ? end : tail.getLast().toOffset();
        return new SegmentScan(
                name(id),
                id,
                size,
                HeaderFound.WHOLE,
                OptionalLong.of(first),
                false,
                runs,
                damages,
                tail,
                end,
                end,
                OptionalLong.empty(),
                "");
    }

    @Test
    void anEmptyDirectoryBeginsWithOne() {
        assertThat(LogRecovery.plan(List.of())).containsExactly(new RecoveryAction.Begin(1, 1));
    }

    @Test
    void wholeSegmentsAreKeptAndSeqsGoOn() {
        assertThat(LogRecovery.plan(List.of(whole(2, 11, 20), whole(1, 1, 10))))
                .containsExactly(
                        new RecoveryAction.Keep(name(1), 1, 1, 10, offset(10)),
                        new RecoveryAction.Keep(name(2), 2, 11, 20, offset(10)),
                        new RecoveryAction.Begin(21, 3));
    }

    /// LOG-8. Harm: half a record is read, or evidence of it is destroyed.
    @Test
    void anUnfinishedEndIsCut() {
        ByteRange torn = new ByteRange(offset(10), offset(10) + 33);
        assertThat(
                        LogRecovery.plan(
                                List.of(
                                        scan(
                                                1,
                                                1,
                                                List.of(run(1, 10, 0)),
                                                List.of(),
                                                List.of(torn)))))
                .containsExactly(
                        new RecoveryAction.CutTail(name(1), 1, torn, 11),
                        new RecoveryAction.Keep(name(1), 1, 1, 10, offset(10)),
                        new RecoveryAction.Begin(11, 2));
    }

    /// LOG-8. Harm: records behind damage are given up, or the loss is not named.
    @Test
    void damageInTheMiddleIsNamedAndWhatLiesBehindIsKept() {
        ByteRange damage = new ByteRange(offset(3), offset(5));
        SegmentScan scan =
                scan(1, 1, List.of(run(1, 3, 0), run(6, 10, 5)), List.of(damage), List.of());
        assertThat(LogRecovery.plan(List.of(scan, whole(2, 11, 12))))
                .containsExactly(
                        new RecoveryAction.ReportGap(new SeqRange(4, 5), GapCause.DAMAGED, name(1)),
                        new RecoveryAction.SetAside(name(1), 1, damage),
                        new RecoveryAction.Keep(name(1), 1, 1, 10, offset(10)),
                        new RecoveryAction.Keep(name(2), 2, 11, 12, offset(2)),
                        new RecoveryAction.Begin(13, 3));
    }

    @Test
    void aMissingSegmentIsNamedWithItsSeqs() {
        assertThat(LogRecovery.plan(List.of(whole(1, 1, 10), whole(3, 21, 30))))
                .contains(
                        new RecoveryAction.ReportGap(
                                new SeqRange(11, 20),
                                GapCause.SEGMENT_MISSING,
                                "between " + name(1) + " and " + name(3)));
    }

    @Test
    void aSegmentThatEndsTooEarlyIsDamaged() {
        ByteRange rest = new ByteRange(offset(4), offset(10));
        SegmentScan cut = scan(1, 1, List.of(run(1, 4, 0)), List.of(), List.of(rest));
        assertThat(LogRecovery.plan(List.of(cut, whole(2, 11, 12))))
                .contains(
                        new RecoveryAction.ReportGap(
                                new SeqRange(5, 10), GapCause.DAMAGED, name(1)),
                        new RecoveryAction.SetAside(name(1), 1, rest));
    }

    /// LOG-6. Harm: records that were written again after a failed sync are delivered twice.
    @Test
    void whatAPoisonedSegmentHoldsBehindTheNextOnesFirstSeqDoesNotCount() {
        assertThat(LogRecovery.plan(List.of(whole(1, 1, 15), whole(2, 11, 20))))
                .containsExactly(
                        new RecoveryAction.Keep(name(1), 1, 1, 10, offset(15)),
                        new RecoveryAction.Keep(name(2), 2, 11, 20, offset(10)),
                        new RecoveryAction.Begin(21, 3));
    }

    /// LOG-8. Harm: a file with records is deleted because another one claims its seqs.
    @Test
    void aSupersededSegmentWithRecordsIsLeftAlone() {
        assertThat(LogRecovery.plan(List.of(whole(1, 11, 15), whole(2, 11, 20))))
                .contains(new RecoveryAction.Leave(name(1), "superseded by " + name(2)))
                .noneMatch(RecoveryAction.Discard.class::isInstance);
    }

    @Test
    void aSegmentWithoutRecordsGoesAndItsSeqCounts() {
        SegmentScan empty = scan(1, 51, List.of(), List.of(), List.of());
        assertThat(LogRecovery.plan(List.of(empty)))
                .containsExactly(
                        new RecoveryAction.Discard(name(1), 1), new RecoveryAction.Begin(51, 2));
    }

    /// LOG-4. Harm: an identity that a destination has already is given to another record.
    @Test
    void noSeqBelowTheFloorIsGivenAgain() {
        assertThat(LogRecovery.plan(List.of(whole(1, 1, 10)), 15))
                .contains(
                        new RecoveryAction.ReportGap(
                                new SeqRange(11, 14),
                                GapCause.END_MISSING,
                                "behind the last segment"),
                        new RecoveryAction.Begin(15, 2));
    }

    /// Harm: a seal proves that records were there, and their loss is taken for an unfinished
    /// end.
    @Test
    void recordsThatASealNamesAndThatAreNotThereAreMissing() {
        SegmentScan scan =
                new SegmentScan(
                        name(1),
                        1,
                        offset(11),
                        HeaderFound.WHOLE,
                        OptionalLong.of(1),
                        false,
                        List.of(run(1, 8, 0)),
                        List.of(new ByteRange(offset(8), offset(10))),
                        List.of(),
                        offset(11),
                        offset(11),
                        OptionalLong.of(10),
                        "");
        assertThat(LogRecovery.plan(List.of(scan)))
                .contains(
                        new RecoveryAction.ReportGap(
                                new SeqRange(9, 10), GapCause.DAMAGED, name(1)),
                        new RecoveryAction.Begin(11, 2));
    }

    /// Harm: what cannot be read for the moment is deleted, or its seqs are given again.
    @Test
    void aSegmentThatCannotBeReadIsKeptAndItsSeqsAreNotGivenAgain() {
        SegmentScan scan =
                new SegmentScan(
                        name(1),
                        1,
                        offset(10),
                        HeaderFound.WHOLE,
                        OptionalLong.of(1),
                        false,
                        List.of(run(1, 4, 0)),
                        List.of(),
                        List.of(),
                        offset(4),
                        offset(4),
                        OptionalLong.empty(),
                        "Input/output error");
        List<RecoveryAction> plan = LogRecovery.plan(List.of(scan));
        assertThat(plan).noneMatch(RecoveryAction.Discard.class::isInstance);
        assertThat(plan.getLast())
                .isInstanceOfSatisfying(
                        RecoveryAction.Begin.class,
                        begin -> assertThat(begin.nextSeq()).isGreaterThan(10));
    }
}
