package org.fieldproof.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.rig.EngineRig;
import org.fieldproof.engine.rig.EngineRig.Plan;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.engine.rig.ScriptedDestination.Mood;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.FaultyFiles;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// G10 and G13: what one lane suffers stays with that lane, and a full disk passes.
class IslandTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    /// More than a disk of 9 MiB and the intake's 4 MiB take together, released segments and all.
    private static final int FLOOD = 80_000;

    private static final String PAYLOAD = "{\"value\":" + "7".repeat(180) + "}";

    @TempDir private Path folder;

    private final ScriptedDestination upstream = new ScriptedDestination("upstream");
    private final ScriptedDestination local = new ScriptedDestination("local");

    private static long atUpstream(EngineRig rig) {
        var lane = rig.lane(0);
        return lane.bufferRecords() + lane.inFlight() + lane.queued();
    }

    // Harm: one destination that hangs takes the others with it (P19).
    @Test
    void aHangingDestinationTakesNothingFromTheOthers() {
        upstream.mood(Mood.HANGS);
        local.lean();
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), upstream, local)) {
            rig.source().lean();
            rig.source().pour(30_000, PAYLOAD);
            Await.until(LONG, () -> local.leanCount() == 30_000, "the other lane, all of it");
            assertThat(local.gaps()).isZero();
            assertThat(upstream.count()).as("it hung all the while").isZero();
            Await.until(LONG, () -> atUpstream(rig) == 30_000, "kept for the one that hangs");
            Await.until(LONG, () -> rig.snapshot().log().records() == 0, "a log that shrinks");
            GatewayEngineTest.assertBalance(rig.lane(0));
        }
    }

    // Control: the counts above would not see a gateway that loses records.
    @Test
    void theSameCountsSeeALostRecord() {
        upstream.mood(Mood.HANGS);
        local.lean();
        Plan losing = Plan.usual().seams(EngineSeams.losingOneIn(10_000));
        try (EngineRig rig = EngineRig.start(folder.resolve("data"), losing, upstream, local)) {
            rig.source().lean();
            rig.source().pour(30_001, PAYLOAD);
            Await.until(LONG, () -> local.leanCount() == 29_998, "all that was not lost");
            assertThat(local.gaps()).isEqualTo(3);
        }
    }

    // Harm: as above, but slowly: the others go on at half their pace. Figures in the output.
    @Test
    @Tag("soak")
    void aHangingDestinationLeavesTheOthersTheirThroughput() {
        List<Double> ratios = new ArrayList<>();
        for (int run = 0; run < 6; run++) {
            double healthy = perSecond(folder.resolve("healthy" + run), Mood.TAKES);
            double hanging = perSecond(folder.resolve("hanging" + run), Mood.HANGS);
            System.out.printf(
                    "island: healthy %.0f/s, beside a hanging one %.0f/s, ratio %.3f%n",
                    healthy, hanging, hanging / healthy);
            if (run > 0) {
                ratios.add(hanging / healthy);
            }
        }
        Collections.sort(ratios);
        System.out.printf("island: median ratio %.3f%n", ratios.get(ratios.size() / 2));
        assertThat(ratios.get(ratios.size() / 2)).isGreaterThanOrEqualTo(0.95);
    }

    private static double perSecond(Path data, Mood other) {
        int records = 400_000;
        ScriptedDestination beside = new ScriptedDestination("upstream");
        ScriptedDestination measured = new ScriptedDestination("local");
        beside.mood(other);
        beside.lean();
        measured.lean();
        GatewayClock clock = GatewayClock.system();
        // Room for all of it: a full buffer that blocks is another matter.
        Plan roomy = Plan.usual().lane(EngineRig.lane(FullPolicy.BLOCK, 4L << 30));
        try (EngineRig rig = EngineRig.start(data, roomy, beside, measured)) {
            rig.source().lean();
            long begun = clock.nanoTime();
            rig.source().pour(records, PAYLOAD);
            Await.until(LONG, () -> measured.leanCount() == records, "all of it");
            double seconds = (clock.nanoTime() - begun) / 1e9;
            assertThat(measured.gaps()).isZero();
            return records / seconds;
        }
    }

    // Harm: a full disk loses what was accepted, ends the gateway, or needs a person afterwards
    // (P7, P29, P31).
    @Test
    void aFullDiskHoldsIntakeAndGoesOnByItself() {
        FaultyFiles disk = new FaultyFiles();
        upstream.mood(Mood.OPEN_FAILS);
        local.mood(Mood.OPEN_FAILS);
        disk.capacity(9 << 20);
        try (EngineRig rig =
                EngineRig.start(
                        folder.resolve("data"),
                        Plan.usual().files(disk).lane(EngineRig.lane(FullPolicy.BLOCK, 1L << 30)),
                        upstream,
                        local)) {
            rig.source().lean();
            Thread pouring = Thread.ofPlatform().start(() -> rig.source().pour(FLOOD, PAYLOAD));
            Await.until(
                    LONG,
                    () ->
                            rig.snapshot().alarms().stream()
                                    .anyMatch(
                                            alarm ->
                                                    alarm.id().matches("(LOG|LANE)-.*")
                                                            && alarm.condition()
                                                                    .contains("No space")),
                    "the alarm");
            int accepted = rig.source().acceptedCount();
            assertThat(accepted).isLessThan(FLOOD);
            assertThat(pouring.isAlive()).as("the door waits").isTrue();
            disk.heal();
            Await.until(LONG, () -> rig.source().acceptedCount() == FLOOD, "it goes on");
            upstream.mood(Mood.TAKES);
            local.mood(Mood.TAKES);
            Await.until(LONG, () -> upstream.distinctSeqs().size() == FLOOD, "upstream");
            Await.until(LONG, () -> local.distinctSeqs().size() == FLOOD, "local");
            assertThat(rig.source().refused()).isZero();
            assertThat(upstream.distinctSeqs()).isSorted();
            GatewayEngineTest.assertBalance(rig.lane(0));
        }
    }
}
