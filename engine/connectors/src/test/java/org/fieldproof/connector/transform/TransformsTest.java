package org.fieldproof.connector.transform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fieldproof.connector.transform.TransformBench.fate;
import static org.fieldproof.connector.transform.TransformBench.make;
import static org.fieldproof.connector.transform.TransformBench.out;
import static org.fieldproof.connector.transform.TransformBench.record;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Transform;
import org.fieldproof.api.spi.TransformFactory;
import org.fieldproof.api.spi.TransformOutcome;
import org.fieldproof.testkit.MapConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What each transform does. A transform that guesses (XF-4) puts wrong values into stores where
/// nobody looks for them.
class TransformsTest {
    @TempDir Path project;

    @Test
    void filterKeepsDropsAndFailsOneByOne() throws Exception {
        Transform filter =
                make(new FilterFactory(), Map.of("when", "payload.bar > 6 && device != \"x\""));
        assertThat(fate(filter, "{\"bar\":6.5}")).isEqualTo("passed");
        assertThat(fate(filter, "{\"bar\":5}")).isEqualTo("dropped");
        assertThat(fate(filter, "{\"foo\":5}")).isEqualTo("XFRM-0211");
        assertThat(fate(filter, "no JSON")).isEqualTo("XFRM-0201");
        assertThat(fate(make(new FilterFactory(), Map.of("when", "payload.bar")), "{\"bar\":1}"))
                .isEqualTo("XFRM-0214");
    }

    /// An expression that does not ask for the payload never reads it.
    @Test
    void filterOnNamesWorksForAnyPayload() throws Exception {
        Transform filter =
                make(new FilterFactory(), Map.of("when", "address.matches(\"^plant/.*\")"));
        assertThat(fate(filter, record(new byte[] {(byte) 0xff}, PayloadEncoding.BYTES)))
                .isEqualTo("passed");
    }

    @Test
    void mapSetsKeepsAndRemovesAndLeavesTheRestExact() throws Exception {
        Transform set =
                make(
                        new MapFactory(),
                        Map.of(
                                "remove",
                                List.of("/secret"),
                                "set",
                                List.of(
                                        Map.of("field", "/kind", "value", "\"press\""),
                                        Map.of(
                                                "field",
                                                "/half/bar",
                                                "value",
                                                "payload.bar / 2.0"))));
        assertThat(
                        out(
                                set,
                                "{\"bar\":7.0,\"secret\":1,\"big\":123456789012345678901234567890,"
                                        + "\"exact\":0.10000000000000000555,\"e\":1E+400}"))
                .isEqualTo(
                        "{\"bar\":7.0,\"big\":123456789012345678901234567890,"
                                + "\"exact\":0.10000000000000000555,\"e\":1E+400,"
                                + "\"kind\":\"press\",\"half\":{\"bar\":3.5}}");
        Transform keep = make(new MapFactory(), Map.of("keep", List.of("/a/b", "/c")));
        assertThat(out(keep, "{\"a\":{\"b\":1,\"x\":2},\"d\":4}")).isEqualTo("{\"a\":{\"b\":1}}");
        Transform whole =
                make(new MapFactory(), Map.of("payload", "{\"v\": value, \"from\": device}"));
        assertThat(out(whole, "3")).isEqualTo("{\"v\":3,\"from\":\"press-01\"}");
    }

    /// Row 6 of the bad inputs: exact, or named; never rounded silently.
    @Test
    void numbersThatAnExpressionCannotHoldAreNamed() throws Exception {
        Transform whole = make(new MapFactory(), Map.of("payload", "payload.n"));
        assertThat(out(whole, "{\"n\":9007199254740993}")).isEqualTo("9007199254740993");
        assertThat(out(whole, "{\"n\":18446744073709551615}")).isEqualTo("18446744073709551615");
        assertThat(fate(whole, "{\"n\":18446744073709551616}")).isEqualTo("XFRM-0204");
        assertThat(fate(whole, "{\"n\":1e999999999}")).isEqualTo("XFRM-0204");
        assertThat(fate(whole, "{\"n\":NaN}")).isEqualTo("XFRM-0201");
        assertThat(
                        fate(
                                make(new MapFactory(), Map.of("payload", "1.0 / payload.n")),
                                "{\"n\":0.0}"))
                .isEqualTo("XFRM-0213");
    }

    @Test
    void renameBuildsNamesFromWhatThereIs() throws Exception {
        Transform rename =
                make(
                        new RenameFactory(),
                        Map.of("address", "site-7/{1}/{device}", "device", "{connection}.{2}"));
        FieldRecord renamed = ((TransformOutcome.Passed) rename.apply(record("1"))).record();
        assertThat(renamed.address()).isEqualTo("site-7/hall-2/press-01");
        assertThat(renamed.device()).isEqualTo("devices.press-01");
        assertThat(renamed.seq()).as("XF-2").isEqualTo(7);
        assertThat(fate(make(new RenameFactory(), Map.of("address", "{9}")), "1"))
                .isEqualTo("XFRM-0216");
        assertThat(codes(new RenameFactory(), Map.of("address", "{nothing}")))
                .containsExactly("XFRM-0301");
    }

    @Test
    void enrichAddsFixedValuesAndColumnsOfATable() throws Exception {
        Files.writeString(
                project.resolve("assets.csv"),
                "\uFEFFdevice,line,note\r\npress-01,L1,\"a \"\"b\"\", c\"\r\n");
        Map<String, Object> lookup =
                Map.of("file", "assets.csv", "column", "device", "take", List.of("line", "note"));
        Transform enrich =
                make(
                        new EnrichFactory(),
                        project,
                        Map.of(
                                "add",
                                List.of(Map.of("name", "site", "value", "7")),
                                "lookup",
                                lookup));
        FieldRecord record = ((TransformOutcome.Passed) enrich.apply(record("1"))).record();
        assertThat(record.properties())
                .containsExactly(
                        new Property("site", "7"),
                        new Property("line", "L1"),
                        new Property("note", "a \"b\", c"));
        Transform into =
                make(new EnrichFactory(), project, Map.of("into", "payload", "lookup", lookup));
        assertThat(out(into, "{\"n\":1}"))
                .isEqualTo("{\"n\":1,\"line\":\"L1\",\"note\":\"a \\\"b\\\", c\"}");
        Map<String, Object> other = new java.util.HashMap<>(lookup);
        other.put("key", "{connection}");
        assertThat(fate(make(new EnrichFactory(), project, Map.of("lookup", other)), "{}"))
                .isEqualTo("XFRM-0217");
    }

    @Test
    void aTableOutsideOfTheProjectOrOfAnotherShapeIsRefused() throws Exception {
        Files.writeString(project.resolve("twice.csv"), "device,line\na,1\na,2\n");
        for (String file : List.of("../elsewhere.csv", "missing.csv", "twice.csv")) {
            assertThatThrownBy(
                            () ->
                                    make(
                                            new EnrichFactory(),
                                            project,
                                            Map.of(
                                                    "lookup",
                                                    Map.of(
                                                            "file",
                                                            file,
                                                            "column",
                                                            "device",
                                                            "take",
                                                            List.of("line")))))
                    .isInstanceOf(ConnectorException.class)
                    .hasMessageContaining("XFRM-0302");
        }
    }

    @Test
    void unitsConvertExactlyAndOnlyWithinAQuantity() throws Exception {
        assertThat(out(unit("degF", "degC", "/t"), "{\"t\":212,\"x\":1}"))
                .isEqualTo("{\"t\":100,\"x\":1}");
        assertThat(out(unit("bar", "kPa", "/p"), "{\"p\":0.1}")).isEqualTo("{\"p\":10}");
        assertThat(out(unit("rpm", "Hz", ""), "1450")).isEqualTo("24.166667");
        String typed = "{\"type\":\"int16\",\"value\":-7}";
        assertThat(
                        out(
                                unit("degC", "K", ""),
                                record(
                                        typed.getBytes(StandardCharsets.UTF_8),
                                        PayloadEncoding.TYPED)))
                .isEqualTo("{\"type\":\"float64\",\"value\":266.15}");
        assertThat(fate(unit("bar", "kPa", "/p"), "{\"p\":\"high\"}")).isEqualTo("XFRM-0218");
        assertThat(fate(unit("bar", "kPa", "/p"), "{\"p\":1e999999999}")).isEqualTo("XFRM-0204");
        assertThat(codes(new UnitFactory(), Map.of("from", "bar", "to", "K")))
                .containsExactly("XFRM-0301");
    }

    private static Transform unit(String from, String to, String field) throws Exception {
        return make(new UnitFactory(), Map.of("from", from, "to", to, "field", field));
    }

    @Test
    void schemaFailsOrDropsWhatDoesNotFulfilIt() throws Exception {
        Files.writeString(
                project.resolve("telemetry.json"),
                """
                {"type":"object","required":["bar"],
                 "properties":{"bar":{"type":"number","maximum":10},
                               "id":{"type":"string","pattern":"^(a+)+$"}}}""");
        Transform schema = make(new SchemaFactory(), project, Map.of("file", "telemetry.json"));
        assertThat(fate(schema, "{\"bar\":6}")).isEqualTo("passed");
        assertThat(fate(schema, "{\"bar\":60}")).isEqualTo("XFRM-0219");
        assertThat(fate(schema, "{}")).isEqualTo("XFRM-0219");
        // Row 79: a pattern that a backtracking matcher would not finish in a lifetime.
        assertThat(fate(schema, "{\"bar\":1,\"id\":\"" + "a".repeat(10_000) + "!\"}"))
                .isEqualTo("XFRM-0219");
        Transform dropping =
                make(
                        new SchemaFactory(),
                        project,
                        Map.of("file", "telemetry.json", "otherwise", "drop"));
        assertThat(fate(dropping, "{}")).isEqualTo("dropped");
    }

    /// A schema must not make the gateway fetch anything.
    @Test
    void aSchemaThatReachesOutIsRefused() throws Exception {
        Files.writeString(
                project.resolve("out.json"), "{\"$ref\":\"http://127.0.0.1:9/other.json\"}");
        assertThatThrownBy(() -> make(new SchemaFactory(), project, Map.of("file", "out.json")))
                .isInstanceOf(ConnectorException.class)
                .hasMessageContaining("XFRM-0302");
    }

    @Test
    void theSameRecordGivesTheSameBytesXf1() throws Exception {
        Transform map =
                make(
                        new MapFactory(),
                        Map.of("payload", "{\"b\": payload.b, \"a\": [1, 2.5, text.size()]}"));
        String first = out(map, "{\"b\":{\"z\":1,\"y\":2}}");
        for (int i = 0; i < 100; i++) {
            assertThat(out(map, "{\"b\":{\"z\":1,\"y\":2}}")).as("XF-1").isEqualTo(first);
        }
    }

    @Test
    void everyTransformIsFoundByTheServiceLoader() {
        assertThat(ServiceLoader.load(TransformFactory.class))
                .extracting(TransformFactory::type)
                .contains("filter", "map", "rename", "enrich", "unit", "schema");
    }

    /// Drills compare payloads behind these only: one that wrongly says that it keeps them makes a
    /// drill accuse the gateway, or find a loss where a filter did its work.
    @Test
    void onlyWhatLeavesEveryPayloadSaysSo() {
        Map<String, String> lookup = Map.of("file", "a.csv", "column", "a", "missing", "pass");
        Map<String, String> dropping = Map.of("file", "a.csv", "column", "a", "missing", "drop");
        assertThat(keeps(new EnrichFactory(), Map.of("lookup", lookup))).isTrue();
        assertThat(keeps(new RenameFactory(), Map.of("address", "x/{address}"))).isTrue();

        assertThat(keeps(new EnrichFactory(), Map.of("lookup", dropping))).isFalse();
        assertThat(keeps(new EnrichFactory(), Map.of("lookup", lookup, "into", "payload")))
                .isFalse();
        assertThat(keeps(new RenameFactory(), Map.of("device", "{1}"))).isFalse();
        assertThat(keeps(new FilterFactory(), Map.of("when", "true"))).isFalse();
        assertThat(keeps(new MapFactory(), Map.of("remove", List.of("/a")))).isFalse();
    }

    private static boolean keeps(TransformFactory factory, Map<String, ?> fields) {
        return factory.keepsPayloads(new MapConfig(factory.schema(), fields));
    }

    private static List<String> codes(TransformFactory factory, Map<String, ?> fields) {
        return factory.check(new MapConfig(factory.schema(), fields)).stream()
                .map(Problem::code)
                .toList();
    }
}
