package org.fieldproof.api.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// Row 11. Harm if it breaks: two devices are taken for one, or names that differ for everybody are
/// called alike until nobody listens.
final class LookAlikesTest {

    @Test
    void whatAPersonCannotTellApartIsFound() {
        String plain = "plant/Kuhler/a";
        for (String[] pair :
                List.of(
                        new String[] {"K\u00fchler", "Ku\u0308hler"},
                        new String[] {"speed", "sp\u0435ed"},
                        new String[] {"speed", "speed\u200b"},
                        new String[] {"speed", "\u202espeed"},
                        new String[] {"\u00b5m", "\u03bcm"},
                        new String[] {"TEMP", "\u03a4\u0395\u039c\u03a1"},
                        new String[] {"5\u00a0bar", "5 bar"},
                        new String[] {"5\u2009bar", "5 bar"},
                        new String[] {"1 \u2126", "1 \u03a9"})) {
            assertThat(LookAlikes.among(List.of(plain, pair[0], pair[1])))
                    .as(LookAlikes.spelled(pair[1]))
                    .containsExactlyInAnyOrder(pair);
        }
    }

    @Test
    void whatDiffersForEverybodyIsNot() {
        assertThat(
                        LookAlikes.among(
                                List.of("speed", "Speed", "sp\u00e9ed", "\u0443\u0440", "o", "0")))
                .isEmpty();
        assertThat(LookAlikes.among(List.of("sp\u0435ed", "sp\u0435ed"))).isEmpty();
        for (String[] pair :
                List.of(
                        new String[] {"m\u00b3", "m3"},
                        new String[] {"pump \u2461", "pump 2"},
                        new String[] {"\u00bd", "1\u20442"},
                        new String[] {"\u2116 5", "No 5"},
                        new String[] {"\u2103", "\u00b0C"})) {
            assertThat(LookAlikes.among(List.of(pair))).as(LookAlikes.spelled(pair[0])).isEmpty();
        }
    }

    @Test
    void eachCharacterThatIsNotPlainIsSpelled() {
        assertThat(LookAlikes.spelled("a/K\u00fc\n\u202eb")).isEqualTo("a/K\\u00fc\\u000a\\u202eb");
        assertThat(LookAlikes.isPlain("plant/press-01/temperature")).isTrue();
    }
}
