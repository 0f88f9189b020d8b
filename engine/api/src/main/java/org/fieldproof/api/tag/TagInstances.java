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

    private final List<TagTable.Entry> entries = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> origins = new HashMap<>();

    /// Of all cells together: as many as a table may have bytes.
    private long chars;

    private boolean full;

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

    List<TagTable.Entry> entries() {
        return entries;
    }

    List<Problem> problems() {
        return problems;
    }

    /// Where each tag comes from, as a sentence.
    Map<String, String> origins() {
        return origins;
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
        int before = problems.size();
        Map<String, String> values = values(instance, name, template.get());
        Map<String, Config> overrides = overrides(instance, name, template.get());
        Set<String> without = without(instance, name, template.get(), overrides.keySet());
        if (problems.size() > before) {
            return;
        }
        for (TagTemplate.Member member : template.get().members()) {
            if (!without.contains(member.name()) && !full) {
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

        String origin() {
            return "It comes from line " + member.line() + " of " + file + ".";
        }

        boolean isOverridden(TagColumn column) {
            return column != TagColumn.NAME && override != null && override.has(column.title());
        }

        Place placeOf(TagColumn column) {
            return override != null && isOverridden(column)
                    ? override.placeOf(column.title())
                    : instance.placeOf(NAME);
        }

        /// The text of a column; empty for the default.
        String text(TagColumn column) throws TagFormula.Fault {
            if (override != null && isOverridden(column)) {
                String text = TagSchema.text(override, column);
                return column.isText() ? named(column, known(TagFormula.of(text))) : text;
            }
            @Nullable TagFormula formula = member.cells().get(column);
            return formula == null ? "" : named(column, formula);
        }

        /// The template's own parameters were looked at before.
        private TagFormula known(TagFormula formula) throws TagFormula.Fault {
            for (String parameter : formula.parameters()) {
                if (!values.containsKey(parameter)) {
                    throw new TagFormula.Fault(
                            "The parameter " + parameter + " has no value.",
                            "Use one of " + String.join(", ", values.keySet()) + ".");
                }
            }
            return formula;
        }

        /// What has no parameter would be called alike in every instance.
        private String named(TagColumn column, TagFormula formula) throws TagFormula.Fault {
            String text = formula.with(values);
            boolean alike =
                    (column == TagColumn.NAME || column == TagColumn.GROUP)
                            && formula.parameters().isEmpty();
            return alike && !text.isEmpty() ? name + "/" + text : text;
        }
    }

    private void make(Made made) {
        TagDraft draft = new TagDraft(made.instance().placeOf(NAME));
        boolean sound = true;
        for (TagColumn column : TagColumn.values()) {
            try {
                String text = made.text(column);
                chars += text.length();
                draft.put(column, text, made.placeOf(column));
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
                                + made.origin(),
                        fault.remedy());
            }
        }
        if (!sound) {
            return;
        }
        if (chars > TagTable.FILE_BYTES_MAX || entries.size() >= TagTable.TAGS_MAX) {
            full = true;
            told(
                    made.instance().placeOf(NAME),
                    "TAGS-0139",
                    made.name(),
                    "With it the templates make more than 200,000 tags, or more text than a table"
                            + " may have.",
                    "Divide the instances among several connections.");
            return;
        }
        origins.putIfAbsent(draft.name(), made.origin());
        Optional<TagDefinition> tag = draft.tag();
        problems.addAll(draft.problems());
        tag.ifPresent(
                each -> entries.add(new TagTable.Entry(each, draft.placeOf(TagColumn.ADDRESS))));
    }

    /// The values by parameter, the instance's name among them.
    private Map<String, String> values(Config instance, String name, TagTemplate template) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put(NAME, name);
        Place place = instance.placeOf(VALUES);
        Map<String, Integer> parameters = template.parameters();
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
            } else if (values.putIfAbsent(parameter, value) != null) {
                told(
                        place,
                        "TAGS-0136",
                        name,
                        parameter.equals(NAME)
                                ? "The parameter name is the instance's own name."
                                : "The parameter " + parameter + " stands twice.",
                        "Remove one of them.");
            } else if (!parameters.containsKey(parameter)) {
                told(
                        place,
                        "TAGS-0136",
                        name,
                        "The template "
                                + template.file()
                                + " has no parameter "
                                + parameter
                                + "."
                                + TagTexts.question(parameter, parameters.keySet()),
                        "Correct or remove it" + listed(parameters.keySet()));
            }
        }
        parameters.forEach(
                (parameter, line) -> {
                    if (!values.containsKey(parameter)) {
                        told(
                                place,
                                "TAGS-0136",
                                name,
                                "The parameter "
                                        + parameter
                                        + " has no value; line "
                                        + line
                                        + " of "
                                        + template.file()
                                        + " needs it.",
                                "Add " + parameter + "=… to values.");
                    }
                });
        return values;
    }

    private static String listed(Set<String> names) {
        return names.isEmpty() ? "." : "; there are " + String.join(", ", names) + ".";
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
                        + TagTexts.question(member, template.names()),
                "Name a member as the template's column name has it.");
        return false;
    }

    private void told(Place place, String code, String instance, String message, String remedy) {
        String object = instance.isEmpty() ? "instance without name" : "instance " + instance;
        problems.add(Problem.error(code, object, message, remedy).at(place));
    }
}
