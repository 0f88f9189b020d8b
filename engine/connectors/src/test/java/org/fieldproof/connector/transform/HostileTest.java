package org.fieldproof.connector.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fieldproof.connector.transform.TransformBench.fate;
import static org.fieldproof.connector.transform.TransformBench.make;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.Transform;
import org.fieldproof.api.spi.TransformFactory;
import org.fieldproof.api.spi.TransformOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// XF-3 and XF-5 under attack: hostile expressions and hostile JSON. If a bound is missing, one
/// device or one line in a project stops a lane for good.
class HostileTest {
    @TempDir Path folder;
    private static final long SEED = 20_261_127L;
    private static final int EXPRESSIONS = 1_000;

    /// Processor time, so that a busy machine does not count; far beyond the sum of all limits:
    /// what does not end is what this looks for.
    private static final long PATIENCE_NANOS = 10L * 60 * 1_000_000_000;

    private static final List<String> ATOMS =
            List.of(
                    "payload",
                    "payload.list",
                    "payload.list.map(x, payload.list.map(y, payload.list.map(z, x + y + z)))",
                    "payload.list.map(x, payload.list)",
                    "payload.list.filter(x, payload.list.exists(y, y == x + 1))",
                    "payload.list.all(x, payload.list.all(y, payload.list.all(z, true)))",
                    "payload.s.matches(\"^(a+)+$\")",
                    "payload.s.matches(\"(a|aa)+$\")",
                    "payload.s.matches(\"(.*)(.*)(.*)(.*)(.*)[0-9]$\")",
                    "payload.s + payload.s + payload.s + payload.s",
                    "[payload, payload, payload, payload].map(p, [p, p, p, p])",
                    "payload.list.map(x, payload.s + string(x))",
                    "{\"a\": payload, \"b\": {\"c\": payload}}",
                    "9223372036854775807 + 1",
                    "1 / 0",
                    "payload.missing.too",
                    "payload.deep",
                    "dyn(payload) == dyn(payload)",
                    "text.matches(\"(x*)*y\")",
                    "payload.s.matches(\"((a{1,100}){1,100}){1,100}\")");

    private static final List<String> FRAMES =
            List.of(
                    "%s",
                    "[%s, %s]",
                    "[%s].map(q, %s)",
                    "true ? %s : %s",
                    "{\"k\": %s, \"l\": %s}",
                    "payload.list.map(v, %s)",
                    "[1,2,3].exists(w, %s == %s)",
                    "string(%s)",
                    "size(%s) > 0 || %s",
                    "!(%s) && %s");

    @Test
    void aThousandHostileExpressionsEndWithinTheirBounds() throws Exception {
        SplittableRandom random = new SplittableRandom(SEED);
        String payload = hostilePayload();
        long started = cpuNanos();
        List<String> fates = new ArrayList<>();
        for (int i = 0; i < EXPRESSIONS; i++) {
            String text = grown(random, random.nextInt(1, 5));
            Transform map;
            try {
                Expression.of(text);
                map = make(new MapFactory(), Map.of("payload", text, "timeLimit", "20ms"));
            } catch (IllegalArgumentException refusedByTheReader) {
                fates.add("refused");
                continue;
            }
            switch (map.apply(TransformBench.record(payload))) {
                case TransformOutcome.Passed passed -> {
                    assertThat(passed.record().payload().length)
                            .as("seed %s, %s", SEED, text)
                            .isLessThanOrEqualTo(JsonText.OUTPUT_BYTES_MAX);
                    fates.add("passed");
                }
                case TransformOutcome.Failed failed -> fates.add(failed.why().code());
                case TransformOutcome.Dropped _ -> fates.add("dropped");
            }
        }
        assertThat(cpuNanos() - started).as("seed %s", SEED).isLessThan(PATIENCE_NANOS);
        // Control: the attack reaches the limits, and some expressions are harmless.
        assertThat(fates).contains("XFRM-0212", "XFRM-0203", "XFRM-0211", "passed");
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static String hostilePayload() {
        StringBuilder list = new StringBuilder("[0");
        for (int i = 1; i < 400; i++) {
            list.append(',').append(i);
        }
        String deep = "[".repeat(90) + "]".repeat(90);
        return "{\"list\":"
                + list
                + "],\"s\":\""
                + "a".repeat(10_000)
                + "!\",\"deep\":"
                + deep
                + "}";
    }

    private static String grown(SplittableRandom random, int depth) {
        if (depth == 0) {
            return ATOMS.get(random.nextInt(ATOMS.size()));
        }
        String frame = FRAMES.get(random.nextInt(FRAMES.size()));
        while (frame.contains("%s")) {
            frame =
                    frame.replaceFirst(
                            "%s",
                            java.util.regex.Matcher.quoteReplacement(
                                    grown(random, depth - 1 - random.nextInt(depth))));
        }
        return frame;
    }

    @Test
    void anExpressionThatIsTooLongTooDeepOrNotOneIsRefusedWhenRead() {
        for (String text :
                List.of(
                        "(".repeat(2_000) + "1" + ")".repeat(2_000),
                        "1" + "+1".repeat(6_000),
                        "payload.x +",
                        "java.lang.Runtime.getRuntime()",
                        "System.exit(0)",
                        "while(true){}",
                        "")) {
            try {
                Expression.of(text);
                assertThat(text).as("must be refused").isNull();
            } catch (IllegalArgumentException refused) {
                assertThat(refused.getMessage()).isNotBlank();
            }
        }
    }

    /// Rows 4, 5, 7 and 8 of the bad inputs.
    @Test
    void hostileJsonIsRefusedByLimitsXf5() throws Exception {
        Transform map = make(new MapFactory(), Map.of("payload", "payload"));
        assertThat(fate(map, "[".repeat(101) + "]".repeat(101))).isEqualTo("XFRM-0202");
        assertThat(fate(map, "[".repeat(99) + "]".repeat(99))).isEqualTo("passed");
        assertThat(fate(map, "[".repeat(10_000) + "]".repeat(10_000))).isEqualTo("XFRM-0202");
        assertThat(fate(map, "{\"" + "n".repeat((1 << 20) + 1) + "\":1}")).isEqualTo("XFRM-0202");
        assertThat(fate(map, "1".repeat(100_000))).isEqualTo("XFRM-0202");
        assertThat(fate(map, "{\"a\":1,\"a\":2}")).isEqualTo("XFRM-0201");
        assertThat(fate(map, "{} {}")).isEqualTo("XFRM-0201");
        assertThat(fate(map, "{/* x */}")).isEqualTo("XFRM-0201");
        assertThat(fate(map, "")).isEqualTo("XFRM-0201");
        assertThat(fate(map, "{\"a\":\"\\u0000\"}")).isEqualTo("passed");
    }

    /// XF-3 for `schema`: a schema of a few lines, and payloads that a device can send.
    @ParameterizedTest
    @MethodSource("hostileSchemas")
    void aHostileSchemaOrPayloadEndsWithinItsTimeAndTheNextRecordPassesXf3(
            String schema, String payload, String harmless) throws Exception {
        Files.writeString(folder.resolve("s.json"), schema);
        Transform check =
                make(new SchemaFactory(), folder, Map.of("file", "s.json", "timeLimit", "20ms"));
        long started = cpuNanos();
        TransformOutcome outcome = check.apply(TransformBench.record(payload));
        long tookNanos = cpuNanos() - started;
        assertThat(outcome).isInstanceOf(TransformOutcome.Failed.class);
        assertThat(((TransformOutcome.Failed) outcome).why().code()).isIn("XFRM-0212", "XFRM-0220");
        assertThat(tookNanos).as("processor time").isLessThan(5_000_000_000L);
        // Control: it is this record alone.
        assertThat(fate(check, harmless)).isEqualTo("passed");
    }

    static Stream<Arguments> hostileSchemas() {
        String doubling =
                IntStream.range(0, 40)
                        .mapToObj(
                                i ->
                                        String.format(
                                                "\"n%d\": {\"anyOf\": [{\"$ref\": \"#/$defs/n%d\"},"
                                                        + " {\"$ref\": \"#/$defs/n%d\"}]}",
                                                i, i + 1, i + 1))
                        .collect(Collectors.joining(", "));
        String sameHash =
                IntStream.range(0, 30_000)
                        .mapToObj(i -> "1.0000000000000000000000000" + (100_000 + i))
                        .collect(Collectors.joining(",", "[", "]"));
        return Stream.of(
                Arguments.of(
                        "{\"$ref\": \"#/$defs/n0\", \"$defs\": {"
                                + doubling
                                + ", \"n40\": {\"type\": \"object\"}}}",
                        "[1]",
                        "{}"),
                Arguments.of("{\"uniqueItems\": true}", sameHash, "[1, 2]"),
                Arguments.of(
                        "{\"$schema\": \"http://json-schema.org/draft-07/schema#\","
                                + " \"uniqueItems\": true}",
                        sameHash,
                        "[1, 2]"),
                Arguments.of("{\"multipleOf\": 0.1}", "1e999999999", "0.3"),
                Arguments.of("{\"multipleOf\": 7}", "1e-999999999", "14"),
                Arguments.of("{\"enum\": [1, [2]]}", "1e999999999", "1.0"),
                Arguments.of("{\"enum\": [1, [2]]}", "[1e-999999999]", "[2]"),
                Arguments.of("{\"const\": 7}", "{\"a\": [1e999999999]}", "7"),
                Arguments.of(
                        IntStream.range(0, 100)
                                .mapToObj(i -> "\"((a{1,20}){1,20}b){1,2}x" + i + "$\": {}")
                                .collect(
                                        Collectors.joining(
                                                ", ", "{\"patternProperties\": {", "}}")),
                        IntStream.range(0, 1_000)
                                .mapToObj(i -> "\"" + "a".repeat(100) + i + "\": 1")
                                .collect(Collectors.joining(", ", "{", "}")),
                        "{\"ab\": 1}"),
                Arguments.of(
                        "{\"pattern\": \"((a{1,30}){1,30}b|(a{1,30}){1,30}c)$\"}",
                        "\"" + "a".repeat(200_000) + "\"",
                        "\"ab\""),
                Arguments.of(
                        "{\"if\": {\"type\": \"array\"}, \"then\": {\"$ref\": \"#\"}}",
                        "[1]",
                        "{}"));
    }

    /// XF-3: what takes long and ends, and what grows. A field that limits nothing is not there.
    @Test
    void theTimeLimitStandsWhereItLimitsAndCountsEachRecordAloneXf3() throws Exception {
        for (TransformFactory each :
                List.of(
                        new EnrichFactory(),
                        new FilterFactory(),
                        new MapFactory(),
                        new RenameFactory(),
                        new SchemaFactory(),
                        new UnitFactory())) {
            assertThat(each.schema().fields().stream().anyMatch(HostileTest::isTimeLimit))
                    .as(each.type())
                    .isEqualTo(List.of("filter", "map", "schema").contains(each.type()));
        }
        Transform slow =
                new Guarded(
                        "main/slow",
                        new Budget(1_000_000),
                        (record, budget) -> {
                            for (int i = 0; i < record.payload().length; i++) {
                                budget.look();
                            }
                            return new TransformOutcome.Passed(record);
                        });
        assertThat(fate(slow, "a".repeat(1_000_000))).isEqualTo("XFRM-0212");
        assertThat(fate(slow, "a")).isEqualTo("passed");
        Transform grows =
                make(new EnrichFactory(), Map.of("add", List.of(addition((1 << 20) + 1))));
        assertThat(fate(grows, "{}")).isEqualTo("XFRM-0203");
        Transform fits = make(new EnrichFactory(), Map.of("add", List.of(addition(1 << 19))));
        assertThat(fate(fits, "{}")).isEqualTo("passed");
    }

    private static boolean isTimeLimit(ConfigSchema.Field field) {
        return field.name().equals("timeLimit");
    }

    private static Map<String, String> addition(int chars) {
        return Map.of("name", "n", "value", "v".repeat(chars));
    }
}
