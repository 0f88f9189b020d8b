package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.log.io.StoreException;
import org.junit.jupiter.api.Test;

/// LANE-2 and LANE-8 where what people ask of a quarantine, what the destination says and what
/// the disk refuses meet.
class QuarantineStepsTest {
    private static final LaneRequest RETRY = new LaneRequest.RetryQuarantined(List.of(1L));

    private static SteppedLane fresh() throws StoreException {
        return new SteppedLane(OneLane.definition(FullPolicy.BLOCK, 32 << 20, 0));
    }

    /// Record 1 is in quarantine.
    private static SteppedLane quarantined() throws StoreException {
        SteppedLane lane = fresh();
        lane.hand();
        lane.refused(1);
        assertThat(lane.look().quarantined()).isEqualTo(1);
        return lane;
    }

    private static void assertRefused(Outcome outcome, String code) {
        assertThat(outcome)
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why().code()).isEqualTo(code));
    }

    private static LaneRequest.EditQuarantined edit(String payload) {
        return new LaneRequest.EditQuarantined(1, payload.getBytes(StandardCharsets.UTF_8), "ann");
    }

    // Harm: two clicks on Retry send a record twice and count it twice; the accounts alarm.
    @Test
    void aRecordThatIsAskedForTwiceGoesOutOnceAndCountsOnce() throws StoreException {
        SteppedLane lane = quarantined();
        lane.pause(true);
        lane.ask(RETRY);
        lane.ask(RETRY);
        lane.ask(new LaneRequest.RetryAllQuarantined());
        lane.pause(false);
        lane.step();
        assertThat(lane.openSeqs()).containsExactly(1L);
        lane.ask(RETRY);
        lane.ask(new LaneRequest.RetryAllQuarantined());
        lane.settle();
        assertThat(lane.written).as("refused, and tried again").hasSize(2);
        assertThat(lane.look().durable()).isEqualTo(1);
        assertThat(lane.look().quarantined()).isZero();
        assertThat(lane.look().imbalance()).isZero();
    }

    // Harm: the bytes from before the edit go out, and the edited record is removed as delivered.
    @Test
    void whatIsSentIsTheRecordAsItIsWhenItIsSent() throws StoreException {
        SteppedLane lane = quarantined();
        lane.pause(true);
        lane.ask(RETRY);
        assertThat(lane.ask(edit("{\"n\":70}"))).isInstanceOf(Outcome.Done.class);
        lane.pause(false);
        lane.settle();
        assertThat(new String(lane.written.getLast().payload(), StandardCharsets.UTF_8))
                .isEqualTo("{\"n\":70}");
        assertThat(lane.look().quarantined()).isZero();
    }

    // Harm: a record counts as discarded and as durable, or an edit that was confirmed is lost.
    @Test
    void whatIsWithTheDestinationIsNeitherDiscardedNorEdited() throws StoreException {
        SteppedLane lane = quarantined();
        lane.ask(RETRY);
        lane.step();
        assertThat(lane.openSeqs()).containsExactly(1L);
        assertRefused(lane.ask(new LaneRequest.DiscardQuarantined(List.of(1L))), "LANE-0307");
        assertRefused(lane.ask(edit("{}")), "LANE-0307");
        lane.durable();
        assertThat(lane.look().durable()).isEqualTo(1);
        assertThat(lane.look().dropped()).isZero();
        assertThat(lane.look().imbalance()).isZero();
    }

    // Harm: a record that came back from the destination, or was refused again, can never be
    // edited or discarded.
    @Test
    void whatCameBackCanBeEditedAndDiscardedAgain() throws StoreException {
        SteppedLane lane = quarantined();
        lane.ask(RETRY);
        lane.step();
        lane.lost();
        assertThat(lane.ask(edit("{\"n\":71}"))).isInstanceOf(Outcome.Done.class);
        lane.step(Duration.ofSeconds(10));
        lane.step();
        assertThat(lane.openSeqs()).as("tried again by itself").containsExactly(1L);
        assertThat(new String(lane.written.getLast().payload(), StandardCharsets.UTF_8))
                .isEqualTo("{\"n\":71}");
        lane.refused(1);
        assertThat(lane.ask(new LaneRequest.DiscardQuarantined(List.of(1L))))
                .isInstanceOf(Outcome.Done.class);
        assertThat(lane.look().dropped()).isEqualTo(1);
        assertThat(lane.look().imbalance()).isZero();
    }

    // Harm: one rotten line in the quarantine ends the whole destination, and nothing else of the
    // quarantine can be tried again.
    @Test
    void aDamagedLineIsNamedAndCostsItselfAlone() throws Exception {
        SteppedLane lane = quarantined();
        lane.hand();
        lane.refused(2);
        lane.hand();
        lane.refused(3);
        lane.rot("\"seq\":2,");
        lane.ask(new LaneRequest.RetryAllQuarantined());
        lane.step();
        assertThat(lane.look().state()).isNotEqualTo(LaneState.FAULTED);
        assertThat(lane.openSeqs()).containsExactly(1L, 3L);
        assertThat(lane.events).anyMatch(event -> event.startsWith("LOG-0414"));
        lane.settle();
        assertThat(lane.look().durable()).isEqualTo(2);
        assertThat(lane.look().quarantined()).as("it stays, for a person").isEqualTo(1);
        assertThat(lane.look().imbalance()).isZero();
    }

    // Harm: the same for a line that rots between the wish and the try.
    @Test
    void aLineThatIsDamagedWhileItWaitsIsPassedOver() throws Exception {
        SteppedLane lane = quarantined();
        lane.pause(true);
        lane.ask(RETRY);
        lane.rot("\"seq\":1,");
        lane.pause(false);
        lane.settle();
        assertThat(lane.look().state()).isNotEqualTo(LaneState.FAULTED);
        assertThat(lane.look().quarantined()).isEqualTo(1);
    }

    // Harm: a record that waits in a paused lane counts as being with the destination, and can be
    // neither edited nor discarded as long as the lane is paused.
    @Test
    void whatComesBackIntoAPausedLaneIsNotUnderWay() throws Exception {
        SteppedLane lane = quarantined();
        lane.hand();
        lane.refused(2);
        lane.ask(new LaneRequest.RetryAllQuarantined());
        lane.step();
        assertThat(lane.openSeqs()).containsExactly(1L, 2L);
        lane.pause(true);
        lane.answer(new WriteOutcome.Indivisible(ScriptedDestination.POISON));
        assertThat(lane.openSeqs()).isEmpty();
        assertThat(lane.ask(edit("{\"n\":72}"))).isInstanceOf(Outcome.Done.class);
        assertThat(lane.ask(new LaneRequest.DiscardQuarantined(List.of(2L))))
                .isInstanceOf(Outcome.Done.class);
        lane.pause(false);
        lane.settle();
        assertThat(new String(lane.written.getLast().payload(), StandardCharsets.UTF_8))
                .isEqualTo("{\"n\":72}");
        assertThat(lane.look().quarantined()).isZero();
        assertThat(lane.look().imbalance()).isZero();
    }
}
