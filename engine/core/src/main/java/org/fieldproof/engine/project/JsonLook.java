package org.fieldproof.engine.project;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// JSON as maps, lists and values that can be compared: the order of names does not count, and
/// 1, 1.0 and 1e0 are the same number. Pure.
public final class JsonLook {
    private static final int EXPONENT_MAX = 10_000;
    private static final JsonFactory JSON =
            JsonFactory.builder()
                    .streamReadConstraints(
                            StreamReadConstraints.builder().maxNestingDepth(100).build())
                    .build();

    private JsonLook() {}

    /// A look at a text; null if it is not one JSON value.
    public static @Nullable Object of(String text) {
        try (JsonParser from = JSON.createParser(text)) {
            from.nextToken();
            Object value = value(from);
            return from.nextToken() == null ? value : null;
        } catch (IOException e) {
            return null;
        }
    }

    private static Object value(JsonParser from) throws IOException {
        JsonToken token = from.currentToken();
        if (token == null) {
            throw new IOException("empty");
        }
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> map = new TreeMap<>();
                while (from.nextToken() != JsonToken.END_OBJECT) {
                    String name = from.currentName();
                    from.nextToken();
                    map.put(name, value(from));
                }
                yield map;
            }
            case START_ARRAY -> {
                List<Object> list = new ArrayList<>();
                while (from.nextToken() != JsonToken.END_ARRAY) {
                    list.add(value(from));
                }
                yield list;
            }
            case VALUE_STRING -> "\"" + from.getText() + "\"";
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(from.getText());
            case VALUE_TRUE, VALUE_FALSE, VALUE_NULL -> from.getText();
            default -> throw new IOException("unexpected " + token);
        };
    }

    /// In one form, but for exponents so large that it would fill the memory.
    private static String number(String written) {
        BigDecimal number = new BigDecimal(written);
        return Math.abs((long) number.scale()) > EXPONENT_MAX
                ? written
                : number.signum() == 0 ? "0" : number.stripTrailingZeros().toString();
    }
}
