package org.fieldproof.connector.transform;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.record.FieldRecord;
import org.fieldproof.api.record.PayloadEncoding;
import org.fieldproof.api.record.Property;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.spi.ConnectorException;
import org.fieldproof.api.spi.Transform;
import org.fieldproof.api.spi.TransformFactory;
import org.fieldproof.api.spi.TransformHost;
import org.fieldproof.api.spi.TransformOutcome;

/// `enrich`: adds what the project knows of a device: fixed names and values, and columns of a
/// table in a CSV file. As properties of the record, or as fields of its JSON payload.
public final class EnrichFactory implements TransformFactory {
    private static final String INTO_PAYLOAD = "payload";

    /// For `ServiceLoader`.
    public EnrichFactory() {}

    @Override
    public String type() {
        return "enrich";
    }

    @Override
    public String title() {
        return "Add fixed values, or columns of a table";
    }

    @Override
    public ConfigSchema schema() {
        return ConfigSchema.of(
                Field.choice(
                        "into", "properties", "Where the values go.", "properties", INTO_PAYLOAD),
                Field.groups(
                        "add",
                        false,
                        "Fixed names and values.",
                        Field.required("name", Kind.TEXT, "Its name."),
                        Field.required("value", Kind.TEXT, "Its value, a text.")),
                Field.group(
                        "lookup",
                        false,
                        "Values of a table.",
                        Field.required(
                                "file", Kind.PATH, "CSV file with a first line of column names."),
                        Field.required("column", Kind.TEXT, "The column that holds the key."),
                        Field.optional(
                                "key",
                                Kind.TEXT,
                                "{device}",
                                "Template of a record's key, as in rename."),
                        Field.required("take", Kind.LIST_OF_TEXT, "Columns to add."),
                        Field.choice(
                                "missing",
                                "fail",
                                "What happens where the table has no such key: the record fails,"
                                        + " goes on as it is, or is dropped.",
                                "fail",
                                "pass",
                                "drop")));
    }

    @Override
    public List<Problem> check(Config config) {
        List<Problem> problems = new ArrayList<>();
        if (config.groups("add").isEmpty() && config.group("lookup").isEmpty()) {
            problems.add(
                    Faults.at(
                            config,
                            "add",
                            "There is nothing to add.",
                            "Write add, or lookup, or both."));
        }
        config.group("lookup")
                .ifPresent(
                        lookup -> {
                            try {
                                Template.of(lookup.text("key"));
                            } catch (IllegalArgumentException e) {
                                problems.add(
                                        Faults.at(
                                                lookup,
                                                "key",
                                                "The template cannot be used: "
                                                        + e.getMessage()
                                                        + ".",
                                                "Write it such as {device} or {1}/{2}."));
                            }
                        });
        return problems;
    }

    @Override
    public Transform create(TransformHost host) throws ConnectorException {
        Config config = host.config();
        Map<String, String> fixed = new LinkedHashMap<>();
        config.groups("add").forEach(add -> fixed.put(add.text("name"), add.text("value")));
        Optional<Config> lookup = config.group("lookup");
        Lookup table = lookup.isEmpty() ? null : lookupOf(host, lookup.get());
        boolean intoPayload = config.text("into").equals(INTO_PAYLOAD);
        return Guarded.bySize(
                host,
                record -> {
                    Map<String, String> values = new LinkedHashMap<>(fixed);
                    if (table != null) {
                        Map<String, String> row = table.rowOf(record);
                        if (row != null) {
                            values.putAll(row);
                        } else if (table.missing().equals("drop")) {
                            return new TransformOutcome.Dropped();
                        }
                    }
                    return new TransformOutcome.Passed(
                            intoPayload ? intoPayload(record, values) : properties(record, values));
                });
    }

    @Override
    public boolean keepsPayloads(Config config) {
        boolean dropping =
                config.group("lookup")
                        .map(each -> each.text("missing").equals("drop"))
                        .orElse(false);
        return !config.text("into").equals(INTO_PAYLOAD) && !dropping;
    }

    private static Lookup lookupOf(TransformHost host, Config lookup) throws ConnectorException {
        CsvTable table =
                CsvTable.read(
                        host, lookup.text("file"), lookup.text("column"), lookup.texts("take"));
        return new Lookup(table, Template.of(lookup.text("key")), lookup.text("missing"));
    }

    private record Lookup(CsvTable table, Template key, String missing) {

        @org.jspecify.annotations.Nullable
        Map<String, String> rowOf(FieldRecord record) throws Unfit {
            String wanted = key.of(record);
            Map<String, String> row = table.rowOf(wanted);
            if (row == null && missing.equals("fail")) {
                throw new Unfit(
                        "XFRM-0217",
                        "The table has no row for " + wanted + ".",
                        "Add the row to the file, restart, and retry the record.");
            }
            return row;
        }
    }

    private static FieldRecord properties(FieldRecord record, Map<String, String> values) {
        List<Property> all = new ArrayList<>(record.properties());
        all.removeIf(each -> values.containsKey(each.name()));
        values.forEach((name, value) -> all.add(new Property(name, value)));
        return record.withProperties(all);
    }

    private static FieldRecord intoPayload(FieldRecord record, Map<String, String> values)
            throws Unfit {
        JsonNode tree = JsonText.read(record.payload());
        if (!(tree instanceof ObjectNode object)) {
            throw new Unfit(
                    "XFRM-0215",
                    "The payload is no JSON object, so no field can be added.",
                    "Write into: properties.");
        }
        values.forEach(object::put);
        return record.withPayload(JsonText.write(object), PayloadEncoding.TEXT);
    }
}
