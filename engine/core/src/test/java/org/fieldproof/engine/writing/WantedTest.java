package org.fieldproof.engine.writing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fieldproof.api.tag.Scaling;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.value.TypedValue;
import org.junit.jupiter.api.Test;

/// From what a person types to the device's own number. Harm if it breaks: a valve goes to a place
/// that nobody asked for.
class WantedTest {
    private static final TypedValue INT16 = new TypedValue.Int(16, 5);
    private static final TypedValue UINT16 = new TypedValue.UInt(16, 5);
    private static final TypedValue FLOAT = new TypedValue.Float32(5);
    private static final TypedValue DOUBLE = new TypedValue.Float64(5);

    @Test
    void withoutScalingTheNumberIsWhatWasTyped() {
        assertFits(Scaling.NONE, INT16, " -12 ", new TypedValue.Int(16, -12), "-12");
        assertFits(Scaling.NONE, INT16, "2.5", new TypedValue.Int(16, 3), "3");
        assertFits(Scaling.NONE, UINT16, "65535", new TypedValue.UInt(16, 65_535), "65535");
        assertFits(
                Scaling.NONE,
                new TypedValue.UInt(64, 0),
                "18446744073709551615",
                new TypedValue.UInt(64, -1),
                "18446744073709551615");
        assertFits(Scaling.NONE, FLOAT, "21.4", new TypedValue.Float32(21.4f), "21.4");
        assertFits(Scaling.NONE, DOUBLE, "1e-3", new TypedValue.Float64(0.001), "0.001");
        assertFits(
                Scaling.NONE,
                new TypedValue.Text(""),
                "batch 7 ",
                new TypedValue.Text("batch 7"),
                "batch 7");
        for (String yes : List.of("true", "1", " ON ")) {
            assertFits(
                    Scaling.NONE,
                    new TypedValue.Bool(false),
                    yes,
                    new TypedValue.Bool(true),
                    "true");
        }
    }

    @Test
    void aScaleIsTakenBackAndWhatAWholeNumberHoldsIsTold() {
        assertFits(Scaling.of(0.1, 0), INT16, "21.44", new TypedValue.Int(16, 214), "21.4");
        assertFits(Scaling.of(0.1, -40), UINT16, "-39.7", new TypedValue.UInt(16, 3), "-39.7");
        assertFits(new Scaling(2, 1, true, 0, 100), DOUBLE, "7", new TypedValue.Float64(9), "7");
        assertFits(new Scaling(2, 1, true, 0, 100), INT16, "6", new TypedValue.Int(16, 6), null);
    }

    /// WRT-5, also where only the rounding would lead over a limit.
    @Test
    void aValueOutsideTheLimitsIsRefusedAndNoneIsMadeByRounding() {
        Scaling limited = new Scaling(0.1, 0, false, 0, 0.3);
        assertFits(limited, INT16, "0.3", new TypedValue.Int(16, 3), "0.3");
        assertThat(refused(limited, INT16, "0.31")).isEqualTo("WRIT-0108");
        assertThat(refused(limited, INT16, "-0.001")).isEqualTo("WRIT-0108");
        assertFits(new Scaling(4, 0, false, 0, 10), INT16, "10", new TypedValue.Int(16, 2), "8");
        assertFits(new Scaling(4, 0, false, 10, 20), INT16, "10", new TypedValue.Int(16, 3), "12");
        assertThat(refused(new Scaling(4, 0, false, 9, 11), INT16, "10")).isEqualTo("WRIT-0109");
    }

    @Test
    void whatIsNoValueOrDoesNotFitIsRefused() {
        for (String none : List.of("", "NaN", "Infinity", "-inf", "1,5", "0x10", "1e9999", "1f")) {
            assertThat(refused(Scaling.NONE, FLOAT, none)).as(none).isEqualTo("WRIT-0107");
        }
        assertThat(refused(Scaling.NONE, INT16, "32768")).isEqualTo("WRIT-0109");
        assertThat(refused(Scaling.NONE, INT16, "32767.5")).isEqualTo("WRIT-0109");
        assertThat(refused(Scaling.NONE, UINT16, "-1")).isEqualTo("WRIT-0109");
        assertThat(refused(Scaling.NONE, FLOAT, "1e39")).isEqualTo("WRIT-0109");
        assertThat(refused(Scaling.NONE, DOUBLE, "1e400")).isEqualTo("WRIT-0109");
        assertThat(refused(new Scaling(1, 0, true, -9, 9), DOUBLE, "-1")).isEqualTo("WRIT-0109");
        assertThat(refused(Scaling.NONE, new TypedValue.Bool(true), "2")).isEqualTo("WRIT-0107");
        assertThat(refused(Scaling.of(2, 0), new TypedValue.Bool(true), "1"))
                .isEqualTo("WRIT-0107");
        assertThat(refused(Scaling.NONE, new TypedValue.Text(""), "a\nb")).isEqualTo("WRIT-0107");
        assertThat(refused(Scaling.NONE, new TypedValue.Time(0), "0")).isEqualTo("WRIT-0107");
        assertThat(refused(Scaling.NONE, new TypedValue.None(), "0")).isEqualTo("WRIT-0107");
    }

    @Test
    void whatIsThereIsShownInTheUnitOfTheTag() {
        assertThat(Wanted.shown(tag(Scaling.of(0.1, 0)), new TypedValue.Int(16, 3)))
                .isEqualTo("0.3");
        assertThat(Wanted.shown(tag(Scaling.of(0.1, 0)), new TypedValue.Float32(Float.NaN)))
                .isEqualTo("NaN");
        assertThat(Wanted.shown(tag(Scaling.NONE), new TypedValue.UInt(64, -1)))
                .isEqualTo("18446744073709551615");
        assertThat(Wanted.shown(tag(Scaling.NONE), new TypedValue.Float64(1e300)))
                .isEqualTo("1E+300");
        assertThat(Wanted.shown(tag(Scaling.NONE), new TypedValue.Float32(Float.MAX_VALUE)))
                .isEqualTo("3.4028235E+38");
    }

    private static void assertFits(
            Scaling scaling,
            TypedValue present,
            String typed,
            TypedValue raw,
            @org.jspecify.annotations.Nullable String shown) {
        Wanted wanted = Wanted.of(tag(scaling), present, typed);
        assertThat(wanted).as(typed).isInstanceOf(Wanted.Fits.class);
        Wanted.Fits fits = (Wanted.Fits) wanted;
        // The root of 6 is no number of the device: 25/4 is rounded to 6.
        assertThat(fits.raw()).as(typed).isEqualTo(raw);
        if (shown != null) {
            assertThat(fits.shown()).as(typed).isEqualTo(shown);
        }
    }

    private static String refused(Scaling scaling, TypedValue present, String typed) {
        return Wanted.of(tag(scaling), present, typed) instanceof Wanted.Refused(var why)
                ? why.code()
                : "";
    }

    private static TagDefinition tag(Scaling scaling) {
        return TagDefinition.of("level", "hr0", "").with(scaling);
    }
}
