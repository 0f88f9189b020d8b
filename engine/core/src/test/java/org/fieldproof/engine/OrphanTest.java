package org.fieldproof.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.command.Outcome.OrphanedBacklog;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.engine.rig.EngineRig;
import org.fieldproof.engine.rig.EngineRig.Plan;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.engine.rig.ScriptedDestination.Mood;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// SHELF-1 to SHELF-3: editing a project never clears or orphans a backlog (row 72, P10, P27).
class OrphanTest {
    @TempDir private Path folder;

    private final ScriptedDestination upstream = new ScriptedDestination("upstream");
    private final ScriptedDestination local = new ScriptedDestination("local");
    private Path data = Path.of("");

    @BeforeEach
    void place() {
        data = folder.resolve("data");
    }

    private static List<Long> seqs(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    private static List<OrphanedBacklog> orphans(EngineRig rig) {
        return ((Outcome.OrphansRead) rig.ask(new Command.ReadOrphans())).orphans();
    }

    /// An outage of `upstream` with a thousand records in its buffer and three in quarantine.
    private void leaveBacklog() {
        upstream.poison(record -> record.seq() <= 3);
        try (EngineRig rig = EngineRig.start(data, upstream, local)) {
            rig.source().sendMany(10);
            rig.awaitLane(0, lane -> lane.quarantinedTotal() == 3, "the quarantine");
            rig.awaitLane(0, lane -> lane.durableTotal() == 7, "the others");
            upstream.mood(Mood.UNAVAILABLE);
            rig.source().sendMany(1_000);
            rig.awaitLane(0, lane -> lane.bufferRecords() == 1_000, "the backlog");
            Await.until(EngineRig.PATIENCE, () -> local.count() == 1_010, "the other lane");
        }
        upstream.poison(record -> false);
        upstream.mood(Mood.TAKES);
    }

    private static Map<String, String> hashes(Path root) throws IOException {
        Map<String, String> hashes = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path each : all.filter(Files::isRegularFile).toList()) {
                MessageDigest sha = MessageDigest.getInstance("SHA-256");
                hashes.put(
                        root.relativize(each).toString(),
                        HexFormat.of().formatHex(sha.digest(Files.readAllBytes(each))));
            }
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
        return hashes;
    }

    // Harm: a line that somebody deletes from a project file deletes what a day of outage left.
    @Test
    void aRemovedDestinationKeepsItsBacklogByNameAndGoesOnWhenItIsBack() throws IOException {
        leaveBacklog();
        Map<String, String> before = hashes(data.resolve("lanes/upstream"));
        try (EngineRig rig = EngineRig.start(data, local)) {
            OrphanedBacklog orphan = orphans(rig).getFirst();
            assertThat(orphan.id()).isEqualTo("upstream");
            assertThat(orphan.bufferRecords()).isEqualTo(1_000);
            assertThat(orphan.quarantinedRecords()).isEqualTo(3);
            assertThat(orphan.files())
                    .contains("position", "quarantine/records.ndjson")
                    .anyMatch(name -> name.startsWith("buffer/"));
            assertThat(rig.engine().events(1, 100).events())
                    .anyMatch(
                            event ->
                                    event.code().equals("LANE-0401")
                                            && event.message().contains("1000 records"));
            Await.until(
                    EngineRig.PATIENCE,
                    () ->
                            rig.snapshot().alarms().stream()
                                    .anyMatch(alarm -> alarm.id().equals("LANE-0401/upstream")),
                    "the alarm");
            rig.source().sendMany(50);
            rig.awaitAccepted(50);
            Await.until(EngineRig.PATIENCE, () -> local.count() == 1_060, "the other lane");
        }
        Map<String, String> after = hashes(data.resolve("lanes/upstream"));
        List.of("lane.json", "position").forEach(name -> before.remove(name));
        assertThat(after).as("not a byte of what waits").containsAllEntriesOf(before);

        try (EngineRig rig = EngineRig.start(data, upstream, local)) {
            assertThat(orphans(rig)).isEmpty();
            rig.awaitLane(0, lane -> lane.bufferRecords() == 0, "the backlog");
            rig.source().send("d", "plant/x", "new");
            Await.until(EngineRig.PATIENCE, () -> upstream.count() == 1_008, "the new one");
            assertThat(upstream.seqs().subList(0, 1_007)).isEqualTo(seqs(4, 1_010));
            assertThat(upstream.seqs().getLast())
                    .as("not what was accepted while it was not in the project")
                    .isEqualTo(1_061);
            assertThat(rig.lane(0).quarantinedTotal()).isEqualTo(3);
            GatewayEngineTest.assertBalance(rig.lane(0));
        }
    }

    /// A killed gateway whose records for `upstream` are in the log alone.
    private Path killedWithRecordsInTheLogAlone(int records) throws IOException {
        LaneDefinition patient =
                new LaneDefinition(
                        64,
                        1 << 20,
                        1_000_000,
                        8 << 20,
                        64 << 20,
                        FullPolicy.BLOCK,
                        0,
                        60_000_000_000L);
        Path killed = folder.resolve("killed");
        upstream.mood(Mood.HANGS);
        try (EngineRig rig = EngineRig.start(data, Plan.usual().lane(patient), upstream, local)) {
            rig.source().sendMany(records);
            rig.awaitAccepted(records);
            Await.until(EngineRig.PATIENCE, () -> local.count() == records, "the other lane");
            assertThat(rig.lane(0).bufferRecords()).isZero();
            rig.copyTo(killed);
        }
        upstream.mood(Mood.TAKES);
        return killed;
    }

    // Harm: the log forgets what a removed destination was owed, because nobody holds it back.
    @Test
    void whatARemovedDestinationHasInTheLogAloneIsMovedToItsBuffer() throws IOException {
        Path killed = killedWithRecordsInTheLogAlone(2_000);
        ScriptedDestination other = new ScriptedDestination("local");
        try (EngineRig rig = EngineRig.start(killed, other)) {
            assertThat(orphans(rig).getFirst().bufferRecords()).isEqualTo(2_000);
            Await.until(
                    EngineRig.PATIENCE, () -> rig.snapshot().log().records() == 0, "the release");
        }
        ScriptedDestination back = new ScriptedDestination("upstream");
        try (EngineRig rig = EngineRig.start(killed, back, other)) {
            rig.awaitLane(0, lane -> lane.durableTotal() == 2_000, "all of it");
            assertThat(back.seqs()).isEqualTo(seqs(1, 2_000));
        }
    }

    // Harm: whoever narrows a pipeline loses what was accepted before and had not been delivered.
    @Test
    void whatWasAcceptedUnderOtherRoutesStillGoesWhereTheySaid() throws IOException {
        Path killed = killedWithRecordsInTheLogAlone(500);
        ScriptedDestination narrowed = new ScriptedDestination("upstream");
        ScriptedDestination other = new ScriptedDestination("local");
        try (EngineRig rig =
                EngineRig.start(killed, Plan.usual().match("elsewhere/#"), narrowed, other)) {
            rig.awaitLane(0, lane -> lane.durableTotal() == 500, "what it was owed");
            rig.source().send("d", "plant/x", "not any more");
            rig.source().send("d", "elsewhere/x", "now");
            Await.until(EngineRig.PATIENCE, () -> narrowed.count() == 501, "the new route");
            assertThat(narrowed.seqs())
                    .isEqualTo(
                            LongStream.concat(LongStream.rangeClosed(1, 500), LongStream.of(502))
                                    .boxed()
                                    .toList());
        }
    }

    // Harm: a backlog for one table is poured into another.
    @Test
    void aBacklogIsNotDeliveredToAnotherTargetAndCanBeBroughtThereByHand() {
        upstream.target("table a");
        leaveBacklog();
        upstream.target("table b");
        int before = upstream.count();
        Path file = folder.resolve("orphan.ndjson");
        try (EngineRig rig = EngineRig.start(data, upstream, local)) {
            rig.source().sendMany(20);
            Await.until(EngineRig.PATIENCE, () -> upstream.count() == before + 20, "the new ones");
            OrphanedBacklog orphan = orphans(rig).getFirst();
            assertThat(orphan.id()).isEqualTo("upstream.1");
            assertThat(orphan.target()).isEqualTo("upstream table a");
            assertThat(orphan.records()).isEqualTo(1_003);
            assertThat(rig.ask(new Command.ExportOrphan("upstream.1", file)))
                    .isEqualTo(new Outcome.QuarantineExported(file, 1_003));
            assertThat(rig.ask(new Command.ImportQuarantined("upstream", file)))
                    .isEqualTo(new Outcome.QuarantineImported(1_003, 0, 0, ""));
            rig.ask(new Command.RetryAllQuarantined("upstream"));
            Await.until(EngineRig.PATIENCE, () -> upstream.count() == before + 1_023, "by hand");
            assertThat(rig.ask(new Command.DiscardOrphan("upstream.1", 3)))
                    .isInstanceOf(Outcome.Refused.class);
            assertThat(rig.ask(new Command.DiscardOrphan("upstream.1", 1_003)))
                    .isInstanceOf(Outcome.Done.class);
            assertThat(orphans(rig)).isEmpty();
            assertThat(data.resolve("lanes/upstream.1")).doesNotExist();
            rig.awaitLane(0, lane -> lane.quarantinedTotal() == 0, "the quarantine");
            GatewayEngineTest.assertBalance(rig.lane(0));
        }
        try (EngineRig rig = EngineRig.start(data, upstream, local)) {
            assertThat(orphans(rig)).isEmpty();
        }
    }

    // Harm: a slip of the pen in a project file, mended a minute later, costs the backlog.
    @Test
    void aTargetThatIsPutBackFindsItsBacklogAgain() {
        upstream.target("table a");
        leaveBacklog();
        int before = upstream.count();
        upstream.target("table b");
        try (EngineRig rig = EngineRig.start(data, upstream, local)) {
            assertThat(orphans(rig)).hasSize(1);
        }
        upstream.target("table a");
        try (EngineRig rig = EngineRig.start(data, upstream, local)) {
            assertThat(orphans(rig)).isEmpty();
            Await.until(
                    EngineRig.PATIENCE, () -> upstream.count() == before + 1_000, "the backlog");
            assertThat(rig.lane(0).quarantinedTotal()).isEqualTo(3);
        }
    }

    // Harm: a project with a fault empties the buffers on its way to refusing (P10).
    @Test
    void aBrokenProjectDoesNotTouchAByteOfLogAndLanes() throws IOException {
        leaveBacklog();
        Map<String, String> lanes = hashes(data.resolve("lanes"));
        Map<String, String> log = hashes(data.resolve("log"));
        assertThat(lanes).isNotEmpty();
        assertThatThrownBy(
                        () ->
                                EngineRig.tryStart(
                                        data,
                                        Plan.usual().missing("broken"),
                                        new ScriptedDestination("broken"),
                                        local))
                .isInstanceOf(EngineException.class);
        assertThat(hashes(data.resolve("lanes"))).isEqualTo(lanes);
        assertThat(hashes(data.resolve("log"))).isEqualTo(log);
        try (EngineRig rig = EngineRig.start(data, upstream, local)) {
            rig.awaitLane(0, lane -> lane.durableTotal() == 1_000, "the backlog");
        }
    }
}
