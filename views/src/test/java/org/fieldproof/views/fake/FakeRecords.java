package org.fieldproof.views.fake;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.fieldproof.api.command.AddressLevels;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;

/// Pretended records.
final class FakeRecords {

    static final long FIRST = 48_213;

    /// Of a wire, as the engine does.
    static final int KEPT = 20;

    private static final UUID EPOCH = UUID.fromString("0e3c6f6e-5b7e-4c1f-9a63-0c2f6b3c9d11");
    private static final String[] DEVICES = {"press-01", "pump-02", "mixer-03"};

    private FakeRecords() {}

    static List<Outcome.PassedRecord> passed(FakeGateway gateway, int max) {
        List<Outcome.PassedRecord> records = new ArrayList<>();
        for (int i = 0; i < max; i++) {
            long age = i * 3L + 1;
            records.add(
                    new Outcome.PassedRecord(
                            record(
                                    gateway,
                                    DEVICES[i % 3],
                                    "telemetry",
                                    FIRST + gateway.passing() - i,
                                    age),
                            0.4 + i % 4 * 0.1,
                            8 + i % 5));
        }
        return records;
    }

    static Outcome latest(FakeGateway gateway, int max) {
        List<Outcome.LatestValue> values = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            String tail = i < 3 ? "telemetry" : i < 6 ? "status" : "counter";
            long age = i < 3 ? 4 + i : i < 6 ? 900 + i * 70 : 63_000;
            values.add(
                    new Outcome.LatestValue(
                            record(gateway, DEVICES[i % 3], tail, 48_213 - i, age),
                            16_071 / (i + 1)));
        }
        if (!gateway.alsoAt.isEmpty()) {
            FieldRecord like = values.getFirst().record();
            values.add(new Outcome.LatestValue(at(like, "devices", gateway.alsoAt, 0), 1));
        }
        for (int i = 0; i < gateway.moreAddresses; i++) {
            FieldRecord like = values.getFirst().record();
            values.add(new Outcome.LatestValue(at(like, "devices", "plant/more/" + i, 9_000), 1));
        }
        if (gateway.twins) {
            for (Outcome.LatestValue each : List.copyOf(values)) {
                FieldRecord record = each.record();
                values.add(
                        new Outcome.LatestValue(
                                at(record, "twin", record.address(), 5_000), each.updates()));
            }
        }
        return new Outcome.LatestRead(
                values.subList(0, Math.min(max, values.size())), values.size());
    }

    static Outcome levels(FakeGateway gateway, Command.ReadLevels asked) {
        AddressLevels levels = new AddressLevels(asked.prefix());
        ((Outcome.LatestRead) latest(gateway, Integer.MAX_VALUE))
                .values()
                .forEach(value -> levels.add(value.record().address(), value.updates()));
        return levels.first(asked.max());
    }

    private static FieldRecord at(FieldRecord of, String connection, String address, long older) {
        return new FieldRecord(
                of.epoch(),
                of.seq(),
                connection,
                of.device(),
                address,
                of.payload(),
                of.encoding(),
                of.quality(),
                of.sourceTimeEpochNanos(),
                of.acceptTimeEpochNanos() - older * 1_000_000,
                of.qos(),
                of.retained(),
                of.duplicateFlagged(),
                of.properties());
    }

    static Outcome stored() {
        Instant old = Instant.parse("2026-03-01T08:00:00Z");
        return new Outcome.StorageRead(
                Path.of("/var/lib/fieldproof/field-demo"),
                List.of(
                        new Outcome.StoredPart(Outcome.StoredKind.LOG, 3, 201L << 20, old),
                        new Outcome.StoredPart(Outcome.StoredKind.BUFFERS, 8, 4_200_000, old),
                        new Outcome.StoredPart(Outcome.StoredKind.QUARANTINE, 2, 45_056, old),
                        new Outcome.StoredPart(Outcome.StoredKind.AUDIT, 1, 91_000, old),
                        new Outcome.StoredPart(Outcome.StoredKind.EVIDENCE, 14, 9_400_000, old),
                        new Outcome.StoredPart(Outcome.StoredKind.OTHER, 11, 31_000, old)),
                41L << 30);
    }

    static Outcome audit(FakeGateway gateway, int max) {
        Instant now = gateway.clock.now();
        List<Outcome.AuditLine> lines = new ArrayList<>();
        String[] acts = {
            "project opened",
            "drill upstream-outage started",
            "lane upstream paused",
            "lane upstream resumed"
        };
        for (int i = 0; i < Math.min(max, gateway.auditLines); i++) {
            lines.add(
                    new Outcome.AuditLine(
                            gateway.auditLines - i,
                            now.minusSeconds(60L * i),
                            "operator",
                            "console",
                            acts[i % acts.length],
                            "done"));
        }
        return new Outcome.AuditRead(lines, true, 0);
    }

    private static FieldRecord record(
            FakeGateway gateway, String device, String tail, long seq, long ageMillis) {
        long at = (gateway.nowMillis() - ageMillis) * 1_000_000;
        double bar = 6.4 + 0.6 * Math.sin(gateway.nowMillis() / 4000.0 + device.length());
        String payload =
                switch (tail) {
                    case "telemetry" ->
                            String.format(
                                    Locale.ROOT,
                                    "{\"n\":%d,\"bar\":%.2f,\"degC\":%.1f}",
                                    seq / 3,
                                    bar,
                                    41 + bar / 8);
                    case "status" -> "{\"running\":true,\"mode\":\"auto\"}";
                    default -> Long.toString(seq);
                };
        return new FieldRecord(
                EPOCH,
                seq,
                "devices",
                device,
                "plant/hall-2/" + device + "/" + tail,
                payload.getBytes(StandardCharsets.UTF_8),
                PayloadEncoding.TEXT,
                tail.equals("counter") && device.equals("pump-02")
                        ? Quality.UNCERTAIN
                        : Quality.GOOD,
                at - 1_000_000,
                at,
                1,
                false,
                false,
                List.of());
    }
}
