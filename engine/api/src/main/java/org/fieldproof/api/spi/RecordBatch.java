package org.fieldproof.api.spi;

import java.util.List;
import org.fieldproof.api.record.FieldRecord;

/// Records on their way to one destination, in log order.
///
/// @param replayed true where they come from the disk buffer or were handed over before
public record RecordBatch(List<FieldRecord> records, boolean replayed) {
    public RecordBatch {
        if (records.isEmpty()) {
            throw new IllegalArgumentException("records: empty (expected: at least one)");
        }
    }

    public int size() {
        return records.size();
    }
}
