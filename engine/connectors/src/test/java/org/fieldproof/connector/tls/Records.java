package org.fieldproof.connector.tls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;

/// Records that every store takes.
final class Records {
    private static final UUID EPOCH = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");

    private Records() {}

    static List<FieldRecord> range(long from, long to) {
        List<FieldRecord> records = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            records.add(
                    new FieldRecord(
                            EPOCH,
                            seq,
                            "devices",
                            "press-" + seq % 5,
                            "plant/hall-2",
                            ("{\"n\":" + seq + "}").getBytes(StandardCharsets.UTF_8),
                            PayloadEncoding.BYTES,
                            Quality.GOOD,
                            0,
                            1_795_004_800_123_456_789L + seq,
                            1,
                            false,
                            false,
                            List.of(new Property("lot", "7"))));
        }
        return records;
    }
}
