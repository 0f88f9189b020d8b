package org.fieldproof.views.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: back leads somewhere else, or the trail grows all day.
final class TrailTest {
    private final Trail trail = new Trail();

    private static Trail.Stop stop(int n) {
        return new Trail.Stop(PerspectiveId.LIVE, "value/" + n);
    }

    @Test
    void theSamePlaceTwiceIsOneStop() {
        trail.went(stop(1));
        trail.went(stop(2));
        trail.went(stop(2));
        assertThat(trail.go(-1)).contains(stop(1));
        assertThat(trail.go(-1)).isEmpty();
        assertThat(trail.go(1)).contains(stop(2));
        assertThat(trail.go(1)).isEmpty();
    }

    @Test
    void askingForThePageOneIsOnIsNoStop() {
        trail.went(stop(1));
        trail.went(new Trail.Stop(PerspectiveId.LIVE, ""));
        assertThat(trail.go(-1)).isEmpty();
    }

    @Test
    void whoGoesElsewhereLeavesWhatLayAhead() {
        trail.went(stop(1));
        trail.went(stop(2));
        trail.go(-1);
        trail.went(stop(3));
        assertThat(trail.leads(1)).isFalse();
        assertThat(trail.go(-1)).contains(stop(1));
    }

    @Test
    void theOldestPlacesAreForgotten() {
        for (int i = 0; i < 3 * Trail.STOPS_MAX; i++) {
            trail.went(stop(i));
        }
        int back = 0;
        while (trail.go(-1).isPresent()) {
            back++;
        }
        assertThat(back).isEqualTo(Trail.STOPS_MAX - 1);
        trail.clear();
        assertThat(trail.leads(0)).isFalse();
    }
}
