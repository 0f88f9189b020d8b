package org.fieldproof.connector.combine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.spi.DeviceHandle;
import org.fieldproof.api.tag.GroupRecord;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;

/// COMB-1 to COMB-3, and what a project may write.
class CombinationTest {
    private static final long SECOND = 1_000_000_000L;

    private static final DeviceHandle NOBODY =
            new DeviceHandle() {
                @Override
                public String id() {
                    return "press";
                }

                @Override
                public void connected(String peer, String identity) {}

                @Override
                public void disconnected(String reason) {}
            };

    private static Map<String, Object> member(String name, String address, String pointer) {
        return Map.of("name", name, "address", address, "pointer", pointer);
    }

    /// The pressure is a typed tag, the temperature stands in a message.
    private static Map<String, Object> boiler(String on) {
        return Map.of(
                "topic",
                "plant/boiler",
                "on",
                on,
                "members",
                List.of(
                        member("bar", "plant/modbus/pressure", ""),
                        member("degC", "plant/press/telemetry", "/temperature")));
    }

    private static MapConfig config(Map<String, Object> written) {
        return new MapConfig(CombineConfig.schema(), written);
    }

    private static Combination combination(Map<String, Object> written) {
        assertThat(CombineConfig.check(config(written))).isEmpty();
        return new Combination(CombineConfig.of(config(written)));
    }

    private static Map<String, Object> with(
            Map<String, Object> written, String name, Object value) {
        Map<String, Object> more = new HashMap<>(written);
        more.put(name, value);
        return more;
    }

    private static InboundRecord pressure(double bar, Quality quality, long timeEpochNanos) {
        TypedValue value =
                quality == Quality.BAD ? new TypedValue.None() : new TypedValue.Float64(bar);
        return new InboundRecord(
                NOBODY,
                "plant/modbus/pressure",
                value.encode(),
                PayloadEncoding.TYPED,
                quality,
                timeEpochNanos,
                0,
                false,
                false,
                quality == Quality.GOOD ? List.of() : List.of(new Property("status", "timeout")));
    }

    private static InboundRecord message(String payload) {
        return new InboundRecord(
                NOBODY,
                "plant/press/telemetry",
                payload.getBytes(StandardCharsets.UTF_8),
                PayloadEncoding.BYTES,
                Quality.GOOD,
                0,
                1,
                false,
                false,
                List.of());
    }

    private static String json(Optional<GroupRecord> record) {
        return record.map(GroupRecord::json).orElse("none");
    }

    // Harm: the values of two devices at one topic take turns in one column (COMB-1).
    @Test
    void aMemberThatNamesItsConnectionHasThatOnesValuesAlone() {
        Map<String, Object> written =
                with(
                        boiler("any"),
                        "members",
                        List.of(
                                with(
                                        member("left", "plant/modbus/pressure", ""),
                                        "connection",
                                        "plc-1"),
                                with(
                                        member("right", "plant/modbus/pressure", ""),
                                        "connection",
                                        "plc-2")));
        Combination boiler = combination(written);
        assertThat(json(boiler.came("plc-1", pressure(1, Quality.GOOD, 0), 0)))
                .startsWith("{\"left\":1.0,\"right\":null");
        assertThat(json(boiler.came("plc-2", pressure(2, Quality.GOOD, 0), 1)))
                .isEqualTo("{\"left\":1.0,\"right\":2.0}");
        assertThat(json(boiler.came("plc-3", pressure(3, Quality.GOOD, 0), 2)))
                .as("no member's, and no cause")
                .isEqualTo("none");
        assertThat(json(boiler.came("plc-1", pressure(4, Quality.GOOD, 0), 3)))
                .isEqualTo("{\"left\":4.0,\"right\":2.0}");
    }

    // Harm: a record of somebody else's completes the row (COMB-1).
    @Test
    void allIsAskedOfMembersOnly() {
        Combination boiler =
                combination(
                        with(
                                boiler("all"),
                                "members",
                                List.of(
                                        with(
                                                member("left", "plant/modbus/pressure", ""),
                                                "connection",
                                                "plc-1"))));
        boiler.came("plc-1", pressure(1, Quality.GOOD, 0), 0);
        boiler.tellAgain();
        assertThat(json(boiler.came("plc-2", pressure(2, Quality.GOOD, 0), 0))).isEqualTo("none");
        assertThat(json(boiler.came("plc-1", pressure(3, Quality.GOOD, 0), 0)))
                .isEqualTo("{\"left\":3.0}");
    }

    // Harm: a member's value is missing, or an older one than the latest (COMB-1, COMB-2).
    @Test
    void eachMemberThatComesMakesARecordOfThePresentValues() {
        Combination boiler = combination(boiler("any"));
        assertThat(boiler.addresses())
                .containsExactlyInAnyOrder("plant/modbus/pressure", "plant/press/telemetry");
        GroupRecord first = boiler.came("press", pressure(4.25, Quality.GOOD, 77), 0).orElseThrow();
        assertThat(first.json())
                .isEqualTo("{\"bar\":4.25,\"degC\":null,\"quality\":{\"degC\":\"bad: not-told\"}}");
        assertThat(first.quality()).isEqualTo(Quality.UNCERTAIN);
        assertThat(first.sourceTimeEpochNanos()).isEqualTo(77);
        GroupRecord second = boiler.came("press", message("{\"temperature\":61}"), 1).orElseThrow();
        assertThat(second.json()).isEqualTo("{\"bar\":4.25,\"degC\":61}");
        assertThat(second.quality()).isEqualTo(Quality.GOOD);
        assertThat(second.sourceTimeEpochNanos()).as("of what is new").isZero();
        assertThat(json(boiler.came("press", pressure(4.5, Quality.GOOD, 78), 2)))
                .isEqualTo("{\"bar\":4.5,\"degC\":61}");
    }

    // Harm: a message that is asked for again makes an old value the present one (COMB-1).
    @Test
    void anOlderValueTakesNoYoungersPlace() {
        Combination boiler = combination(boiler("any"));
        boiler.came("press", pressure(2, Quality.GOOD, 200), 0);
        assertThat(json(boiler.came("press", pressure(1, Quality.GOOD, 100), 1)))
                .as("told, with what is present")
                .startsWith("{\"bar\":2.0,");
        assertThat(json(boiler.came("press", pressure(3, Quality.GOOD, 300), 2)))
                .startsWith("{\"bar\":3.0,");
    }

    // Harm: a record that was not taken in is never told (COMB-1).
    @Test
    void whatWasNotTakenInIsToldWithTheNextInterval() {
        Combination boiler = combination(boiler("interval"));
        boiler.came("press", pressure(1, Quality.GOOD, 0), 0);
        assertThat(boiler.due(0)).isPresent();
        assertThat(boiler.due(0)).isEmpty();
        boiler.tellAgain();
        assertThat(json(boiler.due(0))).startsWith("{\"bar\":1.0,");
    }

    // Harm: a device that no longer answers is told with its last good value (COMB-2).
    @Test
    void whatIsBadOrOldOrUnreadableIsNullAndNamed() {
        Combination boiler = combination(with(boiler("any"), "maxAge", "5s"));
        boiler.came("press", pressure(4.25, Quality.GOOD, 0), 0);
        assertThat(json(boiler.came("press", message("{\"other\":1}"), 5 * SECOND)))
                .isEqualTo("{\"bar\":4.25,\"degC\":null,\"quality\":{\"degC\":\"bad: missing\"}}");
        assertThat(json(boiler.came("press", message("{\"temperature\":1}"), 5 * SECOND + 1)))
                .isEqualTo("{\"bar\":null,\"degC\":1,\"quality\":{\"bar\":\"bad: stale\"}}");
        assertThat(json(boiler.came("press", message("tempera"), 6 * SECOND)))
                .contains("\"degC\":\"bad: not-json\"");
        assertThat(json(boiler.came("press", pressure(0, Quality.BAD, 0), 7 * SECOND)))
                .contains("\"bar\":null")
                .contains("\"bar\":\"bad: timeout\"");
        assertThat(json(boiler.came("press", pressure(3, Quality.UNCERTAIN, 0), 7 * SECOND)))
                .contains("\"bar\":3")
                .contains("\"bar\":\"uncertain: timeout\"");
    }

    // Harm: a cycle is told before it is complete, or twice (COMB-3).
    @Test
    void allWaitsForAllAndThenBeginsAnew() {
        Combination boiler = combination(boiler("all"));
        assertThat(boiler.came("press", pressure(1, Quality.GOOD, 0), 0)).isEmpty();
        assertThat(boiler.came("press", pressure(2, Quality.GOOD, 0), 0)).isEmpty();
        assertThat(json(boiler.came("press", message("{\"temperature\":61}"), 0)))
                .isEqualTo("{\"bar\":2.0,\"degC\":61}");
        assertThat(boiler.came("press", message("{\"temperature\":62}"), 0)).isEmpty();
        assertThat(json(boiler.came("press", pressure(3, Quality.GOOD, 0), 0)))
                .isEqualTo("{\"bar\":3.0,\"degC\":62}");
    }

    @Test
    void aTriggerAloneMakesRecords() {
        Map<String, Object> degrees =
                with(member("degC", "plant/press/telemetry", "/temperature"), "trigger", "true");
        Combination boiler =
                combination(
                        with(
                                boiler("trigger"),
                                "members",
                                List.of(member("bar", "plant/modbus/pressure", ""), degrees)));
        assertThat(boiler.came("press", pressure(1, Quality.GOOD, 0), 0)).isEmpty();
        assertThat(json(boiler.came("press", message("{\"temperature\":61}"), 0)))
                .isEqualTo("{\"bar\":1.0,\"degC\":61}");
    }

    // Harm: a plant that stands still is told as one that still reports (COMB-3).
    @Test
    void anIntervalTellsOnlyWhereSomethingCame() {
        Combination boiler = combination(boiler("interval"));
        assertThat(boiler.due(0)).isEmpty();
        assertThat(boiler.came("press", pressure(1, Quality.GOOD, 0), 0)).isEmpty();
        assertThat(boiler.came("press", pressure(2, Quality.GOOD, 0), 0)).isEmpty();
        assertThat(json(boiler.due(0))).startsWith("{\"bar\":2.0,\"degC\":null");
        assertThat(boiler.due(SECOND)).isEmpty();
    }

    @Test
    void itCanWaitUntilEachMemberHasComeOnce() {
        Combination boiler = combination(with(boiler("any"), "incomplete", "wait"));
        assertThat(boiler.came("press", pressure(1, Quality.GOOD, 0), 0)).isEmpty();
        assertThat(json(boiler.came("press", message("{\"temperature\":null}"), 0)))
                .as("it has come, and says that it has no value")
                .contains("\"degC\":\"bad: null\"");
    }

    // Harm: a large counter is rounded without a word, a long number costs seconds.
    @Test
    void valuesKeepWhatTheyAre() {
        Combination boiler = combination(boiler("any"));
        List<List<String>> cases =
                List.of(
                        List.of("9007199254740993", "9007199254740993"),
                        List.of("9223372036854775807", "9223372036854775807"),
                        List.of("1e-999999999", "0.0"),
                        List.of("18446744073709551617", "uncertain: rounded"),
                        List.of("1e999999999", "bad: out-of-range"),
                        List.of("-0.5", "-0.5"),
                        List.of("true", "true"),
                        List.of("\"auto\"", "\"auto\""),
                        List.of("[1,2.5]", "[1.0,2.5]"),
                        List.of("[1,2]", "[1,2]"),
                        List.of("[1,true]", "bad: mixed-types"),
                        List.of("[1,null]", "bad: null"),
                        List.of("{\"a\":1}", "bad: not-a-single-value"));
        List<String> wrong = new ArrayList<>();
        for (List<String> each : cases) {
            String told =
                    json(
                            boiler.came(
                                    "press",
                                    message("{\"temperature\":" + each.getFirst() + "}"),
                                    0));
            if (!told.contains(each.getLast())) {
                wrong.add(each.getFirst() + " -> " + told);
            }
        }
        assertThat(wrong).isEmpty();
    }

    // Harm: a payload that is no JSON cannot be combined at all.
    @Test
    void aWholePayloadMayBeAnyText() {
        Combination boiler =
                combination(
                        with(
                                boiler("any"),
                                "members",
                                List.of(member("word", "plant/press/telemetry", ""))));
        assertThat(json(boiler.came("press", message("running"), 0)))
                .isEqualTo("{\"word\":\"running\"}");
        assertThat(json(boiler.came("press", message("7.5"), 0))).isEqualTo("{\"word\":7.5}");
        assertThat(json(boiler.came("press", message(""), 0))).contains("bad: empty");
    }

    @Test
    void whatCannotWorkIsRefusedWithItsPlace() {
        assertThat(codesAt(boiler("trigger"))).containsExactly("field on");
        assertThat(codesAt(with(boiler("any"), "topic", "plant/#"))).containsExactly("field topic");
        assertThat(codesAt(with(boiler("any"), "topic", "plant/modbus/pressure")))
                .containsExactly("field address");
        assertThat(codesAt(with(boiler("any"), "members", List.of())))
                .containsExactly("field members");
        assertThat(
                        codesAt(
                                with(
                                        boiler("any"),
                                        "members",
                                        List.of(
                                                member("quality", "a", ""),
                                                member("b", "b/+", ""),
                                                member("c", "c", "x"),
                                                member("c", "d", "")))))
                .containsExactly("field name", "field address", "field pointer", "field name");
    }

    private static List<String> codesAt(Map<String, Object> written) {
        return CombineConfig.check(config(written)).stream()
                .peek(each -> assertThat(each.code()).isEqualTo("COMB-0101"))
                .map(Problem::object)
                .toList();
    }
}
