package org.fieldproof.engine.lane;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// Waiting times between attempts: doubling from the first to the most, each with up to a fifth
/// less by chance, so that many lanes do not knock in step. Confined to one thread.
public final class Backoff {
    private final long firstNanos;
    private final long mostNanos;
    private final RandomGenerator random;
    private int attempts;

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
        int doublings = Math.min(attempts, 30);
        attempts++;
        long full = Math.min(mostNanos, firstNanos << Math.min(doublings, 20));
        return full - (long) (full * 0.2 * random.nextDouble());
    }

    public int attempts() {
        return attempts;
    }

    public void reset() {
        attempts = 0;
    }
}
