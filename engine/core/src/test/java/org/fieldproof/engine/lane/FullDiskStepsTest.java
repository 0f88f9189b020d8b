package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.Fault;
import org.junit.jupiter.api.Test;

/// A disk that refuses for now is waited for, whatever it was that met it.
class FullDiskStepsTest {
    // Harm: a disk that is full for a minute stands a lane still until somebody restarts the
    // gateway.
    @Test
    void aDiskThatIsFullWhileARecordIsQuarantinedIsTriedAgain() throws StoreException {
        SteppedLane lane = new SteppedLane(OneLane.definition(FullPolicy.BLOCK, 32 << 20, 0));
        lane.hand();
        lane.disk.failAt(1, Fault.ENOSPC, true);
        lane.refused(1);
        assertThat(lane.disk.fired()).isTrue();
        assertThat(lane.look().state()).isEqualTo(LaneState.FULL);
        lane.step(Duration.ofSeconds(1));
        assertThat(lane.openSeqs()).as("tried again").containsExactly(1L);
        assertThat(lane.look().state()).as("until it is settled").isEqualTo(LaneState.FULL);
        lane.refused(1);
        assertThat(lane.look().state()).isEqualTo(LaneState.FULL);
        assertThat(lane.look().position()).isZero();
        assertThat(lane.events.stream().filter(event -> event.contains("LANE-0202")))
                .as("told once, not at every try")
                .hasSize(1);

        lane.disk.heal();
        lane.step(Duration.ofSeconds(1));
        lane.refused(1);
        assertThat(lane.look().quarantined()).isEqualTo(1);
        assertThat(lane.look().state()).isEqualTo(LaneState.IN_STEP);
        assertThat(lane.look().imbalance()).isZero();
    }
}
