package org.fieldproof.engine.intake;

import java.util.Arrays;
import java.util.UUID;
import org.fieldproof.api.command.Outcome.PassedRecord;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.InboundRecord;
import org.fieldproof.engine.record.Shortened;

/// A record that became durable, as the inspector of a wire keeps it. Long payloads are kept by
/// their beginning only, because thousands of devices each keep their last few.
record Passed(InboundRecord record, long seq, long acceptTimeEpochNanos, long ackNanos) {
    PassedRecord toRecord(UUID epoch, String connection) {
        FieldRecord field =
                new FieldRecord(
                        epoch,
                        seq,
                        connection,
                        record.device().id(),
                        record.address(),
                        record.payload(),
                        record.encoding(),
                        record.quality(),
                        record.sourceTimeEpochNanos(),
                        acceptTimeEpochNanos,
                        record.qos(),
                        record.retained(),
                        record.duplicateFlagged(),
                        record.properties());
        return new PassedRecord(field, ackNanos / 1e6, -1);
    }

    static InboundRecord shortened(InboundRecord record) {
        if (record.payload().length <= Shortened.PAYLOAD_BYTES_MAX) {
            return record;
        }
        return new InboundRecord(
                record.device(),
                record.address(),
                Arrays.copyOf(record.payload(), Shortened.PAYLOAD_BYTES_MAX),
                record.encoding(),
                record.quality(),
                record.sourceTimeEpochNanos(),
                record.qos(),
                record.retained(),
                record.duplicateFlagged(),
                Shortened.withMark(record.properties(), record.payload().length));
    }
}
