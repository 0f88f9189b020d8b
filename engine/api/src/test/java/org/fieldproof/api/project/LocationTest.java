package org.fieldproof.api.project;

import static org.assertj.core.api.Assertions.assertThat;

import org.fieldproof.api.project.Location.Read;
import org.junit.jupiter.api.Test;

/// Where devices stand. Harm if it breaks: somebody walks into the wrong hall.
final class LocationTest {
    private static Location read(String text) {
        assertThat(Location.read(text)).isInstanceOf(Read.Sound.class);
        return ((Read.Sound) Location.read(text)).location();
    }

    private static String why(String text) {
        assertThat(Location.read(text)).as(text).isInstanceOf(Read.Unsound.class);
        return ((Read.Unsound) Location.read(text)).why();
    }

    @Test
    void namesAreTheSameForAllDevices() {
        Location location = read("north-works/Halle 2/line-4/c.1");
        assertThat(location.isFixed()).isTrue();
        assertThat(location.of("")).isEqualTo("north-works/Halle 2/line-4/c.1");
        assertThat(location.of("plant/x/y")).isEqualTo("north-works/Halle 2/line-4/c.1");
        assertThat(read("Süd/1").of("")).isEqualTo("Süd/1");
    }

    @Test
    void levelsOfATopicAreCountedFromOne() {
        Location location = read("site-7/{2}/{3}");
        assertThat(location.isFixed()).isFalse();
        assertThat(location.of("plant/hall-2/press-01/telemetry"))
                .isEqualTo("site-7/hall-2/press-01");
        assertThat(read("{2}/{4}").of("spBv1.0/north/DBIRTH/edge-7/Press"))
                .as("group and edge node of Sparkplug")
                .isEqualTo("north/edge-7");
    }

    /// Harm: what is not known yet has the place of something else.
    @Test
    void itEndsBeforeWhatTheTopicDoesNotHave() {
        Location location = read("site-7/{2}/{4}");
        assertThat(location.of("")).isEqualTo("site-7");
        assertThat(location.of("plant/hall-2/press-01")).isEqualTo("site-7/hall-2");
        assertThat(location.of("plant//x/y")).isEqualTo("site-7");
        assertThat(location.isWholeWith("plant/hall-2/press-01")).isFalse();
        assertThat(location.isWholeWith("plant/hall-2/press-01/t")).isTrue();
        assertThat(location.isWholeWith("plant//x/t")).as("the second is empty").isFalse();
        assertThat(location.isWholeWith("plant/ \t/x/t")).as("the second is blank").isFalse();
        assertThat(location.isWholeWith("plant/a/x/")).as("the fourth is empty").isFalse();
        assertThat(location.isWholeWith("plant/a//t")).as("nobody asks for the third").isTrue();
        String padded = " ".repeat(60) + "hall-2";
        assertThat(location.isWholeWith("plant/" + padded + "/x/t")).isTrue();
        assertThat(location.of("plant/" + padded + "/x/t")).isEqualTo("site-7/hall-2/t");
        assertThat(read("{1}").of("")).isEmpty();
        assertThat(Location.NONE.of("plant/x")).isEmpty();
    }

    /// Harm: a device writes over the lines of the screen.
    @Test
    void whatDevicesWriteIntoTopicsStaysOnOneShortLine() {
        assertThat(read("{1}").of("a\nb/x")).isEqualTo("a?b");
        assertThat(read("{1}").of("x".repeat(500))).hasSize(Location.NAME_MAX);
        assertThat(read("{1}").of("a\u2028b\u2029c\u202ed\u200be/x")).isEqualTo("a?b?c?d?e");
    }

    @Test
    void whatIsNoPlaceSaysWhy() {
        assertThat(Location.read("")).isEqualTo(new Read.Sound(Location.NONE));
        assertThat(why("a/b/c/d/e")).contains("5 levels");
        assertThat(why("/a")).contains("a level without a name");
        assertThat(why("a//b")).contains("a level without a name");
        for (String bad :
                new String[] {
                    "{0}",
                    "{17}",
                    "{x}",
                    "hall-{2}",
                    "a\\b",
                    "-a",
                    "a ",
                    " a",
                    "x".repeat(49),
                    "a\"b"
                }) {
            assertThat(why(bad)).contains("neither a name nor a level of a topic: " + bad);
        }
        assertThat(read("{16}").levels()).hasSize(1);
    }

    @Test
    void strokesAndBlanksTooManyAreTidied() {
        assertThat(Location.tidied("/north works / hall-2//")).isEqualTo("north works/hall-2");
        assertThat(Location.tidied("a\\b")).isEqualTo("a/b");
    }
}
