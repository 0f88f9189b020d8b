package org.fieldproof.connector.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Payloads are the samples' data: wrong marks must be refused, right ones must be reproducible.
class PayloadTemplateTest {

    @Test
    void counterTimeAndDeviceAreFilledIn() {
        PayloadTemplate template =
                PayloadTemplate.of("{\"n\":${n},\"t\":${ts},\"d\":\"${device}\"}", "press-01");
        assertThat(text(template, 42, 1_700_000_000_123L))
                .isEqualTo("{\"n\":42,\"t\":1700000000123,\"d\":\"press-01\"}");
    }

    @Test
    void aWalkStaysInItsBoundsHasItsDecimalsAndIsTheSameForTheSameDevice() {
        List<String> first = walk("press-01");
        assertThat(first).allMatch(value -> value.matches("-?\\d+\\.\\d{2}"));
        assertThat(first).allSatisfy(v -> assertThat(Double.parseDouble(v)).isBetween(-1.0, 2.0));
        assertThat(first.stream().distinct().count()).isGreaterThan(50);
        assertThat(walk("press-01")).isEqualTo(first);
        assertThat(walk("pump-02")).isNotEqualTo(first);
    }

    @Test
    void aSineReachesBothEndsOncePerPeriod() {
        PayloadTemplate template = PayloadTemplate.of("${sine(10,20,4)}", "x");
        assertThat(text(template, 1, 1_000)).isEqualTo("20.000");
        assertThat(text(template, 1, 3_000)).isEqualTo("10.000");
        assertThat(text(template, 1, 4_000)).isEqualTo("15.000");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "${m}",
                "${n",
                "${walk(1,2)}",
                "${walk(2,1,0)}",
                "${walk(1,2,x)}",
                "${sine(1,2,0)}",
                "${walk(1,2,12)}",
                "${walk(1,2,3}"
            })
    void marksThatAreNotKnownAreRefused(String text) {
        assertThatThrownBy(() -> PayloadTemplate.of(text, "x"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<String> walk(String device) {
        PayloadTemplate template = PayloadTemplate.of("${walk(-1,2,2)}", device);
        List<String> values = new ArrayList<>();
        for (int i = 1; i <= 500; i++) {
            values.add(text(template, i, 0));
        }
        return values;
    }

    private static String text(PayloadTemplate template, long counter, long epochMillis) {
        return new String(template.expand(counter, epochMillis), StandardCharsets.UTF_8);
    }
}
