package org.fieldproof.api.record;

import java.util.List;
import org.fieldproof.api.spi.DeviceHandle;

/// A record at the door: what a source hands to the [org.fieldproof.api.spi.Intake], before it
/// has an identity. The payload array belongs to the engine from the moment of the call.
///
/// @param sourceTimeEpochNanos the device's own timestamp, or 0 where it gave none
/// @param qos MQTT quality of service, 0 to 2; 0 for other protocols
@SuppressWarnings("ArrayRecordComponent") // shared on purpose, see above; identity is the seq
public record InboundRecord(
        DeviceHandle device,
        String address,
        byte[] payload,
        PayloadEncoding encoding,
        Quality quality,
        long sourceTimeEpochNanos,
        int qos,
        boolean retained,
        boolean duplicateFlagged,
        List<Property> properties) {
    public InboundRecord {
        if (qos < 0 || qos > 2) {
            throw new IllegalArgumentException("qos: " + qos + " (expected: 0 to 2)");
        }
    }

    /// Bytes this record counts against the intake's budget: its payload, its address, and a flat
    /// allowance for the objects around them.
    public int costBytes() {
        int cost = 96 + address.length() + payload.length;
        for (Property property : properties) {
            cost += 32 + property.name().length() + property.value().length();
        }
        return cost;
    }
}
