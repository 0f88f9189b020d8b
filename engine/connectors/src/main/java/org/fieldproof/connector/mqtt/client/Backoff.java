package org.fieldproof.connector.mqtt.client;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: doubling, with jitter, so that a hundred gateways do
/// not return to a broker in step. Confined to one thread.
final class Backoff {
    private final long firstNanos;
    private final long maxNanos;
    private final RandomGenerator random;
    private long nextNanos;

    Backoff(Duration first, Duration max, RandomGenerator random) {
        if (first.isNegative() || first.isZero() || max.compareTo(first) < 0) {
            throw new IllegalArgumentException(
                    "max: " + max + " (expected: >= first " + first + " > 0)");
        }
        this.firstNanos = first.toNanos();
        this.maxNanos = max.toNanos();
        this.random = random;
        nextNanos = firstNanos;
    }

    /// Between half and all of the current step; the next one is twice as long.
    long nextDelayNanos() {
        long step = nextNanos;
        nextNanos = Math.min(maxNanos, step * 2);
        return (long) (step * (0.5 + random.nextDouble() / 2));
    }

    /// For what only a person can mend: the longest step at once.
    long longestDelayNanos() {
        nextNanos = maxNanos;
        return (long) (maxNanos * (0.5 + random.nextDouble() / 2));
    }

    void reset() {
        nextNanos = firstNanos;
    }
}
