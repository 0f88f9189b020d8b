package org.fieldproof.engine.readmodel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.ConnectionSnapshot;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.snapshot.LatencyStats;
import org.fieldproof.api.spi.ConnectorState;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Harm: the gateway says that something needs attention, and nobody can tell what.
class AttentionTest {
    private static final Set<LaneState> FINE_LANE =
            EnumSet.of(
                    LaneState.STARTING, LaneState.IN_STEP, LaneState.REPLAYING, LaneState.LAGGING);
    private static final Set<ConnectorState> FINE_CONNECTION =
            EnumSet.of(ConnectorState.STARTING, ConnectorState.UP);
    private static final Problem TOLD =
            Problem.error("PGSQ-0101", "lane a", "It is away.", "Start it.");

    private static LaneSnapshot lane(LaneState state, @Nullable Problem why, long imbalance) {
        return new LaneSnapshot(
                "a",
                "x",
                "",
                "",
                List.of(),
                state,
                Instant.EPOCH,
                why,
                0,
                0,
                0,
                0,
                0,
                0,
                1,
                -1,
                0,
                0,
                imbalance,
                0,
                0,
                -1,
                -1,
                -1,
                0,
                -1,
                0,
                LatencyStats.NONE);
    }

    private static List<Problem> ofLane(LaneState state, @Nullable Problem why, long imbalance) {
        return Attention.reasons(List.of(), List.of(lane(state, why, imbalance)));
    }

    private static List<Problem> ofConnection(ConnectorState state) {
        return Attention.reasons(
                List.of(
                        new ConnectionSnapshot(
                                "c",
                                "x",
                                "",
                                "",
                                state,
                                null,
                                DeviceClass.SIM,
                                false,
                                0,
                                0,
                                0,
                                false,
                                List.of())),
                List.of());
    }

    @ParameterizedTest
    @EnumSource(LaneState.class)
    void aLaneThatIsNotFineHasAReasonWithItsName(LaneState state) {
        List<Problem> reasons = ofLane(state, null, 0);
        if (FINE_LANE.contains(state)) {
            assertThat(reasons).isEmpty();
        } else {
            assertThat(reasons).singleElement().matches(each -> each.object().equals("lane a"));
            List<Problem> told = ofLane(state, TOLD, 0);
            if (state == LaneState.PAUSED) {
                assertThat(told).as("the pause first").startsWith(reasons.getFirst());
                assertThat(told).hasSize(2).endsWith(TOLD);
            } else {
                assertThat(told).as("its own reason").containsExactly(TOLD);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ConnectorState.class)
    void aConnectionThatIsNotFineHasAReasonWithItsName(ConnectorState state) {
        List<Problem> reasons = ofConnection(state);
        assertThat(reasons).hasSize(FINE_CONNECTION.contains(state) ? 0 : 1);
        assertThat(reasons).allMatch(each -> each.object().equals("connection c"));
    }

    @Test
    void accountsThatDoNotBalanceAreAReasonInEachState() {
        assertThat(ofLane(LaneState.IN_STEP, null, 1))
                .extracting(Problem::code)
                .containsExactly("LANE-0901");
    }
}
