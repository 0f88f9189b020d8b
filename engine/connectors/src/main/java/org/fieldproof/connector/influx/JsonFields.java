package org.fieldproof.connector.influx;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.List;

/// Takes a JSON payload apart: each leaf a field, names joined with `_`, array elements by
/// their number and kind, `null` left out. Confined to the sink's worker.
final class JsonFields {
    static final String SCALAR = "value";
    private static final int DEPTH_MAX = 100;
    private static final int TEXT_MAX = 1 << 20;
    private static final int DIGITS_MAX = 100;
    // 15 digits and a point.
    private static final int PLAIN_CHARS_MAX = 16;

    private final JsonFactory factory =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder()
                                    .maxNestingDepth(DEPTH_MAX)
                                    .maxStringLength(TEXT_MAX)
                                    .maxNameLength(TEXT_MAX)
                                    .maxNumberLength(DIGITS_MAX)
                                    .build())
                    .build();

    /// A value and the name it would have. One name may come twice, as in `{"a":[1],"a_0":2}`.
    record Leaf(String name, Object value) {}

    /// An integer beyond `long`, or a decimal beyond `double`: its digits.
    record Digits(String text) {}

    /// A decimal as it stands in the payload, of so few digits that everybody reads the same
    /// number from it.
    record Plain(String text) {}

    /// Adds the leaves to `fields` as Long, Double, Boolean, String, [Plain] or [Digits].
    ///
    /// @return false where the payload is not JSON; `fields` is then as it was before
    boolean read(byte[] payload, List<Leaf> fields) {
        if (!looksLikeJson(payload)) {
            return false;
        }
        try (JsonParser parser = factory.createParser(payload)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                return false;
            }
            switch (first) {
                case START_OBJECT -> object(parser, "", fields);
                case START_ARRAY -> array(parser, "", fields);
                default -> leaf(parser, first, SCALAR, true, fields);
            }
            if (parser.nextToken() == null) {
                return true;
            }
        } catch (IOException | NumberFormatException _) {
            // Not JSON, or beyond the limits: it is kept as text or bytes.
        }
        fields.clear();
        return false;
    }

    private static boolean looksLikeJson(byte[] payload) {
        for (byte b : payload) {
            if (b > ' ') {
                return b == '{'
                        || b == '['
                        || b == '-'
                        || b == 't'
                        || b == 'f'
                        || b == 'n'
                        || b == '"'
                        || (b >= '0' && b <= '9');
            }
            if (b != ' ' && b != '\t' && b != '\n' && b != '\r') {
                return false;
            }
        }
        return false;
    }

    private void object(JsonParser parser, String prefix, List<Leaf> fields) throws IOException {
        for (JsonToken at = parser.nextToken();
                at != JsonToken.END_OBJECT;
                at = parser.nextToken()) {
            String last = parser.currentName();
            String name = prefix.isEmpty() ? last : prefix + last;
            value(parser, parser.nextToken(), name, name.equals(SCALAR), fields);
        }
    }

    private void array(JsonParser parser, String prefix, List<Leaf> fields) throws IOException {
        int number = 0;
        for (JsonToken at = parser.nextToken();
                at != JsonToken.END_ARRAY;
                at = parser.nextToken()) {
            value(parser, at, prefix + number++, true, fields);
        }
    }

    private void value(
            JsonParser parser, JsonToken at, String name, boolean anyKind, List<Leaf> fields)
            throws IOException {
        switch (at) {
            case START_OBJECT -> object(parser, name + "_", fields);
            case START_ARRAY -> array(parser, name + "_", fields);
            default -> leaf(parser, at, name, anyKind, fields);
        }
    }

    /// @param anyKind a name that says nothing of the kind, as a place in an array does: each kind
    ///     has a name of its own there, because a field has one type
    private static void leaf(
            JsonParser parser, JsonToken at, String name, boolean anyKind, List<Leaf> fields)
            throws IOException {
        switch (at) {
            case VALUE_STRING ->
                    fields.add(new Leaf(anyKind ? name + "_text" : name, parser.getText()));
            case VALUE_TRUE, VALUE_FALSE ->
                    fields.add(
                            new Leaf(anyKind ? name + "_bool" : name, at == JsonToken.VALUE_TRUE));
            case VALUE_NUMBER_INT -> fields.add(new Leaf(name, whole(parser)));
            case VALUE_NUMBER_FLOAT -> fields.add(new Leaf(name, decimal(parser)));
            default -> {
                // null says that there is no value
            }
        }
    }

    private static Object whole(JsonParser parser) throws IOException {
        return switch (parser.getNumberType()) {
            case INT, LONG -> parser.getLongValue();
            default -> new Digits(parser.getText());
        };
    }

    private static Object decimal(JsonParser parser) throws IOException {
        if (parser.getTextLength() <= PLAIN_CHARS_MAX && isPlain(parser)) {
            return new Plain(parser.getText());
        }
        double value = parser.getDoubleValue();
        return Double.isFinite(value) ? (Object) value : new Digits(parser.getText());
    }

    private static boolean isPlain(JsonParser parser) throws IOException {
        char[] text = parser.getTextCharacters();
        int from = parser.getTextOffset();
        for (int i = from; i < from + parser.getTextLength(); i++) {
            if (text[i] == 'e' || text[i] == 'E') {
                return false;
            }
        }
        return true;
    }
}
