package org.fieldproof.api.tag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.fieldproof.api.project.Config;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.fieldproof.api.spi.ConfigSchema.Field;
import org.fieldproof.api.spi.ConfigSchema.Kind;
import org.jspecify.annotations.Nullable;

/// Makes plain tags of a connection's instances: every member of the template, with the values that
/// the instance gives and what is otherwise there. Confined to the reading thread; used once.
final class TagInstances {
    /// The parameter that is the instance's own name, and the field that says it.
    private static final String NAME = "name";

    private static final String VALUES = "values";
    private static final String WITHOUT = "without";
    private static final String OVERRIDES = "overrides";

    /// Most characters of a value: more than any address has.
    private static final int VALUE_LENGTH_MAX = 1_024;

    /// Most faults of a template's instances for which a name that is like is looked for: each may
    /// compare with 200,000.
    private static final int ASKED_MAX = 20;

    /// Most parameters that a message lists.
    private static final int LISTED_MAX = 20;

    private final List<Entry> entries = new ArrayList<>();
    private final TagProblems problems = TagProblems.ofInstances();

    /// How often a name that is like was looked for, by the template's file.
    private final Map<String, Integer> asked = new HashMap<>();

    /// Of all cells together, those of faulty tags among them: as many as a table may have bytes.
    private long chars;

    /// Tags of the connection, the faulty ones among them.
    private long tags;

    private boolean full;

    /// A tag that was made.
    record Entry(TagTable.Entry entry, TagSchema.Origin origin) {}

    /// @param beside the tags that the connection has besides those of instances: with them, it may
    ///     have as many as a table
    TagInstances(List<TagTable.Entry> beside) {
        tags = beside.size();
        for (TagTable.Entry each : beside) {
            for (TagColumn column : TagColumn.values()) {
                chars += column.textOf(each.tag()).length();
            }
        }
    }

    static Field field() {
        return Field.groups(
                "instances",
                false,
                "Things of one kind, each with the tags of a template.",
                Field.required(
                        NAME,
                        Kind.TEXT,
                        "Name of the thing, such as pump-1: {name} in the template, and the"
                                + " beginning of its tags' names."),
                Field.required(
                        TagSchema.TEMPLATE,
                        Kind.TEMPLATE,
                        "Template, a CSV file of the project such as templates/pump.csv."),
                Field.optional(
                        VALUES,
                        Kind.LIST_OF_TEXT,
                        "",
                        "What the template's parameters are here, such as base=40001."),
                Field.optional(
                        WITHOUT,
                        Kind.LIST_OF_TEXT,
                        "",
                        "Members of the template that this one does not have."),
                Field.groups(
                        OVERRIDES,
                        false,
                        "Members that are otherwise here than in the template.",
                        Stream.concat(
                                        Stream.of(
                                                Field.required(
                                                        NAME,
                                                        Kind.TEXT,
                                                        "The member, named as in the template.")),
                                        Arrays.stream(TagColumn.values())
                                                .filter(column -> column != TagColumn.NAME)
                                                .map(TagSchema::field)
                                                .map(TagInstances::optional))
                                .toArray(Field[]::new)));
    }

    private static Field optional(Field field) {
        return Field.optional(field.name(), field.kind(), "", field.help());
    }

    List<Entry> entries() {
        return entries;
    }

    /// Adds what is wrong with one that was made.
    void add(Problem problem) {
        problems.add(problem);
    }

    List<Problem> problems() {
        return problems.all();
    }

    /// Makes the tags of one instance, or tells all that is wrong with it.
    void add(Config instance) {
        Optional<TagTemplate> template = instance.template(TagSchema.TEMPLATE);
        if (template.isEmpty() || full) {
            // What is wrong with the file was told when it was read.
            return;
        }
        String name = instance.text(NAME).strip();
        Optional<String> fault = TagDefinition.faultOfName(name);
        if (fault.isPresent()) {
            told(
                    instance.placeOf(NAME),
                    "TAGS-0108",
                    name,
                    fault.get(),
                    "Write a name such as pump-1: it becomes a part of the topic.");
            return;
        }
        int before = problems.count();
        Map<String, Config> overrides = overrides(instance, name, template.get());
        Set<String> without = without(instance, name, template.get(), overrides.keySet());
        Map<String, String> values = values(instance, name, template.get(), without);
        if (problems.count() > before) {
            return;
        }
        for (TagTemplate.Member member : template.get().members()) {
            if (full) {
                return;
            }
            if (!without.contains(member.name())) {
                make(
                        new Made(
                                instance,
                                name,
                                template.get().file(),
                                values,
                                member,
                                overrides.get(member.name())));
            }
        }
    }

    /// A member of an instance.
    private record Made(
            Config instance,
            String name,
            String file,
            Map<String, String> values,
            TagTemplate.Member member,
            @Nullable Config override) {

        TagSchema.Origin origin() {
            return new TagSchema.Origin(file, member.line());
        }

        /// Where the text of a column comes from, as a sentence.
        String origin(TagColumn column) {
            @Nullable TagFormula formula = member.cells().get(column);
            if (override != null && isOverridden(column)) {
                return origin().from() + ", which instance " + name + " overrides.";
            }
            if (formula == null || formula.parameters().isEmpty()) {
                return origin().from() + ", for instance " + name + ".";
            }
            return origin().from()
                    + ", where instance "
                    + name
                    + " fills in "
                    + TagFormula.shown(formula.written())
                    + " with "
                    + String.join(
                            ", ",
                            formula.parameters().stream()
                                    .limit(LISTED_MAX)
                                    .map(
                                            each ->
                                                    each
                                                            + "="
                                                            + TagFormula.shown(
                                                                    values.getOrDefault(each, "")))
                                    .toList())
                    + ".";
        }

        /// An override that is written empty puts back the default.
        boolean isOverridden(TagColumn column) {
            return column != TagColumn.NAME
                    && override != null
                    && override.isWritten(column.title());
        }

        Place placeOf(TagColumn column) {
            return override != null && isOverridden(column)
                    ? override.placeOf(column.title())
                    : instance.placeOf(NAME);
        }

        /// The text of a column; one that is empty stands for the default.
        ///
        /// @return empty where it would be longer than there is room
        Optional<String> text(TagColumn column, long roomChars) throws TagFormula.Fault {
            if (override != null && isOverridden(column)) {
                String text = TagSchema.text(override, column);
                return column.isText()
                        ? named(column, known(TagFormula.of(text)), roomChars)
                        : Optional.of(text);
            }
            @Nullable TagFormula formula = member.cells().get(column);
            return formula == null ? Optional.of("") : named(column, formula, roomChars);
        }

        /// The template's own parameters were looked at before.
        private TagFormula known(TagFormula formula) throws TagFormula.Fault {
            for (String parameter : formula.parameters()) {
                if (!values.containsKey(parameter)) {
                    throw new TagFormula.Fault(
                            "The parameter " + parameter + " has no value.",
                            "Use one of" + listed(values.keySet()));
                }
            }
            return formula;
        }

        /// What has no parameter would be called alike in every instance.
        private Optional<String> named(TagColumn column, TagFormula formula, long roomChars)
                throws TagFormula.Fault {
            boolean alike =
                    (column == TagColumn.NAME || column == TagColumn.GROUP)
                            && formula.parameters().isEmpty();
            return formula.with(values, roomChars)
                    .map(text -> alike && !text.isEmpty() ? name + "/" + text : text);
        }
    }

    private void make(Made made) {
        TagDraft draft = new TagDraft(made.instance().placeOf(NAME), made::origin);
        boolean sound = true;
        tags++;
        for (TagColumn column : TagColumn.values()) {
            try {
                Optional<String> text = made.text(column, TagTable.FILE_BYTES_MAX - chars);
                if (text.isEmpty() || tags > TagTable.TAGS_MAX) {
                    overflow(made);
                    return;
                }
                chars += text.get().length();
                draft.put(column, text.get(), made.placeOf(column));
            } catch (TagFormula.Fault fault) {
                sound = false;
                told(
                        made.placeOf(column),
                        "TAGS-0137",
                        made.name(),
                        "In the "
                                + column.title()
                                + " of "
                                + made.member().name()
                                + ": "
                                + fault.message()
                                + " "
                                + made.origin().sentence(),
                        fault.remedy());
            }
        }
        if (!sound) {
            return;
        }
        Optional<TagDefinition> tag = draft.tag();
        draft.problems().forEach(problems::add);
        tag.ifPresent(
                each ->
                        entries.add(
                                new Entry(
                                        new TagTable.Entry(each, draft.placeOf(TagColumn.ADDRESS)),
                                        made.origin())));
    }

    private void overflow(Made made) {
        full = true;
        problems.addLast(
                fault(
                        made.instance().placeOf(NAME),
                        "TAGS-0139",
                        made.name(),
                        "With it the connection has more than 200,000 tags, or more text than a"
                                + " table may have.",
                        "Divide the instances among several connections."));
    }

    /// The values by parameter, the instance's name among them.
    private Map<String, String> values(
            Config instance, String name, TagTemplate template, Set<String> without) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(NAME, name);
        Place place = instance.placeOf(VALUES);
        Set<String> parameters = template.parameters();
        for (String written : instance.texts(VALUES)) {
            int equals = written.indexOf('=');
            String parameter = equals < 0 ? "" : written.substring(0, equals).strip();
            String value = written.substring(equals + 1).strip();
            if (!TagFormula.NAME.matcher(parameter).matches()) {
                told(
                        place,
                        "TAGS-0136",
                        name,
                        "\"" + written + "\" gives no parameter a value.",
                        "Write the parameter, an equals sign and the value, such as base=40001.");
            } else if (value.indexOf('{') >= 0 || value.indexOf('}') >= 0) {
                told(
                        place,
                        "TAGS-0140",
                        name,
                        "The value of "
                                + parameter
                                + " holds a brace, and values are not filled in themselves.",
                        "Write what is meant as it is, or compute it in the template.");
            } else if (value.length() > VALUE_LENGTH_MAX) {
                values.putIfAbsent(parameter, "");
                told(
                        place,
                        "TAGS-0136",
                        name,
                        "The value of " + parameter + " is longer than 1,024 characters.",
                        "Write a shorter one, or put what is alike everywhere into the template.");
            } else if (values.putIfAbsent(parameter, value) != null) {
                told(
                        place,
                        "TAGS-0136",
                        name,
                        parameter.equals(NAME)
                                ? "The parameter name is the instance's own name."
                                : "The parameter " + parameter + " stands twice.",
                        "Remove one of them.");
            } else if (!parameters.contains(parameter)) {
                told(
                        place,
                        "TAGS-0136",
                        name,
                        "The template "
                                + template.file()
                                + " has no parameter "
                                + parameter
                                + "."
                                + question(parameter, parameters, template),
                        parameters.isEmpty()
                                ? "Remove it."
                                : "Correct or remove it; there are" + listed(parameters));
            }
        }
        missing(place, name, template, without, values.keySet());
        return values;
    }

    /// Says which parameters of members that are made have no value.
    private void missing(
            Place place,
            String name,
            TagTemplate template,
            Set<String> without,
            Set<String> given) {
        for (String parameter : template.parametersWithout(without)) {
            if (!given.contains(parameter)) {
                told(
                        place,
                        "TAGS-0136",
                        name,
                        "The parameter "
                                + parameter
                                + " has no value; line "
                                + (problems.isFull() ? 0 : template.lineOf(parameter, without))
                                + " of "
                                + template.file()
                                + " needs it.",
                        "Add " + parameter + "=… to values.");
            }
        }
    }

    /// The names, as far as a person reads them.
    private static String listed(Set<String> names) {
        return " "
                + String.join(", ", names.stream().limit(LISTED_MAX).toList())
                + (names.size() > LISTED_MAX ? " and others." : ".");
    }

    /// Is not worked out for a problem that nobody will see, and for no more than people read.
    private String question(String written, Set<String> known, TagTemplate template) {
        return problems.isFull() || asked.merge(template.file(), 1, Integer::sum) > ASKED_MAX
                ? ""
                : TagTexts.question(written, known);
    }

    private Map<String, Config> overrides(Config instance, String name, TagTemplate template) {
        Map<String, Config> overrides = new HashMap<>();
        for (Config each : instance.groups(OVERRIDES)) {
            String member = each.text(NAME).strip();
            if (overrides.putIfAbsent(member, each) != null) {
                told(
                        each.placeOf(NAME),
                        "TAGS-0138",
                        name,
                        "The member " + member + " stands twice among its overrides.",
                        "Put both into one.");
            }
            isMember(member, each.placeOf(NAME), name, template);
        }
        return overrides;
    }

    private Set<String> without(
            Config instance, String name, TagTemplate template, Set<String> overridden) {
        Set<String> without = new HashSet<>();
        for (String member : instance.texts(WITHOUT)) {
            Place place = instance.placeOf(WITHOUT);
            if (isMember(member.strip(), place, name, template)
                    && overridden.contains(member.strip())) {
                told(
                        place,
                        "TAGS-0138",
                        name,
                        "The member " + member.strip() + " is left out and overridden.",
                        "Take it out of without or out of overrides.");
            }
            without.add(member.strip());
        }
        return without;
    }

    private boolean isMember(String member, Place place, String name, TagTemplate template) {
        if (template.names().contains(member)) {
            return true;
        }
        told(
                place,
                "TAGS-0138",
                name,
                "The template "
                        + template.file()
                        + " has no member "
                        + member
                        + "."
                        + question(member, template.names(), template),
                "Name a member as the template's column name has it.");
        return false;
    }

    private void told(Place place, String code, String instance, String message, String remedy) {
        problems.add(fault(place, code, instance, message, remedy));
    }

    private static Problem fault(
            Place place, String code, String instance, String message, String remedy) {
        String object = instance.isEmpty() ? "instance without name" : "instance " + instance;
        return Problem.error(code, object, message, remedy).at(place);
    }
}
