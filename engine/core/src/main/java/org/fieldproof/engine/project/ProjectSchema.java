package org.fieldproof.engine.project;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.ConnectorFactory;

/// Writes the JSON Schema (draft 2020-12) of `project.yaml`, for editors: made from the same
/// fields that the reader checks, so that the two cannot drift apart. Pure; the same catalog
/// gives the same text.
public final class ProjectSchema {
    private static final String DURATION = "^(0|\\d+(\\.\\d+)?\\s?(ns|us|ms|s|min|h|d))$";
    private static final String BYTES = "^(0|\\d+(\\.\\d+)?\\s?(B|KiB|MiB|GiB|TiB))$";
    private static final String SECRET = "^secret:[A-Za-z0-9][A-Za-z0-9_-]{0,63}$";

    private final JsonGenerator out;

    private ProjectSchema(JsonGenerator out) {
        this.out = out;
    }

    /// The schema of projects with these connector types.
    public static String json(Catalog catalog) {
        return written(schema -> schema.root(catalog));
    }

    private static String written(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
            // A fixed line end, or the file would differ between systems.
            DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
            out.setPrettyPrinter(
                    new DefaultPrettyPrinter()
                            .withObjectIndenter(indenter)
                            .withArrayIndenter(indenter));
            body.write(new ProjectSchema(out));
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
        return text.append('\n').toString();
    }

    /// The schema of `tests/*.yaml`.
    public static String testsJson() {
        return written(ProjectSchema::tests);
    }

    private void tests() throws IOException {
        out.writeStartObject();
        out.writeStringField("$schema", "https://json-schema.org/draft/2020-12/schema");
        out.writeStringField("$id", PipelineTestFields.SCHEMA_URL);
        out.writeStringField("title", "Fieldproof pipeline tests");
        group(PipelineTestFields.ROOT);
        out.writeEndObject();
    }

    private interface Body {
        void write(ProjectSchema schema) throws IOException;
    }

    private void root(Catalog catalog) throws IOException {
        out.writeStartObject();
        out.writeStringField("$schema", "https://json-schema.org/draft/2020-12/schema");
        out.writeStringField("$id", ProjectFields.SCHEMA_URL);
        out.writeStringField("title", "Fieldproof project");
        out.writeStringField("type", "object");
        out.writeObjectFieldStart("properties");
        for (Field field : ProjectFields.ROOT) {
            if (field.name().equals("fieldproof")) {
                out.writeObjectFieldStart(field.name());
                out.writeStringField("description", field.help());
                out.writeNumberField("const", ProjectFields.VERSION);
                out.writeEndObject();
            } else {
                property(field);
            }
        }
        connectors(
                "standIns",
                "Systems that the bare machine lacks; never routed.",
                _ -> ProjectFields.STAND_IN,
                catalog.sources());
        connectors(
                "connections",
                "Where records come from.",
                ProjectFields::connection,
                catalog.sources());
        out.writeObjectFieldStart("pipelines");
        list("Which connections' records go where.");
        out.writeObjectFieldStart("items");
        pipeline(catalog);
        out.writeEndObject();
        out.writeEndObject();
        connectors(
                "destinations",
                "Where records go.",
                _ -> ProjectFields.DESTINATION,
                catalog.sinks());
        out.writeEndObject();
        required(ProjectFields.ROOT);
        out.writeBooleanField("additionalProperties", false);
        out.writeEndObject();
    }

    private void pipeline(Catalog catalog) throws IOException {
        out.writeStringField("type", "object");
        out.writeObjectFieldStart("properties");
        for (Field field : ProjectFields.PIPELINE) {
            property(field);
        }
        if (!catalog.transforms().isEmpty()) {
            connectors(
                    TransformReader.SECTION,
                    "What is done with records on the way, in this order.",
                    _ -> ProjectFields.TRANSFORM,
                    catalog.transforms());
        }
        out.writeEndObject();
        required(ProjectFields.PIPELINE);
        out.writeBooleanField("additionalProperties", false);
    }

    private <F extends ConnectorFactory> void connectors(
            String section,
            String help,
            Function<? super F, List<Field>> common,
            Collection<F> factories)
            throws IOException {
        out.writeObjectFieldStart(section);
        list(help);
        out.writeObjectFieldStart("items");
        out.writeArrayFieldStart("anyOf");
        for (F factory : factories) {
            out.writeStartObject();
            out.writeStringField("title", factory.title());
            List<Field> fields = new ArrayList<>();
            Set<String> names = new HashSet<>();
            for (Field field : common.apply(factory)) {
                names.add(field.name());
                fields.add(field.name().equals("type") ? only(field, factory.type()) : field);
            }
            factory.schema().fields().stream()
                    .filter(field -> names.add(field.name()))
                    .forEach(fields::add);
            group(fields);
            out.writeEndObject();
        }
        out.writeEndArray();
        out.writeEndObject();
        out.writeEndObject();
    }

    private static Field only(Field type, String name) {
        return new Field(
                type.name(),
                Kind.CHOICE,
                true,
                "",
                type.min(),
                type.max(),
                List.of(name),
                List.of(),
                type.help());
    }

    private void list(String help) throws IOException {
        out.writeStringField("description", help);
        out.writeStringField("type", "array");
    }

    private void group(List<Field> fields) throws IOException {
        out.writeStringField("type", "object");
        out.writeObjectFieldStart("properties");
        for (Field field : fields) {
            property(field);
        }
        out.writeEndObject();
        required(fields);
        out.writeBooleanField("additionalProperties", false);
    }

    private void required(List<Field> fields) throws IOException {
        List<String> names = fields.stream().filter(Field::required).map(Field::name).toList();
        if (!names.isEmpty()) {
            strings("required", names);
        }
    }

    private void property(Field field) throws IOException {
        out.writeObjectFieldStart(field.name());
        out.writeStringField("description", field.help() + range(field));
        if (!field.defaultValue().isEmpty()) {
            defaultValue(field);
        }
        switch (field.kind()) {
            // A number without quotes is text too, such as a name that consists of digits.
            case TEXT -> strings("type", List.of("string", "number", "boolean"));
            case PATH, TAGS, TEMPLATE -> out.writeStringField("type", "string");
            case CHOICE -> strings("enum", field.choices());
            case FLAG -> out.writeStringField("type", "boolean");
            case INTEGER -> number("integer", field);
            case DECIMAL -> number("number", field);
            case DURATION -> pattern(DURATION);
            case BYTES -> pattern(BYTES);
            case SECRET -> pattern(SECRET);
            case LIST_OF_TEXT -> {
                out.writeStringField("type", "array");
                out.writeObjectFieldStart("items");
                strings("type", List.of("string", "number", "boolean"));
                out.writeEndObject();
            }
            case GROUP -> group(field.fields());
            case LIST_OF_GROUPS -> {
                out.writeStringField("type", "array");
                out.writeObjectFieldStart("items");
                group(field.fields());
                out.writeEndObject();
            }
        }
        out.writeEndObject();
    }

    private void defaultValue(Field field) throws IOException {
        switch (field.kind()) {
            case INTEGER, DECIMAL, FLAG -> {
                out.writeFieldName("default");
                out.writeRawValue(field.defaultValue());
            }
            case LIST_OF_TEXT, GROUP, LIST_OF_GROUPS -> {
                // Editors would insert them as text; the description says enough.
                return;
            }
            default -> out.writeStringField("default", field.defaultValue());
        }
    }

    private void number(String type, Field field) throws IOException {
        out.writeStringField("type", type);
        if (field.min() != Long.MIN_VALUE) {
            out.writeNumberField("minimum", field.min());
        }
        if (field.max() != Long.MAX_VALUE) {
            out.writeNumberField("maximum", field.max());
        }
    }

    /// `0` may be written without a unit, and is a number to an editor.
    private void pattern(String pattern) throws IOException {
        strings("type", List.of("string", "integer"));
        out.writeStringField("pattern", pattern);
        out.writeNumberField("maximum", 0);
    }

    private static String range(Field field) {
        boolean bytes = field.kind() == Kind.BYTES;
        if ((!bytes && field.kind() != Kind.DURATION)
                || field.min() == Long.MIN_VALUE
                || field.max() == Long.MAX_VALUE) {
            return "";
        }
        return bytes
                ? " From "
                        + Quantities.ofBytes(field.min())
                        + " to "
                        + Quantities.ofBytes(field.max())
                        + "."
                : " From "
                        + Quantities.ofNanos(field.min())
                        + " to "
                        + Quantities.ofNanos(field.max())
                        + ".";
    }

    private void strings(String name, List<String> values) throws IOException {
        out.writeArrayFieldStart(name);
        for (String value : values) {
            out.writeString(value);
        }
        out.writeEndArray();
    }
}
