package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.ProjectDefinition.FullPolicy;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.project.ProjectDefinition.ReplayOrder;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.lane.LaneParts.LaneLatencies;
import org.fieldproof.engine.lane.SinkMaker.MadeSink;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.log.frame.Epochs;
import org.fieldproof.log.io.LogFiles;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;

/// A lane with its thread and its real files for one test, a destination that does as it is told,
/// and a hand that does what the dispatcher does.
abstract class OneLane {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final UUID EPOCH = new UUID(1, 2);

    @TempDir Path folder;

    final ScriptedDestination destination = new ScriptedDestination("d");

    /// Events as `code: message`.
    final List<String> events = new CopyOnWriteArrayList<>();

    private final List<Lane> lanes = new ArrayList<>();
    private GatewayClock clock = GatewayClock.system();
    private long nextSeq = 1;

    @AfterEach
    void stopAll() {
        lanes.forEach(lane -> lane.beginStop(0));
        for (Lane lane : lanes) {
            assertThat(lane.awaitStopped(PATIENCE)).isTrue();
        }
    }

    void clock(GatewayClock other) {
        clock = other;
    }

    static LaneDefinition definition(FullPolicy policy, long bufferBytes, int perSecond) {
        return new LaneDefinition(
                16, 1 << 20, 1_000_000, 1 << 20, bufferBytes, policy, perSecond, 300_000_000L);
    }

    /// A lane with quotas in records and age, and another order.
    static LaneDefinition definition(
            FullPolicy policy, long records, Duration age, int perSecond, ReplayOrder order) {
        return new LaneDefinition(
                16,
                1 << 20,
                1_000_000,
                1 << 20,
                32 << 20,
                records,
                age.toNanos(),
                policy,
                10,
                perSecond,
                order,
                300_000_000L,
                LaneDefinition.QUARANTINE_RECORDS,
                LaneDefinition.QUARANTINE_BYTES,
                LaneDefinition.IDLE_PROBE_NANOS);
    }

    /// Makes the sinks of the lanes that are opened.
    SinkMaker maker() {
        return () -> new BareSink(destination.createBare());
    }

    Lane open(LaneDefinition definition) {
        try {
            LaneFiles files =
                    LaneFiles.open(
                            definition,
                            folder.resolve("buffer"),
                            folder,
                            folder.resolve("position"),
                            LogFiles.nio());
            return open(definition, files.store());
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }

    /// The same over other files.
    Lane open(LaneDefinition definition, LaneStore store) throws StoreException {
        LaneParts parts =
                new LaneParts(
                        "d",
                        definition,
                        maker(),
                        clock,
                        new SplittableRandom(5),
                        (level, code, object, message, detail) -> events.add(code + ": " + message),
                        LaneLatencies.fresh());
        Lane lane = new Lane(parts, store, Epochs.only(EPOCH), () -> {});
        lanes.add(lane);
        lane.start();
        return lane;
    }

    Lane open() {
        return open(definition(FullPolicy.BLOCK, 32 << 20, 0));
    }

    void stop(Lane lane) {
        lane.beginStop(0);
        assertThat(lane.awaitStopped(PATIENCE)).isTrue();
    }

    record BareSink(Sink sink) implements MadeSink {
        @Override
        public void release() {}

        @Override
        public boolean isFinished() {
            return true;
        }
    }

    static FieldRecord record(UUID epoch, long seq) {
        return new FieldRecord(
                epoch,
                seq,
                "devices",
                "press-01",
                "plant/press-01",
                ("{\"n\":" + seq + "}").getBytes(StandardCharsets.UTF_8),
                PayloadEncoding.BYTES,
                Quality.GOOD,
                0,
                GatewayClock.system().epochNanos(),
                1,
                false,
                false,
                List.of());
    }

    /// Hands over the next records as the dispatcher does: waits for room.
    void hand(Lane lane, int count) {
        hand(lane, count, 50);
    }

    /// The same in runs of a size.
    void hand(Lane lane, int count, int run) {
        for (int done = 0; done < count; ) {
            int part = Math.min(run, count - done);
            FieldRecord[] records = new FieldRecord[part];
            for (int i = 0; i < part; i++) {
                records[i] = record(EPOCH, nextSeq++);
            }
            long bytes = Lane.costBytes(records, part);
            Await.until(PATIENCE, () -> hasRoom(lane, bytes), "room in the lane");
            lane.handOver(records, part, bytes);
            lane.handedThrough(nextSeq - 1);
            done += part;
        }
    }

    /// Asks as the dispatcher does where nothing may wait in the log.
    static boolean hasRoom(Lane lane, long bytes) {
        boolean room = lane.hasRoom(bytes);
        if (!room) {
            lane.press();
        }
        return room;
    }

    /// The next hand-over begins here, as after a restart.
    void handAgainFrom(long seq) {
        nextSeq = seq;
    }

    /// The highest seq handed over.
    long handed() {
        return nextSeq - 1;
    }

    static Outcome ask(Lane lane, LaneRequest request) {
        return lane.ask(request).toCompletableFuture().join();
    }

    static List<Long> seqs(long from, long to) {
        return LongStream.rangeClosed(from, to).boxed().toList();
    }

    static void await(Lane lane, Predicate<LaneLook> condition, String what) {
        try {
            Await.until(PATIENCE, () -> condition.test(lane.look()), what);
        } catch (AssertionError e) {
            throw new AssertionError(e.getMessage() + "; " + lane.look(), e);
        }
    }
}
