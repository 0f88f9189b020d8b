package org.fieldproof.connector.influx;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.fieldproof.api.drill.LinkTable;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;
import org.fieldproof.api.time.GatewayClock;
import org.fieldproof.connector.mqtt.testing.TestAuthority;
import org.fieldproof.connector.stores.StoreBench;

/// Records for tests, accepted about now: VictoriaMetrics refuses what is far from it.
final class Points {
    static final UUID EPOCH = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
    static final long NOW = GatewayClock.system().epochNanos() / 1_000_000L * 1_000_000L;

    private Points() {}

    static FieldRecord of(long seq, String address, byte[] payload, PayloadEncoding encoding) {
        return at(NOW + seq * 1_000_000L, seq, address, payload, encoding);
    }

    static FieldRecord at(
            long nanos, long seq, String address, byte[] payload, PayloadEncoding encoding) {
        return new FieldRecord(
                EPOCH,
                seq,
                "devices",
                "press-" + seq % 3,
                address,
                payload,
                encoding,
                Quality.GOOD,
                0,
                nanos,
                1,
                false,
                false,
                List.of());
    }

    static FieldRecord json(long seq, String payload) {
        return of(
                seq,
                "plant/hall-2/telemetry",
                payload.getBytes(StandardCharsets.UTF_8),
                PayloadEncoding.BYTES);
    }

    static List<FieldRecord> range(long from, long to) {
        List<FieldRecord> records = new ArrayList<>();
        for (long seq = from; seq <= to; seq++) {
            records.add(json(seq, "{\"n\":" + seq + ",\"bar\":6.42,\"ok\":true}"));
        }
        return records;
    }

    /// A sink on this machine, held as a lane holds it.
    static StoreBench bench(Path directory, Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(Map.of("host", "127.0.0.1"));
        all.putAll(fields);
        return new StoreBench(
                new InfluxSinkFactory(),
                directory,
                all,
                LinkTable.direct(),
                new TestAuthority("unused"));
    }

    static int crc(byte[] payload) {
        CRC32C crc = new CRC32C();
        crc.update(payload);
        return (int) crc.getValue();
    }
}
