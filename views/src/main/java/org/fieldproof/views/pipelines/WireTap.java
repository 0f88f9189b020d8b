package org.fieldproof.views.pipelines;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.JsonString;
import org.fieldproof.api.record.Property;
import org.jspecify.annotations.Nullable;

/// What passes a wire from now on, as lines of JSON. The gateway is asked for its last records
/// again and again; what passed between two looks and is not kept any more is counted and missing,
/// and a long payload is there by its beginning only, with the property that says so. Needs no
/// toolkit; FX thread.
final class WireTap {
    /// Of one look: at least as many as the gateway keeps of a wire.
    static final int LOOK_MAX = 20;

    /// After so much it ends by itself: it is kept in memory, and written whole.
    static final int CHARS_MAX = 16_000_000;

    private static final long NANOS = 1_000_000_000L;

    private final Path file;
    private final Command.Wire wire;
    private final StringBuilder lines = new StringBuilder();
    private @Nullable UUID epoch;
    private boolean begun;
    private long total;
    private long counted;
    private long written;
    private long shortened;
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
        long before = total;
        total = look.passedTotal();
        if (begun) {
            // A gateway that has begun anew counts from nothing.
            counted += total < before ? total : total - before;
        }
        if (!look.records().isEmpty()) {
            take(look.records(), begun);
        }
        begun = true;
    }

    private void take(List<Outcome.PassedRecord> newestFirst, boolean wanted) {
        FieldRecord newest = newestFirst.getFirst().record();
        if (!newest.epoch().equals(epoch)) {
            epoch = newest.epoch();
            lastSeq = 0;
        }
        for (Outcome.PassedRecord each : newestFirst.reversed()) {
            FieldRecord record = each.record();
            // One that came while the gateway looked stands in the place of an old one, and comes
            // again with the next look.
            boolean fresh = record.seq() > lastSeq && record.seq() <= newest.seq();
            if (wanted && fresh && !isFull()) {
                add(record);
            }
        }
        lastSeq = Math.max(lastSeq, newest.seq());
    }

    private void add(FieldRecord record) {
        lines.append(line(record)).append('\n');
        written++;
        if (record.properties().stream().anyMatch(p -> p.name().equals(Property.SHORTENED))) {
            shortened++;
        }
    }

    /// How many there are of those that passed.
    long written() {
        return written;
    }

    /// How many passed since it began. The gateway counts and lists at two moments, so that it may
    /// have listed one that it had not counted.
    long passed() {
        return Math.max(counted, written);
    }

    boolean isFull() {
        return lines.length() >= CHARS_MAX;
    }

    /// The lines, and a last one that says how many of how many they are. They are those of now,
    /// whenever they are made.
    Supplier<byte[]> content() {
        String text =
                lines
                        + "{\"sampled\":"
                        + written
                        + ",\"of\":"
                        + passed()
                        + (shortened > 0 ? ",\"shortened\":" + shortened : "")
                        + "}\n";
        return () -> text.getBytes(StandardCharsets.UTF_8);
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
                + properties(record.properties())
                + "}";
    }

    /// In their order, because names may repeat; nothing where there are none.
    private static String properties(List<Property> properties) {
        return properties.isEmpty()
                ? ""
                : properties.stream()
                        .map(
                                each ->
                                        "{\"name\":"
                                                + JsonString.of(each.name())
                                                + ",\"value\":"
                                                + JsonString.of(each.value())
                                                + "}")
                        .collect(Collectors.joining(",", ",\"properties\":[", "]"));
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
