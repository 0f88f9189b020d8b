package org.fieldproof.drill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Faults are planted one at a time; each must be named. A judgement that misses one lets a loss
/// pass for a proof.
class ReconciliationTest {
    private final Planted run = new Planted(20);

    @Test
    void nothingWrongIsFoundWhereNothingIsWrong() {
        Judgement judgement = run.judge();

        assertThat(judgement.failures()).isEmpty();
        assertThat(judgement.unknowns()).isEmpty();
        assertThat(judgement.lostTotal()).isZero();
        assertThat(judgement.devices()).hasSize(3);
        for (DeviceJudgement device : judgement.devices()) {
            assertThat(device.sent()).isEqualTo(20);
            assertThat(device.accepted()).isEqualTo(20);
            assertThat(device.lanes())
                    .extracting(LaneJudgement::delivered)
                    .containsExactly(20L, 20L);
        }
    }

    @RepeatedTest(20)
    void anySingleLossIsNamedExactly(RepetitionInfo info) {
        Random random = new Random(info.getCurrentRepetition());
        int index = random.nextInt(run.upstream.size());
        ArrivalRow gone = run.upstream.remove(index);

        Judgement judgement = run.judge();

        assertThat(lane(judgement, gone.device(), "upstream").lost())
                .containsExactly(new SeqRange(gone.seq(), gone.seq(), "not-at-destination", 1));
        assertThat(judgement.lostTotal()).isEqualTo(1);
        assertThat(judgement.failures()).hasSize(1);
    }

    @Test
    void aRunOfLossesIsOneRangePerGap() {
        run.upstream.removeIf(each -> each.seq() >= 1_010 && each.seq() <= 1_018);

        LaneJudgement lane = lane(run.judge(), Planted.PRESS, "upstream");

        // Every third record is this device's, so its losses stand alone.
        assertThat(lane.lost())
                .extracting(SeqRange::fromSeq)
                .containsExactly(1_010L, 1_013L, 1_016L);
        assertThat(SeqRange.records(lane.lost())).isEqualTo(3);
        assertThat(lane.delivered()).isEqualTo(17);
    }

    @Test
    void consecutiveLossesAreDrawnTogether() {
        assertThat(SeqRange.of(List.of(5L, 6L, 7L, 9L), "x"))
                .containsExactly(new SeqRange(5, 7, "x", 3), new SeqRange(9, 9, "x", 1));
        assertThat(SeqRange.of(List.of(), "x")).isEmpty();
    }

    @Test
    void whatWasAcknowledgedAndIsNotInTheLogIsLost() {
        int index = run.indexOf(Planted.PUMP, 110);
        long seq = run.accepted.get(index).seq();
        // The log itself is without a gap: the message never became a record.
        run.accepted.remove(index);
        run.upstream.removeIf(each -> each.seq() == seq);
        run.local.removeIf(each -> each.seq() == seq);
        renumberFrom(index);

        Judgement judgement = run.judge();

        DeviceJudgement pump = device(judgement, Planted.PUMP);
        assertThat(pump.lostBeforeLog())
                .containsExactly(new SeqRange(110, 110, "acknowledged-not-in-log", 1));
        assertThat(pump.accepted()).isEqualTo(19);
        assertThat(judgement.failures()).hasSize(1);
        assertThat(judgement.lostTotal()).isEqualTo(1);
    }

    @Test
    void whatWasNeverAcknowledgedIsNotLostButLeavesTheRunOpen() {
        run.devices.set(0, new DeviceLedger(Planted.PRESS, "CN=press-01", true, 100, 123, 120));

        Judgement judgement = run.judge();

        assertThat(judgement.failures()).isEmpty();
        assertThat(judgement.unknowns()).hasSize(1);
        assertThat(device(judgement, Planted.PRESS).notAcknowledged()).isEqualTo(3);
        assertThat(judgement.lostTotal()).isZero();
    }

    @Test
    void aGapInTheLogIsAFailure() {
        run.accepted.remove(10);

        assertThat(run.judge().failures()).anyMatch(each -> each.contains("gap: seq 1011 to 1011"));
    }

    @Test
    void aLogThatEndsEarlyIsAFailure() {
        Ledgers all = run.ledgers();
        Ledgers cut =
                new Ledgers(
                        all.devices(),
                        all.fromSeq(),
                        all.cutSeq(),
                        all.toSeq(),
                        true,
                        all.accepted().subList(0, 50),
                        all.lanes());

        assertThat(Reconciliation.judge(cut).failures()).isNotEmpty();
    }

    @Test
    void aDuplicateTheDeviceAnnouncedIsExplained() {
        run.accept(1_061, Planted.PRESS, 120, true);

        Judgement judgement = run.judge();

        LaneJudgement lane = lane(judgement, Planted.PRESS, "upstream");
        assertThat(lane.duplicated())
                .containsExactly(new SeqRange(1_061, 1_061, LaneJudgement.DEVICE_REDELIVERY, 1));
        assertThat(lane.unexplained()).isZero();
        assertThat(lane.delivered()).isEqualTo(20);
        assertThat(judgement.failures()).isEmpty();
    }

    @Test
    void aDuplicateNobodyAnnouncedIsAFailure() {
        run.accept(1_061, Planted.PRESS, 120, false);

        Judgement judgement = run.judge();

        assertThat(lane(judgement, Planted.PRESS, "local").unexplained()).isEqualTo(1);
        assertThat(judgement.failures()).hasSize(2).allMatch(each -> each.contains("duplicates"));
    }

    @Test
    void theSameIdentityTwiceIsRedeliveryAndNoFailure() {
        run.upstream.add(run.upstream.get(7));
        run.upstream.add(run.upstream.get(7));

        Judgement judgement = run.judge();

        String device = run.upstream.get(7).device();
        assertThat(lane(judgement, device, "upstream").redelivered()).isEqualTo(2);
        assertThat(judgement.failures()).isEmpty();
    }

    @Test
    void anOvertakenRecordIsOutOfOrder() {
        Collections.swap(run.upstream, 9, 12);

        Judgement judgement = run.judge();

        LaneJudgement lane = lane(judgement, run.upstream.get(9).device(), "upstream");
        assertThat(lane.outOfOrder()).containsExactly(new SeqRange(1_010, 1_010, "overtaken", 1));
        assertThat(judgement.failures()).hasSize(1);
    }

    @Test
    void orderBetweenDevicesIsNotPromised() {
        Collections.swap(run.upstream, 9, 10);

        assertThat(run.judge().failures()).isEmpty();
    }

    @Test
    void aChangedPayloadIsWrong() {
        ArrivalRow row = run.local.get(5);
        run.local.set(
                5, new ArrivalRow(row.seq(), row.device(), row.address(), ~row.payloadCrc32c(), 0));

        Judgement judgement = run.judge();

        assertThat(lane(judgement, row.device(), "local").wrong())
                .containsExactly(new SeqRange(row.seq(), row.seq(), "payload-differs", 1));
        assertThat(judgement.failures()).hasSize(1);
    }

    @Test
    void aRecordUnderAnotherDevicesNameIsWrong() {
        ArrivalRow row = run.upstream.get(5);
        run.upstream.set(
                5, new ArrivalRow(row.seq(), "ghost", row.address(), row.payloadCrc32c(), 1));

        assertThat(lane(run.judge(), row.device(), "upstream").wrong())
                .extracting(SeqRange::kind)
                .containsExactly("device-differs");
    }

    @Test
    void anIdentityThatWasNeverAcceptedIsAFailure() {
        run.upstream.add(new ArrivalRow(9_999, Planted.PRESS, "x", 1, 1));

        assertThat(run.judge().failures()).anyMatch(each -> each.contains("never accepted"));
    }

    @Test
    void aRecordAtALaneItIsNotRoutedToIsAFailure() {
        AcceptedRow row = run.accepted.get(3);
        run.accepted.set(
                3,
                new AcceptedRow(
                        row.seq(),
                        row.device(),
                        row.address(),
                        row.counter(),
                        row.payloadCrc32c(),
                        false,
                        0,
                        0b01));

        assertThat(run.judge().failures()).anyMatch(each -> each.contains("never accepted for it"));
    }

    @Test
    void whatTheLaneStillHoldsIsPendingAndNoPass() {
        run.upstream.subList(run.upstream.size() - 6, run.upstream.size()).clear();
        run.upstreamHeld = 6;

        Judgement judgement = run.judge();

        assertThat(judgement.overLanes(LaneJudgement::pending)).isEqualTo(6);
        assertThat(judgement.lostTotal()).isZero();
        assertThat(judgement.failures()).isNotEmpty();
    }

    /// Harm: live traffic always holds a few records in flight; it must not excuse an old loss.
    @Test
    void aLossInTheMiddleIsNotExcusedByWhatIsInFlight() {
        ArrivalRow gone = run.upstream.remove(20);
        run.upstreamHeld = 50;

        LaneJudgement lane = lane(run.judge(), gone.device(), "upstream");

        assertThat(SeqRange.records(lane.lost())).isEqualTo(1);
        assertThat(lane.pending()).isZero();
    }

    @Test
    void noMoreIsPendingThanTheLaneHolds() {
        run.upstream.subList(run.upstream.size() - 6, run.upstream.size()).clear();
        run.upstreamHeld = 2;

        Judgement judgement = run.judge();

        assertThat(judgement.overLanes(LaneJudgement::pending)).isEqualTo(2);
        assertThat(judgement.lostTotal()).isEqualTo(4);
    }

    @Test
    void quarantineAndPolicyAreNamedAsTheReason() {
        run.upstream.remove(30);
        run.upstreamQuarantined = 1;
        assertThat(kinds(run.judge())).containsExactly("quarantined");

        run.upstreamQuarantined = 0;
        run.upstreamDropped = 1;
        assertThat(kinds(run.judge())).containsExactly("dropped-by-policy");

        run.upstreamDropped = 0;
        run.upstreamImbalance = 1;
        assertThat(kinds(run.judge())).containsExactly("lost-in-gateway");
    }

    @Test
    void columnsThatDoNotAddUpAreAFailureEvenIfEverythingArrived() {
        run.upstreamImbalance = -1;

        assertThat(run.judge().failures()).anyMatch(each -> each.contains("do not add up"));
    }

    @Test
    void aDestinationThatCannotBeReadLeavesItUnknown() {
        run.upstreamReadable = false;

        Judgement judgement = run.judge();

        assertThat(judgement.unknowns()).isNotEmpty();
        assertThat(lane(judgement, Planted.PRESS, "upstream").delivered()).isEqualTo(-1);
        assertThat(judgement.lostTotal()).isEqualTo(-1);
    }

    @Test
    void everyMissingInputLeavesItUnknown() {
        run.acceptedReadable = false;
        assertThat(run.judge().unknowns()).isNotEmpty();
        run.acceptedReadable = true;
        assertThat(run.judge().unknowns()).isEmpty();

        DeviceLedger press = run.devices.getFirst();
        for (DeviceLedger torn :
                List.of(
                        new DeviceLedger(press.device(), "", true, -1, 120, 120),
                        new DeviceLedger(press.device(), "", true, 100, -1, 120),
                        new DeviceLedger(press.device(), "", true, 100, 120, -1),
                        new DeviceLedger(press.device(), "", true, 120, 100, 120))) {
            run.devices.set(0, torn);
            Judgement judgement = run.judge();
            assertThat(judgement.unknowns()).as(torn.toString()).isNotEmpty();
            assertThat(device(judgement, press.device()).sent()).isEqualTo(-1);
        }
        run.devices.set(0, press);
        assertThat(run.judge().unknowns()).isEmpty();
    }

    /// Harm: a run too long for its log to be read back is called a failure of the destination.
    @Test
    void aLogThatCouldNotBeReadMakesNoArrivalAnIntruder() {
        run.accepted.clear();
        assertThat(run.judge().failures()).isNotEmpty();

        run.acceptedReadable = false;

        assertThat(run.judge().failures()).isEmpty();
        assertThat(run.judge().unknowns()).isNotEmpty();
    }

    @Test
    void noDevicesNoLanesNoPass() {
        assertThat(Reconciliation.judge(Ledgers.none()).unknowns()).hasSizeGreaterThanOrEqualTo(3);

        run.devices.clear();
        assertThat(run.judge().unknowns()).isNotEmpty();
    }

    @Test
    void aDeviceThatSentNothingProvesNothing() {
        run.devices.add(new DeviceLedger("silent", "", true, 7, 7, 7));

        assertThat(run.judge().unknowns()).anyMatch(each -> each.contains("silent sent nothing"));
    }

    @Test
    void aPayloadWithoutACounterLeavesItUnknown() {
        AcceptedRow row = run.accepted.get(4);
        run.accepted.set(
                4,
                new AcceptedRow(
                        row.seq(),
                        row.device(),
                        row.address(),
                        -1,
                        row.payloadCrc32c(),
                        false,
                        0,
                        3));

        assertThat(run.judge().unknowns()).anyMatch(each -> each.contains("no counter"));
    }

    @Test
    void messagesBeforeAndAfterTheWindowDoNotCount() {
        run.accept(1_061, Planted.PRESS, 121, false);
        run.upstream.removeLast();

        Judgement judgement = run.judge();

        assertThat(judgement.failures()).isEmpty();
        assertThat(device(judgement, Planted.PRESS).accepted()).isEqualTo(20);
    }

    private void renumberFrom(int index) {
        for (int i = index; i < run.accepted.size(); i++) {
            AcceptedRow row = run.accepted.get(i);
            run.accepted.set(
                    i,
                    new AcceptedRow(
                            row.seq() - 1,
                            row.device(),
                            row.address(),
                            row.counter(),
                            row.payloadCrc32c(),
                            row.duplicateFlagged(),
                            row.acceptEpochNanos(),
                            row.lanes()));
            ArrivalRow up = run.upstream.get(i);
            run.upstream.set(
                    i,
                    new ArrivalRow(up.seq() - 1, up.device(), up.address(), up.payloadCrc32c(), 1));
            ArrivalRow here = run.local.get(i);
            run.local.set(
                    i,
                    new ArrivalRow(
                            here.seq() - 1,
                            here.device(),
                            here.address(),
                            here.payloadCrc32c(),
                            0));
        }
    }

    private static List<String> kinds(Judgement judgement) {
        return judgement.devices().stream()
                .flatMap(each -> each.lanes().stream())
                .flatMap(each -> each.lost().stream())
                .map(SeqRange::kind)
                .toList();
    }

    private static DeviceJudgement device(Judgement judgement, String name) {
        return judgement.devices().stream()
                .filter(each -> each.device().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static LaneJudgement lane(Judgement judgement, String device, String lane) {
        return device(judgement, device).lanes().stream()
                .filter(each -> each.lane().equals(lane))
                .findFirst()
                .orElseThrow();
    }
}
