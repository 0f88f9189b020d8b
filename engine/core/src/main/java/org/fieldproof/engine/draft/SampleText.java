package org.fieldproof.engine.draft;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.fieldproof.api.command.Outcome;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Quality;

/// Reads a record that a person wrote as JSON. Pure.
final class SampleText {
    private static final int TEXT_MAX = 1 << 20;
    private static final UUID EPOCH = UUID.fromString("00000000-0000-4000-8000-000000000002");
    private static final List<String> NAMES = List.of("connection", "device", "address", "payload");
    private static final JsonFactory JSON = new JsonFactory();

    private SampleText() {}

    /// The record.
    ///
    /// @param nowEpochNanos when it is taken in
    static Outcome read(String text, long nowEpochNanos) {
        if (text.length() > TEXT_MAX) {
            return refused("It has more than " + TEXT_MAX + " characters.");
        }
        try (JsonParser from = JSON.createParser(text)) {
            if (from.nextToken() != JsonToken.START_OBJECT) {
                return refused("It is not a JSON object.");
            }
            Map<String, String> fields = new HashMap<>();
            while (from.nextToken() != JsonToken.END_OBJECT) {
                String name = from.currentName();
                from.nextToken();
                if (!NAMES.contains(name)) {
                    return refused("There is no field " + name + " here.");
                }
                fields.put(name, value(from, text));
            }
            for (String name : NAMES) {
                if (fields.getOrDefault(name, "").isEmpty() && !name.equals("payload")) {
                    return refused("Its " + name + " is missing.");
                }
            }
            return new Outcome.SampleRead(record(fields, nowEpochNanos));
        } catch (JsonParseException e) {
            return refused(
                    "Line "
                            + e.getLocation().getLineNr()
                            + ", column "
                            + e.getLocation().getColumnNr()
                            + ": "
                            + e.getOriginalMessage()
                            + ".");
        } catch (IOException e) {
            return refused(String.valueOf(e.getMessage()));
        }
    }

    /// A text as it is meant; anything else as it is written.
    private static String value(JsonParser from, String text) throws IOException {
        if (from.currentToken() == JsonToken.VALUE_STRING) {
            return from.getText();
        }
        int start = (int) from.currentTokenLocation().getCharOffset();
        if (from.currentToken().isStructStart()) {
            from.skipChildren();
        } else {
            return from.getText();
        }
        return text.substring(start, (int) from.currentLocation().getCharOffset());
    }

    private static FieldRecord record(Map<String, String> fields, long nowEpochNanos) {
        return new FieldRecord(
                EPOCH,
                1,
                fields.getOrDefault("connection", ""),
                fields.getOrDefault("device", ""),
                fields.getOrDefault("address", ""),
                fields.getOrDefault("payload", "").getBytes(StandardCharsets.UTF_8),
                PayloadEncoding.TEXT,
                Quality.GOOD,
                0,
                nowEpochNanos,
                0,
                false,
                false,
                List.of());
    }

    private static Outcome refused(String message) {
        return new Outcome.Refused(
                Problem.error(
                        "PROJ-0421",
                        "sample record",
                        message,
                        "Write one JSON object with connection, device, address and payload."));
    }
}
