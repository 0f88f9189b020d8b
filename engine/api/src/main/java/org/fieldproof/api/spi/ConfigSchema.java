package org.fieldproof.api.spi;

import java.util.List;
import java.util.Optional;

/// The fields of a connector's configuration. Unknown fields are refused with a suggestion.
public record ConfigSchema(List<Field> fields) {
    public ConfigSchema {
        fields = List.copyOf(fields);
    }

    public static ConfigSchema of(Field... fields) {
        return new ConfigSchema(List.of(fields));
    }

    /// The field of that name, if the schema has it.
    public Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }

    /// What kind of value a field holds.
    public enum Kind {
        TEXT,
        INTEGER,
        DECIMAL,
        FLAG,
        /// One of [Field#choices()].
        CHOICE,
        /// `500ms`, `5s`, `2min`, `1h`; read as a duration.
        DURATION,
        /// `64KiB`, `512MiB`, `2GiB`; read as bytes.
        BYTES,
        /// A `secret:NAME` reference.
        SECRET,
        /// A path, relative to the project.
        PATH,
        /// A tag table (`tags/*.csv`), by its path relative to the project. The table is read and
        /// checked with the project; [org.fieldproof.api.project.Config#tags] gives it.
        TAGS,
        /// A template of tags (`templates/*.csv`), by its path relative to the project, read
        /// and checked with the project too; [org.fieldproof.api.project.Config#template] gives it.
        TEMPLATE,
        LIST_OF_TEXT,
        /// A nested group with its own fields.
        GROUP,
        /// A list of nested groups with the same fields.
        LIST_OF_GROUPS
    }

    /// One field.
    ///
    /// @param defaultValue as it would be written in YAML; empty where there is none
    /// @param min smallest allowed number, nanoseconds or bytes; `Long.MIN_VALUE` for no limit
    /// @param max largest allowed; `Long.MAX_VALUE` for no limit
    public record Field(
            String name,
            Kind kind,
            boolean required,
            String defaultValue,
            long min,
            long max,
            List<String> choices,
            List<Field> fields,
            String help) {
        public Field {
            choices = List.copyOf(choices);
            fields = List.copyOf(fields);
        }

        public static Field required(String name, Kind kind, String help) {
            return new Field(
                    name,
                    kind,
                    true,
                    "",
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    List.of(),
                    List.of(),
                    help);
        }

        public static Field optional(String name, Kind kind, String defaultValue, String help) {
            return new Field(
                    name,
                    kind,
                    false,
                    defaultValue,
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    List.of(),
                    List.of(),
                    help);
        }

        public static Field choice(
                String name, String defaultValue, String help, String... choices) {
            return new Field(
                    name,
                    Kind.CHOICE,
                    false,
                    defaultValue,
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    List.of(choices),
                    List.of(),
                    help);
        }

        public static Field group(String name, boolean required, String help, Field... fields) {
            return new Field(
                    name,
                    Kind.GROUP,
                    required,
                    "",
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    List.of(),
                    List.of(fields),
                    help);
        }

        public static Field groups(String name, boolean required, String help, Field... fields) {
            return new Field(
                    name,
                    Kind.LIST_OF_GROUPS,
                    required,
                    "",
                    Long.MIN_VALUE,
                    Long.MAX_VALUE,
                    List.of(),
                    List.of(fields),
                    help);
        }

        /// The same field with a range.
        public Field within(long smallest, long largest) {
            return new Field(
                    name, kind, required, defaultValue, smallest, largest, choices, fields, help);
        }
    }
}
