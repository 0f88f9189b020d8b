package org.fieldproof.api.tag;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
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
    private final String file;
    private final List<Member> members;
    private final Set<String> names = new LinkedHashSet<>();

    /// One line: a tag of every thing of that kind.
    ///
    /// @param name as it is written, which is how an instance names the member
    /// @param cells those that hold something
    record Member(String name, int line, Map<TagColumn, TagFormula> cells) {
        Member {
            cells = Map.copyOf(cells);
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
        members.forEach(member -> names.add(member.name()));
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
        return Collections.unmodifiableSet(names);
    }

    /// The first line that uses each parameter.
    Map<String, Integer> parameters() {
        Map<String, Integer> lines = new LinkedHashMap<>();
        for (Member member : members) {
            for (TagColumn column : TagColumn.values()) {
                @Nullable TagFormula formula = member.cells().get(column);
                if (formula != null) {
                    formula.parameters().forEach(name -> lines.putIfAbsent(name, member.line()));
                }
            }
        }
        return lines;
    }

    /// Gathers the lines of one template. Used once.
    static final class Lines {
        private final String file;
        private final TagProblems problems;
        private final Map<String, Integer> names = new HashMap<>();
        private final List<Member> members = new ArrayList<>();

        Lines(String file, TagProblems problems) {
            this.file = file;
            this.problems = problems;
        }

        boolean isFull() {
            return members.size() > TagTable.TAGS_MAX;
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
                formulas.put(column, TagFormula.of(text));
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
                        TagProblems.tooLarge(file, "has more than 200,000 tags").problems());
            }
            return problems.isEmpty()
                    ? new Read(Optional.of(new TagTemplate(file, members)), List.of())
                    : new Read(Optional.empty(), problems.all());
        }
    }
}
