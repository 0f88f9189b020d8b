package org.fieldproof.connector.jdbc;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/// Tells payloads that a `jsonb` column takes from those it refuses with an error for the whole
/// batch: U+0000 and half characters in texts, numbers beyond `numeric`, anything that is not one
/// JSON value in UTF-8. Stateless but for the parser's buffers; confined to a session.
final class JsonDocument {
    private static final int DEPTH_MAX = 100;
    private static final int TEXT_MAX = 1 << 20;
    private static final int DIGITS_MAX = 1_000;

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
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
            try (JsonParser parser = factory.createParser(text)) {
                return isOneValue(parser);
            }
        } catch (CharacterCodingException _) {
            return false;
        } catch (IOException _) {
            return false;
        }
    }

    private static boolean isOneValue(JsonParser parser) throws IOException {
        int depth = 0;
        int values = 0;
        for (JsonToken at = parser.nextToken(); at != null; at = parser.nextToken()) {
            switch (at) {
                case START_OBJECT, START_ARRAY -> depth++;
                case END_OBJECT, END_ARRAY -> depth--;
                case FIELD_NAME, VALUE_STRING -> {
                    if (!StoredText.storable(parser.getText())) {
                        return false;
                    }
                }
                case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
                    if (HUGE.matcher(parser.getText()).matches()) {
                        return false;
                    }
                }
                default -> {
                    // true, false and null are always storable
                }
            }
            if (depth == 0 && ++values > 1) {
                return false;
            }
        }
        return depth == 0 && values == 1;
    }
}
