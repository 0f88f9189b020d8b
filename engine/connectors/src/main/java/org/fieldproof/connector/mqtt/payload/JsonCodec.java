package org.fieldproof.connector.mqtt.payload;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.connector.mqtt.payload.Decoded.Found;
import org.fieldproof.connector.mqtt.payload.Finds.TooMuch;
import org.fieldproof.connector.mqtt.payload.Selection.Wanted;
import org.fieldproof.connector.work.ExactJson;
import org.jspecify.annotations.Nullable;

/// A payload that is JSON: its leaves are values, the names on the way are levels of their
/// addresses. An array of numbers, texts or booleans is one value. It may hold many samples, each
/// taken apart as a payload of its own. Immutable.
final class JsonCodec implements PayloadCodec {
    /// A larger payload is not taken apart: its tree takes many times its bytes (PAY-4).
    private static final int PAYLOAD_BYTES_MAX = 2 << 20;

    private static final int DEPTH_MAX = 32;
    private static final int NAME_BYTES_MAX = 1_000;
    private static final String ALONE = "value";

    /// How the payload itself is named as the place of its samples.
    static final String WHOLE = ".";

    private static final JsonMapper MAPPER =
            ExactJson.mapper(
                    StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxNameLength(NAME_BYTES_MAX)
                            .maxNumberLength(ExactJson.NUMBER_CHARS_MAX)
                            .build());

    private final Selection selection;
    private final JsonPointer time;
    private final List<JsonPointer> pointers;
    private final @Nullable JsonPointer samples;

    /// @param samples where an array of samples stands, [#WHOLE] for the payload itself; empty
    ///     where the payload is one sample
    JsonCodec(Selection selection, String samples) {
        this.selection = selection;
        this.samples =
                samples.isEmpty()
                        ? null
                        : JsonPointer.compile(samples.equals(WHOLE) ? "" : samples);
        time = JsonPointer.compile(selection.time());
        pointers =
                selection.wanted().stream().map(each -> JsonPointer.compile(each.from())).toList();
    }

    @Override
    public Decoded decode(InboundRecord message) {
        if (message.payload().length > PAYLOAD_BYTES_MAX) {
            return Decoded.not("too-large", "it is too large: JSON above 2 MiB is not taken apart");
        }
        String topic = message.address();
        JsonNode tree;
        try {
            tree = MAPPER.readTree(message.payload());
        } catch (IOException e) {
            return Decoded.not("not-json", StrictText.shown(String.valueOf(e.getMessage())));
        }
        if (tree == null || tree.isMissingNode()) {
            return Decoded.not("not-json", "there is nothing in it");
        }
        JsonNode place = samples == null ? tree : tree.at(samples);
        if (samples != null && !place.isArray()) {
            return Decoded.not("no-samples", "there is no array where the samples should be");
        }
        Finds found = new Finds();
        List<Found> timed = new ArrayList<>();
        try {
            for (JsonNode sample : samples == null ? List.of(tree) : place) {
                sample(sample, topic, found, timed);
            }
        } catch (TooMuch _) {
            return Finds.tooMuch();
        }
        return new Decoded(timed, null);
    }

    /// Each sample has a time of its own.
    private void sample(JsonNode sample, String topic, Finds found, List<Found> timed)
            throws TooMuch {
        long sourceTime =
                selection.isTimed()
                        ? selection.timeFormat().read(sample.at(time).asText())
                        : SourceTimes.NONE;
        if (selection.wanted().isEmpty()) {
            leaves(sample, sample.isContainerNode() ? topic : topic + "/" + ALONE, "", found);
        } else {
            wanted(sample, topic, found);
        }
        for (Found each : found.list().subList(timed.size(), found.list().size())) {
            timed.add(selection.timed(withTime(each, sourceTime), sourceTime));
        }
    }

    private static Found withTime(Found found, long sourceTime) {
        return new Found(
                found.address(),
                found.value(),
                found.quality(),
                found.status(),
                found.unit(),
                sourceTime);
    }

    private void wanted(JsonNode tree, String topic, Finds into) throws TooMuch {
        for (int i = 0; i < pointers.size(); i++) {
            Wanted wanted = selection.wanted().get(i);
            JsonNode node = tree.at(pointers.get(i));
            String address = topic + "/" + wanted.name();
            if (node.isMissingNode()) {
                into.add(Reading.MISSING.at(address, wanted.unit(), SourceTimes.NONE));
            } else if (wanted.type() == ValueType.AUTO) {
                leaves(node, address, wanted.unit(), into);
            } else {
                into.add(typed(node, wanted.type()).at(address, wanted.unit(), SourceTimes.NONE));
            }
        }
    }

    /// As a type that was asked for: a container only as text, its JSON.
    private static Reading typed(JsonNode node, ValueType type) {
        if (node.isNull()) {
            return Reading.NULL;
        }
        if (node.isContainerNode()) {
            return type == ValueType.TEXT
                    ? Reading.good(new TypedValue.Text(node.toString()))
                    : Reading.bad("not-a-single-value");
        }
        boolean quoted = node.isTextual() && type != ValueType.TEXT && node.asText().isBlank();
        return quoted ? Reading.bad("empty") : Reading.ofText(node.asText(), type);
    }

    private static void leaves(JsonNode node, String address, String unit, Finds into)
            throws TooMuch {
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                leaves(
                        member.getValue(),
                        address + "/" + Levels.level(member.getKey()),
                        unit,
                        into);
            }
        } else if (node.isArray() && !isPlain(node)) {
            for (int i = 0; i < node.size(); i++) {
                leaves(node.get(i), address + "/" + i, unit, into);
            }
        } else {
            into.add(leaf(node).at(address, unit, SourceTimes.NONE));
        }
    }

    /// An array of one kind of single values.
    private static boolean isPlain(JsonNode array) {
        JsonNodeType first = array.isEmpty() ? JsonNodeType.NUMBER : array.get(0).getNodeType();
        for (JsonNode element : array) {
            if (element.getNodeType() != first || !element.isValueNode() || element.isNull()) {
                return false;
            }
        }
        return true;
    }

    private static Reading leaf(JsonNode node) {
        return switch (node.getNodeType()) {
            case BOOLEAN -> Reading.good(new TypedValue.Bool(node.booleanValue()));
            case NUMBER -> Reading.ofText(node.asText(), ValueType.FLOAT64);
            case STRING -> Reading.good(new TypedValue.Text(node.asText()));
            case ARRAY -> array(node);
            case NULL, OBJECT, BINARY, POJO, MISSING -> Reading.NULL;
        };
    }

    /// As trustworthy as its worst element.
    private static Reading array(JsonNode node) {
        List<TypedValue> elements = new ArrayList<>(node.size());
        Reading worst = Reading.good(new TypedValue.None());
        for (JsonNode element : node) {
            Reading reading = leaf(element);
            if (reading.quality().compareTo(worst.quality()) > 0) {
                worst = reading;
            }
            elements.add(reading.value());
        }
        return worst.value() instanceof TypedValue.None && !worst.status().isEmpty()
                ? worst
                : new Reading(new TypedValue.Array(elements), worst.quality(), worst.status());
    }
}
