package org.fieldproof.engine.record;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;

/// Records as inspectors keep them: long payloads by their beginning only, with a property that
/// says how long they were, because thousands of wires each keep their last few.
public final class Shortened {
    /// Longest payload that is kept whole.
    public static final int PAYLOAD_BYTES_MAX = 4_096;

    private Shortened() {}

    /// The record itself if it is short enough.
    public static FieldRecord of(FieldRecord record) {
        if (record.payload().length <= PAYLOAD_BYTES_MAX) {
            return record;
        }
        return record.withPayload(Arrays.copyOf(record.payload(), PAYLOAD_BYTES_MAX))
                .withProperties(withMark(record.properties(), record.payload().length));
    }

    /// The properties, with the mark of a shortened payload.
    public static List<Property> withMark(List<Property> properties, int payloadBytes) {
        List<Property> marked = new ArrayList<>(properties);
        marked.add(new Property(Property.SHORTENED, "" + payloadBytes));
        return marked;
    }
}
