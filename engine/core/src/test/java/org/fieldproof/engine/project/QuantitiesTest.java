package org.fieldproof.engine.project;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class QuantitiesTest {
    @Test
    void unitsAreReadAsWritten() {
        assertThat(Quantities.nanos("500ms")).hasValue(500_000_000L);
        assertThat(Quantities.nanos("1.5s")).hasValue(1_500_000_000L);
        assertThat(Quantities.nanos("2min")).hasValue(120_000_000_000L);
        assertThat(Quantities.nanos("0")).hasValue(0L);
        assertThat(Quantities.bytes("64KiB")).hasValue(65_536L);
        assertThat(Quantities.bytes("2 GiB")).hasValue(2L << 30);
    }

    // Harm: 5m means minutes to one and milliseconds to another; a guess loses data.
    @Test
    void whatCouldMeanTwoThingsIsRefusedWithAQuestion() {
        for (String text : new String[] {"5m", "5", "1,5s", "-5s", "5 Min", "1e3s", "ms", ""}) {
            assertThat(Quantities.nanos(text)).as(text).isEmpty();
        }
        for (String text : new String[] {"512MB", "512M", "5", "5mib", "1_000B"}) {
            assertThat(Quantities.bytes(text)).as(text).isEmpty();
        }
        assertThat(Quantities.durationRemedy("5m")).contains("5min");
        assertThat(Quantities.bytesRemedy("512MB")).contains("Did you mean 512MiB?");
    }

    // Harm: a typing error wraps round to a small or negative limit.
    @Test
    void hugeNumbersStayHuge() {
        assertThat(Quantities.nanos("999999999999999999d")).hasValue(Long.MAX_VALUE);
        assertThat(Quantities.bytes("999999999999999999TiB")).hasValue(Long.MAX_VALUE);
    }

    @Test
    void whatIsShownCanBeWrittenBack() {
        Random random = new Random(5);
        for (int i = 0; i < 10_000; i++) {
            long value = random.nextLong(Long.MAX_VALUE) >> random.nextInt(62);
            if (value < 1_000_000_000_000_000_000L) {
                assertThat(Quantities.nanos(Quantities.ofNanos(value)))
                        .as("%d", value)
                        .hasValue(value);
                assertThat(Quantities.bytes(Quantities.ofBytes(value)))
                        .as("%d", value)
                        .hasValue(value);
            }
        }
        assertThat(Quantities.ofNanos(90_000_000_000L)).isEqualTo("90s");
        assertThat(Quantities.ofBytes(1L << 20)).isEqualTo("1MiB");
    }
}
