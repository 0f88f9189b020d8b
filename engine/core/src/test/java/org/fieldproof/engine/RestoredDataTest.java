package org.fieldproof.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.RecordId;
import org.fieldproof.engine.rig.EngineRig;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.engine.rig.ScriptedDestination.Mood;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// LOG-14, LANE-9, row 51: a whole data directory that was put back from a backup.
class RestoredDataTest {
    @TempDir private Path folder;

    private final ScriptedDestination upstream = new ScriptedDestination("upstream");

    /// What a destination has that keeps the first record of each identity.
    private Map<RecordId, String> kept() {
        Map<RecordId, String> kept = new LinkedHashMap<>();
        for (FieldRecord each : upstream.arrived()) {
            kept.putIfAbsent(each.id(), new String(each.payload(), StandardCharsets.UTF_8));
        }
        return kept;
    }

    private long kept(String name) {
        return kept().values().stream().filter(text -> text.startsWith(name)).count();
    }

    private static void send(EngineRig rig, String name, int count) {
        for (int i = 0; i < count; i++) {
            rig.source().send("press-01", "plant/press-01", name + i);
        }
    }

    private static void delete(Path root) throws IOException {
        List<Path> all;
        try (Stream<Path> walk = Files.walk(root)) {
            all = walk.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }

    // Harm: after a restore the database drops each new record as one that it knows.
    @Test
    void whatComesAfterARestoreIsKeptAndWhatTheBackupHeldIsDelivered() throws IOException {
        Path data = folder.resolve("data");
        Path backup = folder.resolve("backup");
        try (EngineRig rig = EngineRig.start(data, upstream)) {
            send(rig, "delivered ", 100);
            rig.awaitLane(0, lane -> lane.durableTotal() == 100, "the first");
            upstream.mood(Mood.UNAVAILABLE);
            send(rig, "held ", 150);
            rig.awaitLane(0, lane -> lane.bufferRecords() == 150, "the backlog");
            rig.copyTo(backup);
            upstream.mood(Mood.TAKES);
            rig.awaitLane(0, lane -> lane.durableTotal() == 250, "the backlog's end");
            send(rig, "after the backup ", 70);
            rig.awaitLane(0, lane -> lane.durableTotal() == 320, "the records after the backup");
        }
        delete(data);
        Files.move(backup, data);
        upstream.mood(Mood.UNAVAILABLE);
        try (EngineRig rig = EngineRig.start(data, upstream)) {
            assertThat(rig.engine().events(1, 200).events())
                    .filteredOn(event -> event.code().equals("LOG-0206"))
                    .hasSize(1);
            send(rig, "after the restore ", 90);
            rig.awaitLane(0, lane -> lane.bufferRecords() == 240, "old and new in one buffer");
            upstream.mood(Mood.TAKES);
            Await.until(EngineRig.PATIENCE, () -> upstream.count() == 320 + 240, "all of it");
            GatewayEngineTest.assertBalance(rig.lane(0));
        }
        assertThat(kept("delivered ")).isEqualTo(100);
        assertThat(kept("held ")).isEqualTo(150);
        assertThat(kept("after the backup ")).isEqualTo(70);
        assertThat(kept("after the restore ")).isEqualTo(90);
        assertThat(kept()).as("what came twice has one identity").hasSize(410);
        assertThat(upstream.seqs().subList(320, 560))
                .as("in order, and no seq of the backup is given again")
                .isEqualTo(LongStream.rangeClosed(101, 340).boxed().toList());
        assertThat(upstream.mixedBatches()).as("LANE-9").isZero();
        try (EngineRig rig = EngineRig.start(data, upstream)) {
            assertThat(rig.engine().events(1, 200).events())
                    .filteredOn(event -> event.code().equals("LOG-0206"))
                    .as("told once, at the restore")
                    .isEmpty();
        }
    }
}
