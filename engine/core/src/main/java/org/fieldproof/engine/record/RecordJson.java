package org.fieldproof.engine.record;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import org.fieldproof.api.command.Outcome.Edit;
import org.fieldproof.api.command.Outcome.QuarantinedRecord;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.Property;
import org.jspecify.annotations.Nullable;

/// A record as one JSON object on one line, in the disk buffers, the quarantine and dumps. A
/// payload that is valid UTF-8 stands there as text (`"encoding":"utf-8"`), any other as Base64
/// (`"encoding":"base64"`): reading gives back the very same bytes in both cases.
///
/// Confined to one thread: it reuses its buffer and its generator.
public final class RecordJson {
    private static final long NANOS = 1_000_000_000L;

    /// One generator writes line after line, so nothing may stand between two of them.
    private final JsonFactory json =
            new JsonFactoryBuilder().rootValueSeparator((String) null).build();

    private final ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    private final EpochTexts epochs = new EpochTexts();
    private @Nullable JsonGenerator generator;

    /// The line of a disk buffer, without line end.
    public byte[] write(FieldRecord record) {
        return line(record, null, false);
    }

    /// The line of a quarantine: the record, why it is there and since when.
    public byte[] writeQuarantined(QuarantinedRecord record) {
        return line(record.record(), record, false);
    }

    /// The line of a dump for people and scripts: accept time also as ISO 8601.
    public byte[] writeDump(FieldRecord record) {
        return line(record, null, true);
    }

    private byte[] line(FieldRecord record, @Nullable QuarantinedRecord quarantined, boolean dump) {
        out.reset();
        try {
            JsonGenerator to = generator == null ? json.createGenerator(out) : generator;
            // Whoever fails half way leaves a generator that nobody may go on with.
            generator = null;
            write(record, quarantined, dump, to);
            to.flush();
            generator = to;
        } catch (IOException e) {
            throw new UncheckedIOException("in-memory JSON", e);
        }
        return out.toByteArray();
    }

    private void write(
            FieldRecord record,
            @Nullable QuarantinedRecord quarantined,
            boolean dump,
            JsonGenerator to)
            throws IOException {
        to.writeStartObject();
        to.writeFieldName(RecordNames.EPOCH);
        to.writeString(epochs.text(record.epoch()));
        number(RecordNames.SEQ, record.seq(), to);
        text(RecordNames.CONNECTION, record.connection(), to);
        text(RecordNames.DEVICE, record.device(), to);
        text(RecordNames.ADDRESS, record.address(), to);
        if (dump) {
            to.writeStringField("acceptTime", iso(record.acceptTimeEpochNanos()));
        }
        number(RecordNames.ACCEPT_EPOCH_NANOS, record.acceptTimeEpochNanos(), to);
        if (record.sourceTimeEpochNanos() != 0) {
            number(RecordNames.SOURCE_EPOCH_NANOS, record.sourceTimeEpochNanos(), to);
        }
        payload(record.payload(), to);
        to.writeFieldName(RecordNames.KIND);
        to.writeString(RecordNames.of(record.encoding()));
        to.writeFieldName(RecordNames.QUALITY);
        to.writeString(RecordNames.of(record.quality()));
        number(RecordNames.QOS, record.qos(), to);
        if (record.retained()) {
            to.writeBooleanField("retained", true);
        }
        if (record.duplicateFlagged()) {
            to.writeBooleanField("dup", true);
        }
        properties(record, to);
        if (quarantined != null) {
            reason(quarantined, to);
        }
        to.writeEndObject();
    }

    private static void text(SerializedString name, String value, JsonGenerator to)
            throws IOException {
        to.writeFieldName(name);
        to.writeString(value);
    }

    private static void number(SerializedString name, long value, JsonGenerator to)
            throws IOException {
        to.writeFieldName(name);
        to.writeNumber(value);
    }

    private static void payload(byte[] payload, JsonGenerator to) throws IOException {
        to.writeFieldName(RecordNames.PAYLOAD);
        if (isPlain(payload)) {
            to.writeUTF8String(payload, 0, payload.length);
            to.writeFieldName(RecordNames.ENCODING);
            to.writeString(RecordNames.UTF_8);
            return;
        }
        try {
            to.writeString(
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(payload))
                            .toString());
            to.writeFieldName(RecordNames.ENCODING);
            to.writeString(RecordNames.UTF_8);
        } catch (CharacterCodingException e) {
            to.writeString(Base64.getEncoder().encodeToString(payload));
            to.writeStringField("encoding", "base64");
        }
    }

    /// Seven-bit text needs no decoding on its way through.
    private static boolean isPlain(byte[] payload) {
        for (byte each : payload) {
            if (each < 0x20) {
                return false;
            }
        }
        return true;
    }

    private static void properties(FieldRecord record, JsonGenerator to) throws IOException {
        if (record.properties().isEmpty()) {
            return;
        }
        to.writeArrayFieldStart("properties");
        for (Property property : record.properties()) {
            to.writeStartArray();
            to.writeString(property.name());
            to.writeString(property.value());
            to.writeEndArray();
        }
        to.writeEndArray();
    }

    private static void reason(QuarantinedRecord quarantined, JsonGenerator to) throws IOException {
        Problem why = quarantined.why();
        to.writeObjectFieldStart("quarantine");
        to.writeStringField("since", quarantined.since().toString());
        to.writeStringField("code", why.code());
        to.writeStringField("object", why.object());
        to.writeStringField("message", why.message());
        to.writeStringField("remedy", why.remedy());
        Edit edit = quarantined.edit();
        if (edit != null) {
            to.writeStringField("editedAt", edit.at().toString());
            to.writeStringField("editedBy", edit.by());
            to.writeStringField(
                    "originalPayloadBase64", Base64.getEncoder().encodeToString(edit.original()));
        }
        to.writeEndObject();
    }

    /// Reads a line back, with the reason if it is a quarantine's.
    ///
    /// @throws IOException if the line is not one of these
    public StoredRecord read(byte[] line) throws IOException {
        RecordFields fields = new RecordFields();
        try (JsonParser from = json.createParser(line)) {
            if (from.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("record line: no JSON object");
            }
            while (from.nextToken() == JsonToken.FIELD_NAME) {
                fields.take(from);
            }
        }
        return fields.toRecord(epochs);
    }

    static String iso(long epochNanos) {
        return Instant.ofEpochSecond(
                        Math.floorDiv(epochNanos, NANOS), Math.floorMod(epochNanos, NANOS))
                .toString();
    }
}
