package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.LongStream;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.project.ProjectDefinition.ReplayOrder;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.log.io.StoreException;
import org.junit.jupiter.api.Test;

/// The pace of a replay, in a time that only the test moves: a machine's own measures the machine.
class ReplayPaceStepsTest {
    private static final Duration TICK = Duration.ofMillis(5);

    /// The destination was lost and is back; so many records stand in the buffer.
    private static SteppedLane back(LaneDefinition definition, int records) throws StoreException {
        SteppedLane lane = new SteppedLane(definition);
        lane.hand();
        lane.pause(true);
        lane.lost();
        for (int i = 1; i < records; i++) {
            lane.hand();
        }
        // What came in counts as inflow no more.
        for (int i = 0; i < 3; i++) {
            lane.step(Duration.ofSeconds(1));
        }
        assertThat(lane.look().bufferRecords()).isEqualTo(records);
        lane.written.clear();
        lane.pause(false);
        return lane;
    }

    /// How many records go while so much time passes, each answered at once.
    private static int passed(SteppedLane lane, Duration time) {
        int before = lane.written.size();
        for (long ticks = time.dividedBy(TICK); ticks > 0; ticks--) {
            lane.step(TICK);
            while (!lane.openSeqs().isEmpty()) {
                lane.durable();
            }
        }
        return lane.written.size() - before;
    }

    private static List<Long> seqs(SteppedLane lane, long from, long to) {
        return lane.written.stream()
                .map(FieldRecord::seq)
                .filter(seq -> seq >= from && seq <= to)
                .toList();
    }

    private static List<Long> range(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    // Harm: a database that has just come back is run over by the backlog.
    @Test
    void theReplayKeepsToItsPace() throws StoreException {
        SteppedLane lane = back(OneLane.definition(FullPolicy.BLOCK, 32 << 20, 400), 1_000);
        assertThat(passed(lane, Duration.ofSeconds(1))).isBetween(380, 440);
        assertThat(lane.look().state()).isEqualTo(LaneState.REPLAYING);
        assertThat(passed(lane, Duration.ofSeconds(1))).isBetween(380, 420);
        passed(lane, Duration.ofSeconds(1));
        assertThat(seqs(lane, 1, 1_000)).isEqualTo(range(1, 1_000));
        assertThat(lane.look().state()).isEqualTo(LaneState.IN_STEP);
    }

    // Harm: after an outage of a day, operators look at yesterday for hours.
    @Test
    void whatComesInOvertakesTheBacklogWhichDrainsAtItsPace() throws StoreException {
        SteppedLane lane =
                back(
                        OneLane.definition(
                                FullPolicy.BLOCK, 0, Duration.ZERO, 300, ReplayOrder.LIVE_FIRST),
                        600);
        assertThat(passed(lane, Duration.ofMillis(200))).isBetween(40, 90);
        for (int i = 0; i < 100; i++) {
            lane.hand();
        }
        passed(lane, Duration.ofMillis(100));
        assertThat(seqs(lane, 601, 700)).as("all that came in").isEqualTo(range(601, 700));
        assertThat(seqs(lane, 1, 600)).as("the backlog at its pace").hasSizeBetween(90, 220);
        assertThat(lane.look().state()).isEqualTo(LaneState.REPLAYING);
        passed(lane, Duration.ofSeconds(2));
        assertThat(seqs(lane, 1, 600)).isEqualTo(range(1, 600));
        assertThat(lane.look().durable()).isEqualTo(700);
        assertThat(lane.look().position()).isEqualTo(700);
        assertThat(lane.look().state()).isEqualTo(LaneState.IN_STEP);
        assertThat(lane.look().imbalance()).isZero();
    }
}
