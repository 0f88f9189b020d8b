package org.fieldproof.engine.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.fieldproof.api.snapshot.MeterSnapshot;
import org.fieldproof.api.snapshot.MeterSnapshot.Kind;
import org.fieldproof.api.spi.Counter;
import org.fieldproof.api.spi.Meters;
import org.junit.jupiter.api.Test;

/// Harm: a connector of other people fills the picture, stops it, or shows what nobody can read.
class HeldMetersTest {
    private final HeldMeters meters = new HeldMeters();

    @Test
    void aCounterGoesOnWhereItIsAskedForAgainAndTheLaterGaugeIsShown() {
        Counter first = meters.counter("requests", "requests");
        first.increment();
        meters.gauge("waiting", "messages", () -> 7);
        Counter again = meters.counter("requests", "requests");
        again.add(2);
        meters.gauge("waiting", "messages", () -> 9);

        assertThat(again).isSameAs(first);
        assertThat(meters.look())
                .containsExactly(
                        new MeterSnapshot("requests", "requests", Kind.COUNTER, 3),
                        new MeterSnapshot("waiting", "messages", Kind.GAUGE, 9));
    }

    @Test
    void aGaugeThatThrowsIsUnknownAndCostsNobodyElse() {
        meters.gauge(
                "broken",
                "messages",
                () -> {
                    throw new IllegalStateException("closed");
                });
        meters.counter("requests", "requests").increment();

        assertThat(meters.look()).extracting(MeterSnapshot::value).containsExactly(-1L, 1L);
    }

    @Test
    void namesUnitsAndKindsThatMeanNothingAreRefused() {
        for (String name :
                List.of("", "Requests", "late answers", "late-answers", "x".repeat(41))) {
            assertThatThrownBy(() -> meters.counter(name, "requests"))
                    .as(name)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        for (String unit : List.of("", "Bytes", "per second", "x".repeat(17))) {
            assertThatThrownBy(() -> meters.gauge("waiting", unit, () -> 1))
                    .as(unit)
                    .isInstanceOf(IllegalArgumentException.class);
        }
        meters.counter("requests", "requests");
        assertThatThrownBy(() -> meters.counter("requests", "bytes"))
                .hasMessageContaining("expected: COUNTER of requests");
        assertThatThrownBy(() -> meters.gauge("requests", "requests", () -> 1))
                .hasMessageContaining("expected: COUNTER of requests");
        assertThatThrownBy(() -> meters.counter("requests", "requests").add(-1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(meters.look()).as("what was refused is not there").hasSize(1);
    }

    @Test
    void thereAreNoMoreThanCanBeShown() {
        for (int i = 0; i < Meters.METERS_MAX; i++) {
            meters.counter("m" + i, "requests");
        }
        assertThatThrownBy(() -> meters.counter("oneMore", "requests"))
                .isInstanceOf(IllegalStateException.class);
        assertThat(meters.counter("m3", "requests").total()).as("those there are go on").isZero();
    }
}
