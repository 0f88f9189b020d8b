package org.fieldproof.connector.mqtt.payload;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagSchema;
import org.fieldproof.connector.mqtt.payload.Selection.Wanted;
import org.fieldproof.connector.mqtt.payload.Shaping.Shape;
import org.jspecify.annotations.Nullable;

/// The group `payload` of an MQTT connection: how its messages are taken apart. Pure.
public final class PayloadConfig {
    static final String RAW = "raw";
    static final String JSON = "json";
    static final String CSV = "csv";
    static final String NUMBER = "number";
    static final String SPARKPLUG = "sparkplug";
    private static final String GROUP = "payload";

    private final String code;

    /// @param code of the problems of this group's fields
    public PayloadConfig(String code) {
        this.code = code;
    }

    /// The group's field, for a connection whose devices speak for themselves.
    public static Field field() {
        return field(
                "What payloads are: raw (bytes, not looked into), json, csv, or number (one number"
                        + " as text).",
                RAW,
                JSON,
                CSV,
                NUMBER);
    }

    /// The group's field, for a connection by way of a broker, where Sparkplug lives.
    public static Field fieldWithSparkplug() {
        return field(
                "What payloads are: raw (bytes, not looked into), json, csv, number (one number as"
                        + " text), or sparkplug (Sparkplug B; only read: rebirths are not asked"
                        + " for).",
                RAW,
                JSON,
                CSV,
                NUMBER,
                SPARKPLUG);
    }

    private static Field field(String codecHelp, String... codecs) {
        return Field.group(
                GROUP,
                false,
                "How messages are taken apart. The message itself is always kept as received, at"
                        + " its own topic; each value becomes a record of its own below it.",
                Field.choice("codec", RAW, codecHelp, codecs),
                Field.optional(
                        "time",
                        Kind.TEXT,
                        "",
                        "Where the device's timestamp stands: a JSON pointer such as /ts, or a"
                                + " column."),
                Field.choice(
                        "timeFormat",
                        "iso",
                        "How it is written: iso (2026-11-27T07:15:00Z), or a count since 1970 in"
                                + " seconds, milli-, micro- or nanoseconds.",
                        "iso",
                        "s",
                        "ms",
                        "us",
                        "ns"),
                Field.optional(
                        "samples",
                        Kind.TEXT,
                        "",
                        "Where an array of samples stands in json, as a JSON pointer such as /data,"
                                + " or . for the payload itself; time and values are then sought in"
                                + " each of them."),
                Field.choice(
                        "separator",
                        "comma",
                        "What separates the cells of csv.",
                        "comma",
                        "semicolon",
                        "tab"),
                Field.optional(
                        "header",
                        Kind.FLAG,
                        "false",
                        "The first row of each csv payload names the columns."),
                Field.optional(
                        "columns",
                        Kind.LIST_OF_TEXT,
                        "",
                        "Names of the columns of csv without a header; 1, 2, 3 otherwise."),
                values());
    }

    private static Field values() {
        List<Field> fields = new ArrayList<>();
        fields.add(
                Field.required(
                        "from",
                        Kind.TEXT,
                        "Where it stands: a JSON pointer such as /motor/speed, or a column."));
        fields.add(
                Field.optional(
                        "name",
                        Kind.TEXT,
                        "",
                        "Its level below the topic; empty for the last name in from."));
        fields.add(
                Field.choice(
                        "type",
                        "auto",
                        "Its type; what is not of it becomes a BAD value. With auto, numbers are"
                                + " float64.",
                        "auto",
                        "float64",
                        "int64",
                        "bool",
                        "text"));
        fields.add(Field.optional("unit", Kind.TEXT, "", "Its unit."));
        fields.addAll(TagSchema.shaping());
        return Field.groups(
                "values",
                false,
                "Which values are wanted; all that are there where this is not given. With number"
                        + " (from: value) and sparkplug (from: the metric's name) those that are"
                        + " named are shaped, and all others come as they are.",
                fields.toArray(Field[]::new));
    }

    /// The decoder for a connection's configuration.
    ///
    /// @param codes of its events
    public static MessageDecoder decoder(Config config, MessageDecoder.Codes codes) {
        return new MessageDecoder(
                config.group(GROUP).map(PayloadConfig::codec).orElse(null),
                new Shaping(
                        config.group(GROUP).map(PayloadConfig::shapes).orElse(Map.of()),
                        config.group(GROUP).filter(PayloadConfig::isJson).isPresent()),
                codes);
    }

    private static @Nullable PayloadCodec codec(Config group) {
        return switch (group.text("codec")) {
            case JSON -> new JsonCodec(selection(group), group.text("samples").trim());
            case CSV ->
                    new CsvCodec(
                            selection(group),
                            switch (group.text("separator")) {
                                case "semicolon" -> ';';
                                case "tab" -> '\t';
                                default -> ',';
                            },
                            group.flag("header"),
                            group.texts("columns"));
            case NUMBER -> new NumberCodec();
            case SPARKPLUG -> new SparkplugCodec();
            default -> null;
        };
    }

    private static Selection selection(Config group) {
        List<Wanted> wanted =
                group.groups("values").stream()
                        .map(
                                each ->
                                        new Wanted(
                                                each.text("from").trim(),
                                                nameOf(each),
                                                ValueType.of(each.text("type")),
                                                each.text("unit").trim()))
                        .toList();
        return new Selection(
                wanted, group.text("time").trim(), SourceTimes.of(group.text("timeFormat")));
    }

    /// By the names below the device or topic. Faults were told by the check.
    private static Map<String, Shape> shapes(Config group) {
        boolean picks = picks(group.text("codec"));
        Map<String, Shape> shapes = new HashMap<>();
        for (Config each : group.groups("values")) {
            String name = picks ? nameOf(each) : Levels.path(each.text("from").trim());
            TagDefinition tag = TagSchema.shaped(each, name, new ArrayList<>());
            shapes.put(name, new Shape(tag, picks ? "" : each.text("unit").trim()));
        }
        return shapes;
    }

    private static boolean isJson(Config group) {
        return group.text("codec").equals(JSON);
    }

    private static boolean picks(String codec) {
        return codec.equals(JSON) || codec.equals(CSV);
    }

    private static String nameOf(Config value) {
        String name = value.text("name").trim();
        String from = value.text("from").trim();
        return name.isEmpty() ? Levels.level(from.substring(from.lastIndexOf('/') + 1)) : name;
    }

    /// What the schema cannot say.
    public List<Problem> check(Config config) {
        List<Problem> problems = new ArrayList<>();
        config.group(GROUP).ifPresent(group -> check(group, problems));
        return problems;
    }

    private void check(Config group, List<Problem> problems) {
        String codec = group.text("codec");
        boolean picks = picks(codec);
        if (codec.equals(RAW) && !group.groups("values").isEmpty()) {
            problems.add(onlyFor(group, "values", codec, "json, csv, number or sparkplug"));
        }
        if (!picks && !group.text("time").isBlank()) {
            problems.add(onlyFor(group, "time", codec, "json and csv"));
        }
        if (!codec.equals(JSON) && !group.text("samples").isBlank()) {
            problems.add(onlyFor(group, "samples", codec, "json"));
        }
        if (!codec.equals(CSV) && (group.flag("header") || !group.texts("columns").isEmpty())) {
            String field = group.flag("header") ? "header" : "columns";
            problems.add(onlyFor(group, field, codec, "csv"));
        }
        if (codec.equals(CSV)) {
            checkColumns(group, problems);
        }
        if (codec.equals(JSON) && !group.text("time").isBlank()) {
            checkPointer(group, "time", problems);
        }
        String samples = group.text("samples").trim();
        if (codec.equals(JSON) && !samples.isEmpty() && !samples.equals(JsonCodec.WHOLE)) {
            checkPointer(group, "samples", problems);
        }
        if (picks) {
            checkValues(group, codec, problems);
        } else if (!codec.equals(RAW)) {
            checkNamed(group, codec, problems);
        }
        for (Config value : group.groups("values")) {
            var _ = TagSchema.shaped(value, value.text("from").trim(), problems);
        }
    }

    /// Of codecs that find their values by themselves.
    private void checkNamed(Config group, String codec, List<Problem> problems) {
        Set<String> names = new HashSet<>();
        for (Config value : group.groups("values")) {
            String from = value.text("from").trim();
            if (!value.text("name").isBlank()) {
                problems.add(onlyFor(value, "name", codec, "json or csv"));
            }
            if (!value.text("type").equals("auto")) {
                problems.add(onlyFor(value, "type", codec, "json or csv"));
            }
            if (codec.equals(NUMBER) && !from.equals(NumberCodec.NAME)) {
                problems.add(
                        problem(
                                value,
                                "from",
                                "A payload that is one number has the value value only.",
                                "Write from: value."));
            } else if (!names.add(from)) {
                problems.add(
                        problem(
                                value,
                                "from",
                                "Two values are " + StrictText.shown(from) + ".",
                                "Remove one of them."));
            }
        }
    }

    private void checkColumns(Config group, List<Problem> problems) {
        List<String> columns = group.texts("columns");
        if (group.flag("header") && !columns.isEmpty()) {
            problems.add(
                    problem(
                            group,
                            "columns",
                            "The columns are named here and by a header.",
                            "Remove columns, or header: true."));
        }
        if (new HashSet<>(columns).size() < columns.size()) {
            problems.add(
                    problem(
                            group,
                            "columns",
                            "Two columns have the same name.",
                            "Give each column a name of its own."));
        }
        String time = group.text("time").trim();
        if (!columns.isEmpty() && !time.isEmpty() && !columns.contains(time)) {
            problems.add(
                    problem(
                            group,
                            "time",
                            "There is no column " + time + ", only " + columns + ".",
                            "Write one of them."));
        }
    }

    private void checkValues(Config group, String codec, List<Problem> problems) {
        List<String> columns = group.texts("columns");
        Set<String> names = new HashSet<>();
        for (Config value : group.groups("values")) {
            String from = value.text("from").trim();
            if (codec.equals(JSON)) {
                checkPointer(value, "from", problems);
            } else if (codec.equals(CSV) && !columns.isEmpty() && !columns.contains(from)) {
                problems.add(
                        problem(
                                value,
                                "from",
                                "There is no column " + from + ", only " + columns + ".",
                                "Write one of them."));
            }
            String name = nameOf(value);
            if (name.isEmpty() || name.indexOf('#') >= 0 || name.indexOf('+') >= 0) {
                problems.add(
                        problem(
                                value,
                                "name",
                                "The name '" + name + "' cannot stand in an address.",
                                "Write a name without + and #."));
            } else if (!names.add(name)) {
                problems.add(
                        problem(
                                value,
                                "name",
                                "Two values are named " + name + ".",
                                "Give each value a name of its own."));
            }
        }
    }

    private void checkPointer(Config group, String field, List<Problem> problems) {
        String pointer = group.text(field).trim();
        if (!pointer.startsWith("/") || pointer.length() > 1_000) {
            problems.add(
                    problem(
                            group,
                            field,
                            "'" + StrictText.shown(pointer) + "' is no JSON pointer.",
                            "Write it such as /temperature or /motor/speed."));
        }
    }

    private Problem onlyFor(Config group, String field, String codec, String codecs) {
        return problem(
                group,
                field,
                "It has no meaning for payloads that are " + codec + ".",
                "Remove " + field + ", or set codec to " + codecs + ".");
    }

    private Problem problem(Config group, String field, String message, String remedy) {
        return Problem.error(code, "field " + field, message, remedy).at(group.placeOf(field));
    }
}
