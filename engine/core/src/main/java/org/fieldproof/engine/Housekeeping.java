package org.fieldproof.engine;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.fieldproof.api.event.GatewayEvent;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.journal.ActNotes;
import org.fieldproof.engine.threads.Joining;
import org.fieldproof.log.LogStats;

/// The thread `fp-keeper`: releases what every lane has in custody from the log, holds the
/// intake's door shut while the log or the dispatcher is too far behind, watches over the data
/// directory, and takes in what commands beside it have done.
final class Housekeeping {
    private static final long STEP_NANOS = 200_000_000L;
    private static final int DIRECTORY_EVERY_STEPS = 4;

    /// So far may the dispatcher be behind before the door is shut; it opens again at half.
    private static final long UNDISPATCHED_RECORDS_MAX = 1_000_000;

    private final EngineParts parts;
    private final Rooms rooms;
    private final ActNotes notes;
    private final Thread thread;
    private long released;
    private boolean behind;
    private boolean failureTold;
    private boolean notesStay;

    // Volatile: set by the one who stops.
    private volatile boolean stopping;

    Housekeeping(EngineParts parts, Rooms rooms) {
        this.parts = parts;
        this.rooms = rooms;
        this.notes = new ActNotes(parts.data().journal());
        this.thread = Thread.ofPlatform().name("fp-keeper").unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        for (int step = 0; !stopping; step++) {
            try {
                step(step % DIRECTORY_EVERY_STEPS == 0);
            } catch (RuntimeException e) {
                failed(e);
            }
            LockSupport.parkNanos(this, STEP_NANOS);
        }
    }

    private void step(boolean directoryToo) {
        release();
        hold();
        if (directoryToo) {
            watchDirectory();
            takeNotes();
        }
    }

    /// Told once until they are all taken: it would come again each time.
    private void takeNotes() {
        Optional<Problem> stay = notes.take(parts.audit());
        if (stay.isPresent() && !notesStay) {
            parts.events().record(stay.get());
        }
        notesStay = stay.isPresent();
    }

    /// Without this thread the log would never shrink and the door never open: it goes on. Told
    /// once, for it comes again five times a second.
    private void failed(RuntimeException e) {
        if (!failureTold) {
            failureTold = true;
            parts.events()
                    .record(
                            GatewayEvent.Level.ERROR,
                            "APP-0322",
                            "gateway",
                            "The housekeeping failed: " + e + ". It tries again.",
                            Map.of());
        }
    }

    private void release() {
        long saved = rooms.savedCustodySeq();
        if (saved > released) {
            rooms.log().releaseThrough(saved);
            released = saved;
        }
    }

    private void hold() {
        LogStats stats = rooms.log().stats();
        long durable = rooms.log().durableSeq();
        rooms.dispatcher().logIsShort(stats.bytes() >= parts.project().limits().logBytes() / 2);
        boolean logFull =
                stats.bytes() >= parts.project().limits().logBytes()
                        && rooms.custodySeq() < durable;
        long undispatched = durable - rooms.dispatcher().dispatchedSeq();
        behind = undispatched > (behind ? UNDISPATCHED_RECORDS_MAX / 2 : UNDISPATCHED_RECORDS_MAX);
        boolean shut = logFull || behind;
        if (shut != rooms.budget().isHeld()) {
            rooms.budget().hold(shut);
            if (shut) {
                parts.events()
                        .record(
                                GatewayEvent.Level.WARNING,
                                "LOG-0122",
                                "log",
                                logFull
                                        ? "The log has reached its limit; devices are asked to wait."
                                        : "A lane is full; devices are asked to wait.",
                                Map.of("logBytes", Long.toString(stats.bytes())));
            } else {
                parts.events()
                        .record(
                                GatewayEvent.Level.INFO,
                                "LOG-0123",
                                "log",
                                "There is room again; devices go on.",
                                Map.of());
            }
        }
    }

    /// A log whose directory is gone would go on writing into files that nobody can find again.
    private void watchDirectory() {
        Optional<Problem> vanished = parts.data().vanished();
        if (vanished.isPresent() && !rooms.budget().isClosed()) {
            rooms.budget().close();
            rooms.logWatch().fault(vanished.get());
            parts.events().record(vanished.get());
            rooms.log().close();
        }
    }

    /// For the end, when the trail is written.
    void dropWrittenNotes() {
        notes.dropWritten(parts.audit());
    }

    void beginStop() {
        stopping = true;
        LockSupport.unpark(thread);
    }

    boolean awaitStopped(Duration patience) {
        return Joining.join(thread, patience);
    }
}
