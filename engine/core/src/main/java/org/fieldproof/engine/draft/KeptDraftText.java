package org.fieldproof.engine.draft;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.fieldproof.api.draft.KeptDraft;
import org.fieldproof.api.draft.ProjectDraft;

/// A kept draft as a text, and back. Pure.
///
/// ```
/// fieldproof-draft 1 <SHA-256 of everything behind this line>
/// {"project":"/the/folder","at":"...","hash":"...","base":{"project.yaml":"..."},"draft":{...}}
/// ```
final class KeptDraftText {
    static final int BYTES_MAX = 8 << 20;

    private static final String HEAD = "fieldproof-draft 1 ";
    private static final JsonFactory JSON = JsonFactory.builder().build();

    private KeptDraftText() {}

    static String write(Path project, KeptDraft kept) {
        StringWriter body = new StringWriter();
        try (JsonGenerator to = JSON.createGenerator(body)) {
            to.writeStartObject();
            to.writeStringField("project", project.toString());
            to.writeStringField("at", kept.at().toString());
            to.writeStringField("hash", kept.hash());
            write(to, "base", kept.base());
            write(to, "draft", kept.draft());
            to.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return HEAD + DraftShelf.sha256(body.toString()) + "\n" + body;
    }

    private static void write(JsonGenerator to, String name, ProjectDraft draft)
            throws IOException {
        to.writeObjectFieldStart(name);
        for (Map.Entry<String, String> file : DraftFiles.of(draft).entrySet()) {
            to.writeStringField(file.getKey(), file.getValue());
        }
        to.writeEndObject();
    }

    /// Empty for anything that is not a whole draft of this project.
    static Optional<KeptDraft> read(String text, String id, Path project) {
        int end = text.indexOf('\n');
        String body = text.substring(end + 1);
        if (end < 0 || !text.substring(0, end).equals(HEAD + DraftShelf.sha256(body))) {
            return Optional.empty();
        }
        Map<String, String> fields = new TreeMap<>();
        Map<String, String> base = new TreeMap<>();
        Map<String, String> draft = new TreeMap<>();
        try (JsonParser from = JSON.createParser(body)) {
            from.nextToken();
            while (from.nextToken() == JsonToken.FIELD_NAME) {
                String name = from.currentName();
                if (from.nextToken() == JsonToken.START_OBJECT) {
                    texts(from, name.equals("base") ? base : draft);
                } else {
                    fields.put(name, from.getText());
                }
            }
            Instant at = Instant.parse(fields.getOrDefault("at", ""));
            return project.toString().equals(fields.get("project"))
                    ? DraftFiles.read(base)
                            .flatMap(
                                    was ->
                                            DraftFiles.read(draft)
                                                    .map(
                                                            is ->
                                                                    new KeptDraft(
                                                                            id,
                                                                            at,
                                                                            was,
                                                                            fields.getOrDefault(
                                                                                    "hash", ""),
                                                                            is)))
                    : Optional.empty();
        } catch (IOException | DateTimeParseException e) {
            return Optional.empty();
        }
    }

    private static void texts(JsonParser from, Map<String, String> into) throws IOException {
        while (from.nextToken() == JsonToken.FIELD_NAME) {
            String name = from.currentName();
            from.nextToken();
            into.put(name, from.getText());
        }
    }
}
