package org.fieldproof.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.engine.lane.LaneInspection;
import org.fieldproof.engine.lane.LaneInspection.Finding;
import org.fieldproof.engine.rig.EngineRig;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.engine.rig.ScriptedDestination.Mood;
import org.fieldproof.log.io.DirectoryEntry;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.PassingFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Harm: `log verify` says "clean" over a disk buffer that is damaged or gone.
class LaneInspectionTest {
    private static final int BACKLOG = 1_000;

    @TempDir private Path folder;

    private final ScriptedDestination upstream = new ScriptedDestination("upstream");

    private Path data() {
        return folder.resolve("data");
    }

    private EngineRig start() {
        return EngineRig.start(data(), EngineRig.lane(FullPolicy.BLOCK, 512 << 10), upstream);
    }

    private Path leaveBacklog() {
        upstream.mood(Mood.UNAVAILABLE);
        try (EngineRig rig = start()) {
            rig.source().sendMany(BACKLOG);
            rig.awaitLane(0, lane -> lane.bufferRecords() == BACKLOG, "the backlog");
        }
        return data().resolve("lanes/upstream");
    }

    private LaneInspection look() {
        try {
            Map<Path, String> before = contents();
            List<LaneInspection> lanes =
                    LaneInspection.all(data().resolve("lanes"), LogFiles.nio());
            assertThat(contents()).as("a look changes nothing").isEqualTo(before);
            assertThat(lanes).hasSize(1);
            return lanes.getFirst();
        } catch (IOException | StoreException e) {
            throw new AssertionError(e);
        }
    }

    private Map<Path, String> contents() throws IOException {
        Map<Path, String> all = new TreeMap<>();
        try (Stream<Path> files = Files.walk(data())) {
            for (Path each : files.filter(Files::isRegularFile).toList()) {
                all.put(each, Files.getLastModifiedTime(each) + " " + Files.size(each));
            }
        }
        return all;
    }

    private static List<Path> bufferFiles(Path lane) throws IOException {
        try (Stream<Path> all = Files.list(lane.resolve("buffer"))) {
            return all.filter(each -> each.toString().endsWith(".ndjson")).sorted().toList();
        }
    }

    private static void flip(Path file, long at) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        bytes[(int) at] ^= 0x55;
        Files.write(file, bytes);
    }

    private void assertFinds(String file, String what) {
        LaneInspection lane = look();
        assertThat(lane.damaged()).isTrue();
        assertThat(lane.findings())
                .anySatisfy(
                        each -> {
                            assertThat(each.file()).isEqualTo(file);
                            assertThat(each.what()).contains(what);
                        });
    }

    @Test
    void whatIsWholeIsCountedAndClean() throws StoreException {
        leaveBacklog();
        LaneInspection lane = look();
        assertThat(lane.findings()).isEmpty();
        assertThat(lane.lane()).isEqualTo("upstream");
        assertThat(lane.bufferRecords()).isEqualTo(BACKLOG);
        try (EngineRig rig = start()) {
            rig.awaitLane(0, each -> each.bufferRecords() == BACKLOG, "the backlog");
            assertThat(lane.bufferBytes()).isEqualTo(rig.lane(0).bufferBytes());
            assertThat(LaneInspection.all(data().resolve("lanes"), LogFiles.nio()))
                    .as("beside a gateway")
                    .singleElement()
                    .matches(each -> each.findings().isEmpty());
        }
    }

    /// Harm: a gateway that works through its backlog is called damaged while somebody looks.
    @ParameterizedTest
    @CsvSource({"1, false", "2, true", "2, false"})
    void aLaneThatDrainsMeanwhileIsNotDamaged(int list, boolean first) throws Exception {
        leaveBacklog();
        try (EngineRig rig = start()) {
            rig.awaitLane(0, lane -> lane.bufferRecords() == BACKLOG, "the backlog");
            Path buffer = data().resolve("lanes/upstream/buffer");
            int filesBefore = bufferFiles(data().resolve("lanes/upstream")).size();
            Runnable drain =
                    () -> {
                        upstream.mood(Mood.TAKES);
                        rig.awaitLane(0, lane -> lane.bufferRecords() == 0, "drained");
                    };
            LogFiles moving = new DrainingMeanwhile(buffer, list, first, drain);
            assertThat(LaneInspection.all(data().resolve("lanes"), moving))
                    .singleElement()
                    .satisfies(each -> assertThat(each.findings()).isEmpty());
            assertThat(bufferFiles(data().resolve("lanes/upstream"))).hasSizeLessThan(filesBefore);
        }
    }

    /// Has the lane drained at one of the times at which the buffer's folder is listed.
    private static final class DrainingMeanwhile extends PassingFiles {
        private final Path buffer;
        private final boolean first;
        private final Runnable drain;
        private int left;

        private DrainingMeanwhile(Path buffer, int list, boolean first, Runnable drain) {
            super(LogFiles.nio());
            this.buffer = buffer;
            this.left = list;
            this.first = first;
            this.drain = drain;
        }

        @Override
        public List<DirectoryEntry> list(Path directory) throws IOException {
            boolean now = directory.equals(buffer) && --left == 0;
            if (now && first) {
                drain.run();
            }
            List<DirectoryEntry> all = super.list(directory);
            if (now && !first) {
                drain.run();
            }
            return all;
        }
    }

    @Test
    void aFlippedByteOfABufferIsFoundWithItsPlace() throws IOException {
        Path lane = leaveBacklog();
        Path file = bufferFiles(lane).getFirst();
        flip(file, 5_000);
        String name = "buffer/" + file.getFileName();
        assertFinds(name, "damaged");
        assertThat(look().findings().stream().filter(each -> each.file().equals(name)))
                .singleElement()
                .satisfies(
                        each -> {
                            assertThat(each.fromByte()).isBetween(1L, 5_000L);
                            assertThat(each.toByte()).isGreaterThan(5_000);
                            assertThat(each.fromSeq()).isPositive().isEqualTo(each.toSeq());
                        });
        assertThat(look().bufferRecords()).isEqualTo(BACKLOG - 1);
    }

    @Test
    void theNewestFileOfABufferIsMissed() throws IOException {
        Files.delete(bufferFiles(leaveBacklog()).getLast());
        assertFinds("buffer", "records gone");
    }

    @Test
    void aBufferWithoutItsFolderIsMissed() throws IOException {
        Path lane = leaveBacklog();
        Files.move(lane.resolve("buffer"), folder.resolve("elsewhere"));
        assertFinds("buffer", BACKLOG + " records gone");
    }

    @Test
    void damagedPositionsAndBooksAreFound() throws IOException {
        Path lane = leaveBacklog();
        for (String each : List.of("position", "books", "buffer/head.fppos")) {
            flip(lane.resolve(each), 20);
            assertThat(look().findings())
                    .as("the other slot stands")
                    .noneMatch(found -> found.file().equals(each.replace(".fppos", "")));
            flip(lane.resolve(each), 4_096 + 20);
        }
        assertThat(look().findings())
                .extracting(Finding::file)
                .contains("position", "books", "buffer/head");
    }

    @Test
    void aDamagedLineOfTheQuarantineIsFoundAndAnUnfinishedOneIsNone() throws IOException {
        upstream.mood(Mood.TAKES);
        upstream.poison(record -> record.seq() % 10 == 0);
        try (EngineRig rig = start()) {
            rig.source().sendMany(100);
            rig.awaitLane(0, lane -> lane.quarantinedTotal() == 10, "the quarantine");
        }
        assertThat(look().quarantined()).isEqualTo(10);
        Path file = data().resolve("lanes/upstream/quarantine/records.ndjson");
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length - 9));
        assertThat(look().findings()).as("it ends in a line").isEmpty();
        Files.write(file, whole);
        flip(file, whole.length / 2);
        assertFinds("quarantine/records.ndjson", "1 damaged line");
        assertThat(look().quarantined()).isEqualTo(9);
    }
}
