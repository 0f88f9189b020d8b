package org.fieldproof.views.shell;

import static org.assertj.core.api.Assertions.assertThat;

import org.fieldproof.views.place.PerspectiveId;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: back leads somewhere else, or the visits grows all day.
final class VisitsTest {
    private final Visits visits = new Visits();

    private static Visits.Stop stop(int n) {
        return new Visits.Stop(PerspectiveId.LIVE, "value/" + n);
    }

    @Test
    void theSamePlaceTwiceIsOneStop() {
        visits.went(stop(1));
        visits.went(stop(2));
        visits.went(stop(2));
        assertThat(visits.go(-1)).contains(stop(1));
        assertThat(visits.go(-1)).isEmpty();
        assertThat(visits.go(1)).contains(stop(2));
        assertThat(visits.go(1)).isEmpty();
    }

    @Test
    void askingForThePageOneIsOnIsNoStop() {
        visits.went(stop(1));
        visits.went(new Visits.Stop(PerspectiveId.LIVE, ""));
        assertThat(visits.go(-1)).isEmpty();
    }

    @Test
    void whoGoesElsewhereLeavesWhatLayAhead() {
        visits.went(stop(1));
        visits.went(stop(2));
        visits.go(-1);
        visits.went(stop(3));
        assertThat(visits.leads(1)).isFalse();
        assertThat(visits.go(-1)).contains(stop(1));
    }

    @Test
    void theOldestPlacesAreForgotten() {
        for (int i = 0; i < 3 * Visits.STOPS_MAX; i++) {
            visits.went(stop(i));
        }
        int back = 0;
        while (visits.go(-1).isPresent()) {
            back++;
        }
        assertThat(back).isEqualTo(Visits.STOPS_MAX - 1);
        visits.clear();
        assertThat(visits.leads(0)).isFalse();
    }
}
