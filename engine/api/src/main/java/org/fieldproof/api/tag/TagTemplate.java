package org.fieldproof.api.tag;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.project.Problem.Place;
import org.jspecify.annotations.Nullable;

/// A tag table with parameters in its cells, such as `{base+4}`: what things of one kind have in
/// common, described once. [TagSchema] makes plain tags of it, so that nobody else ever sees one.
/// Immutable.
public final class TagTemplate {
    /// Most parameters that a template names, and most places at which it does: every one is kept.
    private static final int PARAMETERS_MAX = 1_000;

    private static final int USES_MAX = 500_000;

    private final String file;
    private final List<Member> members;
    private final Map<String, Member> byName = new LinkedHashMap<>();

    /// The members that name each, in order: as many in all as there are uses.
    private final Map<String, List<Member>> parameters = new LinkedHashMap<>();

    /// One line: a tag of every thing of that kind.
    ///
    /// @param name as it is written, which is how an instance names the member
    /// @param cells those that hold something
    record Member(String name, int line, Map<TagColumn, TagFormula> cells) {
        Member {
            cells = Map.copyOf(cells);
        }

        /// Every parameter that its cells name.
        Set<String> parameters() {
            Set<String> all = new LinkedHashSet<>();
            for (TagColumn column : TagColumn.values()) {
                @Nullable TagFormula formula = cells.get(column);
                if (formula != null) {
                    all.addAll(formula.parameters());
                }
            }
            return all;
        }
    }

    /// What became of reading one.
    ///
    /// @param template empty where anything is wrong with it
    public record Read(Optional<TagTemplate> template, List<Problem> problems) {
        public Read {
            problems = List.copyOf(problems);
        }
    }

    private TagTemplate(String file, List<Member> members) {
        this.file = file;
        this.members = List.copyOf(members);
        for (Member member : members) {
            byName.put(member.name(), member);
            member.parameters()
                    .forEach(
                            name ->
                                    parameters
                                            .computeIfAbsent(name, _ -> new ArrayList<>())
                                            .add(member));
        }
    }

    /// Reads a template.
    ///
    /// @param file its name in messages, relative to the project
    public static Read read(String file, byte[] bytes) {
        return new CsvTags(file).template(bytes);
    }

    String file() {
        return file;
    }

    List<Member> members() {
        return members;
    }

    /// How its members are named, in order.
    Set<String> names() {
        return Collections.unmodifiableSet(byName.keySet());
    }

    /// Every parameter, in order.
    Set<String> parameters() {
        return Collections.unmodifiableSet(parameters.keySet());
    }

    /// The parameters that are needed where some members are not made.
    ///
    /// @param without names of members
    Set<String> parametersWithout(Set<String> without) {
        if (without.isEmpty()) {
            return parameters();
        }
        Map<String, Integer> left = new LinkedHashMap<>();
        parameters.forEach((name, users) -> left.put(name, users.size()));
        for (String name : without) {
            @Nullable Member member = byName.get(name);
            if (member != null) {
                member.parameters().forEach(each -> left.merge(each, -1, Integer::sum));
            }
        }
        left.values().removeIf(uses -> uses <= 0);
        return left.keySet();
    }

    /// The first line that uses a parameter, among the members that are made; 0 if none.
    int lineOf(String parameter, Set<String> without) {
        return parameters.getOrDefault(parameter, List.of()).stream()
                .filter(member -> !without.contains(member.name()))
                .mapToInt(Member::line)
                .findFirst()
                .orElse(0);
    }

    /// Gathers the lines of one template. Used once.
    static final class Lines {
        private final String file;
        private final TagProblems problems;
        private final Map<String, Integer> names = new HashMap<>();
        private final List<Member> members = new ArrayList<>();
        private final Set<String> parameters = new HashSet<>();
        private int uses;

        Lines(String file, TagProblems problems) {
            this.file = file;
            this.problems = problems;
        }

        boolean isFull() {
            return members.size() > TagTable.TAGS_MAX || hasTooManyParameters();
        }

        private boolean hasTooManyParameters() {
            return uses > USES_MAX || parameters.size() > PARAMETERS_MAX;
        }

        void add(int line, Map<TagColumn, CsvScan.Cell> cells) {
            Map<TagColumn, TagFormula> formulas = new EnumMap<>(TagColumn.class);
            boolean sound = true;
            for (Map.Entry<TagColumn, CsvScan.Cell> each : cells.entrySet()) {
                String text = each.getValue().text().strip();
                if (!text.isEmpty()) {
                    Place place =
                            new Place(
                                    file,
                                    each.getValue().line(),
                                    each.getValue().column(),
                                    each.getKey().title());
                    sound &= put(each.getKey(), text, place, formulas);
                }
            }
            CsvScan.@Nullable Cell name = cells.get(TagColumn.NAME);
            String text = name == null ? "" : name.text().strip();
            if (text.isEmpty()) {
                problems.add(
                        Problem.error(
                                        "TAGS-0108",
                                        "template " + file,
                                        "The member has no name.",
                                        "Write a name such as pressure.")
                                .at(new Place(file, line, 1, TagColumn.NAME.title())));
                return;
            }
            @Nullable Integer first = names.putIfAbsent(text, line);
            if (first != null) {
                problems.add(
                        Problem.error(
                                        "TAGS-0109",
                                        "template " + file,
                                        "The member "
                                                + text
                                                + " stands already in line "
                                                + first
                                                + ".",
                                        "Give each member of a template a name of its own.")
                                .at(new Place(file, line, 1, TagColumn.NAME.title())));
            } else if (sound) {
                members.add(new Member(text, line, formulas));
            }
        }

        private boolean put(
                TagColumn column, String text, Place place, Map<TagColumn, TagFormula> formulas) {
            try {
                TagFormula formula = TagFormula.of(text);
                uses += formula.uses();
                parameters.addAll(formula.parameters());
                formulas.put(column, formula);
                return true;
            } catch (TagFormula.Fault fault) {
                problems.add(
                        Problem.error(
                                        "TAGS-0135",
                                        "template " + file,
                                        "In the " + column.title() + ": " + fault.message(),
                                        fault.remedy())
                                .at(place));
                return false;
            }
        }

        Read read() {
            if (isFull()) {
                return new Read(
                        Optional.empty(),
                        TagProblems.templateTooLarge(
                                        file,
                                        hasTooManyParameters()
                                                ? "has more than 1,000 parameters, or uses them"
                                                        + " more than 500,000 times"
                                                : "has more than 200,000 tags")
                                .problems());
            }
            if (!problems.isEmpty()) {
                return new Read(Optional.empty(), problems.all());
            }
            List<Problem> doubtful =
                    members.isEmpty()
                            ? List.of(
                                    Problem.warning(
                                                    "TAGS-0141",
                                                    "template " + file,
                                                    "It has no members, so that its instances make"
                                                            + " no tags.",
                                                    "Write a line for each tag below the header.")
                                            .at(new Place(file, 1, 1, "")))
                            : List.of();
            return new Read(Optional.of(new TagTemplate(file, members)), doubtful);
        }
    }
}
