package org.fieldproof.connector.opcua;

import java.time.Duration;
import java.util.random.RandomGenerator;

/// How long to wait before the next attempt: doubling, with jitter, so that many gateways do not
/// return to a server in step. A server that comes back is reached within 5 s (row 27); one that
/// refuses us is asked about once a minute. Confined to one thread.
final class Redial {
    private static final long FIRST_NANOS = Duration.ofMillis(500).toNanos();
    private static final long LONGEST_NANOS = Duration.ofSeconds(5).toNanos();
    private static final long REFUSED_NANOS = Duration.ofSeconds(60).toNanos();

    private final RandomGenerator random;
    private long nextNanos = FIRST_NANOS;

    Redial(RandomGenerator random) {
        this.random = random;
    }

    /// Between half and all of the current step; the next one is twice as long.
    long nextDelayNanos() {
        long step = nextNanos;
        nextNanos = Math.min(LONGEST_NANOS, step * 2);
        return jittered(step);
    }

    /// For what only a person can mend.
    long refusedDelayNanos() {
        return jittered(REFUSED_NANOS);
    }

    void reset() {
        nextNanos = FIRST_NANOS;
    }

    private long jittered(long step) {
        return (long) (step * (0.5 + random.nextDouble() / 2));
    }
}
