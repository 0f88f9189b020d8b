package org.fieldproof.views.control;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Harm if it breaks: two lines of a chart have the same figure, or one that is not theirs.
final class TimeSeriesPlotTest {

    @Test
    void theMiddleOfAnAxisOfCountsIsACountToo() {
        assertThat(TimeSeriesPlot.roundUp(0)).isEqualTo(2);
        for (int most = 1; most < 20_000; most++) {
            double top = TimeSeriesPlot.roundUp(most * 1.1);
            assertThat(top).isGreaterThan(most);
            assertThat(top / 2).as("half of %s", top).isEqualTo(Math.rint(top / 2));
        }
    }

    @Test
    void thereIsLittleRoomAboveWhatIsShown() {
        for (int most = 100; most < 100_000; most += 7) {
            double top = TimeSeriesPlot.roundUp(most);
            assertThat(most / top).as("%s of %s", most, top).isGreaterThan(0.74);
        }
    }

    @Test
    void theMiddleOfAnAxisOfMillisecondsNeedsNoMoreDigitsThanItsEnd() {
        assertThat(TimeSeriesPlot.roundUp(1.43)).isEqualTo(2);
        assertThat(TimeSeriesPlot.roundUp(0.33)).isEqualTo(0.4);
        assertThat(TimeSeriesPlot.roundUp(9.1)).isEqualTo(10);
    }
}
