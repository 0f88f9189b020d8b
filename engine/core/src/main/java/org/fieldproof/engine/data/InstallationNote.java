package org.fieldproof.engine.data;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// `installation.json`: which installation this data directory is, and in which layout.
///
/// @param format layout of the directory; a newer one than [#FORMAT] is refused
record InstallationNote(int format, UUID id, String createdAt) {
    static final int FORMAT = 1;
    private static final long SIZE_BYTES_MAX = 64 * 1024;

    /// A new installation.
    static InstallationNote fresh(UUID id, Instant now) {
        return new InstallationNote(FORMAT, id, now.toString());
    }

    /// The note in a file; empty where it is damaged.
    static Optional<InstallationNote> read(Path file) throws IOException {
        if (Files.size(file) > SIZE_BYTES_MAX) {
            return Optional.empty();
        }
        byte[] content = Files.readAllBytes(file);
        int format = 0;
        String createdAt = "";
        @Nullable UUID id = null;
        try (JsonParser json = new JsonFactory().createParser(content)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                switch (name) {
                    case "format" -> format = json.getIntValue();
                    case "installation" -> id = UUID.fromString(json.getText());
                    case "createdAt" -> createdAt = json.getText();
                    default -> json.skipChildren();
                }
            }
        } catch (com.fasterxml.jackson.core.JsonProcessingException | IllegalArgumentException e) {
            return Optional.empty();
        }
        return id == null || format < 1
                ? Optional.empty()
                : Optional.of(new InstallationNote(format, id, createdAt));
    }

    byte[] toJson() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator json = new JsonFactory().createGenerator(bytes)) {
            json.useDefaultPrettyPrinter();
            json.writeStartObject();
            json.writeNumberField("format", format);
            json.writeStringField("installation", id.toString());
            json.writeStringField("createdAt", createdAt);
            json.writeEndObject();
        }
        bytes.write('\n');
        return bytes.toByteArray();
    }
}
