package org.fieldproof.drill.link;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.fieldproof.api.drill.Fault;
import org.fieldproof.api.time.GatewayClock;
import org.jspecify.annotations.Nullable;

/// The fault on a link right now, and the place where its pumps wait. Any thread; one lock, held
/// for arithmetic only. Every wait ends at once when the fault changes, which is what makes
/// healing immediate.
final class FaultGate {
    /// Longest single wait, so that a clock that is not the host's own (a test's) is looked at
    /// again.
    private static final long WAIT_NANOS_MAX = TimeUnit.MILLISECONDS.toNanos(50);

    /// A bandwidth limit hands out this fraction of a second at a time.
    private static final int SLICES_PER_SECOND = 50;

    private final GatewayClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // All guarded by the lock.
    private @Nullable Fault fault;
    private long generation;
    private long healAtNanos;
    private boolean closed;
    private long toTargetFreeAtNanos;
    private long toDiallerFreeAtNanos;

    FaultGate(GatewayClock clock) {
        this.clock = clock;
    }

    /// Puts a fault on the line, in place of the one that is there.
    ///
    /// @return the generation, which names this fault
    long set(Fault next, Duration atMost) {
        lock.lock();
        try {
            long now = clock.nanoTime();
            fault = next;
            healAtNanos = now + atMost.toNanos();
            toTargetFreeAtNanos = now;
            toDiallerFreeAtNanos = now;
            generation++;
            changed.signalAll();
            return generation;
        } finally {
            lock.unlock();
        }
    }

    /// Takes the fault away.
    ///
    /// @return false if there was none
    boolean heal() {
        lock.lock();
        try {
            boolean had = fault != null;
            fault = null;
            generation++;
            changed.signalAll();
            return had;
        } finally {
            lock.unlock();
        }
    }

    /// No more waiting, for good.
    void close() {
        lock.lock();
        try {
            closed = true;
            fault = null;
            generation++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Nullable Fault fault() {
        lock.lock();
        try {
            return fault;
        } finally {
            lock.unlock();
        }
    }

    long generation() {
        lock.lock();
        try {
            return generation;
        } finally {
            lock.unlock();
        }
    }

    /// Milliseconds until the fault ends by itself; -1 if there is none.
    long healsInMs() {
        lock.lock();
        try {
            if (fault == null) {
                return -1;
            }
            return Math.max(0, TimeUnit.NANOSECONDS.toMillis(healAtNanos - clock.nanoTime()));
        } finally {
            lock.unlock();
        }
    }

    /// Takes the fault of this generation off when it is due to end. Another one that came in the
    /// meantime stays.
    ///
    /// @return false if it was over before, or something else had replaced it
    boolean endAtDeadline(long ofGeneration) {
        lock.lock();
        try {
            while (generation == ofGeneration && !closed) {
                long left = healAtNanos - clock.nanoTime();
                if (left <= 0) {
                    return heal();
                }
                pause(left);
            }
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Waits while the line hangs.
    ///
    /// @return false if the line is down or closed
    boolean awaitPassable() {
        lock.lock();
        try {
            while (fault instanceof Fault.Hang && !closed) {
                pause(WAIT_NANOS_MAX);
            }
            return !closed && !(fault instanceof Fault.Down);
        } finally {
            lock.unlock();
        }
    }

    /// Waits until bytes of a chunk may pass and says how many: at least 1, or 0 where the
    /// connection must be reset.
    ///
    /// @param carried what this connection has carried towards the target under this fault
    /// @param jitter where in the range of the jitter this chunk falls, -1 to 1
    int allow(Direction direction, Carried carried, long readAtNanos, double jitter, int want) {
        lock.lock();
        try {
            while (!closed) {
                switch (fault) {
                    case null -> {
                        return want;
                    }
                    case Fault.Down() -> {
                        return 0;
                    }
                    case Fault.Hang() -> pause(WAIT_NANOS_MAX);
                    case Fault.Latency(Duration delay, Duration spread) -> {
                        long held = delay.toNanos() + (long) (jitter * spread.toNanos());
                        long left = readAtNanos + held - clock.nanoTime();
                        if (left <= 0) {
                            return want;
                        }
                        pause(left);
                    }
                    case Fault.Bandwidth(long rate) -> {
                        int slice = paced(direction, rate, want);
                        if (slice > 0) {
                            return slice;
                        }
                    }
                    case Fault.ResetAfter(long bytes) -> {
                        return direction == Direction.TO_TARGET
                                ? carried.within(generation, bytes, want)
                                : want;
                    }
                    case Fault.Slicer(int chunk) -> {
                        return Math.min(chunk, want);
                    }
                }
            }
            return 0;
        } finally {
            lock.unlock();
        }
    }

    /// Takes the next slice of the line's bandwidth and waits for its turn; 0 if the fault
    /// changed while waiting.
    private int paced(Direction direction, long bytesPerSecond, int want) {
        int slice = (int) Math.min(want, Math.max(1, bytesPerSecond / SLICES_PER_SECOND));
        long cost = slice * 1_000_000_000L / bytesPerSecond;
        boolean up = direction == Direction.TO_TARGET;
        // Paid before it passes: a chunk's time on the wire is over when its last byte has left.
        long turn = Math.max(clock.nanoTime(), up ? toTargetFreeAtNanos : toDiallerFreeAtNanos);
        long done = turn + cost;
        if (up) {
            toTargetFreeAtNanos = done;
        } else {
            toDiallerFreeAtNanos = done;
        }
        long mine = generation;
        while (generation == mine && !closed) {
            long left = done - clock.nanoTime();
            if (left <= 0) {
                return slice;
            }
            pause(left);
        }
        return 0;
    }

    @SuppressWarnings("WaitNotInLoop") // every caller is a loop that looks at its condition again
    private void pause(long nanos) {
        try {
            long left = changed.awaitNanos(Math.min(nanos, WAIT_NANOS_MAX));
            assert left <= WAIT_NANOS_MAX;
        } catch (InterruptedException e) {
            // Nobody interrupts these threads; if somebody does, the caller's loop goes on waiting.
            assert !lock.isLocked() || lock.isHeldByCurrentThread();
        }
    }

    /// What one connection has carried towards the target under one fault. Touched only under the
    /// gate's lock.
    static final class Carried {
        private long underGeneration = -1;
        private long bytes;

        private int within(long generation, long bytesMax, int want) {
            if (generation != underGeneration) {
                underGeneration = generation;
                bytes = 0;
            }
            int allowed = (int) Math.min(want, Math.max(0, bytesMax - bytes));
            bytes += allowed;
            return allowed;
        }
    }
}
