package org.fieldproof.engine.lane;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.lane.LaneParts.LaneLatencies;
import org.fieldproof.engine.lane.SinkMaker.MadeSink;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.engine.rig.ScriptedDestination.Mood;
import org.fieldproof.log.frame.Epochs;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.Await;
import org.fieldproof.testkit.CutOutcome;
import org.fieldproof.testkit.FaultyFiles;

/// Lives of one lane on a disk in memory, each ended by a power cut in the middle of its replay.
/// The test stands for the log: it hands again what the lane has not taken into custody, and
/// never what it has released. At the end everything is compared with what was handed over.
final class LaneCuts {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Path FOLDER = Path.of("/disk/lanes/d").toAbsolutePath();
    private static final int RECORDS_PER_LIFE = 500;

    private final SplittableRandom random;
    private final LaneMutant mutant;
    private final LaneDefinition definition;
    private final ScriptedDestination destination = new ScriptedDestination("d");
    private final List<String> complaints = new ArrayList<>();
    private FaultyFiles disk = new FaultyFiles();
    private long handed;
    private long released;

    private LaneCuts(long seed, LaneMutant mutant, LaneDefinition definition) {
        this.random = new SplittableRandom(seed);
        this.mutant = mutant;
        this.definition = definition;
    }

    private record BareSink(Sink sink) implements MadeSink {
        @Override
        public void release() {}

        @Override
        public boolean isFinished() {
            return true;
        }
    }

    /// What is wrong; empty if all is well.
    static List<String> run(long seed, LaneMutant mutant, int lives) throws StoreException {
        LaneDefinition roomy = OneLane.definition(FullPolicy.BLOCK, 1 << 20, 0);
        LaneCuts cuts = new LaneCuts(seed, mutant, roomy);
        for (int life = 0; life < lives; life++) {
            cuts.life();
        }
        cuts.lastLife();
        return cuts.complaints;
    }

    /// The same for a lane whose buffer is full in the outage, and drops.
    static List<String> dropping(long seed, LaneMutant mutant) throws StoreException {
        LaneDefinition tight = OneLane.definition(FullPolicy.DROP_OLDEST, 128 << 10, 0);
        LaneCuts cuts = new LaneCuts(seed, mutant, tight);
        cuts.destination.mood(Mood.UNAVAILABLE);
        Lane lane = cuts.open();
        cuts.hand(lane, 3 * RECORDS_PER_LIFE);
        OneLane.await(lane, look -> look.dropped() > 0 && look.queued() == 0, "drops");
        cuts.destination.mood(Mood.TAKES);
        cuts.settle(lane);
        LaneLook look = lane.look();
        long arrived = cuts.destination.distinctSeqs().size();
        if (look.imbalance() != 0 || arrived + look.dropped() != cuts.handed) {
            cuts.complaints.add(
                    "accounts: "
                            + cuts.handed
                            + " handed over, "
                            + arrived
                            + " arrived, "
                            + look.dropped()
                            + " counted as dropped, imbalance "
                            + look.imbalance());
        }
        stop(lane);
        return cuts.complaints;
    }

    private Lane open() throws StoreException {
        LaneFiles files =
                LaneFiles.open(
                        definition,
                        FOLDER.resolve("buffer"),
                        FOLDER.resolve("quarantine"),
                        FOLDER.resolve("position.fppos"),
                        mutant.over(disk));
        if (!files.damage().isEmpty()) {
            complaints.add("damage after a power cut: " + files.damage());
        }
        if (!files.lost().isNothing()) {
            complaints.add("damage told after a power cut: " + files.lost());
        }
        LaneParts parts =
                new LaneParts(
                        "d",
                        definition,
                        () -> new BareSink(destination.createBare()),
                        GatewayClock.system(),
                        random.split(),
                        (_, _, _, _, _) -> {},
                        LaneLatencies.fresh());
        Epochs epochs = Epochs.only(OneLane.EPOCH);
        Lane lane = new Lane(parts, mutant.over(files.store()), epochs, () -> {});
        lane.start();
        return lane;
    }

    private static void stop(Lane lane) {
        lane.beginStop(0);
        if (!lane.awaitStopped(LIMIT)) {
            throw new AssertionError("the lane does not stop");
        }
    }

    private void hand(Lane lane, int more) {
        long from = Math.max(lane.look().position(), released) + 1;
        handed += more;
        for (long seq = from; seq <= handed; ) {
            FieldRecord[] records = new FieldRecord[(int) Math.min(50, handed - seq + 1)];
            for (int i = 0; i < records.length; i++) {
                records[i] = OneLane.record(OneLane.EPOCH, seq++);
            }
            long bytes = Lane.costBytes(records);
            Await.until(LIMIT, () -> OneLane.hasRoom(lane, bytes), "room in the lane");
            lane.handOver(records, records.length, bytes);
            lane.handedThrough(seq - 1);
        }
    }

    /// An outage into the buffer, a replay, and the cut somewhere in it.
    private void life() throws StoreException {
        destination.mood(Mood.UNAVAILABLE);
        Lane lane = open();
        hand(lane, RECORDS_PER_LIFE);
        OneLane.await(
                lane, look -> look.queued() == 0 && look.savedPosition() == handed, "custody");
        destination.mood(Mood.TAKES);
        int part = random.nextInt(RECORDS_PER_LIFE);
        OneLane.await(
                lane, look -> look.durable() >= part || look.bufferRecords() == 0, "a replay");
        released = Math.max(released, lane.look().savedPosition());
        disk.cutPower();
        stop(lane);
        CutOutcome[] outcomes = CutOutcome.values();
        disk = disk.restart(outcomes[random.nextInt(outcomes.length)], random);
    }

    private void lastLife() throws StoreException {
        destination.mood(Mood.TAKES);
        Lane lane = open();
        hand(lane, 10);
        settle(lane);
        if (lane.look().imbalance() != 0) {
            complaints.add("accounts: imbalance " + lane.look().imbalance());
        }
        stop(lane);
        compare();
    }

    private void settle(Lane lane) {
        OneLane.await(
                lane,
                look ->
                        look.position() == handed
                                && look.bufferRecords() == 0
                                && look.queued() == 0
                                && look.inFlight() == 0,
                "an empty lane");
    }

    private void compare() {
        Set<Long> arrived = new HashSet<>();
        long before = 0;
        for (FieldRecord each : destination.arrived()) {
            FieldRecord sent = OneLane.record(OneLane.EPOCH, each.seq());
            if (!sent.id().equals(each.id()) || !Arrays.equals(sent.payload(), each.payload())) {
                complaints.add("identity or bytes of " + each.id() + " are not what was sent");
            }
            if (arrived.add(each.seq())) {
                if (each.seq() < before) {
                    complaints.add("out of order: " + each.seq() + " came behind " + before);
                }
                before = each.seq();
            }
        }
        for (long seq = 1; seq <= handed; seq++) {
            if (!arrived.contains(seq)) {
                complaints.add("lost: " + seq);
            }
        }
    }
}
