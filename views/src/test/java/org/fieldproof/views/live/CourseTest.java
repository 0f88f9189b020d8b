package org.fieldproof.views.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a number is said to rise that does not, or a bad one passes for the last good
/// one.
final class CourseTest {
    private final FakeDesk fake = new FakeDesk();

    private static FieldRecord record(
            String payload, Quality quality, long nanos, Property... properties) {
        return new FieldRecord(
                new UUID(0, 0),
                1,
                "plc",
                "plc",
                "boiler/pressure",
                payload.getBytes(StandardCharsets.UTF_8),
                PayloadEncoding.TYPED,
                quality,
                0,
                nanos,
                0,
                false,
                false,
                List.of(properties));
    }

    private static Course.Trend of(String... payloads) {
        Course course = Course.NONE;
        for (int i = 0; i < payloads.length; i++) {
            course = course.with(record(payloads[i], Quality.GOOD, i + 1));
        }
        return course.trend();
    }

    private LiveRow row(FieldRecord record) {
        LiveWords words = new LiveWords(fake.desk, Instant.EPOCH);
        return LiveRow.of("id", new Outcome.LatestValue(record, 1), 0, words, Course.Trend.UNKNOWN);
    }

    @Test
    void aTrendNeedsFourNumbersAndMoreThanUnrest() {
        assertThat(of("1", "2", "3")).isEqualTo(Course.Trend.UNKNOWN);
        assertThat(of("1", "2", "2.5", "3")).isEqualTo(Course.Trend.RISING);
        assertThat(of("3", "-2", "-2.5", "-3e1")).isEqualTo(Course.Trend.FALLING);
        assertThat(of("6", "7", "5", "6.5")).isEqualTo(Course.Trend.STEADY);
        assertThat(of("6", "6", "6", "6")).isEqualTo(Course.Trend.STEADY);
    }

    @Test
    void onlyTheNewestEightCount() {
        assertThat(of("0", "90", "90", "90", "90", "90", "90", "90", "90"))
                .isEqualTo(Course.Trend.STEADY);
    }

    @Test
    void whatIsNoNumberOrNotGoodBeginsAnew() {
        Course three = Course.NONE;
        for (int i = 1; i < 5; i++) {
            three = three.with(record("" + i, Quality.GOOD, i));
        }
        assertThat(three.trend()).isEqualTo(Course.Trend.RISING);
        assertThat(three.with(record("9", Quality.BAD, 9)).trend()).isEqualTo(Course.Trend.UNKNOWN);
        assertThat(three.with(record("{\"a\":9}", Quality.GOOD, 9)).trend())
                .isEqualTo(Course.Trend.UNKNOWN);
        assertThat(three.with(record("1", Quality.GOOD, 4)))
                .as("the same value, read again")
                .isEqualTo(three);
        assertThat(Course.number(record("1d", Quality.GOOD, 1))).isNaN();
        assertThat(Course.number(record("0x7", Quality.GOOD, 1))).isNaN();
    }

    @Test
    void aValueHasItsUnitAndABadOneItsReason() {
        LiveRow good = row(record("6.5", Quality.GOOD, 1, new Property("unit", "bar")));
        assertThat(good.unit()).isEqualTo("bar");
        assertThat(good.quality()).isEqualTo("good");
        assertThat(good.valueClass()).isEqualTo("fp-live-number");
        LiveRow bad = row(record("6.5", Quality.BAD, 1, new Property("status", "no-answer")));
        assertThat(bad.quality()).isEqualTo("bad: no-answer");
        assertThat(bad.valueClass()).isEqualTo("fp-live-bad-number");
        assertThat(row(record("", Quality.BAD, 1)).quality()).isEqualTo("bad: no reason given");
        assertThat(row(record("{}", Quality.BAD, 1)).valueClass()).isEqualTo("fp-live-bad");
        assertThat(good)
                .as("another reason is another row")
                .isNotEqualTo(row(record("6.5", Quality.GOOD, 1)));
    }

    /// Harm: a tag is shown in the notation it travels in, or its number is not seen as one.
    @Test
    void aTagIsShownAsItsValue() {
        FieldRecord speed =
                record(
                        new String(new TypedValue.Float64(6.5).encode(), StandardCharsets.UTF_8),
                        Quality.GOOD,
                        1);
        assertThat(row(speed).value()).isEqualTo("6.5");
        assertThat(row(speed).valueClass()).isEqualTo("fp-live-number");
        FieldRecord none =
                record(
                        new String(new TypedValue.None().encode(), StandardCharsets.UTF_8),
                        Quality.BAD,
                        1);
        assertThat(row(none).value()).isEqualTo("–");
        assertThat(row(none).valueClass()).isEqualTo("fp-live-bad");
    }

    @Test
    void whereANumberGoesIsSeenFromWhatWasShown() {
        LiveViewModel model = new LiveViewModel(fake.desk);
        LiveViewModel.Reading last = model.reading(new Outcome.LatestRead(List.of(), 0));
        for (int i = 1; i < 6; i++) {
            Outcome.LatestValue value =
                    new Outcome.LatestValue(record("" + i, Quality.GOOD, i * 1_000_000L), i);
            last = model.reading(new Outcome.LatestRead(List.of(value), 1));
            model.follow(last);
        }
        assertThat(last.rows().getFirst().course()).isEqualTo("\u2197 rising");
        assertThat(model.past(last.values(), Instant.EPOCH).rows().getFirst().course())
                .as("of a moment that is looked back at nothing is known")
                .isEmpty();
    }
}
