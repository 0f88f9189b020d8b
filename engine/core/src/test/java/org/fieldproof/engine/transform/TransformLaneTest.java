package org.fieldproof.engine.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.FieldShape;
import org.fieldproof.api.spi.TransformFactory;
import org.fieldproof.api.spi.TransformOutcome;
import org.fieldproof.engine.rig.EngineRig;
import org.fieldproof.engine.rig.EngineRig.Plan;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.engine.rig.ScriptedDestination.Mood;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Transforms in a running gateway: what they let go is counted by name (LANE-2), what they cannot
/// do goes to quarantine alone (LANE-1), and a replay gives the same bytes (LANE-5). If one of
/// these breaks, a filter loses records that nobody counts, or a store holds two versions of one.
class TransformLaneTest {
    @TempDir private Path folder;

    private final ScriptedDestination upstream = new ScriptedDestination("upstream");

    /// Seqs divisible by 3 are dropped, by 7 unfit, the others get a suffix.
    private static TransformFactory sorting() {
        return new ScriptedTransform(
                "sorting",
                record ->
                        record.seq() % 3 == 0
                                ? new TransformOutcome.Dropped()
                                : record.seq() % 7 == 0
                                        ? new TransformOutcome.Failed(ScriptedTransform.UNFIT)
                                        : ScriptedTransform.with(record, "!"));
    }

    private EngineRig start(TransformFactory... transforms) {
        return EngineRig.start(
                folder.resolve("data"), Plan.usual().transforms(transforms), upstream);
    }

    private static List<Long> sent(long to) {
        return LongStream.rangeClosed(1, to).filter(s -> s % 3 != 0 && s % 7 != 0).boxed().toList();
    }

    @Test
    void whatIsDroppedIsCountedByNameAndWhatIsUnfitIsQuarantinedAlone() {
        try (EngineRig rig = start(sorting())) {
            rig.source().sendMany(2_100);
            rig.awaitLane(
                    0,
                    lane ->
                            lane.durableTotal() + lane.droppedTotal() + lane.quarantinedTotal()
                                    == 2_100,
                    "every record's fate");
            assertThat(upstream.seqs()).isEqualTo(sent(2_100));
            assertThat(upstream.arrived())
                    .allSatisfy(record -> assertThat(text(record)).endsWith("}!"));
            assertThat(rig.lane(0).dropped().filtered()).isEqualTo(Map.of("main/sorting", 700L));
            assertThat(rig.lane(0).droppedTotal()).isEqualTo(700);
            assertThat(rig.lane(0).quarantinedTotal()).isEqualTo(200);
            assertThat(rig.lane(0).imbalance()).as("LANE-2").isZero();
            assertThat(seqs(wire(rig)))
                    .as("the last of what was sent, newest first")
                    .isEqualTo(sent(2_100).reversed().subList(0, 20));
            assertThat(wire(rig)).allSatisfy(record -> assertThat(text(record)).endsWith("}!"));
            Outcome.QuarantineRead quarantine =
                    (Outcome.QuarantineRead) rig.ask(new Command.ReadQuarantine("upstream", 0, 10));
            assertThat(quarantine.records().getFirst().why().code()).isEqualTo("XFRM-0999");
            assertThat(text(quarantine.records().getFirst().record()))
                    .as("as it came in")
                    .endsWith("}");
        }
    }

    /// The last that passed the wire into the destination, newest first.
    private static List<FieldRecord> wire(EngineRig rig) {
        Command look = new Command.InspectWire(new Command.Wire.OfLane("upstream"), 20);
        return ((Outcome.WireInspected) rig.ask(look))
                .records().stream().map(Outcome.PassedRecord::record).toList();
    }

    private static List<Long> seqs(List<FieldRecord> records) {
        return records.stream().map(FieldRecord::seq).toList();
    }

    /// Harm: who looks at the wire sees what a device sent and takes it for what the destination
    /// got, or sees there what the destination refused.
    @Test
    void theWireIntoADestinationShowsWhatItGot() {
        upstream.poison(record -> record.seq() % 5 == 0);
        try (EngineRig rig = start(ScriptedTransform.suffix("!"))) {
            rig.source().sendMany(200);
            rig.awaitLane(
                    0, lane -> lane.durableTotal() + lane.quarantinedTotal() == 200, "all of it");
            assertThat(wire(rig)).allSatisfy(record -> assertThat(text(record)).endsWith("}!"));
            assertThat(seqs(wire(rig)))
                    .isEqualTo(
                            LongStream.rangeClosed(1, 200)
                                    .filter(seq -> seq % 5 != 0)
                                    .boxed()
                                    .toList()
                                    .reversed()
                                    .subList(0, 20));
        }
    }

    /// Decision 16: the backlog leaves by the project as it is when it leaves.
    @Test
    void aChangedTransformAppliesToTheBacklogAfterARestart() {
        try (EngineRig rig = start(ScriptedTransform.suffix("-old"))) {
            rig.source().sendMany(100);
            Await.until(EngineRig.PATIENCE, () -> upstream.count() == 100, "the first hundred");
            upstream.mood(Mood.UNAVAILABLE);
            rig.source().sendMany(500);
            rig.awaitLane(0, lane -> lane.bufferRecords() == 500, "the backlog");
        }
        upstream.mood(Mood.TAKES);
        try (EngineRig rig = start(ScriptedTransform.suffix("-new"))) {
            Await.until(EngineRig.PATIENCE, () -> upstream.distinctSeqs().size() == 600, "all");
            assertThat(rig.lane(0).imbalance()).isZero();
        }
        for (FieldRecord record : upstream.arrived()) {
            assertThat(text(record)).endsWith(record.seq() <= 100 ? "-old" : "-new");
        }
    }

    @Test
    void anUnchangedTransformGivesTheSameBytesWhenARecordIsWrittenAgain() {
        assertThat(versionsAfterTrouble(ScriptedTransform.suffix("!"))).as("LANE-5").isEqualTo(1);
    }

    /// The mutant: a transform that counts its calls. The proof above must see it.
    @Test
    void theProofSeesATransformThatIsNotPure() {
        AtomicInteger calls = new AtomicInteger();
        TransformFactory impure =
                new ScriptedTransform(
                        "impure",
                        record -> ScriptedTransform.with(record, "#" + calls.incrementAndGet()));
        assertThat(versionsAfterTrouble(impure)).isGreaterThan(1);
    }

    /// Sends through writes whose outcome is unknown; says how many different payloads the
    /// destination saw of one record at most.
    private int versionsAfterTrouble(TransformFactory transform) {
        try (EngineRig rig = start(transform)) {
            rig.source().sendMany(100);
            Await.until(EngineRig.PATIENCE, () -> upstream.count() == 100, "the first hundred");
            // Takes a batch and never says so: the lane gives it up, and it comes again.
            upstream.mood(Mood.TAKES_UNSEEN);
            rig.source().sendMany(100);
            Await.until(EngineRig.PATIENCE, () -> upstream.count() > 100, "one taken unseen");
            upstream.mood(Mood.TAKES);
            Await.until(EngineRig.PATIENCE, () -> upstream.distinctSeqs().size() == 200, "all");
            rig.awaitLane(0, lane -> lane.durableTotal() == 200, "all durable");
        }
        Map<Long, Set<String>> versions = new HashMap<>();
        for (FieldRecord record : upstream.arrived()) {
            versions.computeIfAbsent(record.seq(), _ -> new TreeSet<>()).add(text(record));
        }
        assertThat(upstream.count()).as("control: something came twice").isGreaterThan(200);
        return versions.values().stream().mapToInt(Set::size).max().orElseThrow();
    }

    @Test
    void aRepairedTransformTakesRetriedRecordsOutOfQuarantine() {
        try (EngineRig rig = start(sorting())) {
            rig.source().sendMany(21);
            rig.awaitLane(0, lane -> lane.quarantinedTotal() == 2, "7 and 14");
        }
        try (EngineRig rig = start(ScriptedTransform.suffix("-repaired"))) {
            rig.ask(new Command.RetryQuarantined("upstream", List.of(7L, 14L)));
            rig.awaitLane(0, lane -> lane.quarantinedTotal() == 0, "an empty quarantine");
            assertThat(upstream.seqs()).contains(7L, 14L);
            assertThat(rig.lane(0).imbalance()).isZero();
        }
    }

    @Test
    void aTransformThatBreaksItsPromiseOrThrowsFailsByNameAndNothingElse() {
        TransformFactory throwing =
                new ScriptedTransform(
                        "throwing",
                        record -> {
                            if (record.seq() == 5) {
                                throw new IllegalStateException("boom");
                            }
                            return new TransformOutcome.Passed(record);
                        });
        try (EngineRig rig = start(throwing)) {
            rig.source().sendMany(50);
            rig.awaitLane(0, lane -> lane.durableTotal() == 49, "the others");
            assertThat(rig.lane(0).quarantinedTotal()).isEqualTo(1);
        }
    }

    @Test
    void aPreviewShowsEachStepAndSendsNothing() {
        try (EngineRig rig = start(ScriptedTransform.suffix("-1"), sorting())) {
            rig.source().sendMany(4);
            rig.awaitLane(0, lane -> lane.durableTotal() + lane.droppedTotal() == 4, "all");
            Outcome.WireInspected wire =
                    (Outcome.WireInspected)
                            rig.ask(
                                    new Command.InspectWire(
                                            new Command.Wire.OfConnection("devices"), 20));
            List<FieldRecord> last =
                    wire.records().stream().map(Outcome.PassedRecord::record).toList();
            int before = upstream.count();
            Outcome.Previewed previewed =
                    (Outcome.Previewed) rig.ask(new Command.PreviewTransforms("main", last));
            assertThat(previewed.records()).hasSize(4);
            for (Outcome.PreviewedRecord each : previewed.records()) {
                assertThat(each.steps()).hasSize(2);
                assertThat(each.steps().getLast().outcome())
                        .isInstanceOf(
                                each.before().seq() == 3
                                        ? TransformOutcome.Dropped.class
                                        : TransformOutcome.Passed.class);
            }
            assertThat(upstream.count()).isEqualTo(before);
        }
    }

    @Test
    void theFieldsOfAWireAreToldBeforeAndBehindTheTransforms() {
        TransformFactory renaming =
                new ScriptedTransform(
                        "renaming",
                        record ->
                                record.seq() == 2
                                        ? new TransformOutcome.Dropped()
                                        : new TransformOutcome.Passed(
                                                record.withPayload(
                                                        "{\"level\":1}".getBytes(UTF_8))));
        try (EngineRig rig = start(renaming)) {
            rig.source().sendMany(3);
            rig.awaitLane(0, lane -> lane.durableTotal() + lane.droppedTotal() == 3, "all");
            Command.Wire wire = new Command.Wire.OfConnection("devices");
            Outcome.FieldsDescribed behind =
                    (Outcome.FieldsDescribed)
                            rig.ask(
                                    new Command.DescribeFields(
                                            new Command.Wire.OfLane("upstream"), 20));
            Outcome.FieldsDescribed before =
                    (Outcome.FieldsDescribed) rig.ask(new Command.DescribeFields(wire, 20));

            assertThat(behind.before()).isEqualTo(3);
            assertThat(behind.after()).as("one was dropped on the way").isEqualTo(2);
            assertThat(behind.fields())
                    .extracting(
                            FieldShape::path,
                            field -> field.before().records(),
                            field -> field.after().records())
                    .containsExactly(tuple("/n", 3, 0), tuple("/level", 0, 2));
            assertThat(behind.cut()).isZero();
            assertThat(before.fields()).allMatch(field -> field.before().equals(field.after()));
        }
    }

    // Harm: a store that answers late on purpose is given up and written again for ever as soon as
    // a transform stands before it.
    @Test
    void aDestinationThatAnswersLateOnPurposeIsWaitedForBehindATransform() {
        upstream.holding(Duration.ofSeconds(2), Duration.ofMinutes(1));
        try (EngineRig rig = start(ScriptedTransform.suffix("!"))) {
            rig.source().sendMany(20);
            rig.awaitLane(0, lane -> lane.durableTotal() == 20, "the end of the hold");
            assertThat(upstream.opened()).as("not given up").isEqualTo(1);
        }
    }

    private static String text(FieldRecord record) {
        return new String(record.payload(), StandardCharsets.UTF_8);
    }
}
