package org.fieldproof.connector.mqtt.listener;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;

/// A configuration from nested maps, with the schema's defaults.
final class TestConfig implements Config {
    private final Map<String, Field> fields = new HashMap<>();
    private final Map<String, Object> values;

    TestConfig(List<Field> fields, Map<String, Object> written) {
        fields.forEach(field -> this.fields.put(field.name(), field));
        this.values = written;
        for (String name : written.keySet()) {
            field(name);
        }
    }

    static TestConfig listener(Map<String, Object> written) {
        return new TestConfig(new MqttListenerFactory().schema().fields(), written);
    }

    private Field field(String name) {
        Field field = fields.get(name);
        if (field == null) {
            throw new IllegalArgumentException("no such field: " + name);
        }
        return field;
    }

    @Override
    public String text(String name) {
        Field field = field(name);
        return String.valueOf(values.getOrDefault(name, field.defaultValue()));
    }

    @Override
    public boolean has(String name) {
        return !text(name).isEmpty();
    }

    @Override
    public long integer(String name) {
        return Long.parseLong(text(name));
    }

    @Override
    public double decimal(String name) {
        return Double.parseDouble(text(name));
    }

    @Override
    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    @Override
    public Duration duration(String name) {
        return Duration.parse("PT" + text(name));
    }

    @Override
    public long bytes(String name) {
        String text = text(name);
        if (text.endsWith("MiB")) {
            return Long.parseLong(text.replace("MiB", "")) * 1024 * 1024;
        }
        return text.endsWith("KiB")
                ? Long.parseLong(text.replace("KiB", "")) * 1024
                : Long.parseLong(text);
    }

    @Override
    public List<String> texts(String name) {
        return values.get(name) instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }

    @Override
    public Optional<Config> group(String name) {
        return field(name).kind() == Kind.GROUP && values.get(name) instanceof Map<?, ?> map
                ? Optional.of(nested(name, map))
                : Optional.empty();
    }

    @Override
    public List<Config> groups(String name) {
        if (!(values.get(name) instanceof List<?> list)) {
            return List.of();
        }
        return list.stream().map(one -> nested(name, (Map<?, ?>) one)).toList();
    }

    private Config nested(String name, Map<?, ?> map) {
        Map<String, Object> typed = new HashMap<>();
        map.forEach((key, value) -> typed.put(String.valueOf(key), value));
        return new TestConfig(field(name).fields(), typed);
    }

    @Override
    public Problem.Place placeOf(String name) {
        field(name);
        return new Problem.Place("project.yaml", 1, 1, name);
    }

    @Override
    public String toYaml() {
        return values.toString();
    }
}
