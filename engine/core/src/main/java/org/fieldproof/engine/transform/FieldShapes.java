package org.fieldproof.engine.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.FieldShape;
import org.fieldproof.api.record.FieldShape.Kind;
import org.fieldproof.api.record.FieldShape.Seen;

/// Which fields payloads have: what a device sends is written nowhere but in what it sends. Pure.
final class FieldShapes {
    /// More than a person looks over; the rest is left out.
    static final int FIELDS_MAX = 200;

    /// A payload that is longer counts as text.
    private static final int PAYLOAD_MAX = 256 * 1024;

    private static final JsonFactory JSON = new JsonFactory();

    private FieldShapes() {}

    /// What was found, what changes first, then in the order in which fields were met.
    ///
    /// @param more how many were left out
    record Found(List<FieldShape> shapes, int more) {}

    /// @param before records as they went in
    /// @param after those that came out, as they came out
    static Found of(List<FieldRecord> before, List<FieldRecord> after) {
        Map<String, Seen> in = seen(before);
        Map<String, Seen> out = seen(after);
        Set<String> paths = new LinkedHashSet<>(in.keySet());
        paths.addAll(out.keySet());
        List<FieldShape> shapes =
                paths.stream()
                        .map(
                                path ->
                                        new FieldShape(
                                                path,
                                                in.getOrDefault(path, Seen.NEVER),
                                                out.getOrDefault(path, Seen.NEVER)))
                        .sorted(Comparator.comparing(each -> each.before().isLike(each.after())))
                        .toList();
        int shown = Math.min(shapes.size(), FIELDS_MAX);
        return new Found(shapes.subList(0, shown), shapes.size() - shown);
    }

    private static Map<String, Seen> seen(List<FieldRecord> records) {
        Map<String, Seen> all = new LinkedHashMap<>();
        for (FieldRecord record : records) {
            fields(record.payload())
                    .forEach(
                            (path, kinds) ->
                                    all.put(path, all.getOrDefault(path, Seen.NEVER).and(kinds)));
        }
        return all;
    }

    private static Map<String, Set<Kind>> fields(byte[] payload) {
        if (payload.length == 0) {
            return Map.of("", Set.of(Kind.NOTHING));
        }
        if (payload.length <= PAYLOAD_MAX) {
            try {
                return ofJson(payload);
            } catch (IOException noJson) {
                // Then it is text, or bytes.
            }
        }
        return Map.of("", Set.of(isText(payload) ? Kind.TEXT : Kind.BYTES));
    }

    /// Whole or not at all: of half a JSON text nobody learns what was meant.
    private static Map<String, Set<Kind>> ofJson(byte[] payload) throws IOException {
        Map<String, Set<Kind>> fields = new LinkedHashMap<>();
        boolean opened = false;
        try (JsonParser parser = JSON.createParser(payload)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isScalarValue() || (opened && token.isStructEnd())) {
                    fields.computeIfAbsent(
                                    pointer(parser.getParsingContext()),
                                    _ -> EnumSet.noneOf(Kind.class))
                            .add(kind(token));
                }
                opened = token.isStructStart();
            }
        }
        return fields.isEmpty() ? Map.of("", Set.of(Kind.NOTHING)) : fields;
    }

    private static String pointer(JsonStreamContext at) {
        JsonStreamContext parent = at.getParent();
        if (parent == null) {
            return "";
        }
        String name = String.valueOf(at.getCurrentName());
        return pointer(parent)
                + "/"
                + (at.inArray() ? "-" : name.replace("~", "~0").replace("/", "~1"));
    }

    private static Kind kind(JsonToken token) {
        return switch (token) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> Kind.NUMBER;
            case VALUE_TRUE, VALUE_FALSE -> Kind.BOOLEAN;
            case VALUE_NULL -> Kind.NOTHING;
            case END_OBJECT, END_ARRAY -> Kind.EMPTY;
            default -> Kind.TEXT;
        };
    }

    private static boolean isText(byte[] payload) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload));
            return true;
        } catch (CharacterCodingException bytes) {
            return false;
        }
    }
}
