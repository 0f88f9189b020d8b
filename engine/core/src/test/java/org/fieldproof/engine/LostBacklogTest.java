package org.fieldproof.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.engine.rig.EngineRig;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.engine.rig.ScriptedDestination.Mood;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.ledger.PositionFile;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// LANE-11. Harm: a backlog vanishes between two starts, and a gateway that counts what it finds
/// says that nothing is missing.
class LostBacklogTest {
    private static final int BACKLOG = 1_000;

    /// Files of 64 KiB: the backlog fills several.
    private static final LaneDefinition SMALL_FILES = EngineRig.lane(FullPolicy.BLOCK, 512 << 10);

    @TempDir private Path folder;

    private final ScriptedDestination upstream = new ScriptedDestination("upstream");
    private Path data = Path.of("");

    @BeforeEach
    void place() {
        data = folder.resolve("data");
    }

    private EngineRig start() {
        return EngineRig.start(data, SMALL_FILES, upstream);
    }

    private void leaveBacklog() {
        upstream.mood(Mood.UNAVAILABLE);
        try (EngineRig rig = start()) {
            rig.source().sendMany(BACKLOG);
            rig.awaitLane(0, lane -> lane.bufferRecords() == BACKLOG, "the backlog");
        }
        upstream.mood(Mood.TAKES);
    }

    private static List<Path> files(Path folder, String suffix) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(each -> each.toString().endsWith(suffix)).sorted().toList();
        }
    }

    private List<Path> bufferFiles() throws IOException {
        List<Path> files = files(data.resolve("lanes/upstream/buffer"), ".ndjson");
        assertThat(files).as("several files").hasSizeGreaterThan(3);
        return files;
    }

    private static List<String> told(EngineRig rig) {
        return rig.engine().events(1, 1_000).events().stream()
                .filter(event -> event.code().equals("LANE-0207"))
                .map(event -> event.message())
                // The alarm tells the same once more.
                .filter(message -> !message.startsWith("Alarm"))
                .toList();
    }

    private static boolean hasAlarm(EngineRig rig) {
        return rig.snapshot().alarms().stream()
                .anyMatch(alarm -> alarm.id().equals("LANE-0207/upstream"));
    }

    /// What is not there is told, stands as an alarm, and is counted beside what arrives.
    private void assertLost(EngineRig rig, String how) {
        Await.until(EngineRig.PATIENCE, () -> hasAlarm(rig), "the alarm");
        assertThat(rig.snapshot().faults()).anyMatch(each -> each.code().equals("LANE-0207"));
        rig.awaitLane(
                0,
                lane -> lane.durableTotal() + lane.droppedTotal() >= BACKLOG,
                "what is left of the backlog");
        LaneSnapshot lane = rig.lane(0);
        long arrived = new TreeSet<>(upstream.seqs()).size();
        assertThat(lane.durableTotal()).as("delivered").isEqualTo(arrived);
        assertThat(lane.dropped().lost()).as("lost").isEqualTo(BACKLOG - arrived).isPositive();
        assertThat(lane.routedTotal()).isEqualTo(BACKLOG);
        assertThat(lane.imbalance()).as("LANE-2").isZero();
        List<Long> missing =
                LongStream.rangeClosed(1, BACKLOG)
                        .filter(seq -> !upstream.seqs().contains(seq))
                        .boxed()
                        .toList();
        assertThat(told(rig))
                .singleElement()
                .asString()
                .startsWith(how + missing.size() + " records")
                .contains("seq " + missing.getFirst() + " to " + missing.getLast() + " ");
    }

    @Test
    void aFileFromTheMiddleOfABufferIsMissed() throws IOException {
        leaveBacklog();
        Files.delete(bufferFiles().get(1));
        try (EngineRig rig = start()) {
            assertLost(rig, "");
        }
    }

    @Test
    void theNewestFileOfABufferIsMissed() throws IOException {
        leaveBacklog();
        Files.delete(bufferFiles().getLast());
        try (EngineRig rig = start()) {
            assertLost(rig, "");
        }
    }

    @Test
    void theNewestFileThatEndsEarlierBetweenTwoLinesIsMissed() throws IOException {
        leaveBacklog();
        Path newest = bufferFiles().getLast();
        List<String> lines = Files.readAllLines(newest);
        // The last one is a mark.
        Files.write(newest, lines.subList(0, lines.size() - 4));
        try (EngineRig rig = start()) {
            assertLost(rig, "");
        }
    }

    /// A process that was killed closed no books; those of the last second count.
    @Test
    void whatIsGoneBehindAKilledProcessIsMissed() throws IOException {
        Path killed = folder.resolve("killed");
        upstream.mood(Mood.UNAVAILABLE);
        try (EngineRig rig = start()) {
            rig.source().sendMany(BACKLOG);
            rig.awaitLane(0, lane -> lane.bufferRecords() == BACKLOG, "the backlog");
            Path books = data.resolve("lanes/upstream/books");
            Await.until(EngineRig.PATIENCE, () -> recordsIn(books) == BACKLOG, "the books");
            rig.copyTo(killed);
        }
        upstream.mood(Mood.TAKES);
        data = killed;
        Files.delete(bufferFiles().getLast());
        try (EngineRig rig = start()) {
            assertLost(rig, "");
        }
    }

    private static long recordsIn(Path books) {
        try {
            return PositionFile.peek(books, 39, LogFiles.nio()).map(values -> values[2]).orElse(0L);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aWholeBufferIsMissedAndToldOnce() throws IOException {
        leaveBacklog();
        Path buffer = data.resolve("lanes/upstream/buffer");
        for (Path each : files(buffer, "")) {
            Files.delete(each);
        }
        try (EngineRig rig = start()) {
            Await.until(EngineRig.PATIENCE, () -> hasAlarm(rig), "the alarm");
            assertThat(rig.lane(0).dropped().lost()).isEqualTo(BACKLOG);
            assertThat(told(rig)).singleElement().asString().contains("seq 1 to 1000 ");
            rig.source().sendMany(10);
            rig.awaitLane(0, lane -> lane.durableTotal() == 10, "new ones");
            assertThat(rig.lane(0).imbalance()).isZero();
        }
        try (EngineRig rig = start()) {
            rig.source().sendMany(10);
            rig.awaitLane(0, lane -> lane.durableTotal() == 10, "more");
            assertThat(hasAlarm(rig)).isFalse();
            assertThat(rig.lane(0).dropped().lost()).isZero();
        }
    }

    /// No lane runs in the folder of a destination that the project has no more: nobody would
    /// write down what is left, and the same loss would be an alarm at every start.
    @Test
    void aLossInAFolderWithoutADestinationIsToldOnce() throws IOException {
        leaveBacklog();
        Files.delete(bufferFiles().getLast());
        ScriptedDestination local = new ScriptedDestination("local");
        try (EngineRig rig = EngineRig.start(data, local)) {
            Await.until(EngineRig.PATIENCE, () -> hasAlarm(rig), "the alarm");
            assertThat(told(rig)).hasSize(1);
            assertThat(rig.lane(0).dropped().lost()).isZero();
        }
        try (EngineRig rig = EngineRig.start(data, local)) {
            assertThat(told(rig)).isEmpty();
            rig.source().sendMany(10);
            rig.awaitLane(0, lane -> lane.durableTotal() == 10, "new ones");
            assertThat(hasAlarm(rig)).isFalse();
        }
    }

    /// A killed process has not saved how far it is in the log that it began; what it delivered
    /// from the one before is not lost with this one.
    @Test
    void aLogThatIsEmptyTwiceCostsNothingThatWasDelivered() throws IOException {
        try (EngineRig rig = start()) {
            rig.source().sendMany(10);
            rig.awaitLane(0, lane -> lane.durableTotal() == 10, "all");
        }
        Path killed = folder.resolve("killed");
        deleteLog();
        try (EngineRig rig = start()) {
            rig.copyTo(killed);
        }
        data = killed;
        deleteLog();
        try (EngineRig rig = start()) {
            assertThat(told(rig)).isEmpty();
            assertThat(rig.lane(0).dropped().lost()).isZero();
        }
    }

    private void deleteLog() throws IOException {
        for (Path each : files(data.resolve("log"), ".fplog")) {
            Files.delete(each);
        }
    }

    /// What a lane has not taken from the log yet is in no other place.
    @Test
    void whatWasInTheLogAloneIsMissed() throws IOException {
        upstream.mood(Mood.TAKES);
        try (EngineRig rig = start()) {
            rig.source().sendMany(10);
            rig.awaitLane(0, lane -> lane.durableTotal() == 10, "the first");
            upstream.mood(Mood.HANGS);
            rig.source().sendMany(50);
            rig.awaitAccepted(60);
        }
        upstream.mood(Mood.TAKES);
        for (Path each : files(data.resolve("log"), ".fplog")) {
            Files.delete(each);
        }
        try (EngineRig rig = start()) {
            Await.until(EngineRig.PATIENCE, () -> hasAlarm(rig), "the alarm");
            long lost = rig.lane(0).dropped().lost();
            long kept = rig.lane(0).durableTotal() + rig.lane(0).bufferRecords();
            assertThat(lost + kept).isGreaterThanOrEqualTo(50);
            assertThat(told(rig)).singleElement().asString().startsWith("at most ");
            assertThat(rig.lane(0).imbalance()).isZero();
        }
    }

    /// The control: an outage, a replay that a stop interrupts, a start in step, no log to look
    /// at because it was all delivered. Nothing of it is a loss.
    @Test
    void nothingIsMissedWhereNothingIsMissing() throws IOException {
        leaveBacklog();
        upstream.mood(Mood.UNAVAILABLE);
        try (EngineRig rig = start()) {
            rig.source().sendMany(BACKLOG / 2);
            rig.awaitLane(0, lane -> lane.bufferRecords() == BACKLOG / 2 * 3, "more of it");
            upstream.mood(Mood.TAKES);
            rig.awaitLane(0, lane -> lane.durableTotal() > 0, "a part");
        }
        try (EngineRig rig = start()) {
            Await.until(
                    EngineRig.PATIENCE,
                    () -> new TreeSet<>(upstream.seqs()).size() == BACKLOG / 2 * 3,
                    "all");
            rig.awaitLane(0, lane -> lane.bufferRecords() == 0, "an empty buffer");
            assertThat(told(rig)).isEmpty();
        }
        for (Path each : files(data.resolve("log"), ".fplog")) {
            Files.delete(each);
        }
        for (int life = 0; life < 2; life++) {
            try (EngineRig rig = start()) {
                assertThat(told(rig)).isEmpty();
                assertThat(hasAlarm(rig)).isFalse();
                assertThat(rig.lane(0).dropped().lost()).isZero();
            }
        }
    }
}
