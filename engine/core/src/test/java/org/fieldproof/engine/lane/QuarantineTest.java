package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.project.ProjectDefinition.ReplayOrder;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.engine.rig.ScriptedDestination.Mood;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// LANE-5, LANE-8 and G14: what a destination refuses, and what people do with it.
class QuarantineTest extends OneLane {
    private static LaneDefinition quota(long records) {
        return new LaneDefinition(
                64,
                1 << 20,
                1_000_000,
                1 << 20,
                32 << 20,
                0,
                0,
                FullPolicy.BLOCK,
                10,
                0,
                ReplayOrder.IN_ORDER,
                2_000_000_000,
                records,
                1 << 20,
                LaneDefinition.IDLE_PROBE_NANOS);
    }

    private static List<QuarantinedRecord> listed(Lane lane) {
        return ((Outcome.QuarantineRead) ask(lane, new LaneRequest.ListQuarantine(0, 1_000)))
                .records();
    }

    // Harm: one bad record blocks all others for ever, or takes its batch with it (P18).
    @ParameterizedTest
    @ValueSource(strings = {"names it", "does not say which", "comes from the buffer"})
    void onePoisonInAThousandCostsItselfAlone(String kind) {
        destination.poison(record -> record.seq() == 617);
        if (kind.equals("does not say which")) {
            destination.sayNothing();
        }
        if (kind.equals("comes from the buffer")) {
            destination.sayNothing();
            destination.mood(Mood.OPEN_FAILS);
        }
        Lane lane = open(quota(100));
        hand(lane, 1_000);
        if (kind.equals("comes from the buffer")) {
            await(lane, look -> look.bufferRecords() == 1_000, "the buffer");
            destination.mood(Mood.TAKES);
        }
        await(lane, look -> look.durable() == 999 && look.quarantined() == 1, "999 and 1");
        List<Long> expected = new ArrayList<>(seqs(1, 1_000));
        expected.remove(617L);
        assertThat(destination.distinctSeqs()).isEqualTo(expected);
        assertThat(listed(lane).getFirst().record().seq()).isEqualTo(617);
        assertThat(lane.look().imbalance()).isZero();
    }

    // Harm: a destination that refuses everything fills the disk, floods the journal, or makes the
    // gateway drop what it could not place.
    @Test
    void aFullQuarantineHoldsTheLaneUntilAPersonMakesRoom() {
        destination.poison(record -> true);
        destination.sayNothing();
        Lane lane = open(quota(500));
        hand(lane, 2_000);
        await(
                lane,
                look -> look.quarantined() == 500 && look.state() == LaneState.FAULTED,
                "a full quarantine");
        assertThat(lane.look().why())
                .isInstanceOfSatisfying(
                        Problem.class, why -> assertThat(why.code()).isEqualTo("LANE-0302"));
        await(lane, look -> look.bufferRecords() == 1_500, "the rest in the disk buffer");
        int writes = destination.writes();
        assertThat(writes).as("halving 2,000 at most").isLessThan(4_100);
        long told = events.stream().filter(event -> event.startsWith("LANE-0302")).count();
        assertThat(told).as("told once, not at every try").isEqualTo(1);
        hand(lane, 200);
        await(lane, look -> look.bufferRecords() == 1_700, "more");
        assertThat(destination.writes()).as("a held lane does not knock").isEqualTo(writes);

        ask(lane, new LaneRequest.DiscardQuarantined(seqs(1, 100)));
        await(
                lane,
                look ->
                        look.quarantined() == 500
                                && look.dropped() == 100
                                && look.state() == LaneState.FAULTED,
                "a hundred more");
        assertThat(lane.look().imbalance()).isZero();

        destination.poison(record -> false);
        ask(lane, new LaneRequest.RetryAllQuarantined());
        await(lane, look -> look.durable() == 2_100, "everything but the discarded");
        assertThat(lane.look().quarantined()).isZero();
        await(lane, look -> look.state() == LaneState.IN_STEP, "goes on by itself");
        assertThat(destination.distinctSeqs()).hasSize(2_100);
        assertThat(lane.look().imbalance()).isZero();
    }

    // Harm: what a person changed cannot be told from what the device sent.
    @Test
    void anEditKeepsTheIdentityAndTheOriginal() {
        destination.poison(
                record -> new String(record.payload(), StandardCharsets.UTF_8).equals("{\"n\":7}"));
        Lane lane = open(quota(100));
        hand(lane, 10);
        await(lane, look -> look.quarantined() == 1, "quarantine");
        assertThat(ask(lane, new LaneRequest.EditQuarantined(8, new byte[0], "ann")))
                .isInstanceOf(Outcome.Refused.class);
        ask(lane, new LaneRequest.EditQuarantined(7, "{}".getBytes(StandardCharsets.UTF_8), "ann"));
        ask(
                lane,
                new LaneRequest.EditQuarantined(
                        7, "{\"n\":70}".getBytes(StandardCharsets.UTF_8), "ben"));
        stop(lane);

        Lane again = open(quota(100));
        QuarantinedRecord edited = listed(again).getFirst();
        assertThat(listed(again)).hasSize(1);
        assertThat(edited.record().id()).isEqualTo(record(EPOCH, 7).id());
        assertThat(edited.edit())
                .isInstanceOfSatisfying(
                        Outcome.Edit.class,
                        edit -> {
                            assertThat(edit.by()).isEqualTo("ben");
                            assertThat(new String(edit.original(), StandardCharsets.UTF_8))
                                    .as("the device's, not the first edit's")
                                    .isEqualTo("{\"n\":7}");
                        });
        ask(again, new LaneRequest.RetryQuarantined(List.of(7L)));
        await(again, look -> look.quarantined() == 0, "the retry");
        assertThat(new String(destination.arrived().getLast().payload(), StandardCharsets.UTF_8))
                .isEqualTo("{\"n\":70}");
        assertThat(again.look().imbalance()).isZero();
    }

    // Harm: importing a file twice doubles records; another gateway's file brings records under an
    // identity that is taken.
    @Test
    void anImportTakesEachIdentityOnceAndOnlyItsOwn() {
        destination.poison(record -> record.seq() <= 3);
        Lane lane = open(quota(4));
        hand(lane, 50);
        await(lane, look -> look.quarantined() == 3 && look.position() == 50, "quarantine");
        List<QuarantinedRecord> exported = new ArrayList<>(listed(lane));
        ask(lane, new LaneRequest.DiscardQuarantined(List.of(1L, 2L)));
        QuarantinedRecord foreign =
                new QuarantinedRecord(
                        record(new UUID(9, 9), 4),
                        ScriptedDestination.POISON,
                        exported.getFirst().since());
        QuarantinedRecord future =
                new QuarantinedRecord(
                        record(EPOCH, 51), ScriptedDestination.POISON, exported.getFirst().since());
        exported.addAll(List.of(exported.getFirst(), foreign, future));
        assertThat(ask(lane, new LaneRequest.ImportQuarantined(exported)))
                .isInstanceOfSatisfying(
                        Outcome.QuarantineImported.class,
                        imported -> {
                            assertThat(imported.added()).isEqualTo(2);
                            assertThat(imported.alreadyThere()).isEqualTo(2);
                            assertThat(imported.refused()).isEqualTo(2);
                            assertThat(imported.firstRefusal()).contains("another log");
                        });
        await(lane, look -> look.quarantined() == 3 && look.routed() == 52, "three again");
        assertThat(lane.look().imbalance()).isZero();
        ask(lane, new LaneRequest.DiscardQuarantined(List.of(3L)));
        QuarantinedRecord third =
                new QuarantinedRecord(
                        record(EPOCH, 10), ScriptedDestination.POISON, exported.getFirst().since());
        QuarantinedRecord fourth =
                new QuarantinedRecord(
                        record(EPOCH, 11), ScriptedDestination.POISON, exported.getFirst().since());
        QuarantinedRecord fifth =
                new QuarantinedRecord(
                        record(EPOCH, 12), ScriptedDestination.POISON, exported.getFirst().since());
        assertThat(ask(lane, new LaneRequest.ImportQuarantined(List.of(third, fourth, fifth))))
                .as("the quota holds for an import, too")
                .isInstanceOf(Outcome.Refused.class);
        Await.until(PATIENCE, () -> lane.look().quarantined() == 2, "two");
    }
}
