package org.fieldproof.engine.project;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.tag.TagTable;
import org.fieldproof.api.tag.TagTemplate;
import org.jspecify.annotations.Nullable;

/// A configuration that was checked against its fields. Immutable.
final class CheckedConfig implements Config {
    private final YamlNode.Mapping written;
    private final Map<String, Field> fields;
    private final Map<String, Object> values;

    /// @param values by field: String, Long, BigDecimal, Boolean, Duration, TagTable,
    ///     TagTemplate, list of String, Config or list of Config; fields without value and
    ///     default are missing
    CheckedConfig(YamlNode.Mapping written, List<Field> fields, Map<String, Object> values) {
        this.written = written;
        this.fields = new LinkedHashMap<>();
        fields.forEach(field -> this.fields.put(field.name(), field));
        this.values = Map.copyOf(values);
    }

    @Override
    public String text(String field) {
        Object value = value(field, Kind.TEXT, Kind.CHOICE, Kind.SECRET, Kind.PATH);
        return value == null ? "" : (String) value;
    }

    @Override
    public boolean has(String field) {
        field(field);
        Object value = values.get(field);
        return value != null && !value.equals("") && !value.equals(List.of());
    }

    @Override
    public boolean isWritten(String field) {
        return values.get(field) != null && written.get(field).isPresent();
    }

    @Override
    public long integer(String field) {
        return (Long) required(field, Kind.INTEGER);
    }

    @Override
    public double decimal(String field) {
        return ((BigDecimal) required(field, Kind.DECIMAL)).doubleValue();
    }

    @Override
    public boolean flag(String field) {
        Object value = value(field, Kind.FLAG);
        return value != null && (Boolean) value;
    }

    @Override
    public Duration duration(String field) {
        return (Duration) required(field, Kind.DURATION);
    }

    @Override
    public long bytes(String field) {
        return (Long) required(field, Kind.BYTES);
    }

    @Override
    public List<String> texts(String field) {
        @Nullable Object value = value(field, Kind.LIST_OF_TEXT);
        return value == null
                ? List.of()
                : ((List<?>) value).stream().map(String.class::cast).toList();
    }

    @Override
    public TagTable tags(String field) {
        @Nullable Object value = value(field, Kind.TAGS);
        return value == null ? TagTable.of(List.of()) : (TagTable) value;
    }

    @Override
    public Optional<TagTemplate> template(String field) {
        return Optional.ofNullable((TagTemplate) value(field, Kind.TEMPLATE));
    }

    @Override
    public Optional<Config> group(String field) {
        return Optional.ofNullable((Config) value(field, Kind.GROUP));
    }

    @Override
    public List<Config> groups(String field) {
        @Nullable Object value = value(field, Kind.LIST_OF_GROUPS);
        return value == null
                ? List.of()
                : ((List<?>) value).stream().map(Config.class::cast).toList();
    }

    @Override
    public Place placeOf(String field) {
        field(field);
        return written.get(field).map(YamlNode::place).orElse(written.place());
    }

    @Override
    public String toYaml() {
        return YamlWriter.write(
                new YamlNode.Mapping(
                        written.place(),
                        written.entries().stream()
                                .filter(entry -> fields.containsKey(entry.key()))
                                .toList()));
    }

    /// As YAML: what is shown never holds a secret, since only references were let in.
    @Override
    public String toString() {
        return toYaml();
    }

    private Object required(String field, Kind kind) {
        @Nullable Object value = value(field, kind);
        if (value == null) {
            throw new IllegalArgumentException(
                    field + ": not written and without default (expected: ask has() first)");
        }
        return value;
    }

    private @Nullable Object value(String name, Kind... kinds) {
        Field field = field(name);
        if (!List.of(kinds).contains(field.kind())) {
            throw new IllegalArgumentException(
                    name + ": asked as " + kinds[0] + " (expected: " + field.kind() + ")");
        }
        return values.get(name);
    }

    private Field field(String name) {
        @Nullable Field field = fields.get(name);
        if (field == null) {
            throw new IllegalArgumentException(
                    name + ": not in the schema (expected: one of " + fields.keySet() + ")");
        }
        return field;
    }
}
