package org.fieldproof.connector.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.OutputFormat;
import com.networknt.schema.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Transform;
import org.fieldproof.api.spi.TransformFactory;
import org.fieldproof.api.spi.TransformHost;
import org.fieldproof.api.spi.TransformOutcome;

/// `schema`: checks JSON payloads against a JSON Schema (draft 2020-12 where the file names no
/// other). References lead nowhere outside of the file, patterns are RE2's, in linear time, and
/// each step of a check counts against the time limit (XF-3).
public final class SchemaFactory implements TransformFactory {
    private static final long FILE_BYTES_MAX = 1L << 20;
    private static final int ERRORS_SHOWN_MAX = 3;

    /// For `ServiceLoader`.
    public SchemaFactory() {}

    @Override
    public String type() {
        return "schema";
    }

    @Override
    public String title() {
        return "Check payloads against a JSON Schema";
    }

    @Override
    public ConfigSchema schema() {
        return ConfigSchema.of(
                Field.required("file", Kind.PATH, "JSON Schema file inside the project."),
                Field.choice(
                        "otherwise",
                        "fail",
                        "What happens to a payload that does not fulfil it: the record fails and"
                                + " is quarantined, or it is dropped.",
                        "fail",
                        "drop"),
                TimeLimit.field());
    }

    @Override
    public Transform create(TransformHost host) throws ConnectorException {
        Budget budget = new Budget(TimeLimit.nanosOf(host.config()));
        Schema schema = read(host, budget);
        boolean drops = host.config().text("otherwise").equals("drop");
        return Guarded.of(
                host,
                budget,
                (record, _) -> {
                    List<Error> errors = errors(schema, record, budget);
                    if (errors.isEmpty()) {
                        return new TransformOutcome.Passed(record);
                    }
                    if (drops) {
                        return new TransformOutcome.Dropped();
                    }
                    throw new Unfit(
                            "XFRM-0219",
                            "The payload does not fulfil the schema: " + words(errors) + ".",
                            "Correct the device's payload or the schema, then retry the record.");
                });
    }

    private static List<Error> errors(Schema schema, FieldRecord record, Budget budget)
            throws Unfit {
        JsonNode payload = JsonText.read(record.payload());
        try {
            BoundedValidation.requirePlainNumbers(payload);
            List<Error> errors =
                    schema.validate(
                            new BoundedValidation(schema, budget), payload, OutputFormat.DEFAULT);
            checkEnded(budget);
            return errors;
        } catch (RuntimeException | StackOverflowError e) {
            checkEnded(budget);
            throw new Unfit(
                    "XFRM-0220",
                    "The schema cannot be applied to this payload: " + e.getMessage() + ".",
                    "Correct the schema, then retry the record.");
        }
    }

    /// The library may have taken what ended it for a fault of its own.
    private static void checkEnded(Budget budget) throws Unfit {
        if (!budget.exceeded().isEmpty()) {
            throw budget.unfit("The check");
        }
    }

    private static String words(List<Error> errors) {
        StringBuilder words = new StringBuilder();
        for (Error each : errors.subList(0, Math.min(ERRORS_SHOWN_MAX, errors.size()))) {
            words.append(words.isEmpty() ? "" : "; ")
                    .append(each.getInstanceLocation())
                    .append(' ')
                    .append(each.getMessage());
        }
        if (errors.size() > ERRORS_SHOWN_MAX) {
            words.append("; and ").append(errors.size() - ERRORS_SHOWN_MAX).append(" more");
        }
        return words.length() > 500 ? words.substring(0, 500) + "…" : words.toString();
    }

    private static Schema read(TransformHost host, Budget budget) throws ConnectorException {
        String name = host.config().text("file");
        Path project = host.projectDirectory().toAbsolutePath().normalize();
        Path file = project.resolve(name).normalize();
        if (!file.startsWith(project)) {
            throw Faults.ofFile(host, "file", name, "it lies outside of the project");
        }
        try {
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw Faults.ofFile(host, "file", name, "it has more than 1 MiB");
            }
            JsonNode tree = JsonText.read(Files.readAllBytes(file));
            BoundedValidation.requirePlainNumbers(tree);
            Schema schema = BoundedValidation.registry(budget).getSchema(tree);
            // Patterns and references are looked at now, not with the first record.
            schema.initializeValidators();
            return schema;
        } catch (IOException e) {
            throw Faults.ofFile(host, "file", name, "it cannot be read (" + e.getMessage() + ")");
        } catch (Unfit e) {
            throw Faults.ofFile(host, "file", name, "" + e.getMessage());
        } catch (RuntimeException e) {
            throw Faults.ofFile(
                    host, "file", name, "it is no usable schema (" + e.getMessage() + ")");
        }
    }
}
