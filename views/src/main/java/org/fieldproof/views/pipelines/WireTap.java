package org.fieldproof.views.pipelines;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.JsonString;

/// What passes a wire from now on, as lines of JSON. The gateway is asked for its last records
/// again and again; what passed between two looks and is not kept any more is counted and missing.
/// Needs no toolkit; FX thread.
final class WireTap {
    /// Of one look.
    static final int LOOK_MAX = 200;

    /// After so much it ends by itself.
    static final int RECORDS_MAX = 50_000;

    private static final long NANOS = 1_000_000_000L;

    private final Path file;
    private final Command.Wire wire;
    private final StringBuilder lines = new StringBuilder();
    private long began = -1;
    private long passed;
    private long written;
    private long lastSeq;

    WireTap(Path file, Command.Wire wire) {
        this.file = file;
        this.wire = wire;
    }

    Path file() {
        return file;
    }

    Command.Wire wire() {
        return wire;
    }

    /// Takes what is new of one look. The first one says where it begins.
    void take(Outcome.WireInspected look) {
        List<Outcome.PassedRecord> records = look.records();
        long newest = records.isEmpty() ? 0 : records.getFirst().record().seq();
        if (began < 0) {
            began = look.passedTotal();
            lastSeq = newest;
            return;
        }
        passed = look.passedTotal() - began;
        for (Outcome.PassedRecord each : records.reversed()) {
            FieldRecord record = each.record();
            if (record.seq() > lastSeq && written < RECORDS_MAX) {
                lines.append(line(record)).append('\n');
                written++;
            }
        }
        lastSeq = Math.max(lastSeq, newest);
    }

    /// How many there are of those that passed.
    long written() {
        return written;
    }

    /// How many passed since it began.
    long passed() {
        return passed;
    }

    boolean isFull() {
        return written >= RECORDS_MAX;
    }

    /// The lines, and a last one that says how many of how many they are.
    byte[] content() {
        String last = "{\"sampled\":" + written + ",\"of\":" + passed + "}\n";
        return (lines + last).getBytes(StandardCharsets.UTF_8);
    }

    private static String line(FieldRecord record) {
        return "{\"seq\":"
                + record.seq()
                + ",\"connection\":"
                + JsonString.of(record.connection())
                + ",\"device\":"
                + JsonString.of(record.device())
                + ",\"address\":"
                + JsonString.of(record.address())
                + ",\"quality\":\""
                + record.quality()
                + "\""
                + time("sourceTime", record.sourceTimeEpochNanos())
                + time("acceptTime", record.acceptTimeEpochNanos())
                + payload(record.payload())
                + "}";
    }

    /// ISO 8601 in UTC, whatever the console shows; nothing for a time that is not known.
    private static String time(String name, long epochNanos) {
        return epochNanos == 0
                ? ""
                : ",\""
                        + name
                        + "\":\""
                        + Instant.ofEpochSecond(
                                Math.floorDiv(epochNanos, NANOS), Math.floorMod(epochNanos, NANOS))
                        + "\"";
    }

    private static String payload(byte[] payload) {
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(payload)).toString();
            return ",\"payload\":" + JsonString.of(text);
        } catch (CharacterCodingException bytes) {
            return ",\"payloadBase64\":\"" + Base64.getEncoder().encodeToString(payload) + "\"";
        }
    }
}
