package org.fieldproof.connector.jdbc;

import java.util.List;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;

/// Whether a record's texts can be stored as they are, and its properties as JSON.
///
/// Databases refuse U+0000 and half characters (lone surrogates) with an error for the whole
/// batch. Finding them here names the record at once and spares the lane a bisection.
final class StoredText {
    private StoredText() {}

    /// Which text of the record cannot be stored; empty if all can.
    static String faultOf(FieldRecord record) {
        if (!storable(record.address())) {
            return "address";
        }
        if (!storable(record.device())) {
            return "device";
        }
        if (!storable(record.connection())) {
            return "connection";
        }
        for (Property property : record.properties()) {
            if (!storable(property.name()) || !storable(property.value())) {
                return "properties";
            }
        }
        return "";
    }

    static boolean storable(String text) {
        int length = text.length();
        for (int at = 0; at < length; at++) {
            char unit = text.charAt(at);
            if (unit == 0) {
                return false;
            }
            if (unit >= Character.MIN_SURROGATE && unit <= Character.MAX_SURROGATE) {
                if (unit > Character.MAX_HIGH_SURROGATE
                        || at + 1 == length
                        || !Character.isLowSurrogate(text.charAt(at + 1))) {
                    return false;
                }
                at++;
            }
        }
        return true;
    }

    /// `[{"name": ..., "value": ...}, ...]`, a list because names may repeat.
    static String json(List<Property> properties) {
        StringBuilder json = new StringBuilder(32 * properties.size() + 2);
        json.append('[');
        for (Property property : properties) {
            if (json.length() > 1) {
                json.append(',');
            }
            json.append("{\"name\":");
            quote(property.name(), json);
            json.append(",\"value\":");
            quote(property.value(), json);
            json.append('}');
        }
        return json.append(']').toString();
    }

    private static void quote(String text, StringBuilder json) {
        json.append('"');
        for (int at = 0; at < text.length(); at++) {
            char unit = text.charAt(at);
            if (unit == '"' || unit == '\\') {
                json.append('\\').append(unit);
            } else if (unit < 0x20) {
                json.append("\\u00")
                        .append(Character.forDigit(unit >> 4, 16))
                        .append(Character.forDigit(unit & 15, 16));
            } else {
                json.append(unit);
            }
        }
        json.append('"');
    }
}
