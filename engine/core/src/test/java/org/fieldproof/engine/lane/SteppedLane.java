package org.fieldproof.engine.lane;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.Sink;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.api.spi.WriteOutcome.RefusedRecord;
import org.fieldproof.engine.lane.LaneParts.LaneLatencies;
import org.fieldproof.engine.lane.SinkMaker.MadeSink;
import org.fieldproof.engine.rig.ScriptedDestination;
import org.fieldproof.log.frame.Epochs;
import org.fieldproof.log.io.LogFile;
import org.fieldproof.log.io.StoreException;
import org.fieldproof.testkit.FaultyFiles;
import org.fieldproof.testkit.ManualClock;

/// A lane's core without its thread, on a disk in memory and a clock that is moved by hand: the
/// test says what happens between two steps, and when a write is answered. One thread.
final class SteppedLane {
    private static final Path FOLDER = Path.of("/disk/lanes/d").toAbsolutePath();

    final FaultyFiles disk = new FaultyFiles();
    final ManualClock clock = new ManualClock(Instant.parse("2026-01-01T00:00:00Z"));

    /// Events as `code: message`.
    final List<String> events = new ArrayList<>();

    /// Every record of every write, repeats included.
    final List<FieldRecord> written = new ArrayList<>();

    private final Deque<LaneEvent> inbox = new ArrayDeque<>();
    private final Deque<Write> open = new ArrayDeque<>();

    /// Questions for a sign of life that have no answer yet.
    final Deque<CompletableFuture<Void>> probes = new ArrayDeque<>();

    private final LaneCore core;
    private final LaneDesk desk;
    private long through;

    private record Write(RecordBatch batch, CompletableFuture<WriteOutcome> answer) {}

    SteppedLane(LaneDefinition definition) throws StoreException {
        LaneFiles files =
                LaneFiles.open(
                        definition,
                        FOLDER.resolve("buffer"),
                        FOLDER.resolve("quarantine"),
                        FOLDER.resolve("position.fppos"),
                        disk);
        LaneParts parts =
                new LaneParts(
                        "d",
                        definition,
                        () -> new HandMade(new HandSink()),
                        clock,
                        new SplittableRandom(5),
                        (level, code, object, message, detail) -> events.add(code + ": " + message),
                        LaneLatencies.fresh());
        core =
                new LaneCore(
                        parts,
                        files.store(),
                        OneLane.EPOCH,
                        new AtomicLong(),
                        new AtomicBoolean(),
                        inbox::add);
        desk = new LaneDesk(parts, files.store().vault(), core, Epochs.only(OneLane.EPOCH));
        step();
        step();
    }

    private record HandMade(Sink sink) implements MadeSink {
        @Override
        public void release() {}

        @Override
        public boolean isFinished() {
            return true;
        }
    }

    private final class HandSink implements Sink {
        @Override
        public CompletionStage<Void> open() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<WriteOutcome> write(RecordBatch batch) {
            Write write = new Write(batch, new CompletableFuture<>());
            open.addLast(write);
            written.addAll(batch.records());
            return write.answer();
        }

        @Override
        public CompletionStage<Void> probe() {
            CompletableFuture<Void> answer = new CompletableFuture<>();
            probes.addLast(answer);
            return answer;
        }

        @Override
        public CompletionStage<Void> close() {
            return CompletableFuture.completedFuture(null);
        }
    }

    /// What has come to the inbox, and then what is due.
    void step() {
        for (LaneEvent event = inbox.poll(); event != null; event = inbox.poll()) {
            switch (event) {
                case LaneEvent.Opened opened -> core.opened(opened, clock.nanoTime());
                case LaneEvent.Closed closed -> core.closed(closed, clock.nanoTime());
                case LaneEvent.Written answered -> core.written(answered, clock.nanoTime());
                case LaneEvent.Probed probed -> core.probed(probed, clock.nanoTime());
                case LaneEvent.HandedOver _, LaneEvent.Asked _ ->
                        throw new AssertionError("not by the inbox here");
            }
        }
        core.act(through, clock.nanoTime());
    }

    void step(Duration later) {
        clock.advance(later);
        step();
    }

    /// Hands over the next record and lets its linger pass.
    void hand() {
        through++;
        core.arrived(
                new FieldRecord[] {OneLane.record(OneLane.EPOCH, through)}, 1, clock.nanoTime());
        step(Duration.ofMillis(2));
    }

    void pause(boolean on) {
        core.pause(on);
    }

    Outcome ask(LaneRequest request) {
        return desk.answer(request);
    }

    /// Flips a bit of the payload on the quarantine's line that holds these words.
    void rot(String words) {
        try (LogFile file = disk.open(FOLDER.resolve("quarantine/records.ndjson"))) {
            ByteBuffer bytes = ByteBuffer.allocate((int) file.sizeBytes());
            file.readFully(bytes, 0);
            String text = new String(bytes.array(), StandardCharsets.US_ASCII);
            int at = text.indexOf("record", text.indexOf(words)) + 20;
            file.writeFully(ByteBuffer.wrap(new byte[] {(byte) (text.charAt(at) ^ 1)}), at);
            file.force();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Seqs of the writes that have no answer yet.
    List<Long> openSeqs() {
        return open.stream()
                .flatMap(write -> write.batch().records().stream())
                .map(FieldRecord::seq)
                .toList();
    }

    /// The oldest write has this outcome, and the lane takes its step.
    void answer(WriteOutcome outcome) {
        open.removeFirst().answer().complete(outcome);
        step();
    }

    void durable() {
        answer(new WriteOutcome.Durable());
    }

    void refused(long seq) {
        answer(
                new WriteOutcome.Refused(
                        List.of(new RefusedRecord(seq, ScriptedDestination.POISON))));
    }

    /// The destination is lost; what was under way there is never answered.
    void lost() {
        answer(new WriteOutcome.Unavailable(ScriptedDestination.AWAY));
        open.clear();
    }

    /// Answers everything and lets time pass until there is nothing more to answer.
    void settle() {
        for (int quiet = 0; quiet < 20; quiet++) {
            while (!open.isEmpty()) {
                durable();
                quiet = 0;
            }
            step(Duration.ofMillis(600));
        }
    }

    LaneLook look() {
        return core.look();
    }
}
