package org.fieldproof.engine.lane;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.ProjectDefinition.LaneDefinition;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.snapshot.LaneSnapshot.Drops;
import org.fieldproof.api.snapshot.LaneState;
import org.fieldproof.api.spi.RecordBatch;
import org.fieldproof.api.spi.WriteOutcome;
import org.fieldproof.engine.lane.Batch.Origin;
import org.fieldproof.engine.lane.Batch.Stage;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// What a lane does, step by step, without a thread of its own: inputs come by its methods, time
/// is an argument, and [#act] does everything that is due. See the package's laws.
///
/// Confined to the lane's thread.
final class LaneCore {
    private final LaneParts parts;
    private final LaneDefinition definition;
    private final LaneStore store;
    private final SinkLink link;
    private final LaneMood mood;
    private final AtomicLong memoryBytes;
    private final AtomicBoolean pressed;

    private final RecordQueue queue = new RecordQueue();
    private final SendLine line = new SendLine();
    private final ReplayHead gone;
    private final Custody custody;
    private final OldestLine oldest;
    private final Spiller spiller;
    private final DropTally tally;
    private final Outcomes outcomes;
    private final Feed feed;
    private final BacklogDesk backlog;
    private final IdleWatch idle;
    private final DiskTrouble trouble;
    private final @Nullable AgeQuota ages;

    private final long skipThrough;
    private long routed;
    private boolean paused;
    private boolean lags;
    private @Nullable Problem fault;

    /// @param epoch of new records; a position of another epoch says nothing about this one
    /// @param memoryBytes bytes handed over and still in memory, shared with the dispatcher
    /// @param pressed true while what comes next may not wait elsewhere for room
    LaneCore(
            LaneParts parts,
            LaneStore store,
            UUID epoch,
            AtomicLong memoryBytes,
            AtomicBoolean pressed,
            Consumer<LaneEvent> inbox)
            throws StoreException {
        this.parts = parts;
        this.definition = parts.definition();
        this.store = store;
        this.memoryBytes = memoryBytes;
        this.pressed = pressed;
        long now = parts.clock().nanoTime();
        Backoff backoff = Lane.backoff(parts.random());
        this.link =
                new SinkLink(
                        parts.object(),
                        parts.maker(),
                        backoff,
                        parts.clock(),
                        definition.writeTimeoutNanos(),
                        inbox);
        this.idle = new IdleWatch(link, line, definition.idleProbeNanos());
        this.mood = new LaneMood(parts.object(), parts.clock(), parts.events());
        this.trouble = new DiskTrouble(parts.object());
        this.gone = new ReplayHead(store.backlog());
        this.tally = new DropTally(parts.object(), parts.events());
        this.spiller = new Spiller(store.backlog(), gone, definition, tally, memoryBytes);
        this.outcomes = new Outcomes(parts, store.vault(), line, tally);
        this.feed =
                new Feed(definition, store.backlog(), line, queue, gone, spiller, outcomes, now);
        this.backlog =
                new BacklogDesk(
                        parts.object(),
                        parts.clock().epochNanos(),
                        store.backlog(),
                        gone,
                        spiller,
                        line,
                        queue);
        this.ages = AgeQuota.of(definition, store, now);
        this.custody = new Custody(store, epoch, now);
        this.oldest = new OldestLine(store.backlog(), line, gone);
        // LANE-4 lets the buffer be ahead of the position: what is there must not come twice.
        this.skipThrough =
                custody.isKnownEpoch()
                        ? Math.max(custody.position(), store.backlog().lastSeq())
                        : 0;
        this.routed = store.backlog().records() + store.vault().count() + store.lost().records();
        tally.lost(store.lost().records());
    }

    long position() {
        return custody.position();
    }

    boolean isFaulted() {
        return fault != null;
    }

    /// The dispatcher handed over records, in log order.
    void arrived(FieldRecord[] records, int count, long now) {
        int kept = 0;
        for (int i = 0; i < count; i++) {
            FieldRecord record = records[i];
            boolean known = record.seq() <= skipThrough && skipThrough > 0;
            if (fault != null || known || store.vault().contains(record.seq())) {
                memoryBytes.addAndGet(-Lane.costBytes(record));
            } else {
                records[kept++] = record;
            }
        }
        Arrays.fill(records, kept, count, null);
        routed += kept;
        queue.addLast(records, kept, now);
        feed.inflow(kept, now);
    }

    /// Does everything that is due.
    ///
    /// @param through everything up to this seq has been handed over
    /// @return nanoseconds until something is due again
    long act(long through, long now) {
        if (fault != null) {
            return Long.MAX_VALUE;
        }
        long untilTried = trouble.waitNanos(now);
        if (untilTried > 0) {
            mood.is(state(), why());
            return untilTried;
        }
        try {
            feed.inflow(0, now);
            if (isAway()) {
                feed.outage();
            }
            long wait = Math.min(link.act(now), timeouts(now));
            StoreException noRoom = null;
            try {
                wait = Math.min(wait, store(now));
            } catch (StoreException e) {
                // What is in the buffer goes on being delivered: that is what makes room.
                noRoom = e;
            }
            wait = Math.min(wait, spiller.expire(ages, line, queue, now));
            wait = Math.min(wait, Math.min(send(now), idle.act(now)));
            settleHead(now);
            wait = Math.min(wait, tally.tellIfDue(now));
            wait = Math.min(wait, gone.letGoIfDue(now));
            if (noRoom != null) {
                throw noRoom;
            }
            wait = Math.min(wait, spiller.syncIfDue(queue, isTight(), now));
            if (memoryBytes.get() <= definition.queueBytes() / 4) {
                pressed.set(false);
            }
            wait = Math.min(wait, moveCustody(through, now));
            trouble.allDone();
            mood.is(state(), why());
            return Math.max(0, wait);
        } catch (StoreException e) {
            if (trouble.met(e, now)) {
                mood.is(state(), why());
                return DiskTrouble.RETRY_NANOS;
            }
            fail(LogProblems.of(e, parts.object()), now);
            return Long.MAX_VALUE;
        }
    }

    /// The lane cannot go on without a person. Its position stays, and its records in the log.
    void fail(Problem why, long now) {
        fault = why;
        lose(why, now);
        mood.is(LaneState.FAULTED, why);
    }

    private long timeouts(long now) {
        Problem silent = idle.overdue(now);
        if (silent != null) {
            lose(silent, now);
            return 0;
        }
        long oldest = line.oldestSentNanos();
        if (oldest == 0) {
            return Long.MAX_VALUE;
        }
        long patience = definition.writeTimeoutNanos() + link.holdNanos();
        long left = oldest + patience - now;
        if (left > 0) {
            return left;
        }
        lose(link.timedOut(patience), now);
        return 0;
    }

    /// The destination is lost: what is under way counts as not delivered (LANE-5 makes the
    /// retry harmless).
    private void lose(Problem why, long now) {
        link.lose(why, now);
        trouble.settled();
        feed.outage();
        line.returnSent();
        outcomes.retries().returned(line.takeOut(Origin.QUARANTINE));
        line.takeOut(Origin.BUFFER_TAIL);
        List<Batch> returned = line.takeOut(Origin.QUEUE);
        for (int i = returned.size() - 1; i >= 0; i--) {
            queue.putBack(returned.get(i).records(), returned.get(i).receivedNanos());
        }
    }

    /// Moves records to the disk buffer where they cannot go on from memory.
    private long store(long now) throws StoreException {
        if (queue.isEmpty() || !mustBuffer()) {
            spiller.idle();
            return Long.MAX_VALUE;
        }
        boolean more = spiller.spill(line, queue, now);
        return more ? 0 : Long.MAX_VALUE;
    }

    private boolean isTight() {
        return pressed.get() || memoryBytes.get() > definition.queueBytes() / 4 * 3;
    }

    private boolean isAway() {
        return !link.isUp() && !link.isFirstAttempt();
    }

    private boolean mustBuffer() {
        if (paused || isAway() || outcomes.isQuarantineFull()) {
            return true;
        }
        if (feed.isInOrder()) {
            boolean tight = definition.lagsInLog() ? pressed.get() : isTight();
            return tight || feed.backlogWaits();
        }
        // What is under way would be sent twice if it went to the buffer now; it may have a little
        // longer, as long as the dispatcher does not have to wait.
        return isTight() && (line.inMemorySent() == 0 || pressed.get());
    }

    private long send(long now) throws StoreException {
        if (paused || !link.isUp()) {
            outcomes.retries().returned(line.takeReady(Origin.QUARANTINE));
            return Long.MAX_VALUE;
        }
        long wait = Long.MAX_VALUE;
        boolean held = outcomes.isQuarantineFull();
        boolean live = feed.isInOrder() || !isTight();
        while (line.sentBatches() < link.outstandingBatchesMax()) {
            Batch next = line.firstReady(held);
            if (next == null) {
                wait = feed.form(held, live, now);
                next = line.firstReady(held);
            }
            if (next == null || !write(next, now)) {
                return wait;
            }
        }
        return Long.MAX_VALUE;
    }

    private boolean write(Batch batch, long now) {
        List<FieldRecord> records = Collections.unmodifiableList(Arrays.asList(batch.records()));
        boolean replayed = batch.isReplay();
        batch.sent(now);
        parts.latencies().laneToSink().record(now - batch.receivedNanos(), batch.size());
        try {
            link.write(batch, link.sink().write(new RecordBatch(records, replayed)));
            return true;
        } catch (RuntimeException | LinkageError e) {
            lose(link.problemOf(e), now);
            return false;
        }
    }

    /// The sink's open ended.
    void opened(LaneEvent.Opened event, long now) {
        link.opened(event, now);
    }

    void closed(LaneEvent.Closed event, long now) {
        link.closed(event, now);
    }

    void probed(LaneEvent.Probed event, long now) {
        Problem lost = idle.answered(event, now);
        if (lost != null) {
            lose(lost, now);
        }
    }

    /// A write has an outcome.
    void written(LaneEvent.Written event, long now) {
        if (!link.isSession(event.session()) || event.batch().stage() != Stage.SENT) {
            return;
        }
        idle.heard(now);
        WriteOutcome outcome = event.outcome();
        if (outcome == null) {
            lose(link.withoutOutcome(event.failure()), now);
            return;
        }
        Batch batch = event.batch();
        try {
            Problem lost = outcomes.settle(batch, outcome, now);
            trouble.settled();
            if (lost != null) {
                lose(lost, now);
                return;
            }
            if (batch.stage() == Stage.DONE) {
                link.proven();
                if (batch.origin() == Origin.QUEUE) {
                    memoryBytes.addAndGet(-Lane.costBytes(batch.records()));
                }
            }
            settleHead(now);
        } catch (StoreException e) {
            if (trouble.metByOutcome(e, now)) {
                // Nothing of it counts: it goes to the destination again when the disk is tried.
                batch.returned();
                return;
            }
            fail(LogProblems.of(e, parts.object()), now);
        }
    }

    /// Batches that are done leave the line.
    private void settleHead(long now) {
        for (Batch batch : line.takeDone()) {
            if (batch.origin() == Origin.BUFFER) {
                gone.done(batch, now);
            }
        }
    }

    /// Moves the position (LANE-4), and saves it now and then.
    private long moveCustody(long through, long now) throws StoreException {
        long reached = through;
        FieldRecord head = queue.head();
        if (head != null) {
            reached = Math.min(reached, head.seq() - 1);
        }
        long inLine = line.firstSeqInMemory();
        if (inLine > 0) {
            reached = Math.min(reached, inLine - 1);
        }
        long unsynced = spiller.unsyncedFirstSeq();
        if (unsynced > 0) {
            reached = Math.min(reached, unsynced - 1);
        }
        return custody.reached(reached, now);
    }

    private LaneState state() {
        if (paused) {
            return LaneState.PAUSED;
        }
        if (trouble.why() != null || spiller.isFull()) {
            return LaneState.FULL;
        }
        if (outcomes.isQuarantineFull()) {
            return LaneState.FAULTED;
        }
        if (!link.isUp()) {
            return link.isFirstAttempt() ? LaneState.STARTING : LaneState.DOWN;
        }
        if (store.backlog().records() > gone.lines()) {
            return feed.isPaced() ? LaneState.REPLAYING : LaneState.LAGGING;
        }
        return lags ? LaneState.LAGGING : LaneState.IN_STEP;
    }

    private @Nullable Problem why() {
        if (trouble.why() != null) {
            return trouble.why();
        }
        if (spiller.isFull()) {
            return spiller.whyFull(parts.object());
        }
        if (outcomes.isQuarantineFull()) {
            return outcomes.whyFull();
        }
        return link.isUp() ? null : link.lastProblem();
    }

    /// Records wait in the log for room here.
    void lags(boolean inLog) {
        lags = inLog;
    }

    /// For what people ask of the disk buffer.
    BacklogDesk backlog() {
        return backlog;
    }

    void pause(boolean on) {
        paused = on;
    }

    Outcomes outcomes() {
        return outcomes;
    }

    /// A person gave up records of the quarantine.
    void discarded(int records) {
        tally.discarded(records);
    }

    /// A person put records into the quarantine.
    void imported(int records) {
        routed += records;
    }

    /// True while a write has no answer yet.
    boolean isWriting() {
        return line.sentBatches() > 0;
    }

    /// No more writes; the sink is asked to close.
    void beginStop(long now) {
        paused = true;
        line.returnSent();
        link.close(now);
    }

    boolean isSinkClosed() {
        return link.isClosed();
    }

    /// The last step: what is known is saved, everything else is still in the log or the buffer.
    LaneLook end(long through, long logEnd, long now) throws StoreException {
        if (fault == null) {
            settleHead(now);
            gone.letGo();
            spiller.sync(queue);
            moveCustody(through, now);
            tally.tellRest();
            custody.end(look().imbalance(), Math.max(through, logEnd), ages, now);
        }
        tally.tellRest();
        mood.is(LaneState.STOPPED, fault);
        return look();
    }

    /// Nothing is asked of it any more, however it ended.
    void close() {
        store.close();
    }

    /// A look at everything at once, between two steps (LANE-2).
    LaneLook look() {
        long bufferUnderWay = line.records(Origin.BUFFER, stage -> stage != Stage.READY);
        long queued = queue.records() + line.records(Origin.QUEUE, stage -> stage == Stage.READY);
        long buffered = store.backlog().records() - bufferUnderWay - gone.lines();
        Drops drops = tally.drops();
        long marker = 1 + outcomes.durable() + drops.total() + store.vault().count();
        return new LaneLook(
                mood.state(),
                mood.since(),
                mood.why(),
                routed - outcomes.countedTwice(),
                outcomes.durable(),
                line.inFlight(),
                queued,
                buffered,
                store.backlog().bytes(),
                oldest.acceptEpochNanos(marker, spiller),
                store.vault().count(),
                drops,
                link.nextTryNanos(),
                link.attempts(),
                line.oldestSentNanos(),
                (long) link.outstandingBatchesMax() * definition.batchRecords(),
                custody.position(),
                custody.savedPosition());
    }
}
