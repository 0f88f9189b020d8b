package org.fieldproof.engine.project;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.fieldproof.api.project.Problem;

/// A problem as `fieldproof check --json` prints it: `severity, file, line, column, path, code,
/// message, remedy`. A contract with scripts; the message begins with the object. Pure.
public final class ProblemLine {
    private ProblemLine() {}

    /// One JSON object on one line, without line end.
    public static String json(Problem problem) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            out.writeStartObject();
            out.writeStringField("severity", problem.severity().name().toLowerCase(Locale.ROOT));
            out.writeStringField("file", problem.where().file());
            out.writeNumberField("line", problem.where().line());
            out.writeNumberField("column", problem.where().column());
            out.writeStringField("path", problem.where().path());
            out.writeStringField("code", problem.code());
            out.writeStringField("message", problem.object() + ": " + problem.message());
            out.writeStringField("remedy", problem.remedy());
            out.writeEndObject();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return text.toString();
    }
}
