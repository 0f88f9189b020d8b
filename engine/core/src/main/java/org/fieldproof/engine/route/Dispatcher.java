package org.fieldproof.engine.route;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongPredicate;
import org.fieldproof.api.command.Outcome.LatestRead;
import org.fieldproof.api.command.Outcome.LevelsRead;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.lane.Lane;
import org.fieldproof.engine.record.RecordReader;
import org.fieldproof.engine.telemetry.EventRecorder;
import org.fieldproof.engine.telemetry.LatencyRecorder;
import org.fieldproof.engine.threads.Joining;
import org.fieldproof.log.DurableLog;
import org.fieldproof.log.LogReader;
import org.fieldproof.log.frame.SeqRange;
import org.fieldproof.log.io.StoreException;
import org.jspecify.annotations.Nullable;

/// Reads the log behind its writer and hands every record to the lanes it is routed to, in order.
/// The log is the queue: nothing stands between the two in memory, and a restart begins where the
/// last lane left off.
///
/// All work is done by the thread `fp-dispatch`. A lane that has no room falls behind and is fed
/// from the log by itself as it finds room (see [LaneFeed]); the log that grows is how a full lane
/// with the policy BLOCK reaches the devices. For a lane whose records may not wait in the log
/// the thread waits.
public final class Dispatcher {
    private static final int READ_BYTES = 256 << 10;
    private static final int CATCH_UP_STEPS = 8;
    private static final long IDLE_NANOS = 100_000_000L;
    private static final long FULL_NANOS = 5_000_000L;
    private static final long RETRY_NANOS = 1_000_000_000L;

    private final DurableLog log;
    private final LongPredicate loses;
    private final GatewayClock clock;
    private final EventRecorder events;
    private final RecordReader records;
    private final LatestValues latest;
    private final CommitTimes commits = new CommitTimes();
    private final LatencyRecorder durableToLane = new LatencyRecorder();
    private final Thread thread;
    private final LaneFeed[] feeds;
    private int damagesTold;

    // Volatile: the hand-shake between this thread and those who wake or look at it.
    private volatile boolean asleep;
    private volatile boolean stopping;
    private volatile long dispatchedSeq;
    private volatile boolean logIsShort;
    private volatile @Nullable Problem fault;

    /// A dispatcher that has not been started.
    ///
    /// @param fromSeq where to begin: the first record that some lane does not have
    /// @param loses a planted fault: true for a record that this dispatcher shall lose, so that
    ///     drills can prove that they would notice. Never true in a real gateway.
    public Dispatcher(
            DurableLog log,
            List<Lane> lanes,
            RouteTable routes,
            long fromSeq,
            LongPredicate loses,
            GatewayClock clock,
            EventRecorder events) {
        this.log = log;
        this.loses = loses;
        this.clock = clock;
        this.events = events;
        this.records = new RecordReader(log.epochs());
        this.latest = new LatestValues(routes, events);
        this.dispatchedSeq = fromSeq - 1;
        this.feeds = new LaneFeed[lanes.size()];
        for (int i = 0; i < feeds.length; i++) {
            feeds[i] = new LaneFeed(i, lanes.get(i), dispatchedSeq);
        }
        this.thread = Thread.ofPlatform().name("fp-dispatch").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// The log's thread: there is more to read.
    public void committed(long lastSeq, int count) {
        commits.committed(lastSeq, count, clock.nanoTime());
        wake();
    }

    /// Any thread: something this one may wait for has changed. Cheap if it does not sleep.
    public void wake() {
        if (asleep) {
            LockSupport.unpark(thread);
        }
    }

    /// The log has room for what lanes have not taken yet, or it has not: then they take it to
    /// their disk buffers.
    public void logIsShort(boolean isShort) {
        logIsShort = isShort;
    }

    /// Everything up to it has been handed to the lanes that have room. A lane's own position says
    /// how far that lane is.
    public long dispatchedSeq() {
        return dispatchedSeq;
    }

    /// Why it cannot read the log at present, if so.
    public @Nullable Problem fault() {
        return fault;
    }

    public LatencyRecorder durableToLane() {
        return durableToLane;
    }

    /// Newest values of the addresses that match a filter.
    public LatestRead latest(String filter, int max) {
        return latest.read(filter, max);
    }

    /// The levels of all known addresses below a prefix.
    public LevelsRead levels(String prefix, int max) {
        return latest.levels(prefix, max);
    }

    private void run() {
        try {
            while (!stopping) {
                try (LogReader reader = log.reader(dispatchedSeq + 1)) {
                    damagesTold = 0;
                    while (!stopping) {
                        step(reader);
                    }
                } catch (StoreException e) {
                    failed(Problem.error(e.code(), "log", "" + e.getMessage(), e.remedy()));
                } catch (RuntimeException e) {
                    failed(cannotBeReadBack(e));
                }
            }
        } finally {
            for (LaneFeed feed : feeds) {
                feed.close();
            }
        }
    }

    private static Problem cannotBeReadBack(RuntimeException e) {
        return Problem.error(
                "LOG-0203",
                "log",
                "A record cannot be read back: " + e + ".",
                "Keep the data directory and report it; nothing is deleted.");
    }

    private void failed(Problem why) {
        if (fault == null) {
            events.error(why.code(), why.object(), why.message() + " " + why.remedy());
        }
        fault = why;
        for (LaneFeed feed : feeds) {
            feed.startOver();
        }
        sleep(RETRY_NANOS, Long.MAX_VALUE);
    }

    private void step(LogReader reader) throws StoreException {
        // Looked at before reading: what comes later than this ends the sleep at once.
        long seen = log.durableSeq();
        boolean moved = readOn(reader) > 0;
        boolean behind = false;
        for (LaneFeed feed : feeds) {
            if (feed.isBehind()) {
                moved |= catchUp(feed);
                behind |= feed.isBehind();
            }
        }
        if (!moved) {
            sleep(behind ? FULL_NANOS : IDLE_NANOS, seen);
        }
    }

    private int readOn(LogReader reader) throws StoreException {
        int count = reader.read(READ_BYTES, this::frame);
        // Told again only if it has worked in between.
        fault = null;
        if (count == 0) {
            return 0;
        }
        tellDamage(reader);
        long through = reader.nextSeq() - 1;
        for (LaneFeed feed : feeds) {
            if (!feed.isBehind() && !handOver(feed, through)) {
                return count;
            }
        }
        dispatchedSeq = through;
        commits.handedThrough(through, clock.nanoTime(), durableToLane);
        return count;
    }

    private void frame(long seq, ByteBuffer payload) {
        FieldRecord record = records.read(seq, payload);
        if (loses.test(seq)) {
            return; // planted fault, see the constructor
        }
        for (int lane : latest.take(record)) {
            if (!feeds[lane].isBehind()) {
                feeds[lane].add(record);
            }
        }
    }

    /// False if the gateway stops while the lane has no room: what is not handed over stays in
    /// the log.
    private boolean handOver(LaneFeed feed, long through) {
        feed.added(through);
        while (!feed.handOver()) {
            if (stopping) {
                return false;
            }
            long now = clock.nanoTime();
            if (feed.lane().lagsInLog()) {
                feed.fallBehind(now);
                return true;
            }
            feed.waits(logIsShort, now);
            sleep(FULL_NANOS, Long.MAX_VALUE);
        }
        return true;
    }

    /// Feeds a lane that is behind the others, as far as it has room. True if it got something.
    /// What its part of the log refuses to be read costs that lane alone: it is tried again later.
    private boolean catchUp(LaneFeed feed) {
        if (feed.rests(clock.nanoTime())) {
            return false;
        }
        try {
            return feedFromLog(feed);
        } catch (StoreException e) {
            unreadable(feed, Problem.error(e.code(), "log", "" + e.getMessage(), e.remedy()));
        } catch (RuntimeException e) {
            unreadable(feed, cannotBeReadBack(e));
        }
        return false;
    }

    private void unreadable(LaneFeed feed, Problem why) {
        if (feed.unreadable(clock.nanoTime() + RETRY_NANOS)) {
            events.error(
                    why.code(), feed.lane().parts().object(), why.message() + " " + why.remedy());
        }
    }

    private boolean feedFromLog(LaneFeed feed) throws StoreException {
        for (int step = 0; step < CATCH_UP_STEPS; step++) {
            if (feed.isEmpty()) {
                if (feed.readThrough() >= dispatchedSeq && feed.hasRoomToRejoin()) {
                    feed.rejoin();
                    return true;
                }
                LogReader own = feed.own(log);
                if (own.read(READ_BYTES, (seq, payload) -> frameFor(feed, seq, payload)) == 0) {
                    return step > 0;
                }
                feed.added(own.nextSeq() - 1);
                for (SeqRange range : feed.newlyDamaged(own)) {
                    tellDamage(feed.lane().parts().object(), range);
                }
            }
            if (!feed.handOver()) {
                feed.waits(logIsShort, clock.nanoTime());
                return step > 0;
            }
        }
        return true;
    }

    private void frameFor(LaneFeed feed, long seq, ByteBuffer payload) {
        FieldRecord record = records.read(seq, payload);
        if (loses.test(seq)) {
            return; // planted fault, see the constructor
        }
        if (feed.isAmong(latest.lanesOf(record))) {
            feed.add(record);
        }
    }

    private void tellDamage(LogReader reader) {
        List<SeqRange> damaged = reader.damaged();
        for (; damagesTold < damaged.size(); damagesTold++) {
            tellDamage("log", damaged.get(damagesTold));
        }
    }

    private void tellDamage(String object, SeqRange range) {
        events.error("LOG-0204", object, "Records are damaged and cannot be delivered: " + range);
    }

    /// Sleeps, but not if more is durable than was `seen`. What is durable and cannot be read, as
    /// behind a lost end, keeps nobody awake.
    private void sleep(long nanos, long seen) {
        asleep = true;
        if (!stopping && log.durableSeq() <= seen) {
            LockSupport.parkNanos(this, nanos);
        }
        asleep = false;
    }

    /// Asks the thread to end; [#awaitStopped] waits for it.
    public void beginStop() {
        stopping = true;
        LockSupport.unpark(thread);
    }

    /// True if the thread ended in time.
    public boolean awaitStopped(Duration patience) {
        return Joining.join(thread, patience);
    }
}
