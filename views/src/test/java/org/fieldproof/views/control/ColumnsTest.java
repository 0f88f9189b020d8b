package org.fieldproof.views.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.fieldproof.views.bridge.TimeRing;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a spike is not drawn, or a line leads over a time in which there was nothing.
final class ColumnsTest {

    private static final long GAP = 3_000;

    @RepeatedTest(40)
    void whateverIsReducedKeepsItsExtremesItsOrderAndItsGaps(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        TimeRing ring = new TimeRing(5_000);
        long at = 0;
        int points = 2 + random.nextInt(4_000);
        for (int i = 0; i < points; i++) {
            at += random.nextInt(50) == 0 ? GAP + 1 + random.nextInt(9_000) : random.nextInt(900);
            double value = random.nextGaussian();
            ring.add(at, random.nextInt(60) == 0 ? Double.NaN : value);
        }
        long from = (long) (at * random.nextDouble() * 0.6);
        long to = from + 1 + (long) (at * random.nextDouble());
        double width = 1 + random.nextInt(700);
        Columns columns = Columns.of(ring, from, to, width, GAP);
        String seed = "seed " + run.getCurrentRepetition();

        assertThat(columns.size()).as(seed).isLessThanOrEqualTo(2 * ((int) width + 2) + 2);
        double least = Double.POSITIVE_INFINITY;
        double most = Double.NEGATIVE_INFINITY;
        for (int i = ring.firstAt(from); i < ring.size() && ring.atMillis(i) <= to; i++) {
            double value = ring.value(i);
            least = value < least ? value : least;
            most = value > most ? value : most;
            assertThat(
                            Double.isNaN(value)
                                    || near(columns, ring.atMillis(i), from, to, width, value))
                    .as(seed + ": " + value + " at " + ring.atMillis(i))
                    .isTrue();
        }
        double drawnLeast = Double.POSITIVE_INFINITY;
        double drawnMost = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < columns.size(); i++) {
            assertThat(columns.x(i, 0)).as(seed).isBetween(0.0, width + 1e-6);
            assertThat(columns.value(i)).as(seed).isNotNaN();
            drawnLeast = Math.min(drawnLeast, columns.value(i));
            drawnMost = Math.max(drawnMost, columns.value(i));
            if (i > 0) {
                assertThat(columns.x(i, 0)).as(seed).isGreaterThanOrEqualTo(columns.x(i - 1, 0));
                double apart = (columns.x(i, 0) - columns.x(i - 1, 0)) / width * (to - from);
                if (apart > GAP + (to - from) / width * 2) {
                    assertThat(columns.begins(i)).as(seed + ": joined over " + apart).isTrue();
                }
            }
        }
        if (least <= most) {
            assertThat(drawnLeast).as(seed).isLessThanOrEqualTo(least);
            assertThat(drawnMost).as(seed).isGreaterThanOrEqualTo(most);
        }
    }

    /// Whether the column of a moment reaches from below a value to above it.
    private static boolean near(
            Columns columns, long at, long from, long to, double width, double value) {
        double column = Math.floor((double) (at - from) * (width / Math.max(1, to - from)));
        boolean below = false;
        boolean above = false;
        for (int i = 0; i < columns.size(); i++) {
            if (Math.floor(columns.x(i, 0)) == column) {
                below |= columns.value(i) <= value;
                above |= columns.value(i) >= value;
            }
        }
        return below && above;
    }

    @Test
    void aSpikeOfOneMomentInAnHourIsDrawn() {
        TimeRing ring = new TimeRing(20_000);
        for (int i = 0; i < 18_000; i++) {
            ring.add(i * 200L, i == 9_123 ? 97 : 1);
        }
        Columns columns = Columns.of(ring, 0, 3_600_000, 400, GAP);
        double most = 0;
        for (int i = 0; i < columns.size(); i++) {
            most = Math.max(most, columns.value(i));
        }
        assertThat(most).isEqualTo(97);
    }

    @Test
    void aLineComesInFromTheLeftAndGoesOutAtTheRight() {
        TimeRing ring = new TimeRing(10);
        ring.add(0, 0);
        ring.add(1_000, 10);
        Columns columns = Columns.of(ring, 250, 750, 100, GAP);
        assertThat(columns.size()).isEqualTo(2);
        assertThat(columns.value(0)).isEqualTo(2.5);
        assertThat(columns.value(1)).isEqualTo(7.5);
        assertThat(columns.begins(1)).isFalse();
        assertThat(Columns.of(ring, 250, 750, 100, 900).size()).isZero();
    }

    @Test
    void aMomentWithoutANumberPartsTheLine() {
        TimeRing ring = new TimeRing(10);
        ring.add(0, 1);
        ring.add(100, Double.NaN);
        ring.add(200, 2);
        ring.add(300, 3);
        Columns columns = Columns.of(ring, 0, 400, 400, GAP);
        assertThat(columns.size()).isEqualTo(3);
        assertThat(columns.begins(1)).isTrue();
        assertThat(columns.begins(2)).isFalse();
    }
}
