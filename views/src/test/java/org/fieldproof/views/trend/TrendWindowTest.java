package org.fieldproof.views.trend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: somebody looks at another time than the axis says.
final class TrendWindowTest {

    private static final long NOW = 1_764_250_000_000L;

    @Test
    void whateverIsDoneTheTimeShownIsWithinReach() {
        Random random = new Random(3);
        TrendWindow window = TrendWindow.last(60_000);
        long now = NOW;
        for (int i = 0; i < 5_000; i++) {
            now += random.nextInt(400);
            long anchor = window.from(now) + random.nextLong(window.spanMillis() + 1);
            window =
                    switch (random.nextInt(4)) {
                        case 0 -> window.zoomed(0.3 + random.nextDouble() * 3, anchor, now);
                        case 1 -> window.panned(random.nextLong(600_000) - 300_000, now);
                        case 2 -> window.spanning(15 * 60_000);
                        default -> random.nextInt(9) == 0 ? window.following() : window;
                    };
            assertThat(window.to(now)).isLessThanOrEqualTo(now);
            assertThat(window.from(now)).isGreaterThanOrEqualTo(now - TrendWindow.REACH);
            assertThat(window.to(now) - window.from(now)).isEqualTo(window.spanMillis());
        }
    }

    @Test
    void theMomentUnderThePointerKeepsItsPlace() {
        TrendWindow window = new TrendWindow(60_000, NOW - 600_000);
        long anchor = window.from(NOW) + 15_000;
        TrendWindow nearer = window.zoomed(0.5, anchor, NOW);
        assertThat(nearer.spanMillis()).isEqualTo(30_000);
        assertThat(anchor - nearer.from(NOW)).isEqualTo(7_500);
    }

    @Test
    void whoZoomsIntoThePastStopsFollowingAndWhoReachesThePresentFollows() {
        TrendWindow window = TrendWindow.last(60_000);
        TrendWindow past = window.zoomed(0.5, window.from(NOW) + 10_000, NOW);
        assertThat(past.follows()).isFalse();
        assertThat(past.to(NOW + 5_000)).isEqualTo(past.to(NOW));
        assertThat(past.panned(600_000, NOW).follows()).isTrue();
        assertThat(window.zoomed(0.5, NOW, NOW).follows()).isTrue();
    }
}
