package org.fieldproof.engine.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a database that is back is left alone for seconds, or a login that fails is
/// tried until the account is locked.
class BackoffTest {
    private static final long SECOND = 1_000_000_000L;

    private final Backoff backoff =
            new Backoff(Duration.ofMillis(250), Duration.ofSeconds(5), new SplittableRandom(3));

    private static void isAbout(long nanos, double seconds) {
        assertThat((double) nanos).isBetween(seconds * 0.8 * SECOND, seconds * SECOND);
    }

    @Test
    void waitsDoubleUpToTheMost() {
        for (double seconds : new double[] {0.25, 0.5, 1, 2, 4, 5, 5}) {
            isAbout(backoff.nextNanos(), seconds);
        }
        assertThat(backoff.attempts()).isEqualTo(7);
    }

    @Test
    void whereNobodyListensTheyStayWithinAFifthOfASecond() {
        for (double seconds : new double[] {0.2, 0.2, 0.2, 0.2, 0.2}) {
            isAbout(backoff.nextNanosOfNobody(), seconds);
        }
        assertThat(backoff.attempts()).isEqualTo(5);
    }

    @Test
    void whoAnswersAfterThatIsNotPunishedForTheSilence() {
        for (int i = 0; i < 100; i++) {
            backoff.nextNanosOfNobody();
        }
        isAbout(backoff.nextNanos(), 0.25);
        isAbout(backoff.nextNanos(), 0.5);
    }

    @Test
    void aSuccessBeginsAnew() {
        backoff.nextNanos();
        backoff.nextNanos();
        backoff.reset();
        assertThat(backoff.attempts()).isZero();
        isAbout(backoff.nextNanos(), 0.25);
    }
}
