package org.fieldproof.connector.mqtt.payload;

import java.util.List;
import org.fieldproof.api.record.InboundRecord;

/// What a message becomes.
///
/// @param records the message itself first
/// @param lines what it says of devices' lines, in order
public record MessageRecords(List<InboundRecord> records, List<DeviceLine> lines) {
    public MessageRecords {
        records = List.copyOf(records);
        lines = List.copyOf(lines);
    }
}
