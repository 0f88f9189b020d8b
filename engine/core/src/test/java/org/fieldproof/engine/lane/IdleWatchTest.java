package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.log.io.StoreException;
import org.junit.jupiter.api.Test;

/// LANE-10. Harm if it breaks: a destination that went away last night is shown as connected until
/// the first record of the morning.
class IdleWatchTest {
    private static final Duration IDLE = Duration.ofSeconds(10);

    private static SteppedLane lane() throws StoreException {
        return new SteppedLane(OneLane.definition(FullPolicy.BLOCK, 32 << 20, 0));
    }

    private static SteppedLane lane(Duration writeTimeout) throws StoreException {
        return new SteppedLane(
                new LaneDefinition(
                        16,
                        1 << 20,
                        1_000_000,
                        1 << 20,
                        32 << 20,
                        FullPolicy.BLOCK,
                        0,
                        writeTimeout.toNanos()));
    }

    /// The next question answered with a loss.
    private static void lose(SteppedLane lane) {
        lane.probes
                .removeFirst()
                .completeExceptionally(new ConnectorException(ScriptedDestination.AWAY));
        lane.step();
    }

    @Test
    void aLossIsKnownWithoutARecordAndSoIsTheReturn() throws StoreException {
        SteppedLane lane = lane();
        lane.hand();
        lane.durable();
        lane.step(IDLE.minusMillis(1));
        assertThat(lane.probes).as("too early").isEmpty();
        lane.step(Duration.ofMillis(1));
        assertThat(lane.probes).hasSize(1);
        lose(lane);
        assertThat(lane.look().state()).isEqualTo(LaneState.DOWN);
        assertThat(lane.look().why()).isEqualTo(ScriptedDestination.AWAY);
        assertThat(lane.events).anyMatch(event -> event.startsWith("LANE-0101"));
        assertThat(lane.look().imbalance()).isZero();

        // The sinks of this lane open whenever they are asked.
        lane.step(Duration.ofMinutes(1));
        lane.step();
        assertThat(lane.look().state()).isEqualTo(LaneState.IN_STEP);
        assertThat(lane.written).as("nothing was sent again").hasSize(1);
    }

    @Test
    void oneThatAnswersIsAskedAgainAndStaysInStep() throws StoreException {
        SteppedLane lane = lane();
        for (int round = 0; round < 3; round++) {
            lane.step(IDLE);
            assertThat(lane.probes).hasSize(1);
            lane.probes.removeFirst().complete(null);
            lane.step();
            assertThat(lane.look().state()).isEqualTo(LaneState.IN_STEP);
        }
    }

    @Test
    void aSilentOneIsLostWithinFifteenSeconds() throws StoreException {
        SteppedLane lane = lane();
        lane.step(IDLE);
        assertThat(lane.probes).hasSize(1);
        lane.step(Duration.ofNanos(IdleWatch.PATIENCE_NANOS));
        assertThat(lane.look().state()).isEqualTo(LaneState.DOWN);
        assertThat(lane.look().why()).isNotNull();
    }

    /// A record that comes while the question is out is sent, and its own outcome counts.
    @Test
    void aRecordIsNeitherHeldUpNorFailedByTheQuestion() throws StoreException {
        SteppedLane lane = lane();
        lane.step(IDLE);
        assertThat(lane.probes).hasSize(1);
        lane.hand();
        assertThat(lane.openSeqs()).as("sent at once").containsExactly(1L);
        lose(lane);
        assertThat(lane.look().state()).isEqualTo(LaneState.IN_STEP);
        lane.durable();
        assertThat(lane.look().durable()).isEqualTo(1);
        assertThat(lane.written).hasSize(1);
    }

    /// The question hangs and a write is slow: the write's own patience counts, or a record that
    /// is stored all the same would be sent twice.
    @Test
    void aSilentQuestionGivesUpNoWrite() throws StoreException {
        SteppedLane lane = lane(Duration.ofSeconds(30));
        lane.step(IDLE);
        assertThat(lane.probes).hasSize(1);
        lane.hand();
        lane.step(Duration.ofNanos(2 * IdleWatch.PATIENCE_NANOS));
        assertThat(lane.look().state()).isEqualTo(LaneState.IN_STEP);
        lane.durable();
        assertThat(lane.look().durable()).isEqualTo(1);
        assertThat(lane.look().state()).as("heard of just now").isEqualTo(LaneState.IN_STEP);
        lane.step(Duration.ofNanos(IdleWatch.PATIENCE_NANOS));
        assertThat(lane.look().state()).isEqualTo(LaneState.DOWN);
        assertThat(lane.written).hasSize(1);
    }

    @Test
    void nothingIsAskedWhileAWriteIsUnderWay() throws StoreException {
        SteppedLane lane = lane(Duration.ofSeconds(30));
        lane.hand();
        lane.step(Duration.ofSeconds(20));
        assertThat(lane.probes).isEmpty();
        lane.durable();
        lane.step(IDLE.minusMillis(1));
        assertThat(lane.probes).as("counted from the outcome").isEmpty();
        lane.step(Duration.ofMillis(1));
        assertThat(lane.probes).hasSize(1);
    }

    /// What an earlier session still has to say is not heard.
    @Test
    void aLateAnswerOfALostSessionIsNotHeard() throws StoreException {
        SteppedLane lane = lane();
        lane.step(IDLE);
        CompletableFuture<Void> first = lane.probes.removeFirst();
        lane.step(Duration.ofNanos(IdleWatch.PATIENCE_NANOS));
        assertThat(lane.look().state()).isEqualTo(LaneState.DOWN);
        lane.step(Duration.ofMinutes(1));
        lane.step();
        assertThat(lane.look().state()).isEqualTo(LaneState.IN_STEP);
        first.completeExceptionally(new ConnectorException(ScriptedDestination.AWAY));
        lane.step();
        assertThat(lane.look().state()).isEqualTo(LaneState.IN_STEP);
    }

    /// Harm: a destination that answers and takes nothing is knocked at as often as at first, and
    /// each time as if it had never failed.
    @Test
    void anAnswerIsNoDelivery() throws StoreException {
        SteppedLane lane = lane();
        lane.hand();
        for (int round = 0; round < 3; round++) {
            lane.lost();
            lane.step(Duration.ofMinutes(1));
            lane.step();
        }
        assertThat(lane.look().attempt()).isEqualTo(3);
        lane.pause(true);
        lane.lost();
        lane.step(Duration.ofMinutes(1));
        lane.step();
        lane.step(IDLE);
        lane.probes.removeFirst().complete(null);
        lane.step();
        assertThat(lane.look().attempt()).as("after an answer").isEqualTo(4);
        lane.pause(false);
        lane.settle();
        assertThat(lane.look().attempt()).as("after a delivery").isZero();
    }

    /// Harm: a destination that is restarted each week, and has nothing to store for months, is in
    /// the end knocked at as seldom as one that never was there.
    @Test
    void oneThatOnlyQuestionsFoundGoneIsKnockedAtAsAtFirst() throws StoreException {
        SteppedLane lane = lane();
        lane.hand();
        lane.durable();
        for (int round = 0; round < 5; round++) {
            lane.step(IDLE);
            lose(lane);
            assertThat(lane.look().attempt()).as("loss " + round).isEqualTo(1);
            lane.step(Duration.ofMinutes(1));
            lane.step();
            lane.step(IDLE);
            lane.probes.removeFirst().complete(null);
            lane.step();
            assertThat(lane.look().attempt()).as("after an answer").isZero();
        }
    }

    /// A paused lane is asked too, keeps its state, and delivers when it goes on.
    @Test
    void aPausedLaneStaysPaused() throws StoreException {
        SteppedLane lane = lane();
        lane.pause(true);
        lane.hand();
        lane.step(IDLE);
        assertThat(lane.probes).hasSize(1);
        lose(lane);
        assertThat(lane.look().state()).isEqualTo(LaneState.PAUSED);
        lane.step(Duration.ofMinutes(1));
        lane.step();
        lane.pause(false);
        lane.settle();
        assertThat(lane.look().durable()).isEqualTo(1);
        assertThat(lane.written).hasSize(1);
    }
}
