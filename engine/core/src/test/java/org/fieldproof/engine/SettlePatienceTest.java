package org.fieldproof.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/// REV-3: how long lanes are waited for before the routes change.
class SettlePatienceTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long START = -5 * SECOND;
    private final SettlePatience patience = new SettlePatience(Duration.ofSeconds(8), START);

    @Test
    void aLaneThatGetsNowhereIsWaitedForOnce() {
        assertThat(patience.ended(1_000, START)).isFalse();
        assertThat(patience.ended(1_000, START + 7 * SECOND)).isFalse();
        assertThat(patience.ended(1_000, START + 8 * SECOND)).isTrue();
    }

    // Harm: a backlog of gigabytes that moves all the time can never be left, and no draft applied.
    @Test
    void aLaneThatMovesIsWaitedForSixTimesAsLong() {
        long left = 1_000;
        for (int second = 0; second < 48; second++) {
            assertThat(patience.ended(left--, START + second * SECOND)).isFalse();
        }
        assertThat(patience.ended(left, START + 48 * SECOND)).isTrue();
    }

    // Harm: what grows instead of shrinking counts as getting somewhere.
    @Test
    void moreIsNoProgress() {
        for (int second = 0; second < 8; second++) {
            assertThat(patience.ended(1_000 + second, START + second * SECOND)).isFalse();
        }
        assertThat(patience.ended(2_000, START + 8 * SECOND)).isTrue();
    }
}
