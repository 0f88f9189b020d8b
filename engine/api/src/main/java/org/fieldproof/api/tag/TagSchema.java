package org.fieldproof.api.tag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.jspecify.annotations.Nullable;

/// The fields with which a connection names its tags, and what they mean together: `tags`, a table
/// of the project; `tagList`, tags in the project file itself; `instances`, things of one
/// kind whose tags a template describes. What is asked for here are plain tags, wherever they come
/// from. Pure.
public final class TagSchema {
    /// `tags: tags/boiler.csv`.
    public static final Field TABLE =
            Field.optional(
                    "tags",
                    Kind.TAGS,
                    "",
                    "Tag table, a CSV file of the project such as tags/boiler.csv.");

    /// `tagList: [{name: pressure, address: …}]`.
    public static final Field LIST = list();

    /// `instances: [{name: pump-1, template: templates/pump.csv, values: [base=40001]}]`.
    public static final Field INSTANCES = TagInstances.field();

    /// The field of an instance that names its template.
    public static final String TEMPLATE = "template";

    /// All of them: who wants a connection without its tags, or with others, leaves these out.
    public static final List<Field> FIELDS = List.of(TABLE, LIST, INSTANCES);

    private static final List<TagColumn> SHAPING =
            List.of(
                    TagColumn.SCALE,
                    TagColumn.OFFSET,
                    TagColumn.SQUARE_ROOT,
                    TagColumn.CLAMP_LOW,
                    TagColumn.CLAMP_HIGH,
                    TagColumn.DEADBAND,
                    TagColumn.ON_CHANGE,
                    TagColumn.MIN_INTERVAL,
                    TagColumn.MAX_INTERVAL);

    private TagSchema() {}

    /// The tags of a connection and every fault that needs no protocol to be seen.
    ///
    /// @param entries in the order table, list, instances; without those of repeated names
    /// @param made those of the entries that were made of a template, and where that says so
    public record Tags(
            List<TagTable.Entry> entries, List<Problem> problems, Map<Tagged, Origin> made) {
        /// Of a connection that names none.
        public static final Tags NONE = new Tags(List.of(), List.of(), Map.of());

        private static final String TAG = "tag ";

        public Tags {
            entries = List.copyOf(entries);
            problems = List.copyOf(problems);
            made = Map.copyOf(made);
        }

        /// A problem of a tag, with the template's line where the tag was made of one: it is mended
        /// there, or at the instance where the problem stands. What stands elsewhere is another
        /// tag's, whatever its name.
        public Problem traced(Problem problem) {
            @Nullable Origin origin =
                    problem.object().startsWith(TAG)
                            ? made.get(
                                    new Tagged(
                                            problem.object().substring(TAG.length()),
                                            problem.where()))
                            : null;
            return origin == null || problem.message().contains(Origin.FROM)
                    ? problem
                    : origin.told(problem);
        }

        /// Every topic of their records: below the prefix, or the connection's id where that is
        /// empty.
        public Set<String> addresses(String connection, String prefix) {
            String first = first(connection, prefix);
            return entries.stream()
                    .map(entry -> first + "/" + entry.tag().recordName())
                    .collect(Collectors.toUnmodifiableSet());
        }

        /// The tags that may be written.
        public List<Addressed> writable(String connection, String prefix) {
            String first = first(connection, prefix);
            return entries.stream()
                    .map(TagTable.Entry::tag)
                    .filter(TagDefinition::writable)
                    .map(tag -> new Addressed(tag, first + "/" + tag.recordName()))
                    .toList();
        }

        private static String first(String connection, String prefix) {
            return prefix.isEmpty() ? connection : prefix;
        }

        /// The groups that the tags name.
        public Map<String, TagGroup> groups() {
            return TagGroup.of(entries.stream().map(TagTable.Entry::tag).toList());
        }
    }

    /// A tag's name, and where its problems stand.
    public record Tagged(String name, Place place) {
        private static Tagged of(TagTable.Entry entry) {
            return new Tagged(entry.tag().name(), entry.place());
        }
    }

    /// The line of a template that made a tag.
    public record Origin(String file, int line) {
        private static final String FROM = "It comes from line ";

        /// The beginning of a sentence.
        String from() {
            return FROM + line + " of " + file;
        }

        String sentence() {
            return from() + ".";
        }

        private Problem told(Problem problem) {
            return new Problem(
                    problem.severity(),
                    problem.code(),
                    problem.object(),
                    problem.message() + " " + sentence(),
                    problem.remedy(),
                    problem.where(),
                    problem.mend());
        }
    }

    /// A tag, and the topic of its records.
    public record Addressed(TagDefinition tag, String address) {}

    /// Reads these fields of a checked configuration.
    public static Tags of(Config config) {
        List<TagTable.Entry> all = new ArrayList<>();
        List<Problem> problems = new ArrayList<>();
        if (config.has(TABLE.name())) {
            all.addAll(config.tags(TABLE.name()).entries());
        }
        for (Config item : config.groups(LIST.name())) {
            TagDraft draft = new TagDraft(item.placeOf(TagColumn.NAME.title()));
            for (TagColumn column : TagColumn.values()) {
                if (item.has(column.title())) {
                    draft.put(column, text(item, column), item.placeOf(column.title()));
                }
            }
            Optional<TagDefinition> tag = draft.tag();
            problems.addAll(draft.problems());
            tag.ifPresent(
                    each -> all.add(new TagTable.Entry(each, draft.placeOf(TagColumn.ADDRESS))));
        }
        return withInstances(config, all, problems);
    }

    /// Only the tags that instances make, of a configuration that has no other field of tags.
    public static Tags made(Config config) {
        return withInstances(config, new ArrayList<>(), new ArrayList<>());
    }

    private static Tags withInstances(
            Config config, List<TagTable.Entry> all, List<Problem> problems) {
        Map<String, Place> names = new HashMap<>();
        List<TagTable.Entry> entries = new ArrayList<>(all.size());
        Map<Tagged, Origin> made = new HashMap<>();
        for (TagTable.Entry entry : all) {
            @Nullable Problem twice = twice(entry, names);
            if (twice == null) {
                entries.add(entry);
            } else {
                problems.add(twice);
            }
        }
        List<Config> written =
                config.isWritten(INSTANCES.name()) ? config.groups(INSTANCES.name()) : List.of();
        if (!written.isEmpty()) {
            TagInstances instances = new TagInstances(entries);
            written.forEach(instances::add);
            for (TagInstances.Entry each : instances.entries()) {
                @Nullable Problem twice = twice(each.entry(), names);
                if (twice == null) {
                    entries.add(each.entry());
                    made.put(Tagged.of(each.entry()), each.origin());
                } else {
                    instances.add(each.origin().told(twice));
                }
            }
            problems.addAll(instances.problems());
        }
        Tags tags = new Tags(entries, List.of(), made);
        GroupCheck.of(entries).forEach(each -> problems.add(tags.traced(each)));
        return new Tags(entries, problems, made);
    }

    /// The fields that say how a value becomes a record, for a connection that has values without
    /// tags: from scale to maxInterval, without the unit.
    public static List<Field> shaping() {
        return SHAPING.stream().map(TagSchema::field).toList();
    }

    /// A tag with what the fields of [#shaping()] say.
    ///
    /// @param name of the value; also stands for its address
    /// @param problems takes every fault; the tag is then shaped by nothing
    public static TagDefinition shaped(Config item, String name, List<Problem> problems) {
        String own = TagDefinition.faultOfName(name).isEmpty() ? name : "value";
        TagDraft draft = new TagDraft(item.placeOf(TagColumn.SCALE.title()));
        draft.put(TagColumn.NAME, own, item.placeOf(TagColumn.NAME.title()));
        draft.put(TagColumn.ADDRESS, own, item.placeOf(TagColumn.NAME.title()));
        for (TagColumn column : SHAPING) {
            if (item.has(column.title())) {
                draft.put(column, text(item, column), item.placeOf(column.title()));
            }
        }
        Optional<TagDefinition> tag = draft.tag();
        problems.addAll(draft.problems());
        return tag.orElseGet(() -> TagDefinition.of(own, own, ""));
    }

    /// What is wrong with a tag whose name another one has.
    ///
    /// @param names that are taken, and where; the tag's is added
    private static @Nullable Problem twice(TagTable.Entry entry, Map<String, Place> names) {
        @Nullable Place first = names.putIfAbsent(entry.tag().name(), entry.place());
        return first == null
                ? null
                : Problem.error(
                                "TAGS-0109",
                                "tag " + entry.tag().name(),
                                "The name stands already at " + first + ".",
                                "Give each tag of a connection a name of its own.")
                        .at(entry.place());
    }

    static String text(Config item, TagColumn column) {
        return switch (column.form()) {
            case TEXT -> item.text(column.title());
            case NUMBER -> TagTexts.of(item.decimal(column.title()));
            case FLAG -> item.flag(column.title()) ? "true" : "";
        };
    }

    private static Field list() {
        List<Field> fields = new ArrayList<>();
        for (TagColumn column : TagColumn.values()) {
            fields.add(field(column));
        }
        return Field.groups(
                "tagList",
                false,
                "Tags written here, beside or in place of a table.",
                fields.toArray(Field[]::new));
    }

    static Field field(TagColumn column) {
        Kind kind =
                switch (column.form()) {
                    case TEXT -> Kind.TEXT;
                    case NUMBER -> Kind.DECIMAL;
                    case FLAG -> Kind.FLAG;
                };
        return column.isRequired()
                ? Field.required(column.title(), kind, help(column))
                : Field.optional(column.title(), kind, "", help(column));
    }

    private static String help(TagColumn column) {
        return switch (column) {
            case NAME -> "End of the topic, such as boiler/pressure.";
            case ADDRESS -> "Where the device keeps the value.";
            case TYPE -> "Type of the value; empty for the address's own.";
            case SCALE -> "Factor from the device's number to the engineering value; 1 if empty.";
            case OFFSET -> "Added after the factor; 0 if empty.";
            case SQUARE_ROOT -> "Whether the square root is taken before the factor.";
            case CLAMP_LOW -> "Smallest value; what is below becomes this, UNCERTAIN.";
            case CLAMP_HIGH -> "Largest value; what is above becomes this, UNCERTAIN.";
            case UNIT -> "Unit of the engineering value, such as bar.";
            case DEADBAND -> "Least change to report: in the unit (0.5), or in percent (2%).";
            case ON_CHANGE -> "Whether only changes are reported.";
            case MIN_INTERVAL -> "Least time between two reports, such as 1s.";
            case MAX_INTERVAL -> "Report at least this often, such as 1min.";
            case SAMPLING -> "How often it is read; empty for the connection's interval.";
            case GROUP ->
                    "Tags of the same group become one record, at the topic of the group; empty for"
                            + " a record of its own.";
            case WRITABLE -> "Whether a person may ever write it; reading does not depend on it.";
            case DESCRIPTION -> "A word for people.";
        };
    }
}
