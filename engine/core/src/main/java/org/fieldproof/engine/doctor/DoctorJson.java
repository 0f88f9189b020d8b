package org.fieldproof.engine.doctor;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.fieldproof.api.doctor.DoctorReport;
import org.fieldproof.api.doctor.StepResult;
import org.fieldproof.api.doctor.StepVerdict;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.Property;

/// Reports as JSON: the evidence file, and the lines of `fieldproof check --live --json`. A
/// contract with scripts. Pure.
public final class DoctorJson {
    private DoctorJson() {}

    /// The whole report as one object.
    public static String report(DoctorReport report) {
        return written(
                out -> {
                    out.useDefaultPrettyPrinter();
                    out.writeStartObject();
                    out.writeStringField("kind", "doctor");
                    out.writeStringField("connector", report.connector());
                    out.writeStringField("type", report.type());
                    out.writeStringField("startedAt", report.startedAt().toString());
                    out.writeNumberField("millis", rounded(report.millis()));
                    out.writeBooleanField("healthy", report.healthy());
                    out.writeStringField("leavesBehind", report.leavesBehind());
                    out.writeArrayFieldStart("steps");
                    for (StepResult step : report.steps()) {
                        out.writeStartObject();
                        step(step, Problem.Place.NOWHERE, out);
                        out.writeEndObject();
                    }
                    out.writeEndArray();
                    out.writeEndObject();
                });
    }

    /// One step as a line of `check`: the fields of a problem's line (`severity, file, line,
    /// column, path, code, message, remedy`), and `kind` (`step`), `connector, type, step,
    /// verdict, millis, facts`. What is in order has the severity `info`.
    public static String line(DoctorReport report, StepResult step, Problem.Place place) {
        return written(
                out -> {
                    out.writeStartObject();
                    out.writeStringField("kind", "step");
                    out.writeStringField("connector", report.connector());
                    out.writeStringField("type", report.type());
                    step(step, place, out);
                    out.writeEndObject();
                });
    }

    private static void step(StepResult step, Problem.Place place, JsonGenerator out)
            throws IOException {
        out.writeStringField("step", lower(step.step().name()));
        out.writeStringField("verdict", step.verdict().word());
        out.writeNumberField("millis", rounded(step.millis()));
        out.writeStringField("severity", severity(step.verdict()));
        out.writeStringField("file", place.file());
        out.writeNumberField("line", place.line());
        out.writeNumberField("column", place.column());
        out.writeStringField("path", place.path());
        out.writeStringField("code", step.verdict().code());
        out.writeStringField("message", step.verdict().sentence());
        out.writeStringField("remedy", step.verdict().remedy());
        out.writeArrayFieldStart("facts");
        for (Property fact : step.facts()) {
            out.writeStartArray();
            out.writeString(fact.name());
            out.writeString(fact.value());
            out.writeEndArray();
        }
        out.writeEndArray();
    }

    private static String severity(StepVerdict verdict) {
        return switch (verdict) {
            case StepVerdict.Failed _ -> "error";
            case StepVerdict.Doubtful _ -> "warning";
            case StepVerdict.Passed _, StepVerdict.Skipped _, StepVerdict.NotApplicable _ -> "info";
        };
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static double rounded(double millis) {
        return Math.round(millis * 1_000) / 1_000.0;
    }

    private interface Body {
        void write(JsonGenerator out) throws IOException;
    }

    private static String written(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            body.write(out);
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return text.toString();
    }
}
