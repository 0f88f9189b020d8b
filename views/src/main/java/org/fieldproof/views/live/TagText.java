package org.fieldproof.views.live;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.value.TypedValue;
import org.fieldproof.views.format.Figures;

/// The value of a tag without the notation that it travels in; of anything else, its payload.
/// Stateless.
final class TagText {
    private static final String TYPE = "{\"type\":\"";
    private static final String VALUE = "\",\"value\":";
    private static final String MANY = "[]";

    private TagText() {}

    static String of(FieldRecord record) {
        String whole = new String(record.payload(), StandardCharsets.UTF_8);
        if (record.encoding() != PayloadEncoding.TYPED) {
            return whole;
        }
        int end = whole.startsWith(TYPE) ? whole.indexOf('"', TYPE.length()) : -1;
        if (end >= 0 && whole.startsWith(MANY, end - MANY.length())) {
            // Of many values only the first are shown: they are not taken apart for that.
            return whole.startsWith(VALUE, end) && whole.endsWith("}")
                    ? whole.substring(end + VALUE.length(), whole.length() - 1)
                    : whole;
        }
        return value(record).map(TagText::of).orElse(whole);
    }

    /// The value of a tag; empty where a payload is none, or was cut.
    static Optional<TypedValue> value(FieldRecord record) {
        if (record.encoding() != PayloadEncoding.TYPED) {
            return Optional.empty();
        }
        try {
            return Optional.of(TypedValue.decode(record.payload()));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    private static String of(TypedValue value) {
        return switch (value) {
            case TypedValue.None _ -> Figures.NONE;
            case TypedValue.Text(String text) -> text;
            case TypedValue.Float32(float number) -> Float.toString(number);
            case TypedValue.Float64(double number) -> Double.toString(number);
            case TypedValue.Bool _, TypedValue.Int _, TypedValue.UInt _, TypedValue.Array _ ->
                    json(value);
            case TypedValue.Bytes _, TypedValue.Time _ -> unquoted(json(value));
        };
    }

    private static String json(TypedValue value) {
        StringBuilder json = new StringBuilder();
        value.appendTo(json);
        return json.toString();
    }

    /// Neither bytes nor times have anything in them that is escaped.
    private static String unquoted(String json) {
        return json.substring(1, json.length() - 1);
    }
}
