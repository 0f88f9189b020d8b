package org.fieldproof.views.live;

import java.nio.charset.StandardCharsets;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.views.format.Figures;

/// The value of a tag without the notation that it travels in; of anything else, its payload.
/// Stateless.
final class TagText {
    private static final String TYPE = "{\"type\":\"";
    private static final String VALUE = "\",\"value\":";
    private static final String NOTHING = "none";

    private TagText() {}

    static String of(FieldRecord record) {
        String whole = new String(record.payload(), StandardCharsets.UTF_8);
        if (record.encoding() != PayloadEncoding.TYPED
                || !whole.startsWith(TYPE)
                || !whole.endsWith("}")) {
            return whole;
        }
        int at = whole.indexOf(VALUE);
        if (at < 0) {
            return whole;
        }
        return whole.startsWith(NOTHING + VALUE, TYPE.length())
                ? Figures.NONE
                : whole.substring(at + VALUE.length(), whole.length() - 1);
    }
}
