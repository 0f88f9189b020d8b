package org.fieldproof.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.LongStream;
import org.fieldproof.api.command.AddressLevel;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.snapshot.GatewayState;
import org.fieldproof.api.snapshot.LaneSnapshot;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.spi.Intake.Admission;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.rig.EngineRig;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.engine.rig.ScriptedDestination.Mood;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The whole engine over a real log and real buffers, from a source's offer to a destination.
class GatewayEngineTest {
    private static final Duration PATIENCE = EngineRig.PATIENCE;

    @TempDir private Path folder;

    private final ScriptedDestination upstream = new ScriptedDestination("upstream");
    private final ScriptedDestination local = new ScriptedDestination("local");

    private static List<Long> seqs(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    @Test
    void everyAcceptedRecordReachesEveryDestinationOnceAndInOrder() {
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), upstream, local)) {
            rig.source().sendMany(5_000);
            rig.awaitAccepted(5_000);
            Await.until(PATIENCE, () -> upstream.count() == 5_000, "upstream");
            Await.until(PATIENCE, () -> local.count() == 5_000, "local");
            assertThat(rig.source().accepted()).isEqualTo(seqs(1, 5_000));
            assertThat(upstream.seqs()).isEqualTo(seqs(1, 5_000));
            assertThat(local.seqs()).isEqualTo(seqs(1, 5_000));
            FieldRecord last = upstream.arrived().getLast();
            assertThat(new String(last.payload(), StandardCharsets.UTF_8))
                    .isEqualTo("{\"n\":4999}");
            assertThat(last.address()).isEqualTo("plant/press-01/telemetry");
            assertThat(last.device()).isEqualTo("press-01");
            assertThat(last.connection()).isEqualTo("devices");
            Await.until(
                    PATIENCE,
                    () ->
                            rig.lane(0).durableTotal() == 5_000
                                    && rig.snapshot().log().records() == 0
                                    && rig.snapshot().log().acceptedTotal() == 5_000,
                    "the picture");
            assertThat(rig.snapshot().state()).isEqualTo(GatewayState.RUNNING);
            assertThat(rig.snapshot().connections().getFirst().devices()).hasSize(3);
        }
    }

    @Test
    void anAddressWithoutAPipelineIsAcceptedAndGoesNowhere() {
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), upstream)) {
            rig.source().send("d", "other/topic", "x");
            rig.source().send("d", "plant/topic", "y");
            rig.awaitAccepted(2);
            Await.until(PATIENCE, () -> upstream.count() == 1, "the one with a pipeline");
            assertThat(upstream.seqs()).containsExactly(2L);
            Await.until(PATIENCE, () -> rig.snapshot().log().records() == 0, "custody of both");
        }
    }

    @Test
    void anOutageIsBufferedAndReplayedInOrderWhileTheOtherLaneGoesOn() {
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), upstream, local)) {
            rig.source().sendMany(500);
            Await.until(PATIENCE, () -> upstream.count() == 500, "before the outage");
            upstream.mood(Mood.UNAVAILABLE);
            rig.source().sendMany(3_000);
            Await.until(PATIENCE, () -> local.count() == 3_500, "the lane that is well");
            rig.awaitLane(0, lane -> lane.bufferRecords() == 3_000, "the disk buffer");
            Await.until(PATIENCE, () -> rig.snapshot().log().records() == 0, "custody");
            // In one picture: between two of them the destination is tried, and is up for a moment.
            Await.until(PATIENCE, () -> isToldDown(rig.snapshot()), "DOWN, and an alarm");
            upstream.mood(Mood.TAKES);
            rig.source().sendMany(500);
            Await.until(PATIENCE, () -> upstream.count() >= 4_000, "the replay");
            assertThat(upstream.seqs()).isEqualTo(seqs(1, 4_000));
            Await.until(
                    PATIENCE,
                    () ->
                            rig.lane(0).state() == LaneState.IN_STEP
                                    && rig.lane(0).bufferRecords() == 0,
                    "back in step");
            assertBalance(rig.lane(0));
        }
    }

    private static boolean isToldDown(GatewaySnapshot picture) {
        return picture.state() == GatewayState.DEGRADED
                && picture.lanes().getFirst().state() == LaneState.DOWN
                && picture.alarms().stream()
                        .anyMatch(alarm -> alarm.object().equals("lane upstream"));
    }

    // Harm: DEGRADED without a word of why sends an engineer looking everywhere.
    @Test
    void aStateThatAsksForAttentionNamesItsReason() {
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), upstream, local)) {
            Await.until(PATIENCE, () -> rig.snapshot().state() == GatewayState.RUNNING, "RUNNING");
            rig.ask(new Command.PauseLane("upstream"));
            Await.until(
                    PATIENCE, () -> rig.snapshot().state() == GatewayState.DEGRADED, "DEGRADED");
            assertThat(rig.snapshot().faults().getFirst().code()).isEqualTo("LANE-0003");
            rig.ask(new Command.ResumeLane("upstream"));
            Await.until(PATIENCE, () -> rig.snapshot().state() == GatewayState.RUNNING, "RUNNING");
            assertThat(rig.snapshot().faults()).isEmpty();
        }
    }

    @Test
    void aKilledGatewayDeliversEverythingThatWasAccepted() throws IOException {
        Path killed = folder.resolve("killed");
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), upstream, local)) {
            upstream.mood(Mood.UNAVAILABLE);
            local.mood(Mood.HANGS);
            rig.source().sendMany(2_000);
            rig.awaitAccepted(2_000);
            rig.awaitLane(0, lane -> lane.bufferRecords() > 0, "a buffer");
            rig.copyTo(killed);
        }
        ScriptedDestination upstreamAfter = new ScriptedDestination("upstream");
        ScriptedDestination localAfter = new ScriptedDestination("local");
        try (EngineRig rig = EngineRig.start(killed, upstreamAfter, localAfter)) {
            Await.until(PATIENCE, () -> upstreamAfter.count() >= 2_000, "upstream after");
            Await.until(PATIENCE, () -> localAfter.count() >= 2_000, "local after");
            assertThat(upstreamAfter.seqs()).isEqualTo(seqs(1, 2_000));
            assertThat(localAfter.seqs()).isEqualTo(seqs(1, 2_000));
            rig.source().send("d", "plant/x", "new");
            rig.awaitAccepted(1);
            assertThat(rig.source().accepted()).allMatch(seq -> seq > 2_000);
            rig.awaitLane(0, lane -> lane.durableTotal() == 2_001, "the picture");
            assertBalance(rig.lane(0));
            assertBalance(rig.lane(1));
        }
    }

    @Test
    void aStopKeepsWhatIsNotDeliveredAndARestartDeliversItOnce() {
        upstream.mood(Mood.HANGS);
        GatewayClock clock = GatewayClock.system();
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), upstream, local)) {
            rig.source().sendMany(1_000);
            rig.awaitAccepted(1_000);
            Await.until(PATIENCE, () -> local.count() == 1_000, "local");
            long begun = clock.nanoTime();
            rig.engine().stop(Duration.ofMinutes(2));
            assertThat(Duration.ofNanos(clock.nanoTime() - begun))
                    .as("a lane may have half of that")
                    .isLessThan(Duration.ofSeconds(40));
            assertThat(rig.snapshot().state()).isEqualTo(GatewayState.STOPPED);
        }
        upstream.mood(Mood.TAKES);
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), upstream, local)) {
            Await.until(PATIENCE, () -> upstream.count() >= 1_000, "the rest");
            rig.source().send("d", "plant/x", "one more");
            Await.until(PATIENCE, () -> local.count() >= 1_001, "one more");
            assertThat(upstream.seqs().subList(0, 1_000)).isEqualTo(seqs(1, 1_000));
            assertThat(local.seqs()).as("delivered before, not again").doesNotHaveDuplicates();
        }
    }

    @Test
    void aPlantedFaultLosesExactlyItsRecordsSoThatAProofCanFindThem() {
        EngineSeams planted = EngineSeams.losingOneIn(100);
        try (EngineRig rig =
                EngineRig.start(
                        folder.resolve("data"),
                        EngineRig.lane(FullPolicy.BLOCK, 64 << 20),
                        planted,
                        upstream)) {
            rig.source().sendMany(1_000);
            rig.awaitAccepted(1_000);
            Await.until(PATIENCE, () -> upstream.count() == 990, "all but ten");
            List<Long> missing = new ArrayList<>(seqs(1, 1_000));
            missing.removeAll(new HashSet<>(upstream.seqs()));
            assertThat(missing)
                    .containsExactly(100L, 200L, 300L, 400L, 500L, 600L, 700L, 800L, 900L, 1_000L);
        }
    }

    @Test
    void aPausedLaneBuffersAndGoesOnInOrder() {
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), upstream)) {
            rig.source().sendMany(10);
            Await.until(PATIENCE, () -> upstream.count() == 10, "before");
            assertThat(rig.ask(new Command.PauseLane("upstream"))).isInstanceOf(Outcome.Done.class);
            rig.source().sendMany(300);
            rig.awaitLane(0, lane -> lane.bufferRecords() == 300, "the buffer");
            assertThat(rig.lane(0).state()).isEqualTo(LaneState.PAUSED);
            assertThat(upstream.count()).isEqualTo(10);
            rig.ask(new Command.ResumeLane("upstream"));
            Await.until(PATIENCE, () -> upstream.count() == 310, "after");
            assertThat(upstream.seqs()).isEqualTo(seqs(1, 310));
            assertThat(rig.ask(new Command.ReadAudit(10)))
                    .isInstanceOfSatisfying(
                            Outcome.AuditRead.class,
                            read -> {
                                assertThat(read.intact()).isTrue();
                                assertThat(read.lines())
                                        .anyMatch(line -> line.act().equals("pause upstream"));
                            });
        }
    }

    @Test
    void wiresAndLatestValuesShowWhatPassed() {
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), upstream)) {
            rig.source().sendMany(90);
            rig.awaitAccepted(90);
            rig.awaitLane(0, lane -> lane.durableTotal() == 90, "delivery, and word of it");
            assertThat(
                            rig.ask(
                                    new Command.InspectWire(
                                            new Command.Wire.OfDevice("devices", "press-01"), 20)))
                    .isInstanceOfSatisfying(
                            Outcome.WireInspected.class,
                            wire -> {
                                assertThat(wire.passedTotal()).isEqualTo(30);
                                assertThat(wire.records()).hasSize(20);
                                assertThat(wire.records().getFirst().record().seq()).isEqualTo(89);
                            });
            assertThat(rig.ask(new Command.InspectWire(new Command.Wire.OfLane("upstream"), 5)))
                    .isInstanceOfSatisfying(
                            Outcome.WireInspected.class,
                            wire -> {
                                assertThat(wire.passedTotal()).isEqualTo(90);
                                assertThat(wire.records())
                                        .extracting(passed -> passed.record().seq())
                                        .containsExactly(90L, 89L, 88L, 87L, 86L);
                            });
            assertThat(rig.ask(new Command.ReadLatest("plant/+/telemetry", 10)))
                    .isInstanceOfSatisfying(
                            Outcome.LatestRead.class,
                            latest -> {
                                assertThat(latest.totalAddresses()).isEqualTo(3);
                                assertThat(latest.values())
                                        .extracting(value -> value.updates())
                                        .containsOnly(30L);
                            });
            assertThat(rig.ask(new Command.ReadLatest("plant/press-01/telemetry", 10)))
                    .isInstanceOfSatisfying(
                            Outcome.LatestRead.class,
                            latest ->
                                    assertThat(latest.values())
                                            .singleElement()
                                            .extracting(value -> value.updates())
                                            .isEqualTo(30L));
            assertThat(rig.ask(new Command.ReadLatest("plant/no-such/telemetry", 10)))
                    .isInstanceOfSatisfying(
                            Outcome.LatestRead.class,
                            latest -> assertThat(latest.values()).isEmpty());
            assertThat(rig.ask(new Command.ReadLevels("plant/", 2)))
                    .isEqualTo(
                            new Outcome.LevelsRead(
                                    List.of(
                                            new AddressLevel("press-00", 1, 0, 30),
                                            new AddressLevel("press-01", 1, 0, 30)),
                                    3));
            assertThat(rig.ask(new Command.ReadLevels("plant", 2)))
                    .isInstanceOfSatisfying(
                            Outcome.Refused.class,
                            refused -> assertThat(refused.why().code()).isEqualTo("APP-0333"));
            assertThat(rig.ask(new Command.PauseLane("nowhere")))
                    .isInstanceOf(Outcome.Refused.class);
        }
    }

    /// Harm: the console asks on its only thread, which would stand still meanwhile.
    @Test
    void allAddressesAreLookedAtOnAnotherThread() {
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), upstream)) {
            for (int i = 0; i < 5_000; i++) {
                rig.source().send("d", "plant/" + i, "1");
            }
            Await.until(PATIENCE, () -> upstream.count() == 5_000, "delivery");
            Command.ReadLatest all = new Command.ReadLatest("#", 10);
            Command.ReadLevels levels = new Command.ReadLevels("plant/", 10);
            Command.ReadLatest one = new Command.ReadLatest("plant/7", 10);
            for (Command each : List.of(all, levels, one)) {
                rig.ask(each);
                long before = bytesOfThisThread();
                rig.ask(each);
                assertThat(bytesOfThisThread() - before).as("%s", each).isLessThan(40_000);
            }
            // Whoever follows one asks several times a second: that is not worth a thread.
            assertThat(rig.engine().submit(one).toCompletableFuture()).isDone();
        }
    }

    private static long bytesOfThisThread() {
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        return threads.getThreadAllocatedBytes(Thread.currentThread().threadId());
    }

    @Test
    void aDataDirectoryThatDisappearsStopsAcceptance() throws IOException {
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), upstream)) {
            rig.source().sendMany(10);
            rig.awaitAccepted(10);
            Files.move(folder.resolve("data"), folder.resolve("moved"));
            // Seen by the log or by the housekeeping; the door is shut right after, or before.
            Await.until(
                    PATIENCE,
                    () ->
                            rig.snapshot().state() == GatewayState.FAULTED
                                    && !rig.snapshot().faults().isEmpty(),
                    "FAULTED");
            Await.until(
                    PATIENCE,
                    () -> rig.source().send("d", "plant/x", "late") == Admission.CLOSED,
                    "a door that is shut");
            assertThat(rig.source().acceptedCount()).isEqualTo(10);
        }
    }

    static void assertBalance(LaneSnapshot lane) {
        assertThat(lane.imbalance()).isZero();
        assertThat(lane.routedTotal())
                .isEqualTo(
                        lane.durableTotal()
                                + lane.inFlight()
                                + lane.queued()
                                + lane.bufferRecords()
                                + lane.quarantinedTotal()
                                + lane.droppedTotal());
    }
}
