package org.fieldproof.engine.lane;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.random.RandomGenerator;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.threads.Joining;
import org.fieldproof.log.frame.Epochs;
import org.fieldproof.log.io.StoreException;

/// A lane with its thread, `fp-lane-<id>`. The thread takes what has come to the inbox, lets the
/// core do what is due, and sleeps until something is; it never waits for a sink (LANE-6).
///
/// The dispatcher hands over, any thread asks, looks and stops.
public final class Lane {
    private static final int RECORD_COST_BYTES = 160;
    private static final int REQUESTS_MAX = 256;
    private static final long SLEEP_MAX_NANOS = 1_000_000_000L;
    private static final long LOOK_EVERY_NANOS = 20_000_000L;
    private static final long LAST_WRITES_NANOS = 2_000_000_000L;
    private static final long SINK_CLOSE_NANOS = 2_000_000_000L;

    private final LaneParts parts;
    private final GatewayClock clock;
    private final LaneCore core;
    private final LaneDesk desk;
    private final Thread thread;
    private final Queue<LaneEvent> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicLong memoryBytes = new AtomicLong();

    /// What comes next may not wait elsewhere; the core clears it when it has made room.
    private final AtomicBoolean pressed = new AtomicBoolean();

    private final Runnable onRoom;

    // Volatile: the hand-shake between the lane's thread and those who wake it.
    private volatile boolean asleep;
    private volatile boolean stopping;
    private volatile boolean passing;
    private volatile boolean lags;
    private volatile long through;
    private volatile long logEnd;
    private volatile LaneLook look;

    private long lookedNanos;

    /// A lane that has not been started.
    ///
    /// @param epochs of the log
    /// @param onRoom called on the lane's thread when memory has become free; must only wake
    public static Lane of(LaneParts parts, LaneFiles files, Epochs epochs, Runnable onRoom)
            throws StoreException {
        return new Lane(parts, files.store(), epochs, onRoom);
    }

    Lane(LaneParts parts, LaneStore store, Epochs epochs, Runnable onRoom) throws StoreException {
        this.parts = parts;
        this.clock = parts.clock();
        this.onRoom = onRoom;
        this.core = new LaneCore(parts, store, epochs.current(), memoryBytes, pressed, this::post);
        this.desk = new LaneDesk(parts, store.vault(), core, epochs);
        this.through = core.position();
        this.look = core.look();
        this.thread = Thread.ofPlatform().name("fp-lane-" + parts.id()).unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// What a record costs in memory, roughly.
    static long costBytes(FieldRecord record) {
        return (long) RECORD_COST_BYTES + record.address().length() + record.payload().length;
    }

    /// What the first `count` of these cost in memory.
    public static long costBytes(FieldRecord[] records, int count) {
        long bytes = 0;
        for (int i = 0; i < count; i++) {
            bytes += costBytes(records[i]);
        }
        return bytes;
    }

    static long costBytes(FieldRecord[] records) {
        return costBytes(records, records.length);
    }

    static Backoff backoff(RandomGenerator random) {
        return new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5), random);
    }

    public String id() {
        return parts.id();
    }

    public LaneParts parts() {
        return parts;
    }

    /// The dispatcher's question: may records of this cost be handed over? A faulted lane takes
    /// everything and keeps nothing: its position stands, so the log keeps it all.
    public boolean hasRoom(long bytes) {
        long used = memoryBytes.get();
        return passing || used == 0 || used + bytes <= parts.definition().queueBytes();
    }

    /// Makes the lane move what it holds to its disk buffer, since what comes next cannot wait
    /// elsewhere: a destination that hangs must not hold up the others until its write times out.
    public void press() {
        pressed.set(true);
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    /// True if what finds no room here may wait in the log.
    public boolean lagsInLog() {
        return parts.definition().lagsInLog();
    }

    /// The dispatcher says whether records wait in the log for room here.
    public void lags(boolean inLog) {
        lags = inLog;
    }

    /// The dispatcher hands over records in log order; the array belongs to the lane now.
    public void handOver(FieldRecord[] records, int count, long bytes) {
        if (passing) {
            return;
        }
        memoryBytes.addAndGet(bytes);
        post(new LaneEvent.HandedOver(records, count));
    }

    /// The dispatcher says that everything up to `seq` that belongs here has been handed over.
    public void handedThrough(long seq) {
        through = seq;
    }

    /// The latest look of the lane's thread at itself.
    public LaneLook look() {
        return look;
    }

    /// Asks the lane's thread. The stage never fails exceptionally.
    public CompletionStage<Outcome> ask(LaneRequest request) {
        CompletableFuture<Outcome> answer = new CompletableFuture<>();
        if (stopping || requests.get() >= REQUESTS_MAX) {
            answer.complete(desk.refusedBusy());
            return answer;
        }
        requests.incrementAndGet();
        post(new LaneEvent.Asked(request, answer));
        return answer;
    }

    private void post(LaneEvent event) {
        inbox.add(event);
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    private void run() {
        try {
            runUntilStopped();
        } finally {
            core.close();
        }
    }

    private void runUntilStopped() {
        boolean open = true;
        while (open) {
            try {
                if (stopping) {
                    stopInOrder();
                    open = false;
                } else {
                    step();
                }
            } catch (StoreException e) {
                fail(LogProblems.of(e, parts.object()));
                open = !stopping;
            } catch (Throwable e) {
                // Whatever it is: a lane that ended without a word would stop the dispatcher.
                fail(
                        Problem.error(
                                "LANE-0108",
                                parts.object(),
                                "The lane failed: " + e + ".",
                                "Restart the gateway; its records are in the log and come back."));
                open = !stopping;
            }
        }
    }

    private void fail(Problem why) {
        // First of all: the dispatcher, and with it the other lanes, must not wait for this one.
        passing = true;
        onRoom.run();
        core.fail(why, clock.nanoTime());
        refreshLook();
    }

    private void step() {
        // Read before the inbox is emptied: all that it promises is in there.
        long promised = through;
        takeInbox();
        long before = memoryBytes.get();
        long now = clock.nanoTime();
        core.lags(lags);
        long wait = core.act(promised, now);
        passing = core.isFaulted();
        if (memoryBytes.get() < before || passing) {
            onRoom.run();
        }
        long sinceLook = clock.nanoTime() - lookedNanos;
        if (sinceLook >= LOOK_EVERY_NANOS || wait > LOOK_EVERY_NANOS) {
            refreshLook();
        }
        if (wait > 0) {
            sleep(Math.min(wait, SLEEP_MAX_NANOS));
        }
    }

    private void sleep(long nanos) {
        asleep = true;
        if (inbox.isEmpty() && !stopping) {
            LockSupport.parkNanos(this, nanos);
        }
        asleep = false;
    }

    private void refreshLook() {
        look = core.look();
        lookedNanos = clock.nanoTime();
    }

    private void takeInbox() {
        for (LaneEvent event = inbox.poll(); event != null; event = inbox.poll()) {
            long now = clock.nanoTime();
            switch (event) {
                case LaneEvent.HandedOver handed ->
                        core.arrived(handed.records(), handed.count(), now);
                case LaneEvent.Opened opened -> core.opened(opened, now);
                case LaneEvent.Closed closed -> core.closed(closed, now);
                case LaneEvent.Written written -> core.written(written, now);
                case LaneEvent.Probed probed -> core.probed(probed, now);
                case LaneEvent.Asked asked -> {
                    requests.decrementAndGet();
                    asked.answer().complete(desk.answer(asked.request()));
                }
            }
        }
    }

    /// Lets the last writes end, closes the sink, saves the position. Everything not durable is
    /// in the log or in the buffer.
    private void stopInOrder() throws StoreException {
        long promised = through;
        takeInbox();
        awaitUntil(clock.nanoTime() + LAST_WRITES_NANOS, true);
        core.beginStop(clock.nanoTime());
        awaitUntil(clock.nanoTime() + SINK_CLOSE_NANOS, false);
        look = core.end(promised, logEnd, clock.nanoTime());
    }

    private void awaitUntil(long deadline, boolean writes) {
        while (deadline - clock.nanoTime() > 0
                && (writes ? core.isWriting() : !core.isSinkClosed())) {
            asleep = true;
            if (inbox.isEmpty()) {
                LockSupport.parkNanos(this, 10_000_000L);
            }
            asleep = false;
            takeInbox();
        }
    }

    /// Asks the thread to end; [#awaitStopped] waits for it.
    ///
    /// @param lastInLog the last record of the log, which the next start will look for
    public void beginStop(long lastInLog) {
        logEnd = lastInLog;
        stopping = true;
        LockSupport.unpark(thread);
    }

    /// True if the thread ended in time.
    public boolean awaitStopped(Duration patience) {
        return Joining.join(thread, patience);
    }
}
