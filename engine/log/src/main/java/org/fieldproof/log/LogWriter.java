package org.fieldproof.log;

import java.io.IOException;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// What `fp-log` does: takes what gathered while the last sync ran, writes it, syncs it, answers.
/// A lone record is synced at once, under load groups grow by themselves, and between the two
/// [CommitPace] decides.
final class LogWriter implements Runnable {
    private static final long IDLE_NANOS = 1_000_000_000L;
    private static final long LOOK_NANOS = 1_000_000_000L;

    /// What those who are called last have to bring what they have: a wake-up and a read.
    private static final long LAST_CALL_NANOS = 400_000L;

    /// After so many commits without a call the wait is one again, not one before and one after.
    private static final int UNCALLED_MAX = 16;

    private final LogConfig config;
    private final AppendQueue queue;
    private final SegmentSequence segments;
    private final Callbacks callbacks;
    private final UnitEncoder encoder;
    private final long stallPauseNanos;
    private final SyncWindow syncs = new SyncWindow();
    private final CommitPace pace;
    private final LastCalls lastCalls;
    private final AppendQueue.Batch batch = new AppendQueue.Batch();

    /// Commits since somebody asked for the last call of one.
    private int uncalled = UNCALLED_MAX;

    /// Entries of the unit that were answered; the unit is durable if `answering`.
    private int answered;

    private boolean answering;
    private long nextSeq;
    private long lookedAtNanos;
    private long syncNanos;

    // Written by fp-log, read by whoever asks for stats.
    private volatile long durableSeq;
    private volatile LogState state = LogState.WRITABLE;
    private volatile @Nullable StoreException reason;
    private volatile int poisoned;

    LogWriter(
            LogConfig config,
            AppendQueue queue,
            SegmentSequence segments,
            Callbacks callbacks,
            UnitEncoder encoder,
            LastCalls lastCalls,
            long nextSeq) {
        this.config = config;
        this.queue = queue;
        this.segments = segments;
        this.callbacks = callbacks;
        this.encoder = encoder;
        this.lastCalls = lastCalls;
        this.nextSeq = nextSeq;
        this.durableSeq = nextSeq - 1;
        this.stallPauseNanos = config.stallPauseMillis() * 1_000_000L;
        this.lookedAtNanos = config.nanoTime().getAsLong();
        this.pace = new CommitPace(config.commitLingerNanos(), lookedAtNanos);
    }

    long durableSeq() {
        return durableSeq;
    }

    LogState state() {
        return state;
    }

    @Nullable StoreException reason() {
        return reason;
    }

    int poisoned() {
        return poisoned;
    }

    SyncWindow.Picture syncs() {
        return syncs.picture();
    }

    /// Makes the first segment, before the thread starts. A disk that is full for the moment is
    /// no reason not to start.
    void prepare() throws IOException {
        try {
            segments.begin(nextSeq);
        } catch (IOException e) {
            if (!StoreException.passing(e)) {
                throw e;
            }
            stall(e);
        }
    }

    @Override
    public void run() {
        try {
            boolean more = true;
            while (more) {
                boolean closing = queue.closed();
                gather();
                queue.take(batch, state == LogState.DISK_FULL ? stallPauseNanos : IDLE_NANOS);
                lookAround(batch.count() == 0);
                commit();
                boolean deleted = state != LogState.FAILED && segments.deleteOneReleased();
                if (deleted) {
                    queue.nudge();
                }
                more = !closing || batch.count() > 0;
            }
        } catch (RuntimeException | Error e) {
            // Such as no memory left. From here on nothing is acknowledged, and that is said.
            fail(
                    new StoreException(
                            "LOG-0108",
                            config.directory().toString(),
                            "The log's writer has ended: " + e + ".",
                            "Start the gateway again; what was acknowledged is safe.",
                            e));
            throw e;
        } finally {
            stop();
        }
    }

    /// Lets more records come where that pays. Whoever appends needs not wake anybody meanwhile.
    private void gather() {
        long wait = pace.waitNanos(config.nanoTime().getAsLong());
        boolean inTwo = uncalled < UNCALLED_MAX;
        long before = inTwo ? wait - LAST_CALL_NANOS : wait;
        if (before > 0) {
            queue.pause(before);
        }
        uncalled = lastCalls.call(callbacks) ? 0 : Math.min(UNCALLED_MAX, uncalled + 1);
        if (inTwo && wait > 0) {
            queue.pause(Math.min(wait, LAST_CALL_NANOS));
        }
    }

    /// Once a second: is the file still where it was made, and has a stalled, idle log its disk
    /// back? A directory that was moved away under us is never made again in silence.
    private void lookAround(boolean idle) {
        if (state == LogState.DISK_FULL && idle) {
            try {
                segments.begin(nextSeq);
                resume();
            } catch (IOException e) {
                stall(e);
            }
        }
        long now = config.nanoTime().getAsLong();
        if (now - lookedAtNanos < LOOK_NANOS || state == LogState.FAILED) {
            return;
        }
        lookedAtNanos = now;
        segments.prepareSpare();
        if (!segments.inPlace()) {
            fail(
                    new StoreException(
                            "LOG-0107",
                            config.directory().toString(),
                            "The log's directory was moved or removed while the gateway runs.",
                            "Put it back, then start the gateway again.",
                            null));
        }
    }

    private void commit() {
        pace.began(config.nanoTime().getAsLong());
        if (pace.lingers()) {
            lastCalls.openUntil(pace.nextNanos() - LAST_CALL_NANOS);
        }
        while (batch.hasNext()) {
            if (state == LogState.FAILED) {
                refuseRest();
                return;
            }
            encoder.encode(batch, nextSeq, callbacks);
            if (encoder.count() > 0) {
                if (!store()) {
                    refuseRest();
                    return;
                }
                answer();
            }
        }
    }

    /// Brings the unit onto the disk; false if that cannot be done any more, then its entries
    /// were refused.
    private boolean store() {
        int failures = 0;
        while (true) {
            try {
                syncNanos = segments.append(encoder.bytes(), nextSeq, encoder.lastSeq());
                resume();
                return true;
            } catch (IOException e) {
                SegmentSequence.Step step = segments.step();
                if (step != SegmentSequence.Step.FORCE && StoreException.passing(e)) {
                    segments.takeBack();
                    stall(e);
                    if (segments.deleteOneReleased()) {
                        continue;
                    }
                    if (queue.closed()) {
                        refuseUnit();
                        return false;
                    }
                    queue.pause(stallPauseNanos);
                } else {
                    failures++;
                    poison(step);
                    if (failures > 1) {
                        fail(StoreException.of("LOG-0102", config.directory(), "Two files", e));
                        refuseUnit();
                        return false;
                    }
                }
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // fp-log alone writes it
    private void poison(SegmentSequence.Step step) {
        if (step != SegmentSequence.Step.CREATE) {
            segments.giveUp();
            poisoned++;
        }
    }

    private void answer() {
        int count = encoder.count();
        answering = true;
        nextSeq += count;
        durableSeq = nextSeq - 1;
        syncs.add(syncNanos, count);
        pace.committed(count, config.nanoTime().getAsLong());
        answerRestOfUnit();
        callbacks.committed(nextSeq - 1, count, syncNanos);
    }

    private void answerRestOfUnit() {
        long seq = nextSeq - encoder.count();
        while (answered < encoder.count()) {
            int index = answered++;
            callbacks.durable(encoder.entry(index), seq + index);
        }
        leaveUnit();
    }

    private void refuseUnit() {
        StoreException why = whyNot();
        while (answered < encoder.count()) {
            callbacks.refused(encoder.entry(answered++), why);
        }
        leaveUnit();
    }

    private void leaveUnit() {
        encoder.forget();
        answered = 0;
        answering = false;
    }

    private void refuseRest() {
        StoreException why = whyNot();
        while (batch.hasNext()) {
            LogEntry entry = batch.next();
            batch.done();
            callbacks.refused(entry, why);
        }
    }

    private StoreException whyNot() {
        StoreException why = reason;
        return why == null ? DurableLog.closedFor(config.directory()) : why;
    }

    private void stall(IOException cause) {
        if (state == LogState.WRITABLE) {
            StoreException why =
                    StoreException.of(
                            "LOG-0102", config.directory(), "Records wait, none is lost", cause);
            reason = why;
            state = LogState.DISK_FULL;
            callbacks.stalled(why);
        }
    }

    private void resume() {
        if (state == LogState.DISK_FULL) {
            state = LogState.WRITABLE;
            reason = null;
            callbacks.resumed();
        }
    }

    private void fail(StoreException why) {
        reason = why;
        state = LogState.FAILED;
        queue.refuse(why);
        callbacks.failedForGood(why);
    }

    private void stop() {
        try {
            if (state != LogState.FAILED) {
                segments.end(nextSeq - 1);
                state = LogState.CLOSED;
            }
            segments.letGo();
        } finally {
            answerEverybody();
            lastCalls.call(callbacks);
        }
    }

    /// Whatever ended the loop, and wherever, nobody may wait for an answer that will not come.
    private void answerEverybody() {
        if (answering) {
            answerRestOfUnit();
        } else {
            refuseUnit();
        }
        refuseRest();
        queue.refuse(whyNot());
        queue.take(batch, 0);
        refuseRest();
    }
}
