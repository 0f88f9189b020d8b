package org.fieldproof.drill.evidence;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// A configuration as its values by path, such as `destinations/upstream/host`, so that two can be
/// compared however they are laid out. A part of a list that has an `id` or a `name` goes by that,
/// or one more at its head would change all behind it. The text is from a file of somebody's: what
/// is nested without end is refused, not followed.
final class ConfigurationPaths {
    private static final int DEPTH_MAX = 40;
    private static final int VALUES_MAX = 50_000;

    private final SequencedMap<String, String> values = new LinkedHashMap<>();
    private final Deque<Part> open = new ArrayDeque<>();
    private @Nullable Object top;

    private ConfigurationPaths() {}

    /// A group or a list that is being read, and the key that its next value belongs to. Confined
    /// to one call of [#of(String)].
    private static final class Part {
        private final Map<String, Object> group = new LinkedHashMap<>();
        private final List<Object> list = new ArrayList<>();
        private final boolean isGroup;
        private @Nullable String key;

        Part(boolean isGroup) {
            this.isGroup = isGroup;
        }

        /// What is no scalar is no key of ours.
        void take(Object value) {
            String at = key;
            if (!isGroup) {
                list.add(value);
            } else if (at == null) {
                key = value instanceof String text ? text : "?";
            } else {
                group.put(at, value);
                key = null;
            }
        }
    }

    /// In the order of the text; empty if it is no YAML, or more of it than a project has.
    static Optional<Map<String, String>> of(String yaml) {
        LoadSettings settings = LoadSettings.builder().setCodePointLimit(yaml.length() + 1).build();
        ConfigurationPaths paths = new ConfigurationPaths();
        try {
            for (Event event : new Parse(settings).parseString(yaml)) {
                if (!paths.take(event)) {
                    return Optional.empty();
                }
            }
        } catch (YamlEngineException e) {
            return Optional.empty();
        }
        Object whole = paths.top;
        if (whole != null) {
            paths.flatten("", whole);
        }
        return paths.values.size() > VALUES_MAX ? Optional.empty() : Optional.of(paths.values);
    }

    private boolean take(Event event) {
        switch (event) {
            case MappingStartEvent _ -> open.push(new Part(true));
            case SequenceStartEvent _ -> open.push(new Part(false));
            case ScalarEvent scalar -> value(scalar.getValue());
            case AliasEvent alias -> value("*" + alias.getAlias());
            case CollectionEndEvent _ -> {
                Part done = open.pop();
                value(done.isGroup ? done.group : done.list);
            }
            default -> {
                // Beginnings and ends of the text hold no value.
                return true;
            }
        }
        return open.size() <= DEPTH_MAX;
    }

    private void value(Object value) {
        Part part = open.peek();
        if (part == null) {
            top = value;
        } else {
            part.take(value);
        }
    }

    private void flatten(String path, Object value) {
        switch (value) {
            case Map<?, ?> group ->
                    group.forEach((key, each) -> flatten(below(path, key.toString()), each));
            case List<?> list -> {
                for (int i = 0; i < list.size(); i++) {
                    Object each = list.get(i);
                    flatten(below(path, name(each).orElse(Integer.toString(i + 1))), each);
                }
            }
            default -> values.put(path, value.toString());
        }
    }

    private static String below(String path, String name) {
        return path.isEmpty() ? name : path + "/" + name;
    }

    private static Optional<String> name(Object part) {
        return part instanceof Map<?, ?> group
                ? Optional.ofNullable(group.get("id") instanceof String id ? id : group.get("name"))
                        .filter(String.class::isInstance)
                        .map(String.class::cast)
                : Optional.empty();
    }
}
