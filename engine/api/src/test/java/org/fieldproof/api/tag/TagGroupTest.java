package org.fieldproof.api.tag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.api.value.TypedValue;
import org.junit.jupiter.api.Test;

/// Harm if these break: a value stands in a record under another's name or at a time when it did
/// not hold, or a change is told to nobody (TAG-6).
class TagGroupTest {
    private static final long SECOND = 1_000_000_000L;
    private static final long ROOM = 1 << 20;

    /// A group and the shapers of its tags, as a source has them.
    private static final class Bench {
        final TagGroup group;
        final Map<String, TagShaper> shapers = new LinkedHashMap<>();

        Bench(TagDefinition... tags) {
            group = Objects.requireNonNull(TagGroup.of(List.of(tags)).get("boiler"));
            for (TagDefinition tag : tags) {
                shapers.put(tag.name(), new TagShaper(tag));
            }
        }

        Bench read(String name, Reading reading, long nowNanos) {
            group.reading(Objects.requireNonNull(shapers.get(name)), reading, nowNanos);
            return this;
        }

        Optional<GroupRecord> record(long nowNanos) {
            return group.record(nowNanos, ROOM);
        }
    }

    private static TagDefinition tag(String name) {
        return TagDefinition.of(name, "1", "").inGroup("boiler");
    }

    private static TagDefinition onChange(String name, Deadband deadband, long minNanos) {
        return tag(name).with(deadband, new Reporting(true, minNanos, 0));
    }

    private static Reading good(double value) {
        return Reading.good(new TypedValue.Float64(value));
    }

    private static Reading at(double value, long time) {
        return new Reading(new TypedValue.Float64(value), Quality.GOOD, "", time);
    }

    @Test
    void aRecordHoldsEveryMemberAndNamesWhatIsNotGoodTag6() {
        Bench bench = new Bench(tag("boiler/p"), tag("level"), tag("on"), tag("raw"), tag("far"));
        bench.read("boiler/p", good(4.25), 0)
                .read("level", Reading.bad("2"), 0)
                .read("on", Reading.good(new TypedValue.Bool(true)), 0)
                .read(
                        "raw",
                        new Reading(new TypedValue.Int(16, -7), Quality.UNCERTAIN, "clamped", 0),
                        0);
        GroupRecord record = bench.record(0).orElseThrow();
        assertThat(record.json())
                .isEqualTo(
                        "{\"p\":4.25,\"level\":null,\"on\":true,\"raw\":-7,\"far\":null,"
                                + "\"quality\":{\"level\":\"bad: 2\",\"raw\":\"uncertain: clamped\","
                                + "\"far\":\"bad: not-told\"}}");
        assertThat(record.quality()).isEqualTo(Quality.UNCERTAIN);
        assertThat(record.status()).isEmpty();
        assertThat(bench.record(1)).as("nothing was read since").isEmpty();
    }

    @Test
    void theQualityIsThatOfAllOrUncertain() {
        Bench bench = new Bench(tag("a"), tag("b"));
        GroupRecord good =
                bench.read("a", good(1), 0).read("b", good(2), 0).record(0).orElseThrow();
        assertThat(good.json()).isEqualTo("{\"a\":1.0,\"b\":2.0}");
        assertThat(good.quality()).isEqualTo(Quality.GOOD);
        GroupRecord bad =
                bench.read("a", Reading.bad("timeout"), 1)
                        .read("b", Reading.bad("timeout"), 1)
                        .record(1)
                        .orElseThrow();
        assertThat(bad.quality()).isEqualTo(Quality.BAD);
        assertThat(bad.status()).isEqualTo("timeout");
        assertThat(bad.json()).doesNotContain("1.0").doesNotContain("2.0");
    }

    @Test
    void whatJsonHasNoNumberForIsNullByName() {
        Bench bench = new Bench(tag("a"), tag("b"));
        bench.read("a", good(Double.NaN), 0)
                .read("b", Reading.good(new TypedValue.Float32(Float.NEGATIVE_INFINITY)), 0);
        assertThat(bench.record(0).orElseThrow().json())
                .isEqualTo(
                        "{\"a\":null,\"b\":null,"
                                + "\"quality\":{\"a\":\"good: NaN\",\"b\":\"good: -Infinity\"}}");
        TypedValue array =
                new TypedValue.Array(
                        List.of(new TypedValue.Float64(1), new TypedValue.Float64(Double.NaN)));
        bench.read("a", Reading.good(array), 1).read("b", good(2), 1);
        assertThat(bench.record(1).orElseThrow().json())
                .isEqualTo("{\"a\":[1.0,null],\"b\":2.0,\"quality\":{\"a\":\"good: NaN\"}}");
    }

    /// A device that answers the first of two requests and then hangs up, at each dial.
    @Test
    void whatCannotBeReadIsToldOnceThoughAMemberWasReadInBetweenPoll1() {
        Bench bench = new Bench(tag("a").with(Deadband.NONE, new Reporting(false, 0, 9)), tag("b"));
        for (int i = 0; i < 12; i++) {
            bench.read("a", good(1), i);
            for (TagShaper shaper : bench.shapers.values()) {
                bench.group.lost(shaper, "disconnected", i);
            }
            assertThat(bench.record(i).isPresent())
                    .as("at the first, and when the longest interval is over: " + i)
                    .isEqualTo(i == 0 || i == 9);
        }
        bench.read("a", good(1), 12).read("b", good(1), 12);
        assertThat(bench.record(12)).isPresent();
    }

    @Test
    void aValueBeyondTheLimitIsLeftOutByName() {
        Bench bench = new Bench(tag("text"), tag("a"));
        bench.read("text", Reading.good(new TypedValue.Text("x".repeat(2_000))), 0)
                .read("a", good(1), 0);
        assertThat(bench.group.record(0, 1_000).orElseThrow().json())
                .isEqualTo("{\"text\":null,\"a\":1.0,\"quality\":{\"text\":\"bad: too-large\"}}");
        bench.read("text", Reading.good(new TypedValue.Text("\u00e4".repeat(600))), 1);
        assertThat(bench.group.record(1, 1_000).orElseThrow().tooLarge())
                .as("1,202 bytes")
                .isEqualTo("text");
    }

    @Test
    void theLimitOfAValueIsNotThatOfAllTogether() {
        TagDefinition[] tags = new TagDefinition[200];
        Arrays.setAll(tags, i -> tag("m" + i));
        Bench bench = new Bench(tags);
        for (TagDefinition tag : tags) {
            bench.read(tag.name(), good(1.0 / 3), 0);
        }
        GroupRecord record = bench.group.record(0, 1_024).orElseThrow();
        assertThat(record.json()).hasSizeGreaterThan(1_024);
        assertThat(record.quality()).isEqualTo(Quality.GOOD);
        assertThat(record.tooLarge()).isEmpty();
    }

    @Test
    void aRecordIsMadeWhenAnyMemberAloneWouldBeOneAndTellsThePresentOfAllTag6() {
        Bench bench =
                new Bench(onChange("a", Deadband.absolute(1), 0), onChange("b", Deadband.NONE, 0));
        assertThat(bench.read("a", good(0), 0).read("b", good(5), 0).record(0)).isPresent();
        assertThat(bench.read("a", good(0.9), 1).read("b", good(5), 1).record(1)).isEmpty();
        GroupRecord record =
                bench.read("a", good(0.8), 2).read("b", good(6), 2).record(2).orElseThrow();
        assertThat(record.json()).isEqualTo("{\"a\":0.8,\"b\":6.0}");
        // 0.8 was told, so 1.7 is no change of 1.
        assertThat(bench.read("a", good(1.7), 3).read("b", good(6), 3).record(3)).isEmpty();
        assertThat(bench.read("a", good(1.9), 4).read("b", good(6), 4).record(4)).isPresent();
    }

    @Test
    void withoutReportingEachReadingIsARecord() {
        Bench bench = new Bench(tag("a"), onChange("b", Deadband.NONE, 0));
        for (int i = 0; i < 3; i++) {
            assertThat(bench.read("a", good(1), i).read("b", good(1), i).record(i)).isPresent();
        }
    }

    @Test
    void aHeldBackChangeIsToldWhenTheIntervalIsOverTag5() {
        Bench bench = new Bench(onChange("a", Deadband.NONE, 10 * SECOND));
        bench.read("a", good(1), 0).record(0);
        assertThat(bench.read("a", good(2), SECOND).record(SECOND)).isEmpty();
        bench.group.due(Objects.requireNonNull(bench.shapers.get("a")), 10 * SECOND);
        assertThat(bench.record(10 * SECOND).orElseThrow().json()).isEqualTo("{\"a\":2.0}");
    }

    @Test
    void theTimeIsTheLatestOfWhatIsNew() {
        Bench bench = new Bench(tag("a"), tag("b"));
        bench.read("a", at(1, 900), 0).read("b", at(1, 500), 0);
        assertThat(bench.record(0).orElseThrow().sourceTimeEpochNanos()).isEqualTo(900);
        bench.read("b", at(2, 700), 1);
        assertThat(bench.record(1).orElseThrow().sourceTimeEpochNanos()).isEqualTo(700);
    }

    @Test
    void whatIsForgottenIsNotTold() {
        Bench bench = new Bench(tag("a"), tag("b"));
        bench.read("a", good(1), 0).read("b", good(2), 0).record(0);
        bench.group.forget();
        assertThat(bench.read("b", good(3), 1).record(1).orElseThrow().json())
                .isEqualTo("{\"a\":null,\"b\":3.0,\"quality\":{\"a\":\"bad: not-told\"}}");
    }

    /// A new subscription tells the present values again, and these may be the old ones.
    @Test
    void afterForgettingTheSameValuesAreToldAgainTag6() {
        Bench bench =
                new Bench(
                        onChange("a", Deadband.NONE, 10 * SECOND),
                        onChange("b", Deadband.absolute(5), 0));
        bench.read("a", good(5), 0).read("b", good(2), 0).record(0);
        assertThat(bench.read("a", good(6), SECOND).record(SECOND)).as("held back").isEmpty();
        bench.group.forget();
        for (TagShaper shaper : bench.shapers.values()) {
            bench.group.due(shaper, 20 * SECOND);
        }
        assertThat(bench.record(20 * SECOND)).as("nothing is known yet").isEmpty();
        assertThat(bench.read("a", good(6), 21 * SECOND).record(21 * SECOND).orElseThrow().json())
                .isEqualTo("{\"a\":6.0,\"b\":null,\"quality\":{\"b\":\"bad: not-told\"}}");
        assertThat(bench.read("b", good(2), 22 * SECOND).record(22 * SECOND).orElseThrow().json())
                .isEqualTo("{\"a\":6.0,\"b\":2.0}");
    }

    /// The longest interval is over while the line is down.
    @Test
    void afterForgettingTheLongestIntervalTellsNoValueThatNobodyReadTag6() {
        Bench bench = new Bench(tag("a").with(Deadband.NONE, new Reporting(true, 0, 5 * SECOND)));
        bench.read("a", good(1), 0).record(0);
        bench.group.forget();
        bench.group.due(Objects.requireNonNull(bench.shapers.get("a")), 60 * SECOND);
        assertThat(bench.record(60 * SECOND)).isEmpty();
        assertThat(bench.read("a", good(1), 61 * SECOND).record(61 * SECOND)).isPresent();
    }

    @Test
    void aTagThatIsShapedOtherwiseAfterForgettingIsToldAgain() {
        Bench bench = new Bench(onChange("a", Deadband.NONE, 0));
        TagShaper first = Objects.requireNonNull(bench.shapers.get("a"));
        TagShaper second = new TagShaper(first.tag());
        bench.read("a", good(1), 0).record(0);
        bench.group.reading(second, good(2), 1);
        assertThat(bench.record(1)).isPresent();
        bench.group.forget();
        bench.group.reading(first, good(1), 2);
        assertThat(bench.record(2).orElseThrow().json()).isEqualTo("{\"a\":1.0}");
    }

    @Test
    void groupsThatCannotBecomeOneRecordAreRefusedWithTheirTag() {
        List<TagTable.Entry> entries = new ArrayList<>();
        entries.add(entryOf(tag("p")));
        entries.add(entryOf(tag("boiler/p")));
        entries.add(entryOf(tag("boiler/quality")));
        entries.add(entryOf(TagDefinition.of("boiler", "1", "")));
        entries.add(entryOf(TagDefinition.of("quality", "1", "")));
        assertThat(byTag(GroupCheck.of(entries)))
                .containsOnly(
                        entry("tag boiler/p", "TAGS-0116"),
                        entry("tag boiler/quality", "TAGS-0116"),
                        entry("tag boiler", "TAGS-0116"));
        for (int i = 0; i <= TagGroup.MEMBERS_MAX; i++) {
            entries.add(entryOf(TagDefinition.of("m" + i, "1", "").inGroup("many")));
        }
        assertThat(byTag(GroupCheck.of(entries))).containsKey("tag m" + TagGroup.MEMBERS_MAX);
        assertThat(GroupCheck.together(entries, "unit", TagDefinition::address)).isEmpty();
        entries.add(entryOf(TagDefinition.of("other", "2", "").inGroup("boiler")));
        assertThat(GroupCheck.together(entries, "unit", TagDefinition::address))
                .singleElement()
                .satisfies(
                        problem -> {
                            assertThat(problem.code()).isEqualTo("TAGS-0117");
                            assertThat(problem.object()).isEqualTo("tag other");
                            assertThat(problem.message())
                                    .endsWith("its group: their unit differs.");
                        });
    }

    @Test
    void aGroupIsAColumnOfTheTableAndItsNameIsChecked() {
        TagRead read =
                TagTable.readCsv(
                        "tags/b.csv",
                        "name,address,group\np,1,boiler\nq,2,a//b\n"
                                .getBytes(java.nio.charset.StandardCharsets.UTF_8));
        TagRead.Partial partial = (TagRead.Partial) read;
        assertThat(partial.sound().tags()).containsExactly(tag("p"));
        assertThat(partial.problems()).extracting(Problem::code).containsExactly("TAGS-0115");
        assertThat(tag("p").recordName()).isEqualTo("boiler");
    }

    private static Map<String, String> byTag(List<Problem> problems) {
        return problems.stream().collect(Collectors.toMap(Problem::object, Problem::code));
    }

    private static TagTable.Entry entryOf(TagDefinition tag) {
        return new TagTable.Entry(tag, Place.NOWHERE);
    }
}
