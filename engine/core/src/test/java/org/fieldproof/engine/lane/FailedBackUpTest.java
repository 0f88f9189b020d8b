package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.ReplayOrder;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.Fault;
import org.junit.jupiter.api.Test;

/// LANE-1 and LANE-4 where the disk refuses while a write that has no answer is put into the
/// buffer: what was appended before it, and not synced, leaves the buffer with it.
class FailedBackUpTest {
    private static final Duration SYNCED = Duration.ofMillis(60);

    /// 1 is delivered from the buffer, 2 stands in it unsynced, 3 overtook it and has no answer.
    private static SteppedLane overtaken() throws StoreException {
        SteppedLane lane =
                new SteppedLane(
                        OneLane.definition(
                                FullPolicy.BLOCK,
                                1_000,
                                Duration.ofDays(1),
                                0,
                                ReplayOrder.LIVE_FIRST));
        lane.pause(true);
        lane.hand();
        lane.step(SYNCED);
        lane.pause(false);
        lane.step();
        assertThat(lane.openSeqs()).containsExactly(1L);
        lane.durable();
        lane.pause(true);
        lane.hand();
        lane.pause(false);
        lane.hand();
        assertThat(lane.openSeqs()).as("control: what came in overtakes").containsExactly(3L);
        assertThat(lane.look().bufferRecords()).as("control: 2 is in the buffer").isEqualTo(1);
        return lane;
    }

    private static List<Long> delivered(SteppedLane lane) {
        return lane.written.stream().map(FieldRecord::seq).distinct().sorted().toList();
    }

    // Harm: a record is in no buffer and in no memory, and the position goes past it: lost.
    @Test
    void whatTheBufferForgetsWithABackUpIsTakenBack() throws StoreException {
        SteppedLane lane = overtaken();
        lane.pause(true);
        lane.disk.failAt(1, Fault.ENOSPC, true);
        lane.hand();
        assertThat(lane.disk.fired()).isTrue();
        assertThat(lane.look().imbalance()).as("while the disk is full").isZero();
        lane.disk.heal();
        lane.step(Duration.ofSeconds(1));
        lane.durable();
        lane.pause(false);
        lane.settle();
        assertThat(delivered(lane)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(lane.look().durable()).isEqualTo(4);
        assertThat(lane.look().imbalance()).isZero();
    }

    // Harm: what a back-up has synced comes back to memory with the next sync that fails, and is
    // counted and delivered twice.
    @Test
    void whatABackUpHasSyncedStaysInTheBuffer() throws StoreException {
        SteppedLane lane = overtaken();
        lane.pause(true);
        lane.hand();
        lane.disk.failAt(1, Fault.ENOSPC, true);
        lane.step(SYNCED);
        assertThat(lane.disk.fired()).isTrue();
        assertThat(lane.look().imbalance()).isZero();
        lane.disk.heal();
        lane.pause(false);
        lane.settle();
        assertThat(delivered(lane)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(lane.look().durable()).isEqualTo(4);
        assertThat(lane.look().imbalance()).isZero();
    }

    // Harm: what comes back from the destination goes before older records that came back from
    // the buffer; the position follows the newer one past the older, which no disk has yet.
    @Test
    void whatComesBackStandsInTheOrderOfTheLog() throws StoreException {
        SteppedLane lane = overtaken();
        lane.pause(true);
        lane.disk.failAt(1, Fault.ENOSPC, true);
        lane.hand();
        assertThat(lane.disk.fired()).isTrue();
        lane.lost();
        lane.disk.heal();
        lane.step(Duration.ofSeconds(1));
        assertThat(lane.look().position()).as("2 and 3 are appended, not synced").isEqualTo(1);
        lane.pause(false);
        lane.settle();
        assertThat(delivered(lane)).containsExactly(1L, 2L, 3L, 4L);
        assertThat(lane.look().imbalance()).isZero();
    }
}
