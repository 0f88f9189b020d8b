package org.fieldproof.engine.lane;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Waiting times between attempts: doubling from the first to the most, each with up to a fifth
/// less by chance, so that many lanes do not knock in step. Where nobody listens, knocking costs
/// one packet and locks nobody out, so there the waits stay within a fifth of a second and
/// whoever comes back is not kept waiting. Confined to one thread.
public final class Backoff {
    private static final long NOBODY_MOST_NANOS = 200_000_000L;

    private final long firstNanos;
    private final long mostNanos;
    private final RandomGenerator random;
    private int attempts;
    private int doublings;

    public Backoff(Duration first, Duration most, RandomGenerator random) {
        if (most.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "most: " + most + " (expected: >= first " + first + ")");
        }
        this.firstNanos = first.toNanos();
        this.mostNanos = most.toNanos();
        this.random = random;
    }

    /// Counts one more failed attempt and says how long to wait.
    public long nextNanos() {
        return next(mostNanos);
    }

    /// The same for an attempt that met nobody.
    public long nextNanosOfNobody() {
        return next(Math.min(mostNanos, NOBODY_MOST_NANOS));
    }

    private long next(long most) {
        attempts++;
        long full = firstNanos << doublings;
        if (full < most) {
            doublings++;
        } else {
            full = most;
        }
        return full - (long) (full * 0.2 * random.nextDouble());
    }

    public int attempts() {
        return attempts;
    }

    public void reset() {
        attempts = 0;
        doublings = 0;
    }
}
