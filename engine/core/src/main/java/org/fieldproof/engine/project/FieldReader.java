package org.fieldproof.engine.project;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Mend;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.engine.secret.SecretStore;
import org.jspecify.annotations.Nullable;

/// Checks a group of fields against the fields it may have, and turns them into values. Every
/// problem is recorded; what is wrong is left out (PRJ-1, PRJ-2, PRJ-3).
final class FieldReader {
    private static final Pattern URL_WITH_PASSWORD = Pattern.compile("://[^\\s/:@]*:[^\\s/@]+@");
    private static final Pattern NUMBER =
            Pattern.compile("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d{1,3})?");

    private final Problems problems;
    private final TagFiles tagFiles;

    /// For fields without tag tables.
    FieldReader(Problems problems) {
        this(problems, new TagFiles(null, problems));
    }

    FieldReader(Problems problems, TagFiles tagFiles) {
        this.problems = problems;
        this.tagFiles = tagFiles;
    }

    /// Records every field that is not known, with the likely one.
    void refuseUnknown(YamlNode.Mapping group, Collection<String> known, String object) {
        for (YamlNode.Entry entry : group.entries()) {
            if (!known.contains(entry.key())) {
                problems.error(
                        entry.place(),
                        "PROJ-0202",
                        object,
                        "There is no field "
                                + entry.key()
                                + " here."
                                + Suggestion.question(entry.key(), known),
                        "Correct or remove it; the fields here are "
                                + String.join(", ", known.stream().sorted().toList())
                                + ".",
                        fieldMeant(entry.key(), known, group));
            }
        }
    }

    /// A name that is there already is not meant by another one.
    private static Mend fieldMeant(
            String written, Collection<String> known, YamlNode.Mapping group) {
        return Suggestion.nearest(written, known)
                .filter(name -> group.get(name).isEmpty())
                .<Mend>map(Mend.Rename::new)
                .orElseGet(Mend.Remove::new);
    }

    /// The values of these fields; fields of other names are passed over.
    CheckedConfig read(YamlNode.Mapping group, List<Field> fields, String object) {
        Map<String, Object> values = new HashMap<>();
        for (Field field : fields) {
            Optional<YamlNode> written = group.get(field.name());
            @Nullable Object value = null;
            if (written.isEmpty()) {
                if (field.required()) {
                    problems.error(
                            missingPlace(group, field),
                            "PROJ-0203",
                            object,
                            "The field " + field.name() + " is missing: " + field.help(),
                            "Add a line " + field.name() + ": …");
                }
                value = defaultOf(field, group.place());
            } else {
                value = value(written.get(), field, object);
            }
            if (value != null) {
                values.put(field.name(), value);
            }
        }
        return new CheckedConfig(group, fields, values);
    }

    private static Place missingPlace(YamlNode.Mapping group, Field field) {
        Place at = group.place();
        String path = at.path().isEmpty() ? field.name() : at.path() + "." + field.name();
        return new Place(at.file(), at.line(), at.column(), path);
    }

    private @Nullable Object value(YamlNode node, Field field, String object) {
        return switch (node) {
            case YamlNode.Scalar scalar when scalar.isNull() -> {
                problems.error(
                        node.place(),
                        "PROJ-0204",
                        object,
                        "The field " + field.name() + " has no value.",
                        "Write one behind the colon, or remove the line.",
                        field.required() ? new Mend.ByHand() : new Mend.Remove());
                yield null;
            }
            case YamlNode.Scalar scalar -> scalar(scalar, field, object);
            case YamlNode.Sequence list -> list(list, field, object);
            case YamlNode.Mapping group -> {
                if (field.kind() != org.fieldproof.api.spi.ConfigSchema.Kind.GROUP) {
                    yield wrongKind(node, field, object);
                }
                yield group(group, field, object);
            }
        };
    }

    private Config group(YamlNode.Mapping group, Field field, String object) {
        refuseUnknown(group, field.fields().stream().map(Field::name).toList(), object);
        return read(group, field.fields(), object);
    }

    private @Nullable Object list(YamlNode.Sequence list, Field field, String object) {
        List<Object> values = new ArrayList<>();
        switch (field.kind()) {
            case LIST_OF_TEXT -> {
                for (YamlNode item : list.items()) {
                    if (item instanceof YamlNode.Scalar scalar && !scalar.isNull()) {
                        values.add(scalar.text());
                    } else {
                        wrongKind(item, field, object);
                    }
                }
            }
            case LIST_OF_GROUPS -> {
                for (YamlNode item : list.items()) {
                    if (item instanceof YamlNode.Mapping group) {
                        values.add(group(group, field, object));
                    } else {
                        wrongKind(item, field, object);
                    }
                }
            }
            default -> {
                return wrongKind(list, field, object);
            }
        }
        if (field.required() && list.items().isEmpty()) {
            problems.error(
                    list.place(),
                    "PROJ-0203",
                    object,
                    "The list " + field.name() + " is empty: " + field.help(),
                    "Add at least one entry.");
        }
        return List.copyOf(values);
    }

    private @Nullable Object scalar(YamlNode.Scalar scalar, Field field, String object) {
        String text = scalar.text();
        return switch (field.kind()) {
            case TEXT -> refuseClearSecret(scalar, field, object);
            case SECRET -> secret(scalar, field, object);
            case PATH -> path(scalar, field, object);
            case TAGS -> tags(scalar, field, object);
            case TEMPLATE -> template(scalar, field, object);
            case CHOICE -> choice(scalar, field, object);
            case FLAG -> {
                if (scalar.plain() && (text.equals("true") || text.equals("false"))) {
                    yield Boolean.valueOf(text);
                }
                yield wrong(scalar, field, object, "true or false", "Write true or false.");
            }
            case INTEGER -> integer(scalar, field, object);
            case DECIMAL -> decimal(scalar, field, object);
            case DURATION -> {
                OptionalLong nanos = Quantities.nanos(text);
                if (nanos.isEmpty()) {
                    yield wrong(
                            scalar, field, object, "a duration", Quantities.durationRemedy(text));
                }
                yield inRange(nanos.getAsLong(), scalar, field, object)
                        ? Duration.ofNanos(nanos.getAsLong())
                        : null;
            }
            case BYTES -> {
                OptionalLong bytes = Quantities.bytes(text);
                if (bytes.isEmpty()) {
                    yield wrong(scalar, field, object, "a size", Quantities.bytesRemedy(text));
                }
                yield inRange(bytes.getAsLong(), scalar, field, object) ? bytes.getAsLong() : null;
            }
            case LIST_OF_TEXT, GROUP, LIST_OF_GROUPS -> wrongKind(scalar, field, object);
        };
    }

    private @Nullable Object integer(YamlNode.Scalar scalar, Field field, String object) {
        if (!scalar.plain() || !scalar.text().matches("[-+]?\\d{1,40}")) {
            return wrong(scalar, field, object, "a whole number", "Write digits, without quotes.");
        }
        BigDecimal number = new BigDecimal(scalar.text());
        long value =
                number.max(BigDecimal.valueOf(Long.MIN_VALUE))
                        .min(BigDecimal.valueOf(Long.MAX_VALUE))
                        .longValue();
        return inRange(value, scalar, field, object) ? value : null;
    }

    private @Nullable Object decimal(YamlNode.Scalar scalar, Field field, String object) {
        if (!scalar.plain() || !NUMBER.matcher(scalar.text()).matches()) {
            return wrong(
                    scalar,
                    field,
                    object,
                    "a number",
                    "Write it with a decimal point, not a comma.");
        }
        BigDecimal value = new BigDecimal(scalar.text());
        boolean fits =
                value.compareTo(BigDecimal.valueOf(field.min())) >= 0
                        && value.compareTo(BigDecimal.valueOf(field.max())) <= 0;
        if (!fits) {
            outOfRange(scalar, field, object);
        }
        return fits ? value : null;
    }

    private @Nullable Object choice(YamlNode.Scalar scalar, Field field, String object) {
        if (field.choices().contains(scalar.text())) {
            return scalar.text();
        }
        return wrong(
                scalar,
                field,
                object,
                "one of " + String.join(", ", field.choices()),
                "Write one of them." + Suggestion.question(scalar.text(), field.choices()),
                Suggestion.meant(scalar.text(), field.choices()));
    }

    private @Nullable Object secret(YamlNode.Scalar scalar, Field field, String object) {
        if (SecretStore.isReference(scalar.text())) {
            return scalar.text();
        }
        if (scalar.text().startsWith(SecretStore.PREFIX)) {
            return wrong(
                    scalar,
                    field,
                    object,
                    "secret:NAME",
                    "Use letters, digits, dash and underscore in the name, at most 64.");
        }
        clearSecret(scalar, object, "The field " + field.name() + " holds a secret in clear.");
        return null;
    }

    private @Nullable Object refuseClearSecret(YamlNode.Scalar scalar, Field field, String object) {
        if (URL_WITH_PASSWORD.matcher(scalar.text()).find()) {
            clearSecret(
                    scalar,
                    object,
                    "The address in " + field.name() + " holds a password in clear.");
            return null;
        }
        if (scalar.text().contains("PRIVATE KEY-----")) {
            clearSecret(scalar, object, "The field " + field.name() + " holds a private key.");
            return null;
        }
        return scalar.text();
    }

    private void clearSecret(YamlNode.Scalar scalar, String object, String message) {
        problems.error(
                scalar.place(),
                "PROJ-0207",
                object,
                message,
                "Write secret:NAME, and put the value into FIELDPROOF_SECRET_NAME or into the file"
                        + " secrets/NAME of the data directory (mode 0600); change the value, as it"
                        + " may have been seen.");
    }

    private @Nullable Object path(YamlNode.Scalar scalar, Field field, String object) {
        String text = scalar.text();
        if (text.matches("(?i)[a-z][a-z0-9+.-]+:.*")
                || text.startsWith("\\\\")
                || text.startsWith("//")) {
            return wrong(
                    scalar,
                    field,
                    object,
                    "a path of this machine",
                    "Copy the file into the project and write its path there, such as tls/ca.crt.");
        }
        if (text.startsWith("/")
                || text.matches("(?i)[a-z]:.*")
                || text.matches("(.*[/\\\\])?\\.\\.([/\\\\].*)?")) {
            problems.warning(
                    scalar.place(),
                    "PROJ-0208",
                    object,
                    "The path in " + field.name() + " leads out of the project.",
                    "Copy the file into the project, so that it works on other machines too.");
        }
        return text;
    }

    private @Nullable Object tags(YamlNode.Scalar scalar, Field field, String object) {
        return path(scalar, field, object) == null
                ? null
                : tagFiles.table(scalar.text(), scalar.place(), object).orElse(null);
    }

    private @Nullable Object template(YamlNode.Scalar scalar, Field field, String object) {
        return path(scalar, field, object) == null
                ? null
                : tagFiles.template(scalar.text(), scalar.place(), object).orElse(null);
    }

    private boolean inRange(long value, YamlNode.Scalar scalar, Field field, String object) {
        boolean fits = value >= field.min() && value <= field.max();
        if (!fits) {
            outOfRange(scalar, field, object);
        }
        return fits;
    }

    private void outOfRange(YamlNode.Scalar scalar, Field field, String object) {
        String range =
                field.max() == Long.MAX_VALUE
                        ? "at least " + bound(field.min(), field)
                        : field.min() == Long.MIN_VALUE
                                ? "at most " + bound(field.max(), field)
                                : bound(field.min(), field) + " to " + bound(field.max(), field);
        problems.error(
                scalar.place(),
                "PROJ-0206",
                object,
                "The field "
                        + field.name()
                        + " is "
                        + shown(scalar, field)
                        + "; allowed is "
                        + range
                        + ".",
                "Write a value in that range.");
    }

    private static String bound(long value, Field field) {
        return switch (field.kind()) {
            case DURATION -> Quantities.ofNanos(value);
            case BYTES -> Quantities.ofBytes(value);
            default -> Long.toString(value);
        };
    }

    private @Nullable Object wrongKind(YamlNode node, Field field, String object) {
        String expected =
                switch (field.kind()) {
                    case LIST_OF_TEXT -> "a list of words";
                    case GROUP -> "a group of fields";
                    case LIST_OF_GROUPS -> "a list of groups";
                    default -> "a single value";
                };
        String remedy =
                switch (field.kind()) {
                    case LIST_OF_TEXT -> "Write " + field.name() + ": [one, two].";
                    case GROUP -> "Write its fields below it, indented.";
                    case LIST_OF_GROUPS -> "Write each entry below it, beginning with a dash.";
                    default -> "Write " + field.name() + ": value.";
                };
        problems.error(
                node.place(),
                "PROJ-0205",
                object,
                "The field "
                        + field.name()
                        + " is "
                        + node.kind()
                        + "; expected is "
                        + expected
                        + ".",
                remedy);
        return null;
    }

    private @Nullable Object wrong(
            YamlNode.Scalar scalar, Field field, String object, String expected, String remedy) {
        return wrong(scalar, field, object, expected, remedy, new Mend.ByHand());
    }

    private @Nullable Object wrong(
            YamlNode.Scalar scalar,
            Field field,
            String object,
            String expected,
            String remedy,
            Mend mend) {
        problems.error(
                scalar.place(),
                "PROJ-0205",
                object,
                "The field "
                        + field.name()
                        + " is "
                        + shown(scalar, field)
                        + "; expected is "
                        + expected
                        + ".",
                remedy,
                mend);
        return null;
    }

    private static String shown(YamlNode.Scalar scalar, Field field) {
        if (org.fieldproof.engine.secret.Redactor.isSecretName(field.name())) {
            return "something else";
        }
        String text = scalar.text();
        return '"' + (text.length() <= 60 ? text : text.substring(0, 60) + "…") + '"';
    }

    /// A default goes the same way as a written value; one that does not is a bug of its
    /// connector.
    private static @Nullable Object defaultOf(Field field, Place place) {
        if (field.defaultValue().isEmpty()) {
            return null;
        }
        Problems bugs = new Problems();
        YamlText text = new YamlText("default", new byte[0], "v: " + quoted(field));
        @Nullable Object value =
                YamlTree.read(text, bugs)
                        .flatMap(root -> root.get("v"))
                        .map(node -> new FieldReader(bugs).value(node, field, "default"))
                        .orElse(null);
        if (value == null || bugs.errors() > 0) {
            throw new IllegalArgumentException(
                    place.path()
                            + " "
                            + field.name()
                            + ": default "
                            + field.defaultValue()
                            + " (expected: "
                            + field.kind()
                            + " in its own range)");
        }
        return value;
    }

    private static String quoted(Field field) {
        return switch (field.kind()) {
            // Single quotes keep everything as it is, but for themselves.
            case TEXT, PATH, CHOICE -> "'" + field.defaultValue().replace("'", "''") + "'";
            default -> field.defaultValue();
        };
    }
}
