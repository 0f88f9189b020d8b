package org.fieldproof.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fieldproof.api.snapshot.GatewayState.RUNNING;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.engine.rig.EngineRig;
import org.fieldproof.engine.rig.EngineRig.Plan;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A destination that is there and too slow: what it cannot take yet stays in the log, and comes
/// in order, once. Harm if it breaks: a record is left out, or comes twice, where a lane that fell
/// behind meets the others again.
class LaggingLaneTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Duration WRITE_TIMEOUT = Duration.ofMinutes(2);

    /// For a batch of 64. All records take more than six minutes at that pace: whoever needs the
    /// lane to be behind has it behind, on a slow machine too.
    private static final Duration SLOWLY = Duration.ofMillis(400);

    /// A write that is slow is not given up, or its records would come twice.
    private static final Plan PATIENT =
            Plan.usual().lane(EngineRig.lane(FullPolicy.BLOCK, 64 << 20, WRITE_TIMEOUT));

    private static final String PAYLOAD = "{\"value\":" + "7".repeat(180) + "}";

    /// More than twice what the memory of a lane holds.
    private static final int RECORDS = 60_000;

    /// Of these, 374 bytes each, a lane's memory of 8 MiB takes fewer.
    private static final int IN_MEMORY = 22_500;

    @TempDir private Path folder;

    private final ScriptedDestination slow = new ScriptedDestination("slow");
    private final ScriptedDestination quick = new ScriptedDestination("quick");

    private static List<Long> all() {
        return LongStream.rangeClosed(1, RECORDS).boxed().toList();
    }

    @Test
    void whatASlowDestinationCannotTakeYetStaysInTheLog() {
        slow.slow(SLOWLY);
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), PATIENT, slow, quick)) {
            rig.source().lean();
            rig.source().pour(RECORDS, PAYLOAD);
            Await.until(LONG, () -> quick.count() == RECORDS, "all of it at the quick one");
            assertThat(slow.count()).isLessThan(RECORDS);
            rig.awaitLane(0, lane -> lane.state() == LaneState.LAGGING, "told that it lags");
            assertThat(rig.lane(0).bufferRecords()).isZero();
            GatewaySnapshot lagging = rig.snapshot();
            assertThat(lagging.log().records()).isPositive();
            assertThat(lagging.lanes().getFirst().state()).isEqualTo(LaneState.LAGGING);
            assertThat(lagging.state()).as("nothing needs attention").isEqualTo(RUNNING);
            assertThat(lagging.faults()).isEmpty();
            slow.slow(Duration.ZERO);
            Await.until(LONG, () -> slow.count() == RECORDS, "all of it at the slow one");
            rig.awaitLane(0, lane -> lane.state() == LaneState.IN_STEP, "in step again");
            GatewayEngineTest.assertBalance(rig.lane(0));
        }
        assertThat(slow.seqs()).isEqualTo(all());
        assertThat(quick.seqs()).isEqualTo(all());
    }

    @Test
    void recordsGoOnComingWhileItMeetsTheOthersAgain() {
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), PATIENT, slow, quick)) {
            rig.source().lean();
            for (int round = 1; round <= 2; round++) {
                slow.slow(SLOWLY);
                rig.source().pour(29_000, PAYLOAD);
                Await.until(
                        LONG,
                        () -> rig.snapshot().log().records() > IN_MEMORY,
                        "more than its memory holds");
                slow.slow(Duration.ZERO);
                for (int part = 0; part < 10; part++) {
                    rig.source().pour(100, PAYLOAD);
                }
                long all = round * 30_000L;
                rig.awaitLane(0, lane -> lane.durableTotal() == all, "all of it");
            }
        }
        assertThat(slow.seqs()).isEqualTo(all());
    }

    @Test
    void aLogThatFillsUpSendsItToTheDiskBuffer() {
        slow.slow(SLOWLY);
        Plan small = PATIENT.logBytes(6 << 20);
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), small, slow, quick)) {
            rig.source().lean();
            rig.source().pour(RECORDS, PAYLOAD);
            Await.until(LONG, () -> quick.count() == RECORDS, "all of it at the quick one");
            rig.awaitLane(0, lane -> lane.bufferRecords() > 0, "on disk");
            slow.slow(Duration.ZERO);
            Await.until(LONG, () -> slow.count() == RECORDS, "all of it at the slow one");
        }
        assertThat(slow.seqs()).isEqualTo(all());
    }

    @Test
    void whoWantsOnlySoMuchHasItInTheDiskBuffer() {
        slow.slow(SLOWLY);
        Plan dropping =
                PATIENT.lane(EngineRig.lane(FullPolicy.DROP_OLDEST, 1 << 20, WRITE_TIMEOUT));
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), dropping, slow, quick)) {
            rig.source().lean();
            rig.source().pour(RECORDS, PAYLOAD);
            rig.awaitLane(0, lane -> lane.droppedTotal() > 0, "dropped by the policy");
            GatewayEngineTest.assertBalance(rig.lane(0));
        }
    }

    @Test
    void aRestartGoesOnWhereItWasInTheLog() {
        slow.slow(SLOWLY);
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), PATIENT, slow, quick)) {
            rig.source().lean();
            rig.source().pour(RECORDS, PAYLOAD);
            Await.until(LONG, () -> quick.count() == RECORDS, "all of it at the quick one");
        }
        assertThat(slow.count()).as("stopped in the middle").isLessThan(RECORDS);
        slow.slow(Duration.ZERO);
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), PATIENT, slow, quick)) {
            Await.until(LONG, () -> slow.distinctSeqs().size() == RECORDS, "the rest");
            GatewayEngineTest.assertBalance(rig.lane(0));
        }
        assertThat(slow.distinctSeqs()).isEqualTo(all());
        assertThat(quick.distinctSeqs()).isEqualTo(all());
    }

    /// What has rotted since the others read it is stepped over by one lane alone, and named.
    @Test
    void whatRotsInTheLogMeanwhileIsTold() throws IOException {
        slow.slow(SLOWLY);
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), PATIENT, slow, quick)) {
            rig.source().lean();
            rig.source().pour(RECORDS, PAYLOAD);
            Await.until(LONG, () -> quick.count() == RECORDS, "all of it at the quick one");
            spoilNewestSegment();
            slow.slow(Duration.ZERO);
            Await.until(LONG, () -> told(rig, "LOG-0204").contains("lane slow"), "told");
            rig.awaitLane(0, lane -> lane.durableTotal() == RECORDS - 1, "all but the rotten one");
        }
        assertThat(slow.seqs()).isSorted().doesNotHaveDuplicates().hasSize(RECORDS - 1);
    }

    private static List<String> told(EngineRig rig, String code) {
        return rig.engine().events(1, 200).events().stream()
                .filter(event -> event.code().equals(code))
                .map(GatewayEvent::object)
                .toList();
    }

    /// Flips a bit in one record's payload, near the end of what was written.
    private void spoilNewestSegment() throws IOException {
        try (Stream<Path> all = Files.list(folder.resolve("data/log"))) {
            Path newest =
                    all.filter(file -> file.toString().endsWith(".fplog"))
                            .max(Comparator.naturalOrder())
                            .orElseThrow();
            byte[] bytes = Files.readAllBytes(newest);
            int end = bytes.length;
            while (bytes[end - 1] == 0) {
                end--;
            }
            // Not the last record: what is missing shows by what comes behind it.
            end -= 10_000;
            while (bytes[end - 1] != '}') {
                end--;
            }
            ByteBuffer flipped = ByteBuffer.wrap(new byte[] {(byte) (bytes[end - 20] ^ 1)});
            try (FileChannel file = FileChannel.open(newest, StandardOpenOption.WRITE)) {
                file.write(flipped, end - 20);
            }
        }
    }
}
