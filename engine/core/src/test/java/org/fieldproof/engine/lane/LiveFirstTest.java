package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashSet;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.project.ProjectDefinition.ReplayOrder;
import org.fieldproof.engine.rig.ScriptedDestination.Mood;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;

/// LANE-3 with `replayOrder: live-first`: the queue overtakes the buffer, nothing is lost by it.
class LiveFirstTest extends OneLane {

    private static LaneDefinition liveFirst(int perSecond) {
        return definition(FullPolicy.BLOCK, 0, Duration.ZERO, perSecond, ReplayOrder.LIVE_FIRST);
    }

    /// The smallest memory queue there is: it fills at once.
    static LaneDefinition tiny(long writeTimeoutNanos) {
        return new LaneDefinition(
                16,
                1 << 20,
                1_000_000,
                64 << 10,
                32 << 20,
                0,
                0,
                FullPolicy.BLOCK,
                10,
                0,
                ReplayOrder.LIVE_FIRST,
                writeTimeoutNanos,
                1_000,
                1 << 20,
                LaneDefinition.IDLE_PROBE_NANOS);
    }

    private Lane withBacklog(LaneDefinition definition, int records) {
        destination.mood(Mood.OPEN_FAILS);
        Lane lane = open(definition);
        hand(lane, records);
        await(lane, look -> look.bufferRecords() == records, "the backlog");
        return lane;
    }

    // Harm: where the destination is just fast enough for what comes in, the backlog stays for
    // ever.
    @Test
    void theBacklogDrainsAlthoughMoreAlwaysComesIn() {
        Lane lane = withBacklog(liveFirst(0), 2_000);
        destination.slow(Duration.ofMillis(1));
        destination.mood(Mood.TAKES);
        int rounds = 0;
        while (lane.look().bufferRecords() > 0) {
            hand(lane, 32);
            // The next ones are always there, but no more than the destination takes.
            long live = handed() - 2_000;
            Await.until(PATIENCE, () -> liveArrived() > live - 64, "what came in");
            assertThat(rounds++).as("hand-overs while the backlog drains").isLessThan(2_000);
        }
        long total = handed();
        await(lane, look -> look.durable() == total, "everything");
        assertThat(new HashSet<>(destination.seqs())).hasSize((int) total);
        assertThat(lane.look().imbalance()).isZero();
    }

    private long liveArrived() {
        return destination.seqs().stream().filter(seq -> seq > 2_000).distinct().count();
    }

    // Harm: records that are with the destination while memory runs out are forgotten, or counted
    // twice.
    @Test
    void whatIsUnderWayWhenMemoryRunsOutIsKeptAndCountedOnce() {
        Lane lane = withBacklog(tiny(2_000_000_000), 500);
        destination.slow(Duration.ofMillis(400));
        destination.mood(Mood.TAKES);
        await(lane, look -> look.inFlight() > 0, "the way is open");
        for (int i = 0; i < 20; i++) {
            hand(lane, 200, 200);
            assertThat(lane.look().imbalance()).isZero();
        }
        destination.slow(Duration.ZERO);
        long total = handed();
        await(lane, look -> look.durable() == total, "everything");
        assertThat(lane.look().imbalance()).isZero();
        assertThat(new HashSet<>(destination.seqs())).hasSize((int) total);
    }

    // Harm: a restart in the middle takes what overtook the backlog for all there was.
    @Test
    void aRestartInTheMiddleLosesNothing() {
        Lane lane = withBacklog(liveFirst(100), 600);
        destination.mood(Mood.TAKES);
        await(lane, look -> look.durable() > 0, "the way is open");
        hand(lane, 100);
        await(lane, look -> look.queued() == 0 && look.position() == 700, "what came in");
        destination.mood(Mood.UNAVAILABLE);
        hand(lane, 100);
        await(lane, look -> look.position() == 800, "the next outage");
        stop(lane);
        destination.mood(Mood.TAKES);
        Lane again = open(liveFirst(0));
        handAgainFrom(1);
        hand(again, 900);
        // The position tells that the lane has come to the last one: a look may be older than it.
        await(
                again,
                look ->
                        look.position() == 900
                                && look.bufferRecords() == 0
                                && look.inFlight() == 0
                                && look.queued() == 0,
                "all of it");
        assertThat(new HashSet<>(destination.seqs())).hasSize(900);
        assertThat(again.look().imbalance()).isZero();
    }

    // Harm: the accounts, on which drills rest, do not hold in this order.
    @Test
    void theAccountsBalanceAtEveryLookWhateverTheDestinationDoes() {
        long seed = 77;
        SplittableRandom random = new SplittableRandom(seed);
        destination.chance(new SplittableRandom(seed + 1));
        destination.poison(record -> record.seq() % 997 == 0);
        destination.outstanding(4);
        Lane lane = open(tiny(300_000_000));
        for (int round = 0; round < 60; round++) {
            hand(lane, 1 + random.nextInt(200));
            for (int i = 0; i < 10; i++) {
                LaneLook look = lane.look();
                assertThat(look.imbalance()).as("%s, seed %d", look, seed).isZero();
                LockSupport.parkNanos(200_000);
            }
        }
        destination.noChance();
        long total = handed();
        await(lane, look -> look.durable() + look.quarantined() == total, "everything");
        assertThat(lane.look().imbalance()).isZero();
        assertThat(new HashSet<>(destination.seqs()))
                .hasSize((int) (total - lane.look().quarantined()));
    }
}
