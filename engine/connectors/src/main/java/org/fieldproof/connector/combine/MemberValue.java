package org.fieldproof.connector.combine;

import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.tag.TagShaper.Reading;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.combine.CombineConfig.Member;
import org.fieldproof.connector.work.ExactJson;
import org.jspecify.annotations.Nullable;

/// The values of one record, which is taken apart once for however many members look into it.
/// Confined to whoever holds the combination's monitor.
final class MemberValue {
    private static final int DEPTH_MAX = 32;

    /// Its tree takes many times its bytes, on the thread of the connection that brought it.
    private static final int PAYLOAD_BYTES_MAX = 256 << 10;

    /// With more decimals than a number has letters it is nearly nothing, and no whole number.
    private static final int NUMBER_SCALE_MAX = ExactJson.NUMBER_CHARS_MAX;

    private static final double EXACT_MAX = 1L << 53;

    private static final JsonMapper MAPPER =
            ExactJson.mapper(
                    StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxNumberLength(ExactJson.NUMBER_CHARS_MAX)
                            .build());

    private final InboundRecord record;
    private @Nullable JsonNode tree;
    private boolean isRead;

    MemberValue(InboundRecord record) {
        this.record = record;
    }

    /// What a member is by it.
    Reading of(Member member) {
        if (record.quality() == Quality.BAD) {
            return bad(status(record, "bad"), record);
        }
        Reading found = record.encoding() == PayloadEncoding.TYPED ? typed(member) : inText(member);
        // A value is no better than the record that brought it.
        return found.quality() == Quality.GOOD && record.quality() != Quality.GOOD
                ? new Reading(
                        found.value(),
                        record.quality(),
                        status(record, found.status()),
                        record.sourceTimeEpochNanos())
                : found;
    }

    private Reading typed(Member member) {
        if (!member.isWhole()) {
            return bad("not-json", record);
        }
        try {
            TypedValue value = TypedValue.decode(record.payload());
            return new Reading(
                    value,
                    value instanceof TypedValue.None ? Quality.BAD : Quality.GOOD,
                    status(record, ""),
                    record.sourceTimeEpochNanos());
        } catch (IllegalArgumentException _) {
            return bad("not-typed", record);
        }
    }

    private Reading inText(Member member) {
        if (record.payload().length > PAYLOAD_BYTES_MAX) {
            return bad("too-large", record);
        }
        JsonNode json = json();
        if (json == null) {
            return member.isWhole() ? words(record) : bad("not-json", record);
        }
        return json.isMissingNode() ? bad("empty", record) : at(json.at(member.pointer()), record);
    }

    /// The payload as a tree; null where it is none.
    private @Nullable JsonNode json() {
        if (!isRead) {
            isRead = true;
            try {
                tree = MAPPER.readTree(record.payload());
            } catch (IOException _) {
                tree = null;
            }
        }
        return tree;
    }

    /// A payload that is no JSON: its text, where it is one.
    private static Reading words(InboundRecord record) {
        String text = new String(record.payload(), StandardCharsets.UTF_8);
        return text.indexOf('\uFFFD') >= 0
                ? bad("not-text", record)
                : good(new TypedValue.Text(text), record);
    }

    private static Reading at(JsonNode node, InboundRecord record) {
        return switch (node.getNodeType()) {
            case BOOLEAN -> good(new TypedValue.Bool(node.booleanValue()), record);
            case STRING -> good(new TypedValue.Text(node.textValue()), record);
            case NUMBER -> number(node.decimalValue(), record);
            case ARRAY -> array(node, record);
            case NULL -> bad("null", record);
            case MISSING -> bad("missing", record);
            case OBJECT, BINARY, POJO -> bad("not-a-single-value", record);
        };
    }

    /// As trustworthy as its worst element. One kind of elements only: whole numbers beside others
    /// are decimals.
    private static Reading array(JsonNode node, InboundRecord record) {
        List<TypedValue> elements = new ArrayList<>(node.size());
        Reading worst = good(new TypedValue.None(), record);
        for (JsonNode element : node) {
            Reading reading = at(element, record);
            if (reading.quality() == Quality.BAD) {
                return reading;
            }
            worst = reading.quality() == Quality.GOOD ? worst : reading;
            elements.add(reading.value());
        }
        if (elements.stream().map(Object::getClass).distinct().count() > 1) {
            if (elements.stream().anyMatch(each -> each.number().isEmpty() || isFlag(each))) {
                return bad("mixed-types", record);
            }
            elements.replaceAll(each -> new TypedValue.Float64(each.number().orElseThrow()));
        }
        return new Reading(
                new TypedValue.Array(elements),
                worst.quality(),
                worst.status(),
                record.sourceTimeEpochNanos());
    }

    private static boolean isFlag(TypedValue value) {
        return value instanceof TypedValue.Bool;
    }

    private static Reading number(BigDecimal exact, InboundRecord record) {
        // Before it is expanded: 1e999999999 has a thousand million digits.
        double near = exact.doubleValue();
        if (Double.isInfinite(near)) {
            return bad("out-of-range", record);
        }
        if (Math.abs(near) <= 0x1p63 && exact.scale() < NUMBER_SCALE_MAX) {
            try {
                return good(new TypedValue.Int(64, exact.longValueExact()), record);
            } catch (ArithmeticException _) {
                // It has decimals, or is just beyond.
            }
        }
        // Decimals are rounded as everywhere; a whole number that changes is something else.
        boolean isRounded =
                Math.abs(near) >= EXACT_MAX && new BigDecimal(near).compareTo(exact) != 0;
        return isRounded
                ? new Reading(
                        new TypedValue.Float64(near),
                        Quality.UNCERTAIN,
                        "rounded",
                        record.sourceTimeEpochNanos())
                : good(new TypedValue.Float64(near), record);
    }

    private static String status(InboundRecord record, String otherwise) {
        for (Property property : record.properties()) {
            if (property.name().equals("status")) {
                return property.value();
            }
        }
        return otherwise;
    }

    private static Reading good(TypedValue value, InboundRecord record) {
        return new Reading(value, Quality.GOOD, "", record.sourceTimeEpochNanos());
    }

    private static Reading bad(String status, InboundRecord record) {
        return new Reading(
                new TypedValue.None(), Quality.BAD, status, record.sourceTimeEpochNanos());
    }
}
