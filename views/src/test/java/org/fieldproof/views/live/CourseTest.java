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

    private static FieldRecord record(TypedValue value, Quality quality) {
        return record(new String(value.encode(), StandardCharsets.UTF_8), quality, 1);
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
        LiveRow speed = row(record(new TypedValue.Float64(6.5), Quality.GOOD));
        assertThat(speed.value()).isEqualTo("6.5");
        assertThat(speed.valueClass()).isEqualTo("fp-live-number");
        LiveRow none = row(record(new TypedValue.None(), Quality.BAD));
        assertThat(none.value()).isEqualTo("–");
        assertThat(none.valueClass()).isEqualTo("fp-live-bad");
        assertThat(row(record(new TypedValue.UInt(64, -1), Quality.GOOD)).value())
                .isEqualTo("18446744073709551615");
        assertThat(row(record(new TypedValue.Time(1_000_000_000), Quality.GOOD)).value())
                .isEqualTo("1970-01-01T00:00:01Z");
        List<TypedValue> two = List.of(new TypedValue.Int(16, 1), new TypedValue.Int(16, 2));
        assertThat(row(record(new TypedValue.Array(two), Quality.GOOD)).value()).isEqualTo("[1,2]");
        String cut = "{\"type\":\"text\",\"value\":\"no end";
        assertThat(row(record(cut, Quality.GOOD, 1)).value()).isEqualTo(cut);
    }

    @Test
    void aTextOfATagIsShownAsItIsAndIsNoNumber() {
        LiveRow said = row(record(new TypedValue.Text("a \"b\" \\ \n c"), Quality.GOOD));
        assertThat(said.value()).isEqualTo("a \"b\" \\ · c");
        assertThat(said.valueClass()).isEqualTo("fp-live-value");
        FieldRecord seven = record(new TypedValue.Text("7"), Quality.GOOD);
        assertThat(row(seven).value()).isEqualTo("7");
        assertThat(row(seven).valueClass()).isEqualTo("fp-live-value");
        assertThat(Course.number(seven)).isNaN();
        FieldRecord on = record(new TypedValue.Bool(true), Quality.GOOD);
        assertThat(row(on).value()).isEqualTo("true");
        assertThat(Course.number(on)).isNaN();
    }

    @Test
    void whatIsBeyondNumbersStandsWhereNumbersDo() {
        for (TypedValue beyond :
                List.of(
                        new TypedValue.Float64(Double.NaN),
                        new TypedValue.Float32(Float.NEGATIVE_INFINITY))) {
            FieldRecord record = record(beyond, Quality.GOOD);
            assertThat(row(record).value()).isIn("NaN", "-Infinity");
            assertThat(row(record).valueClass()).isEqualTo("fp-live-number");
            assertThat(Course.NONE.with(record).numbers()).as("no trend goes there").isEmpty();
        }
    }

    /// Harm: a device moves or hides the words beside its own.
    @Test
    void whatADeviceSaysOfItselfHasNoControlCharacters() {
        LiveRow row =
                row(
                        record(
                                "6.5",
                                Quality.BAD,
                                1,
                                new Property("unit", "b\u001bar"),
                                new Property("status", "no\nanswer")));
        assertThat(row.unit()).isEqualTo("b·ar");
        assertThat(row.quality()).isEqualTo("bad: no·answer");
    }

    private LiveViewModel.Reading read(LiveViewModel model, int number) {
        Outcome.LatestValue value =
                new Outcome.LatestValue(
                        record("" + number, Quality.GOOD, number * 1_000_000L), number);
        LiveViewModel.Reading read = model.reading(new Outcome.LatestRead(List.of(value), 1));
        model.follow(read);
        return read;
    }

    @Test
    void whereANumberGoesIsSeenFromWhatWasShown() {
        LiveViewModel model = new LiveViewModel(fake.desk);
        for (int i = 1; i < 5; i++) {
            read(model, i);
        }
        LiveViewModel.Reading last = read(model, 5);
        assertThat(last.rows().getFirst().course()).isEqualTo("\u2197 rising");
        assertThat(model.past(last.values(), Instant.EPOCH).rows().getFirst().course())
                .as("of a moment that is looked back at nothing is known")
                .isEmpty();
    }

    /// Harm: values from before and after a pause are told as one course.
    @Test
    void aTrendDoesNotGoOnOverAPause() {
        LiveViewModel model = new LiveViewModel(fake.desk);
        for (int i = 1; i < 5; i++) {
            fake.workspace.clock.advanceMillis(1000);
            model.beat();
            read(model, i);
        }
        assertThat(read(model, 5).rows().getFirst().course()).isEqualTo("\u2197 rising");
        fake.workspace.clock.advanceMillis(60_000);
        model.beat();
        assertThat(read(model, 6).rows().getFirst().course()).as("was not seen").isEmpty();
        for (int i = 7; i < 9; i++) {
            assertThat(read(model, i).rows().getFirst().course()).isEmpty();
        }
        assertThat(read(model, 9).rows().getFirst().course()).isEqualTo("\u2197 rising");
        model.letGo();
        assertThat(read(model, 10).rows().getFirst().course()).as("was held").isEmpty();
    }
}
