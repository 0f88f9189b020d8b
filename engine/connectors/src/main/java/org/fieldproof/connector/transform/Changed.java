package org.fieldproof.connector.transform;

import java.util.List;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;

/// Copies of a record with something else in it; identity and times stay (XF-2). Pure.
final class Changed {
    private Changed() {}

    static FieldRecord payload(FieldRecord of, byte[] payload, PayloadEncoding encoding) {
        return copy(of, of.device(), of.address(), payload, encoding, of.properties());
    }

    static FieldRecord names(FieldRecord of, String device, String address) {
        return copy(of, device, address, of.payload(), of.encoding(), of.properties());
    }

    static FieldRecord properties(FieldRecord of, List<Property> properties) {
        return copy(of, of.device(), of.address(), of.payload(), of.encoding(), properties);
    }

    private static FieldRecord copy(
            FieldRecord of,
            String device,
            String address,
            byte[] payload,
            PayloadEncoding encoding,
            List<Property> properties) {
        return new FieldRecord(
                of.epoch(),
                of.seq(),
                of.connection(),
                device,
                address,
                payload,
                encoding,
                of.quality(),
                of.sourceTimeEpochNanos(),
                of.acceptTimeEpochNanos(),
                of.qos(),
                of.retained(),
                of.duplicateFlagged(),
                properties);
    }
}
