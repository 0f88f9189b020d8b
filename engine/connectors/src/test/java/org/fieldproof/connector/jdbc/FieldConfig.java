package org.fieldproof.connector.jdbc;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;

/// A configuration of flat fields with the schema's defaults.
final class FieldConfig implements Config {
    private final Map<String, String> values = new HashMap<>();

    FieldConfig(ConfigSchema schema, Map<String, String> written) {
        schema.fields().forEach(field -> values.put(field.name(), field.defaultValue()));
        for (String name : written.keySet()) {
            if (!values.containsKey(name)) {
                throw new IllegalArgumentException("no such field: " + name);
            }
        }
        values.putAll(written);
    }

    @Override
    public String text(String field) {
        String value = values.get(field);
        if (value == null) {
            throw new IllegalArgumentException("no such field: " + field);
        }
        return value;
    }

    @Override
    public boolean has(String field) {
        return !text(field).isEmpty();
    }

    @Override
    public long integer(String field) {
        return Long.parseLong(text(field));
    }

    @Override
    public double decimal(String field) {
        return Double.parseDouble(text(field));
    }

    @Override
    public boolean flag(String field) {
        return Boolean.parseBoolean(text(field));
    }

    @Override
    public Duration duration(String field) {
        return Duration.parse("PT" + text(field));
    }

    @Override
    public long bytes(String field) {
        return integer(field);
    }

    @Override
    public List<String> texts(String field) {
        return List.of(text(field).split(","));
    }

    @Override
    public Optional<Config> group(String field) {
        return Optional.empty();
    }

    @Override
    public List<Config> groups(String field) {
        return List.of();
    }

    @Override
    public Problem.Place placeOf(String field) {
        return new Problem.Place("project.yaml", 1, 1, field);
    }

    @Override
    public String toYaml() {
        return values.toString();
    }
}
