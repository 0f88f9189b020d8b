package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.SplittableRandom;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.time.GatewayClock;
import org.junit.jupiter.api.Test;

/// How often a destination is knocked at: often where nobody listens, seldom at one that is there
/// and does not answer or says no.
class SinkLinkTest {
    private static final int ATTEMPTS = 8;
    private static final long NANOS_IN_AN_HOUR = Duration.ofHours(1).toNanos();
    private static final double NANOS_PER_SECOND = 1e9;

    /// The longest of some waits between attempts that end with this, in seconds.
    private static double longestWaitSeconds(Exception cause) {
        Problem problem = Problem.error("TEST-0001", "destination", "No.", "None.");
        SinkLink link =
                new SinkLink(
                        "destination d",
                        () -> {
                            throw new ConnectorException(problem, cause);
                        },
                        new Backoff(
                                Duration.ofMillis(250),
                                Duration.ofSeconds(30),
                                new SplittableRandom(1)),
                        GatewayClock.system(),
                        NANOS_IN_AN_HOUR,
                        event -> {});
        long now = System.nanoTime();
        double longest = 0;
        for (int i = 0; i < ATTEMPTS; i++) {
            long due = Math.max(now, link.nextTryNanos());
            longest = Math.max(longest, (due - now) / NANOS_PER_SECOND);
            now = due;
            link.act(now);
        }
        assertThat(link.attempts()).isEqualTo(ATTEMPTS);
        return longest;
    }

    // Harm: a database is back, and its lane sleeps for half a minute.
    @Test
    void whereNobodyListensAnAttemptCostsNothingAndComesSoon() {
        assertThat(longestWaitSeconds(new ConnectException("Connection refused"))).isLessThan(0.3);
        assertThat(longestWaitSeconds(new IOException(new ConnectException("refused"))))
                .isLessThan(0.3);
    }

    // Harm: a drill heals a store's door, and its signed recovery time is our own wait.
    @Test
    void whatADrillHasShutIsAskedAgainSoon() {
        assertThat(longestWaitSeconds(new ShutException("shut by a drill"))).isLessThan(0.3);
        assertThat(longestWaitSeconds(new ConnectException("shut by a drill")))
                .as("the counter-case: words alone say nothing")
                .isGreaterThan(10);
    }

    // Harm: a host behind a slow line, or a server that locks out who knocks too often, is knocked
    // at five times a second.
    @Test
    void whoDoesNotAnswerOrSaysNoIsLeftAlone() {
        assertThat(longestWaitSeconds(new ConnectException("Connection timed out")))
                .isGreaterThan(10);
        assertThat(longestWaitSeconds(new SocketTimeoutException("connect timed out")))
                .isGreaterThan(10);
        assertThat(longestWaitSeconds(new IOException("password authentication failed")))
                .isGreaterThan(10);
    }
}
