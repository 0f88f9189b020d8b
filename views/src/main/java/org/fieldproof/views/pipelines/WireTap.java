package org.fieldproof.views.pipelines;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.JsonString;
import org.fieldproof.api.record.Property;

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
    private final WireLooks looks = new WireLooks();
    private long written;
    private long shortened;

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
        for (Outcome.PassedRecord each : looks.take(look)) {
            if (!isFull()) {
                add(each.record());
            }
        }
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

    /// How many passed since it began.
    long passed() {
        return Math.max(looks.passed(), written);
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
