package org.fieldproof.views.control;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a number lies beyond its axis, or an axis is written with crooked figures.
final class AxisTest {

    @RepeatedTest(200)
    void everyAxisHoldsItsNumbersBetweenRoundTicks(RepetitionInfo run) {
        Random random = new Random(run.getCurrentRepetition());
        double scale = Math.pow(10, random.nextInt(12) - 5);
        double one = random.nextGaussian() * scale;
        double other = one + Math.abs(random.nextGaussian()) * scale;
        int ticks = 2 + random.nextInt(8);
        Axis axis = Axis.around(one, other, ticks);
        String seed = "seed " + run.getCurrentRepetition() + ": " + axis;

        assertThat(axis.low()).as(seed).isLessThanOrEqualTo(one + axis.step() * 1e-6);
        assertThat(axis.high()).as(seed).isGreaterThanOrEqualTo(other - axis.step() * 1e-6);
        assertThat(axis.ticks()).as(seed).isBetween(2, Math.max(3, ticks));
        double mantissa = axis.step() / Math.pow(10, Math.floor(Math.log10(axis.step()) + 1e-9));
        assertThat(
                        Math.abs(mantissa - 1) < 1e-6
                                || Math.abs(mantissa - 2) < 1e-6
                                || Math.abs(mantissa - 5) < 1e-6)
                .as(seed)
                .isTrue();
        for (int i = 1; i < axis.ticks(); i++) {
            assertThat(axis.tick(i) - axis.tick(i - 1))
                    .as(seed)
                    .isCloseTo(axis.step(), org.assertj.core.data.Percentage.withPercentage(0.01));
        }
        assertThat(axis.share(axis.low())).isZero();
        assertThat(axis.share(axis.high())).isEqualTo(1);
    }

    @Test
    void whatNeverChangesHasAnAxisTooAndNothingHasOne() {
        assertThat(Axis.around(42, 42, 5).share(42)).isBetween(0.0, 1.0);
        assertThat(Axis.around(0, 0, 5).ticks()).isGreaterThan(1);
        assertThat(Axis.around(Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 5))
                .isEqualTo(new Axis(0, 1, 1));
        assertThat(Axis.around(-5, -5, 4).low()).isLessThan(-4.9);
    }

    @Test
    void ticksOfSmallStepsAreToldApart() {
        assertThat(Axis.around(1.001, 1.004, 4).decimals()).isEqualTo(3);
        assertThat(Axis.around(0, 5_000, 6).decimals()).isZero();
    }

    @Test
    void timesStandAtRoundMomentsAndHaveRoom() {
        Random random = new Random(7);
        for (int i = 0; i < 500; i++) {
            long span = 1_000L + random.nextInt(3_600_000);
            double width = 120 + random.nextInt(1_500);
            long step = TimeAxis.step(span, width, 70);
            assertThat(step / (double) span * width).isGreaterThanOrEqualTo(69.9);
            long first = TimeAxis.first(1_764_250_000_123L, step);
            assertThat(first % step).isZero();
            assertThat(first).isBetween(1_764_250_000_123L, 1_764_250_000_123L + step);
        }
    }
}
