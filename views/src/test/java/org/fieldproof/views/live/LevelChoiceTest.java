package org.fieldproof.views.live;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Harm if it breaks: a level that is narrowed further is looked for among other addresses, and
/// rows that fit are not there.
final class LevelChoiceTest {

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '\'',
            value = {
                "'', #",
                "pump, #",
                "address:plant/zone-9/*, plant/zone-9/#",
                "address:plant/zone-9/* quality=bad, plant/zone-9/#",
                "address:plant/zone-9/* or pump, #",
                "address:plant/zone-9/*x, #",
                "address:plant/*/x/*, #",
                "-address:plant/*, #",
                "(address:plant/a/* or address=plant/a) -bad, plant/a/#",
                "(address:plant/a/* or address=plant/b), #",
                "address=plant/a pump, plant/a",
            })
    void theLevelThatAFilterBeginsWith(String filter, String topic) {
        assertThat(LevelChoice.leading(filter).topic()).isEqualTo(topic);
    }

    @Test
    void whatTheTreeWritesIsReadBack() {
        LevelChoice below = LevelChoice.below("plant/zone-9", false);
        assertThat(LevelChoice.leading(below.filter())).isEqualTo(below);
        LevelChoice both = LevelChoice.below("plant/zone-9", true);
        assertThat(LevelChoice.leading(both.filter())).isEqualTo(both);
        LevelChoice one = LevelChoice.of("plant/zone-9/temp");
        assertThat(LevelChoice.leading(one.filter())).isEqualTo(one);
    }
}
