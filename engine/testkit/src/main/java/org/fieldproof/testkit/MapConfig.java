package org.fieldproof.testkit;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.api.tag.TagTemplate;

/// A connector's configuration for tests: maps and lists as YAML would give them, checked against
/// the schema for unknown fields, defaults filled in.
public final class MapConfig implements Config {
    private final Map<String, Object> values = new HashMap<>();
    private final Map<String, Field> fields = new HashMap<>();
    private final Set<String> written;

    public MapConfig(ConfigSchema schema, Map<String, ?> written) {
        this(schema.fields(), written);
    }

    private MapConfig(List<Field> schema, Map<String, ?> written) {
        for (Field field : schema) {
            fields.put(field.name(), field);
            if (!field.defaultValue().isEmpty()) {
                values.put(field.name(), field.defaultValue());
            }
        }
        this.written = Set.copyOf(written.keySet());
        for (String name : this.written) {
            field(name);
        }
        values.putAll(written);
    }

    private Field field(String name) {
        Field field = fields.get(name);
        if (field == null) {
            throw new IllegalArgumentException("no such field: " + name);
        }
        return field;
    }

    @Override
    public String text(String field) {
        field(field);
        return String.valueOf(values.getOrDefault(field, ""));
    }

    @Override
    public boolean has(String field) {
        field(field);
        return values.containsKey(field) && !text(field).isEmpty();
    }

    @Override
    public boolean isWritten(String field) {
        return written.contains(field);
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
        String text = text(field).replace("min", "m");
        return text.endsWith("ms")
                ? Duration.ofMillis(Long.parseLong(text.substring(0, text.length() - 2)))
                : Duration.parse("PT" + text);
    }

    @Override
    public long bytes(String field) {
        String written = text(field);
        long unit = written.endsWith("MiB") ? 1 << 20 : written.endsWith("KiB") ? 1 << 10 : 1;
        return Long.parseLong(written.replaceAll("[KM]iB$", "").trim()) * unit;
    }

    @Override
    public List<String> texts(String field) {
        field(field);
        return values.get(field) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    @Override
    public TagTable tags(String field) {
        field(field);
        return values.get(field) instanceof TagTable table ? table : TagTable.of(List.of());
    }

    @Override
    public Optional<TagTemplate> template(String field) {
        field(field);
        return values.get(field) instanceof TagTemplate template
                ? Optional.of(template)
                : Optional.empty();
    }

    @Override
    public Optional<Config> group(String field) {
        return values.get(field) instanceof Map<?, ?> group
                ? Optional.of(nested(field, group))
                : Optional.empty();
    }

    @Override
    public List<Config> groups(String field) {
        field(field);
        return values.get(field) instanceof List<?> list
                ? list.stream().<Config>map(each -> nested(field, (Map<?, ?>) each)).toList()
                : List.of();
    }

    private Config nested(String name, Map<?, ?> written) {
        Field field = field(name);
        if (field.kind() != Kind.GROUP && field.kind() != Kind.LIST_OF_GROUPS) {
            throw new IllegalArgumentException("not a group: " + name);
        }
        Map<String, Object> copy = new HashMap<>();
        written.forEach((key, value) -> copy.put(String.valueOf(key), value));
        return new MapConfig(field.fields(), copy);
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
