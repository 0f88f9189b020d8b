package org.fieldproof.engine.readmodel;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.engine.telemetry.EventRecorder;
import org.fieldproof.engine.threads.Joining;

/// The thread `fp-readmodel`: one picture every 200 ms into a reference that anybody may read.
public final class SnapshotPublisher {
    private static final long EVERY_NANOS = 200_000_000L;

    private final Supplier<GatewaySnapshot> painter;
    private final AtomicReference<GatewaySnapshot> latest;
    private final GatewayClock clock;
    private final EventRecorder events;
    private final Thread thread;
    private boolean failing;

    // Volatile: set by the one who stops.
    private volatile boolean stopping;

    /// Draws the first picture at once, on the caller's thread.
    ///
    /// @param painter draws one picture; called on one thread at a time
    public SnapshotPublisher(
            Supplier<GatewaySnapshot> painter, GatewayClock clock, EventRecorder events) {
        this.painter = painter;
        this.clock = clock;
        this.events = events;
        this.latest = new AtomicReference<>(painter.get());
        this.thread = Thread.ofPlatform().name("fp-readmodel").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    public GatewaySnapshot latest() {
        return latest.get();
    }

    private void run() {
        long next = clock.nanoTime() + EVERY_NANOS;
        while (!stopping) {
            long left = next - clock.nanoTime();
            if (left > 0) {
                LockSupport.parkNanos(this, left);
                continue;
            }
            next = Math.max(next + EVERY_NANOS, clock.nanoTime());
            paint();
        }
        paint();
    }

    private void paint() {
        try {
            latest.set(painter.get());
            failing = false;
        } catch (RuntimeException e) {
            if (!failing) {
                events.error("APP-0320", "read model", "A picture could not be drawn: " + e + ".");
            }
            failing = true;
        }
    }

    /// Ends after one last picture; false if that takes longer than this.
    public boolean stop(Duration patience) {
        stopping = true;
        LockSupport.unpark(thread);
        return Joining.join(thread, patience);
    }
}
