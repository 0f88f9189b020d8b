package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.BacklogDiscarded;
import org.fieldproof.api.command.Outcome.BacklogSeen;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.project.ProjectDefinition.ReplayOrder;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.engine.rig.ScriptedDestination.Mood;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a person sees and gives up of a running lane's disk buffer: LANE-1, LANE-2.
class BacklogDeskTest extends OneLane {

    private Lane withBacklog(LaneDefinition definition, int records) {
        destination.mood(Mood.OPEN_FAILS);
        Lane lane = open(definition);
        hand(lane, records);
        await(lane, look -> look.bufferRecords() == records, "the backlog");
        return lane;
    }

    private Lane withBacklog(int records) {
        return withBacklog(definition(FullPolicy.BLOCK, 32 << 20, 0), records);
    }

    private static BacklogSeen look(Lane lane) {
        return (BacklogSeen) ask(lane, new LaneRequest.LookAtBacklog());
    }

    private static long seq(@Nullable FieldRecord record) {
        return record == null ? 0 : record.seq();
    }

    /// As a person's command does it: part by part.
    private static long discard(Lane lane, BacklogSeen seen) {
        long gone = 0;
        while (gone < seen.records()) {
            Outcome part =
                    ask(lane, new LaneRequest.DiscardBacklog(seen.end(), seen.records() - gone));
            long records = ((BacklogDiscarded) part).records();
            if (records == 0) {
                return gone;
            }
            gone += records;
        }
        return gone;
    }

    // Harm: a person gives up other records than those that were shown.
    @Test
    void whatWasSeenGoesAndWhatCameLaterIsDelivered() {
        Lane lane = withBacklog(3_000);
        BacklogSeen seen = look(lane);
        assertThat(seen.records()).isEqualTo(3_000);
        assertThat(seen.bytes()).isEqualTo(lane.look().bufferBytes()).isPositive();
        assertThat(seq(seen.oldest())).isEqualTo(1);
        assertThat(seq(seen.newest())).isEqualTo(3_000);
        hand(lane, 500);
        await(lane, look -> look.bufferRecords() == 3_500, "what came later");

        assertThat(discard(lane, seen)).isEqualTo(3_000);

        await(lane, look -> look.drops().discarded() == 3_000, "counted");
        assertThat(lane.look().bufferRecords()).isEqualTo(500);
        assertThat(lane.look().imbalance()).isZero();
        assertThat(discard(lane, seen)).as("a second time").isZero();
        assertThat(events)
                .anyMatch(event -> event.contains("between seq 1 and"))
                .anyMatch(event -> event.contains("dropped by the policy discarded"));
        destination.mood(Mood.TAKES);
        await(lane, look -> look.durable() == 500, "the rest");
        assertThat(destination.seqs()).isEqualTo(seqs(3_001, 3_500));
        assertThat(lane.look().imbalance()).isZero();
    }

    // Harm: what was given up comes back with a restart, or something else is missing then.
    @Test
    void aRestartBringsNothingOfItBack() {
        Lane lane = withBacklog(1_000);
        BacklogSeen seen = look(lane);
        hand(lane, 10);
        await(lane, look -> look.bufferRecords() == 1_010, "what came later");
        discard(lane, seen);
        stop(lane);
        destination.mood(Mood.TAKES);
        Lane again = open();
        handAgainFrom(1);
        hand(again, 1_020);
        await(again, look -> look.durable() == 20, "what was left, and what is new");
        assertThat(destination.seqs()).isEqualTo(seqs(1_001, 1_020));
        assertThat(again.look().drops().lost()).isZero();
        assertThat(again.look().imbalance()).isZero();
    }

    // Harm: a question from before an Apply takes records that nobody was shown.
    @Test
    void whatWasSeenBeforeTheLaneWasOpenedAgainMeansNothing() {
        Lane lane = withBacklog(50);
        BacklogSeen seen = look(lane);
        stop(lane);
        Lane again = open();
        await(again, look -> look.bufferRecords() == 50, "the same backlog");
        assertThat(ask(again, new LaneRequest.DiscardBacklog(seen.end(), 50)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why().code()).isEqualTo("LANE-0309"));
        assertThat(again.look().bufferRecords()).isEqualTo(50);
    }

    // Harm: a count that is older than the buffer takes more than was said.
    @Test
    void neverMoreThanWasSaid() {
        Lane lane = withBacklog(100);
        BacklogSeen seen = look(lane);
        assertThat(ask(lane, new LaneRequest.DiscardBacklog(seen.end(), 40)))
                .isEqualTo(new BacklogDiscarded(40, null));
        assertThat(seq(look(lane).oldest())).isEqualTo(41);
        assertThat(look(lane).records()).isEqualTo(60);
    }

    // Harm: records that the destination is just storing count as given up.
    @Test
    void nothingGoesWhileSomeOfItIsWithTheDestination() {
        Lane lane = withBacklog(200);
        BacklogSeen seen = look(lane);
        destination.mood(Mood.HANGS);
        await(lane, look -> look.inFlight() > 0, "a batch with the destination");
        BacklogSeen sent = look(lane);
        assertThat(sent.sent()).isPositive();
        assertThat(ask(lane, new LaneRequest.DiscardBacklog(seen.end(), seen.records())))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class,
                        refused -> assertThat(refused.why().code()).isEqualTo("LANE-0308"));
        assertThat(lane.look().drops().discarded()).isZero();
    }

    // Harm: the same where memory ran out and they stand at the tail of the buffer as well.
    @Test
    void nothingGoesWhileSomeAtTheTailAreWithTheDestination() {
        Lane lane = withBacklog(LiveFirstTest.tiny(60_000_000_000L), 500);
        // The first one is of the backlog; what came in meanwhile is next, and hangs.
        destination.slow(Duration.ofSeconds(2));
        destination.mood(Mood.TAKES);
        await(lane, look -> look.inFlight() > 0, "a batch of the backlog");
        hand(lane, 16, 16);
        destination.mood(Mood.HANGS);
        await(lane, look -> look.durable() > 0 && look.inFlight() > 0, "the one behind it");
        hand(lane, 1_000, 200);
        await(lane, look -> look.bufferRecords() > 500, "memory ran out");
        BacklogSeen seen = look(lane);
        assertThat(seen.sent()).isPositive();
        assertThat(ask(lane, new LaneRequest.DiscardBacklog(seen.end(), seen.records())))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(lane.look().imbalance()).isZero();
    }

    @Test
    void whatIsNoPlaceIsRefused() {
        Lane lane = withBacklog(10);
        for (String end : new String[] {"", "12", "1@", "-1@3", "1@99999999999999999999"}) {
            assertThat(ask(lane, new LaneRequest.DiscardBacklog(end, 10)))
                    .as(end)
                    .isInstanceOf(Outcome.Refused.class);
        }
        assertThat(lane.look().bufferRecords()).isEqualTo(10);
    }

    @Test
    void anEmptyBufferHasNothingToShow() {
        Lane lane = open();
        assertThat(look(lane)).isEqualTo(BacklogSeen.NOTHING);
        assertThat(ask(lane, new LaneRequest.DiscardBacklog("0@1", 5)))
                .isInstanceOf(Outcome.Refused.class);
    }

    // Harm: where the buffer is not in the order of seqs, a place is taken for a seq.
    @Test
    void itGoesByPlacesWhereTheQueueOvertakes() {
        Lane lane =
                withBacklog(
                        definition(FullPolicy.BLOCK, 0, Duration.ZERO, 0, ReplayOrder.LIVE_FIRST),
                        300);
        BacklogSeen seen = look(lane);
        hand(lane, 30);
        await(lane, look -> look.bufferRecords() == 330, "what came later");
        assertThat(discard(lane, seen)).isEqualTo(300);
        destination.mood(Mood.TAKES);
        await(lane, look -> look.durable() == 30, "the rest");
        assertThat(destination.distinctSeqs()).containsExactlyInAnyOrderElementsOf(seqs(301, 330));
        assertThat(lane.look().imbalance()).isZero();
    }
}
