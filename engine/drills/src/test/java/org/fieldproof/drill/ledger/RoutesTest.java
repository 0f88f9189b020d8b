package org.fieldproof.drill.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class RoutesTest {
    @Test
    void topicFiltersMatchAsMqttSays() {
        assertThat(Routes.matches("plant/#", "plant/hall-2/press-01")).isTrue();
        assertThat(Routes.matches("plant/#", "plant")).isTrue();
        assertThat(Routes.matches("plant/+/x", "plant/a/x")).isTrue();
        assertThat(Routes.matches("+/+", "/a")).isTrue();
        assertThat(Routes.matches("#", "a/b")).isTrue();

        assertThat(Routes.matches("plant/+", "plant/a/b")).isFalse();
        assertThat(Routes.matches("plant/+", "plant")).isFalse();
        assertThat(Routes.matches("plant/a", "plant/a/b")).isFalse();
        assertThat(Routes.matches("Plant/#", "plant/a")).isFalse();
        assertThat(Routes.matches("#", "$SYS/broker")).isFalse();
        assertThat(Routes.matches("+/broker", "$SYS/broker")).isFalse();
    }

    @Test
    void aCounterIsAWholeNumberAtItsPointerOrUnknown() {
        PayloadCounter counter = new PayloadCounter("/n");

        assertThat(counter.of(utf8("{\"n\":42,\"bar\":6.1}"))).isEqualTo(42);
        assertThat(counter.of(utf8("{\"n\":0}"))).isZero();
        for (String torn :
                new String[] {
                    "", "{}", "{\"n\":\"42\"}", "{\"n\":4.2}", "{\"n\":-1}", "x", "[1]"
                }) {
            assertThat(counter.of(utf8(torn))).as(torn).isEqualTo(-1);
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
