package org.fieldproof.connector.jdbc;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;

/// Records for tests.
final class Records {
    static final UUID EPOCH = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    static final String ADDRESS = "plant/hall-2/press-01/telemetry";
    private static final long ACCEPTED = 1_795_000_000_123_456_789L;

    private Records() {}

    static FieldRecord of(long seq, byte[] payload) {
        return of(seq, ADDRESS, payload, List.of());
    }

    static FieldRecord of(long seq, String address, byte[] payload, List<Property> properties) {
        return new FieldRecord(
                EPOCH,
                seq,
                "devices",
                "press-01",
                address,
                payload,
                PayloadEncoding.BYTES,
                Quality.GOOD,
                seq % 2 == 0 ? 0 : ACCEPTED - seq,
                ACCEPTED + seq,
                1,
                seq % 3 == 0,
                seq % 5 == 0,
                properties);
    }

    static byte[] payload(long seq) {
        return ("{\"n\":" + seq + ",\"bar\":6.42,\"text\":\"a reading of the press in hall 2\"}")
                .getBytes(StandardCharsets.UTF_8);
    }

    /// Records `from` to `to`, both included.
    static List<FieldRecord> range(long from, long to) {
        List<FieldRecord> records = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            records.add(of(seq, payload(seq)));
        }
        return records;
    }

    static int crc(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }
}
