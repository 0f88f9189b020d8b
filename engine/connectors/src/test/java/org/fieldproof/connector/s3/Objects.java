package org.fieldproof.connector.s3;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;

/// Records for tests.
final class Objects {
    static final UUID EPOCH = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    /// 2026-11-18T12:26:40Z.
    private static final long ACCEPTED = 1_795_004_800_123_456_789L;

    private Objects() {}

    static FieldRecord of(long seq, String address, byte[] payload) {
        return new FieldRecord(
                EPOCH,
                seq,
                "devices",
                "press-" + seq % 3,
                address,
                payload,
                PayloadEncoding.BYTES,
                Quality.GOOD,
                0,
                ACCEPTED + seq * 1_000_000L,
                1,
                false,
                false,
                List.of(new Property("lot", "7\n\"x\"")));
    }

    /// Records `from` to `to`; every tenth payload is no text.
    static List<FieldRecord> range(long from, long to) {
        List<FieldRecord> records = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            String text = "{\"n\":" + seq + ",\"t\":\"Öl\"}";
            byte[] payload =
                    seq % 10 == 0
                            ? new byte[] {0, -1, (byte) seq}
                            : text.getBytes(StandardCharsets.UTF_8);
            records.add(of(seq, "plant/../hall\n2/x", payload));
        }
        return records;
    }
}
