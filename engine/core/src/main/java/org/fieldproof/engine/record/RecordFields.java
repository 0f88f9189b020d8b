package org.fieldproof.engine.record;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.fieldproof.api.command.Outcome.Edit;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.record.Quality;
import org.jspecify.annotations.Nullable;

/// The fields of one line while it is being read. Unknown fields are passed over, so that a newer
/// line with more in it is still readable.
final class RecordFields {
    private String epoch = "";
    private long seq;
    private String connection = "";
    private String device = "";
    private String address = "";
    private String payload = "";
    private boolean base64;
    private PayloadEncoding kind = PayloadEncoding.BYTES;
    private Quality quality = Quality.GOOD;
    private long sourceEpochNanos;
    private long acceptEpochNanos;
    private int qos;
    private boolean retained;
    private boolean duplicate;
    private final List<Property> properties = new ArrayList<>(0);
    private @Nullable Problem why;
    private @Nullable Instant since;
    private @Nullable Edit edit;

    void take(JsonParser from) throws IOException {
        String name = from.currentName();
        from.nextToken();
        switch (name) {
            case "epoch" -> epoch = from.getText();
            case "seq" -> seq = from.getLongValue();
            case "connection" -> connection = from.getText();
            case "device" -> device = from.getText();
            case "address" -> address = from.getText();
            case "payload" -> payload = from.getText();
            case "encoding" -> base64 = from.getText().equals("base64");
            case "kind" -> kind = RecordNames.kind(from.getText());
            case "quality" -> quality = RecordNames.quality(from.getText());
            case "sourceEpochNanos" -> sourceEpochNanos = from.getLongValue();
            case "acceptEpochNanos" -> acceptEpochNanos = from.getLongValue();
            case "qos" -> qos = from.getIntValue();
            case "retained" -> retained = from.getBooleanValue();
            case "dup" -> duplicate = from.getBooleanValue();
            case "properties" -> takeProperties(from);
            case "quarantine" -> takeReason(from);
            default -> from.skipChildren();
        }
    }

    private void takeProperties(JsonParser from) throws IOException {
        while (from.nextToken() == JsonToken.START_ARRAY) {
            String name = textOf(from.nextTextValue());
            String value = textOf(from.nextTextValue());
            properties.add(new Property(name, value));
            if (from.nextToken() != JsonToken.END_ARRAY) {
                throw new IOException("record line: a property is not a pair");
            }
        }
    }

    private void takeReason(JsonParser from) throws IOException {
        String code = "";
        String object = "";
        String message = "";
        String remedy = "";
        String editedAt = "";
        String editedBy = "";
        String original = "";
        while (from.nextToken() == JsonToken.FIELD_NAME) {
            String name = from.currentName();
            String value = textOf(from.nextTextValue());
            switch (name) {
                case "since" -> since = Instant.parse(value);
                case "code" -> code = value;
                case "object" -> object = value;
                case "message" -> message = value;
                case "remedy" -> remedy = value;
                case "editedAt" -> editedAt = value;
                case "editedBy" -> editedBy = value;
                case "originalPayloadBase64" -> original = value;
                default -> from.skipChildren();
            }
        }
        why = Problem.error(code, object, message, remedy);
        if (!editedAt.isEmpty()) {
            byte[] before = Base64.getDecoder().decode(original);
            edit = new Edit(Instant.parse(editedAt), editedBy, before);
        }
    }

    StoredRecord toRecord(EpochTexts epochs) throws IOException {
        try {
            byte[] bytes =
                    base64
                            ? Base64.getDecoder().decode(payload)
                            : payload.getBytes(StandardCharsets.UTF_8);
            FieldRecord record =
                    new FieldRecord(
                            epochs.epoch(epoch),
                            seq,
                            connection,
                            device,
                            address,
                            bytes,
                            kind,
                            quality,
                            sourceEpochNanos,
                            acceptEpochNanos,
                            qos,
                            retained,
                            duplicate,
                            properties);
            return new StoredRecord(record, why, since, edit);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("record line: " + e.getMessage(), e);
        }
    }

    private static String textOf(@Nullable String value) throws IOException {
        if (value == null) {
            throw new IOException("record line: text expected");
        }
        return value;
    }
}
