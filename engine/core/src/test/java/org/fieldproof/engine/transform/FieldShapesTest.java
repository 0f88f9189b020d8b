package org.fieldproof.engine.transform;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.FieldShape;
import org.fieldproof.api.record.FieldShape.Kind;
import org.fieldproof.api.record.FieldShape.Seen;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a transform that takes a field out is taken for one that leaves it.
final class FieldShapesTest {

    @Test
    void fieldsOfNestedObjectsAndListsHavePathsOfTheirOwn() {
        List<FieldShape> shapes =
                of(
                        "{\"n\":1,\"axes\":[{\"t\":1.5},{\"t\":null}],\"a/b\":true,\"7\":\"x\"}",
                        "{\"n\":\"2\"}");
        assertThat(shapes)
                .extracting(FieldShape::path, FieldShape::before)
                .containsExactly(
                        tuple("/n", new Seen(Set.of(Kind.NUMBER, Kind.TEXT), 2)),
                        tuple("/axes/-/t", new Seen(Set.of(Kind.NUMBER, Kind.NOTHING), 1)),
                        tuple("/a~1b", new Seen(Set.of(Kind.BOOLEAN), 1)),
                        tuple("/7", new Seen(Set.of(Kind.TEXT), 1)));
    }

    @Test
    void whatIsEmptyIsAFieldToo() {
        assertThat(of("{\"a\":{},\"b\":[[]],\"c\":{\"d\":1}}"))
                .extracting(FieldShape::path)
                .containsExactly("/a", "/b/-", "/c/d");
    }

    @Test
    void whatIsNoJsonIsOneValue() {
        assertThat(kinds("17.5")).containsExactly(Kind.NUMBER);
        assertThat(kinds("on")).containsExactly(Kind.TEXT);
        assertThat(kinds("{\"half\":")).containsExactly(Kind.TEXT);
        assertThat(kinds("")).containsExactly(Kind.NOTHING);
        assertThat(kinds("  ")).containsExactly(Kind.NOTHING);
        assertThat(kinds("{}")).containsExactly(Kind.EMPTY);
        assertThat(shapes(record(new byte[] {(byte) 0xc3, 0x28})))
                .singleElement()
                .satisfies(only -> assertThat(only.before().kinds()).containsOnly(Kind.BYTES));
    }

    @Test
    void aPayloadWithMoreFieldsThanAnybodyReadsIsCutShort() {
        String many =
                IntStream.range(0, 1_000)
                        .mapToObj(i -> "\"f" + i + "\":" + i)
                        .collect(Collectors.joining(",", "{", "}"));
        FieldRecord before = record(many.getBytes(UTF_8));
        FieldRecord after = record(many.replace("\"f999\"", "\"new\"").getBytes(UTF_8));

        FieldShapes.Found found = FieldShapes.of(List.of(before), List.of(after));

        assertThat(found.shapes()).hasSize(FieldShapes.FIELDS_MAX);
        assertThat(found.more()).isEqualTo(1_001 - FieldShapes.FIELDS_MAX);
        assertThat(found.shapes()).extracting(FieldShape::path).startsWith("/f999", "/new", "/f0");
    }

    private static Set<Kind> kinds(String payload) {
        List<FieldShape> shapes = of(payload);
        assertThat(shapes).singleElement().extracting(FieldShape::path).isEqualTo("");
        return shapes.getFirst().before().kinds();
    }

    private static List<FieldShape> of(String... payloads) {
        return shapes(
                Stream.of(payloads)
                        .map(each -> record(each.getBytes(UTF_8)))
                        .toArray(FieldRecord[]::new));
    }

    private static List<FieldShape> shapes(FieldRecord... records) {
        return FieldShapes.of(List.of(records), List.of()).shapes();
    }

    private static FieldRecord record(byte[] payload) {
        return new FieldRecord(
                new UUID(0, 1),
                1,
                "devices",
                "press-01",
                "plant/press-01",
                payload,
                PayloadEncoding.BYTES,
                Quality.GOOD,
                0,
                1,
                1,
                false,
                false,
                List.of());
    }
}
