package org.fieldproof.api.record;

import java.util.List;
import java.util.UUID;

/// A record under custody. Everything in it was fixed at accept; a replay is byte-identical.
///
/// The payload array is shared, not copied, because records pass through by the hundred thousand
/// per second: whoever receives one must not write to it.
///
/// @param epoch identity, first half; see [RecordId]
/// @param seq identity, second half; contiguous from 1
/// @param connection id of the connection that accepted it
/// @param device id of the device that sent it
/// @param address topic path with `/`, for every protocol, so that one trie routes everything
/// @param payload bytes as received; may be empty (an MQTT retained delete)
/// @param sourceTimeEpochNanos the device's own timestamp, or 0 where it gave none
/// @param acceptTimeEpochNanos wall clock when the gateway took it in
/// @param qos MQTT quality of service it arrived with, 0 to 2; 0 for other protocols
@SuppressWarnings("ArrayRecordComponent") // shared on purpose, see above; identity is the seq
public record FieldRecord(
        UUID epoch,
        long seq,
        String connection,
        String device,
        String address,
        byte[] payload,
        PayloadEncoding encoding,
        Quality quality,
        long sourceTimeEpochNanos,
        long acceptTimeEpochNanos,
        int qos,
        boolean retained,
        boolean duplicateFlagged,
        List<Property> properties) {
    public FieldRecord {
        if (seq < 1) {
            throw new IllegalArgumentException("seq: " + seq + " (expected: >= 1)");
        }
        if (qos < 0 || qos > 2) {
            throw new IllegalArgumentException("qos: " + qos + " (expected: 0 to 2)");
        }
        properties = List.copyOf(properties);
    }

    /// The identity.
    public RecordId id() {
        return new RecordId(epoch, seq);
    }

    /// The same record with another payload, under the same identity.
    public FieldRecord withPayload(byte[] other) {
        return withPayload(other, encoding);
    }

    public FieldRecord withPayload(byte[] other, PayloadEncoding otherEncoding) {
        return changed(device, address, other, otherEncoding, properties);
    }

    public FieldRecord withNames(String otherDevice, String otherAddress) {
        return changed(otherDevice, otherAddress, payload, encoding, properties);
    }

    public FieldRecord withProperties(List<Property> other) {
        return changed(device, address, payload, encoding, other);
    }

    private FieldRecord changed(
            String otherDevice,
            String otherAddress,
            byte[] otherPayload,
            PayloadEncoding otherEncoding,
            List<Property> otherProperties) {
        return new FieldRecord(
                epoch,
                seq,
                connection,
                otherDevice,
                otherAddress,
                otherPayload,
                otherEncoding,
                quality,
                sourceTimeEpochNanos,
                acceptTimeEpochNanos,
                qos,
                retained,
                duplicateFlagged,
                otherProperties);
    }
}
