package org.fieldproof.connector.jdbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Tells payloads that a `jsonb` column takes from those it refuses with an error for the whole
/// batch: U+0000 and half characters in texts, numbers beyond `numeric`, anything that is not one
/// JSON value in UTF-8. Stateless but for the parser's buffers; confined to a session.
final class JsonDocument {
    private static final int DEPTH_MAX = 100;
    private static final int TEXT_MAX = 1 << 20;
    private static final int DIGITS_MAX = 1_000;

    private static final int HUGE_CHARS_MIN = "1e10000".length();

    /// `numeric` has room for 131,072 digits before the point and 16,383 after it.
    private static final Pattern HUGE = Pattern.compile(".*[eE][+-]?\\d{5,}");

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

    boolean storable(byte[] payload) {
        if (payload.length == 0) {
            return false;
        }
        try (JsonParser parser = parserOf(payload)) {
            return isOneValue(parser);
        } catch (IOException _) {
            return false;
        }
    }

    /// Seven-bit text is parsed as it is; anything else must be UTF-8 to the letter first, which
    /// the parser alone does not ask for.
    private JsonParser parserOf(byte[] payload) throws IOException {
        for (byte each : payload) {
            if (each <= 0) {
                return factory.createParser(
                        StandardCharsets.UTF_8
                                .newDecoder()
                                .decode(ByteBuffer.wrap(payload))
                                .toString());
            }
        }
        return factory.createParser(payload);
    }

    private static boolean isOneValue(JsonParser parser) throws IOException {
        int depth = 0;
        int values = 0;
        for (JsonToken at = parser.nextToken(); at != null; at = parser.nextToken()) {
            boolean storable =
                    switch (at) {
                        case START_OBJECT, START_ARRAY -> ++depth > 0;
                        case END_OBJECT, END_ARRAY -> --depth >= 0;
                        case FIELD_NAME, VALUE_STRING -> StoredText.storable(parser.getText());
                        case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> !isHuge(parser);
                        default -> true;
                    };
            if (!storable || (depth == 0 && ++values > 1)) {
                return false;
            }
        }
        return depth == 0 && values == 1;
    }

    private static boolean isHuge(JsonParser parser) throws IOException {
        return parser.getTextLength() >= HUGE_CHARS_MIN && HUGE.matcher(parser.getText()).matches();
    }
}
