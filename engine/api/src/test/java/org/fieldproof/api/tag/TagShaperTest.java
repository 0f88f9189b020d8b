package org.fieldproof.api.tag;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.api.value.TypedValue;
import org.junit.jupiter.api.Test;

/// Harm if these break: an old value is taken for a new one, or the change that mattered is the one
/// that was filtered out.
class TagShaperTest {
    private static final TagDefinition PLAIN = TagDefinition.of("t", "1", "int16");
    private static final long SECOND = 1_000_000_000L;

    @Test
    void withoutDeadbandAndScalingEveryReadingPassesAsItIs() {
        TagShaper shaper = new TagShaper(PLAIN);
        for (int i = 0; i < 3; i++) {
            Reading reading = Reading.good(new TypedValue.UInt(64, -1));
            assertThat(shaper.reading(reading, i)).contains(reading);
        }
        assertThat(shaper.dueNanos()).isEmpty();
    }

    @Test
    void aBadReadingHasNoValueWhateverTheScalingTag3() {
        TagShaper shaper = new TagShaper(PLAIN.with(new Scaling(2, 7, false, 0, 9)));
        shaper.reading(good(1), 0);
        assertThat(shaper.reading(Reading.bad("2"), 1)).contains(Reading.bad("2"));
        TagShaper flow = new TagShaper(PLAIN.with(new Scaling(1, 0, true, -1, 9)));
        assertThat(flow.reading(good(-4), 0)).contains(Reading.bad(TagShaper.NO_ROOT));
        assertThat(number(flow.reading(good(4), 1))).isEqualTo(2);
    }

    @Test
    void badIsNeverHeldBackNorMadeGoodTag3Tag4() {
        SplittableRandom random = new SplittableRandom(7);
        TagDefinition tag =
                PLAIN.with(Deadband.absolute(1e9), new Reporting(true, 3_600 * SECOND, 0));
        TagShaper shaper = new TagShaper(tag);
        String last = "none";
        int bad = 0;
        for (int i = 0; i < 2_000; i++) {
            boolean isBad = random.nextInt(4) == 0;
            String status = isBad ? "code-" + random.nextInt(2) : "";
            Reading in = isBad ? Reading.bad(status) : good(random.nextInt(100));
            Optional<Reading> out = shaper.reading(in, i);
            assertThat(out.isPresent()).as("reading " + i).isEqualTo(!status.equals(last));
            out.ifPresent(each -> assertThat(each).isEqualTo(in));
            bad += isBad && out.isPresent() ? 1 : 0;
            last = status;
        }
        assertThat(bad).isGreaterThan(300);
    }

    @Test
    void aClampedValueIsTheLimitAndUncertain() {
        TagShaper shaper = new TagShaper(PLAIN.with(new Scaling(0.1, -1, false, 0, 10)));
        assertThat(shaper.reading(good(60), 0)).contains(Reading.good(new TypedValue.Float64(5)));
        assertThat(shaper.reading(good(2_000), 1))
                .contains(new Reading(new TypedValue.Float64(10), Quality.UNCERTAIN, "clamped", 0));
        assertThat(shaper.reading(good(0), 2))
                .contains(new Reading(new TypedValue.Float64(0), Quality.UNCERTAIN, "clamped", 0));
    }

    @Test
    void theDeadbandCountsFromTheLastReportedValueSoThatASlowDriftIsSeen() {
        TagShaper shaper = new TagShaper(PLAIN.with(Deadband.absolute(1), Reporting.EVERY));
        List<Double> reported = new ArrayList<>();
        for (int i = 0; i <= 50; i++) {
            shaper.reading(good(i * 0.25), i).ifPresent(r -> reported.add(number(Optional.of(r))));
        }
        assertThat(reported).startsWith(0.0, 1.25, 2.5).hasSize(11);
        TagShaper percent =
                new TagShaper(
                        PLAIN.with(new Scaling(1, 0, false, -50, 150))
                                .with(Deadband.percent(10), Reporting.EVERY));
        assertThat(percent.reading(good(0), 0)).isPresent();
        assertThat(percent.reading(good(20), 1)).isEmpty();
        assertThat(percent.reading(good(21), 2)).isPresent();
    }

    @Test
    void notANumberIsReportedOnceAndItsEndToo() {
        TagShaper shaper = new TagShaper(PLAIN.with(Deadband.absolute(1), Reporting.EVERY));
        assertThat(shaper.reading(good(Double.NaN), 0)).isPresent();
        assertThat(shaper.reading(good(Double.NaN), 1)).isEmpty();
        assertThat(shaper.reading(good(0), 2)).isPresent();
        assertThat(shaper.reading(good(Double.POSITIVE_INFINITY), 3)).isPresent();
        assertThat(shaper.reading(good(Double.POSITIVE_INFINITY), 4)).isEmpty();
    }

    @Test
    void aHeldBackChangeIsReportedWhenTheIntervalIsOverTag5() {
        TagShaper shaper = new TagShaper(PLAIN.with(Deadband.NONE, new Reporting(true, SECOND, 0)));
        assertThat(shaper.reading(good(1), 0)).isPresent();
        assertThat(shaper.reading(good(2), SECOND / 4)).isEmpty();
        assertThat(shaper.reading(good(3), SECOND / 2)).isEmpty();
        assertThat(shaper.dueNanos()).isEqualTo(OptionalLong.of(SECOND));
        assertThat(shaper.due(SECOND - 1)).isEmpty();
        assertThat(number(shaper.due(SECOND))).isEqualTo(3);
        assertThat(shaper.dueNanos()).isEmpty();
        assertThat(shaper.reading(good(4), SECOND + 1)).isEmpty();
        // Back to the reported value before its time came: nothing has changed.
        assertThat(shaper.reading(good(3), SECOND + 2)).isEmpty();
        assertThat(shaper.due(9 * SECOND)).isEmpty();
    }

    @Test
    void theMaximumIntervalReportsWithoutAChange() {
        TagShaper shaper =
                new TagShaper(PLAIN.with(Deadband.NONE, new Reporting(true, 0, 10 * SECOND)));
        assertThat(shaper.reading(good(1), 0)).isPresent();
        assertThat(shaper.reading(good(1), 9 * SECOND)).isEmpty();
        assertThat(shaper.reading(good(1), 10 * SECOND)).isPresent();
        assertThat(shaper.dueNanos()).isEqualTo(OptionalLong.of(20 * SECOND));
        assertThat(shaper.due(20 * SECOND)).isPresent();
        shaper.reading(Reading.bad("gone"), 21 * SECOND);
        // What stands in for a dead device is BAD again, not its last good value.
        assertThat(shaper.due(31 * SECOND)).contains(Reading.bad("gone"));
    }

    private static Reading good(double value) {
        return Reading.good(new TypedValue.Float64(value));
    }

    private static double number(Optional<Reading> reading) {
        return reading.orElseThrow().value().number().orElseThrow();
    }
}
