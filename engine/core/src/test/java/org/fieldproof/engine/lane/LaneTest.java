package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.engine.rig.ScriptedDestination.Mood;
import org.junit.jupiter.api.Test;

/// One lane with its thread and its real files, and a destination that does as it is told.
class LaneTest extends OneLane {
    @Test
    void recordsGoStraightThroughInOrderAndThePositionFollows() {
        Lane lane = open();
        hand(lane, 1_000);
        await(lane, look -> look.durable() == 1_000 && look.position() == 1_000, "delivery");
        assertThat(destination.seqs()).isEqualTo(seqs(1, 1_000));
        assertThat(lane.look().state()).isEqualTo(LaneState.IN_STEP);
        assertThat(lane.look().bufferRecords()).isZero();
        await(lane, look -> look.savedPosition() == 1_000, "the saved position");
    }

    @Test
    void severalBatchesMayBeOutstandingAndOrderIsKept() {
        destination.outstanding(8);
        Lane lane = open();
        hand(lane, 2_000);
        await(lane, look -> look.durable() == 2_000, "delivery");
        assertThat(destination.seqs()).isEqualTo(seqs(1, 2_000));
    }

    @Test
    void anOutageGoesThroughTheBufferInOrderAndNothingIsDoubled() {
        Lane lane = open();
        hand(lane, 100);
        await(lane, look -> look.durable() == 100, "the first ones");
        destination.mood(Mood.UNAVAILABLE);
        hand(lane, 1_000);
        await(lane, look -> look.bufferRecords() == 1_000, "the buffer");
        await(lane, look -> look.position() == 1_100, "custody by the buffer (LANE-4)");
        // At each try it is up for a moment.
        await(lane, look -> look.state() == LaneState.DOWN, "DOWN");
        destination.mood(Mood.TAKES);
        hand(lane, 500);
        await(lane, look -> look.durable() == 1_600, "the replay");
        assertThat(destination.seqs()).isEqualTo(seqs(1, 1_600));
        await(lane, look -> look.state() == LaneState.IN_STEP, "in step again");
        assertThat(lane.look().bufferRecords()).isZero();
    }

    @Test
    void aHangingWriteIsGivenUpAndRetriedOnAFreshSink() {
        destination.mood(Mood.HANGS);
        Lane lane = open();
        hand(lane, 64);
        await(lane, look -> look.bufferRecords() == 64, "given up after the write timeout");
        destination.mood(Mood.TAKES);
        await(lane, look -> look.durable() == 64, "the retry");
        assertThat(destination.opened()).as("the one that hung, and another").isGreaterThan(1);
        assertThat(destination.seqs()).isEqualTo(seqs(1, 64));
    }

    // Harm: the dispatcher, and with it every other lane, waits until a hanging write times out,
    // because one run of records is larger than what is left of the memory queue.
    @Test
    void aLaneThatHangsMakesRoomOnDiskLongBeforeItsWriteTimesOut() {
        destination.mood(Mood.HANGS);
        Lane lane =
                open(
                        new LaneDefinition(
                                16,
                                1 << 20,
                                1_000_000,
                                64 << 10,
                                32 << 20,
                                FullPolicy.BLOCK,
                                0,
                                600_000_000_000L));
        hand(lane, 2_000, 200);
        await(lane, look -> look.routed() == 2_000, "all handed over");
        await(lane, look -> look.bufferRecords() >= 1_500, "most of it on disk");
        assertThat(lane.look().imbalance()).isZero();
        assertThat(lane.look().attempt()).as("the first write still hangs").isZero();
    }

    /// A store whose answer is not yet durability answers late on purpose. Were that a hang, its
    /// records would be written over and over and never be done; the same delay without a hold is
    /// one, which is the test above.
    @Test
    void anOutcomeThatIsWithheldOnPurposeIsNoHang() {
        destination.outstanding(4);
        destination.holding(Duration.ofSeconds(1), Duration.ofMinutes(1));
        Lane lane = open();
        hand(lane, 64);
        await(lane, look -> look.durable() == 64, "the end of the hold");
        assertThat(destination.opened()).isEqualTo(1);
        assertThat(destination.seqs()).isEqualTo(seqs(1, 64));
    }

    @Test
    void aDestinationThatCannotBeOpenedIsTriedAgain() {
        destination.mood(Mood.OPEN_FAILS);
        Lane lane = open();
        hand(lane, 30);
        await(lane, look -> look.state() == LaneState.DOWN && look.attempt() >= 2, "attempts");
        assertThat(lane.look().why()).isEqualTo(ScriptedDestination.AWAY);
        destination.mood(Mood.TAKES);
        await(lane, look -> look.durable() == 30, "delivery");
        assertThat(destination.seqs()).isEqualTo(seqs(1, 30));
    }

    @Test
    void refusedRecordsGoToQuarantineAndTheRestOfTheirBatchArrives() {
        destination.poison(record -> record.seq() % 100 == 0);
        Lane lane = open();
        hand(lane, 1_000);
        await(lane, look -> look.durable() == 990 && look.quarantined() == 10, "the good ones");
        assertThat(lane.look().imbalance()).isZero();
        assertThat(lane.ask(new LaneRequest.ListQuarantine(0, 3)).toCompletableFuture().join())
                .isInstanceOfSatisfying(
                        Outcome.QuarantineRead.class,
                        read -> {
                            assertThat(read.total()).isEqualTo(10);
                            assertThat(read.records())
                                    .extracting(each -> each.record().seq())
                                    .containsExactly(100L, 200L, 300L);
                            assertThat(read.records().getFirst().why().message())
                                    .isEqualTo(ScriptedDestination.POISON.message());
                        });
    }

    @Test
    void onePoisonedRecordIsFoundByHalvingWhereTheDestinationDoesNotSayWhich() {
        destination.poison(record -> record.seq() == 333);
        destination.sayNothing();
        Lane lane = open();
        hand(lane, 500);
        await(lane, look -> look.durable() == 499 && look.quarantined() == 1, "all but one");
        List<Long> expected = new ArrayList<>(seqs(1, 500));
        expected.remove(333L);
        assertThat(destination.seqs()).isEqualTo(expected);
    }

    @Test
    void quarantinedRecordsCanBeTriedAgainOrDiscarded() {
        destination.poison(record -> record.seq() <= 4);
        Lane lane = open();
        hand(lane, 10);
        await(lane, look -> look.quarantined() == 4, "quarantine");
        destination.poison(record -> record.seq() == 2);
        lane.ask(new LaneRequest.RetryQuarantined(List.of(1L, 2L, 3L)))
                .toCompletableFuture()
                .join();
        await(lane, look -> look.quarantined() == 2 && look.durable() == 8, "another try");
        lane.ask(new LaneRequest.DiscardQuarantined(List.of(2L, 4L, 99L)))
                .toCompletableFuture()
                .join();
        await(lane, look -> look.quarantined() == 0 && look.dropped() == 2, "discarded");
        assertThat(lane.look().imbalance()).isZero();
    }

    @Test
    void aFullBufferThatBlocksLosesNothing() {
        destination.mood(Mood.UNAVAILABLE);
        Lane lane = open(definition(FullPolicy.BLOCK, 64 << 10, 0));
        hand(lane, 3_000);
        await(lane, look -> look.state() == LaneState.FULL, "FULL");
        assertThat(lane.look().imbalance()).isZero();
        destination.mood(Mood.TAKES);
        await(lane, look -> look.durable() == 3_000, "everything");
        assertThat(destination.seqs()).isEqualTo(seqs(1, 3_000));
        assertThat(lane.look().dropped()).isZero();
    }

    @Test
    void aFullBufferThatDropsTheNewestKeepsTheOldestAndCountsTheRest() {
        destination.mood(Mood.OPEN_FAILS);
        Lane lane = open(definition(FullPolicy.DROP_NEWEST, 64 << 10, 0));
        hand(lane, 3_000);
        await(lane, look -> look.routed() == 3_000 && look.queued() == 0, "all placed");
        destination.mood(Mood.TAKES);
        await(lane, look -> look.bufferRecords() == 0 && look.inFlight() == 0, "drained");
        LaneLook look = lane.look();
        assertThat(look.dropped()).isPositive();
        assertThat(look.dropped() + look.durable()).isEqualTo(3_000);
        assertThat(destination.seqs()).isEqualTo(seqs(1, look.durable()));
    }

    @Test
    void aFullBufferThatDropsTheOldestKeepsTheNewestAndCountsTheRest() {
        destination.mood(Mood.OPEN_FAILS);
        Lane lane = open(definition(FullPolicy.DROP_OLDEST, 64 << 10, 0));
        hand(lane, 3_000);
        await(lane, look -> look.routed() == 3_000 && look.queued() == 0, "all placed");
        destination.mood(Mood.TAKES);
        await(lane, look -> look.bufferRecords() == 0 && look.inFlight() == 0, "drained");
        LaneLook look = lane.look();
        assertThat(look.dropped()).isPositive();
        assertThat(look.dropped() + look.durable()).isEqualTo(3_000);
        assertThat(destination.seqs()).isEqualTo(seqs(look.dropped() + 1, 3_000));
    }

    @Test
    void aRestartGoesOnWhereTheLaneStoodWithItsBufferAndItsQuarantine() {
        destination.poison(record -> record.seq() == 5);
        Lane lane = open();
        hand(lane, 50);
        await(lane, look -> look.durable() == 49, "the first ones");
        destination.mood(Mood.UNAVAILABLE);
        hand(lane, 200);
        await(lane, look -> look.bufferRecords() == 200, "the buffer");
        lane.beginStop(0);
        assertThat(lane.awaitStopped(PATIENCE)).isTrue();
        assertThat(lane.look().state()).isEqualTo(LaneState.STOPPED);

        destination.mood(Mood.TAKES);
        Lane again = open();
        assertThat(again.look().routed()).as("what was found").isEqualTo(201);
        assertThat(again.look().position()).isEqualTo(250);
        // The dispatcher may repeat what the lane has: nothing of it is taken twice.
        handAgainFrom(1);
        hand(again, 300);
        await(again, look -> look.durable() == 250, "the buffer and the new ones");
        List<Long> expected = new ArrayList<>(seqs(1, 300));
        expected.remove(5L);
        assertThat(destination.seqs()).isEqualTo(expected);
        assertThat(again.look().imbalance()).isZero();
        assertThat(again.look().quarantined()).isEqualTo(1);
    }

    @Test
    void theAccountsBalanceAtEveryLookWhateverTheDestinationDoes() {
        long seed = 42;
        SplittableRandom random = new SplittableRandom(seed);
        destination.chance(new SplittableRandom(seed + 1));
        destination.poison(record -> record.seq() % 997 == 0);
        destination.outstanding(4);
        Lane lane = open(definition(FullPolicy.BLOCK, 256 << 10, 0));
        int looks = 0;
        for (int round = 0; round < 60; round++) {
            hand(lane, 1 + random.nextInt(200));
            for (int i = 0; i < 20; i++) {
                LaneLook look = lane.look();
                assertThat(look.imbalance()).as("%s, seed %d", look, seed).isZero();
                assertThat(look.position()).isGreaterThanOrEqualTo(look.savedPosition());
                looks++;
                LockSupport.parkNanos(200_000);
            }
        }
        destination.noChance();
        long total = handed();
        await(lane, look -> look.durable() + look.quarantined() == total, "everything");
        assertThat(looks).isEqualTo(1_200);
        List<Long> expected = new ArrayList<>(seqs(1, total));
        expected.removeIf(seq -> seq % 997 == 0);
        assertThat(new HashSet<>(destination.seqs()).equals(new HashSet<>(expected))).isTrue();
        assertThat(destination.distinctSeqs().equals(expected))
                .as("first arrivals keep the log's order (LANE-3)")
                .isTrue();
    }
}
