package org.fieldproof.views.bridge;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class TimeRingTest {

    @Test
    void theOldestGoesWhenItIsFull() {
        TimeRing ring = new TimeRing(3);
        for (int i = 1; i <= 5; i++) {
            ring.add(i * 10L, i);
        }
        assertThat(ring.size()).isEqualTo(3);
        assertThat(ring.atMillis(0)).isEqualTo(30);
        assertThat(ring.last()).isEqualTo(5);
    }

    @Test
    void aNumberOfTheSameMomentIsIgnored() {
        TimeRing ring = new TimeRing(3);
        ring.add(20, 1);
        ring.add(20, 3);
        assertThat(ring.size()).isEqualTo(1);
        assertThat(ring.last()).isEqualTo(1);
    }

    /// Harm: a clock that is set back by an hour stops every chart for an hour.
    @Test
    void aClockThatIsSetBackTakesTheTimeToComeAwayAndGoesOn() {
        TimeRing ring = new TimeRing(3);
        for (int i = 1; i <= 5; i++) {
            ring.add(i * 10L, i);
        }
        ring.add(35, 6);
        assertThat(ring.size()).isEqualTo(2);
        assertThat(ring.atMillis(0)).isEqualTo(30);
        assertThat(ring.last()).isEqualTo(6);
        ring.add(5, 7);
        ring.add(6, 8);
        assertThat(ring.size()).isEqualTo(2);
        assertThat(ring.atMillis(0)).isEqualTo(5);
        assertThat(ring.last()).isEqualTo(8);
    }

    @Test
    void theFirstNumberOfAWindowIsFoundAcrossTheSeam() {
        TimeRing ring = new TimeRing(4);
        for (int i = 1; i <= 6; i++) {
            ring.add(i * 10L, i);
        }
        assertThat(ring.firstAt(45)).isEqualTo(2);
        assertThat(ring.firstAt(0)).isZero();
        assertThat(ring.firstAt(61)).isEqualTo(4);
    }
}
