package org.fieldproof.views.tags;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.tag.TagDefinition;
import org.fieldproof.api.tag.TagDiff.Change;
import org.fieldproof.api.tag.TagMerge;
import org.fieldproof.api.tag.TagRead;
import org.fieldproof.api.tag.TagTable;
import org.jspecify.annotations.Nullable;

/// What taking a file into a connection's list would do, tag by tag; it changes nothing. Tags that
/// stand in the connection's table already are never taken into the list besides. Pure.
///
/// @param lines what wants attention first
/// @param after the list as it would be; empty where the import is refused
/// @param changes how many tags of the list would be others
record ImportPlan(List<Line> lines, Optional<TagTable> after, int changes) {
    private static final String CONFLICT_CODE = "TAGS-0118";
    private static final String TAG = "tag ";

    /// What a project file has room for, and what a form is quick with.
    static final int LISTED_MAX = 5_000;

    ImportPlan {
        lines = List.copyOf(lines);
    }

    /// What becomes of a tag, in the order in which it wants attention.
    enum Kind {
        FAULTY,
        CONFLICT,
        IN_TABLE_OTHERWISE,
        REMOVED,
        CHANGED,
        ADDED,
        IN_TABLE,
        SAME
    }

    /// A tag, or a line of the file that is none.
    ///
    /// @param line in the file; 0 where it is not in it
    /// @param what its address and type, or what of it differs
    /// @param device what the device says of it; empty where it was not asked
    record Line(
            String id,
            Kind kind,
            String name,
            int line,
            String what,
            String device,
            @Nullable Problem why) {

        Line(String id, Kind kind, String name, int line, String what, @Nullable Problem why) {
            this(id, kind, name, line, what, "", why);
        }

        Line asked(String answer) {
            return new Line(id, kind, name, line, what, answer, why);
        }
    }

    /// @param list the tags that the connection lists
    /// @param table those of its table
    /// @param partial whether faulty lines and conflicts are left out
    static ImportPlan of(
            TagRead list, TagRead table, TagRead file, TagMerge mode, boolean partial) {
        if (!table.problems().isEmpty()) {
            return refused(table.problems());
        }
        if (file.sound().tags().size() > LISTED_MAX) {
            return refused(List.of(tooMany(file.sound().tags().size())));
        }
        Map<String, TagDefinition> standing = byName(table.sound());
        TagMerge.Plan plan = mode.plan(list, without(file, standing.keySet()), partial);
        List<Line> lines = new Plotting(list, standing, file.sound()).lines(plan);
        int changes = plan.diff().changes().size();
        if (!(plan instanceof TagMerge.Plan.Possible(TagTable after, var _, var _))) {
            lines.sort(Comparator.comparing(Line::kind));
            return new ImportPlan(lines, Optional.empty(), changes);
        }
        if (after.tags().size() > LISTED_MAX) {
            return refused(List.of(tooMany(after.tags().size())));
        }
        List<Line> going = going(list);
        lines.addAll(going);
        lines.sort(Comparator.comparing(Line::kind));
        return new ImportPlan(lines, Optional.of(after), changes + going.size());
    }

    private static ImportPlan refused(List<Problem> problems) {
        return new ImportPlan(faults(problems), Optional.empty(), 0);
    }

    private static Problem tooMany(int tags) {
        return Problem.error(
                "TAGS-0132",
                "tag list",
                "It would have %,d tags, and a list in the project holds %,d at most."
                        .formatted(tags, LISTED_MAX),
                "Import the file into a table with 'fieldproof tags import', and name the table in"
                        + " the connection's field tags.");
    }

    /// What is faulty in the list and goes with an import over it, an entry a line.
    private static List<Line> going(TagRead list) {
        List<Line> lines = new ArrayList<>();
        Set<Problem.Place> places = new HashSet<>();
        for (Problem each : list.problems()) {
            if (places.add(each.where())) {
                lines.add(
                        new Line(
                                "listed/" + lines.size(),
                                Kind.REMOVED,
                                each.object(),
                                0,
                                each.message(),
                                each));
            }
        }
        return lines;
    }

    /// How many tags or lines there are of each kind.
    Map<Kind, Long> counts() {
        return lines.stream()
                .collect(
                        Collectors.groupingBy(
                                Line::kind,
                                () -> new EnumMap<>(Kind.class),
                                Collectors.counting()));
    }

    /// The tags that would be new or other than they were, in the order of the list.
    List<TagDefinition> coming() {
        Set<String> names =
                lines.stream()
                        .filter(line -> line.kind() == Kind.ADDED || line.kind() == Kind.CHANGED)
                        .map(Line::name)
                        .collect(Collectors.toSet());
        return after.stream()
                .flatMap(table -> table.tags().stream())
                .filter(tag -> names.contains(tag.name()))
                .toList();
    }

    private static TagRead without(TagRead file, Set<String> names) {
        return switch (file) {
            case TagRead.Refused refused -> refused;
            case TagRead.Complete(TagTable tags) -> new TagRead.Complete(tags.without(names));
            case TagRead.Partial(TagTable sound, List<Problem> problems) ->
                    new TagRead.Partial(sound.without(names), problems);
        };
    }

    private static Map<String, TagDefinition> byName(TagTable table) {
        Map<String, TagDefinition> byName = new HashMap<>();
        table.tags().forEach(tag -> byName.put(tag.name(), tag));
        return byName;
    }

    private static List<Line> faults(List<Problem> problems) {
        List<Line> lines = new ArrayList<>();
        for (Problem each : problems) {
            lines.add(fault(each, lines.size()));
        }
        return lines;
    }

    private static Line fault(Problem why, int number) {
        return new Line(
                "problem/" + number,
                Kind.FAULTY,
                why.object(),
                why.where().line(),
                why.message(),
                why);
    }

    /// Makes the lines of one plan. Used once.
    private static final class Plotting {
        private final Map<String, TagDefinition> listed;
        private final Map<String, TagDefinition> standing;
        private final Map<String, TagDefinition> inFile = new HashMap<>();
        private final Map<String, Integer> places = new HashMap<>();
        private final TagTable file;
        private final List<Line> lines = new ArrayList<>();

        Plotting(TagRead list, Map<String, TagDefinition> standing, TagTable file) {
            this.listed = byName(list.sound());
            this.standing = standing;
            this.file = file;
            for (TagTable.Entry entry : file.entries()) {
                inFile.put(entry.tag().name(), entry.tag());
                places.put(entry.tag().name(), entry.place().line());
            }
        }

        List<Line> lines(TagMerge.Plan plan) {
            Set<String> told = new HashSet<>();
            for (Problem each : plan.problems()) {
                @Nullable Line conflict = conflict(each);
                if (conflict == null) {
                    lines.add(fault(each, lines.size()));
                } else if (told.add(conflict.name())) {
                    lines.add(conflict);
                }
            }
            for (Change change : plan.diff().changes()) {
                told.add(change.name());
                lines.add(line(change));
            }
            for (TagDefinition tag : file.tags()) {
                @Nullable TagDefinition stands = standing.get(tag.name());
                if (stands != null) {
                    lines.add(standing(tag, stands));
                } else if (!told.contains(tag.name()) && tag.equals(listed.get(tag.name()))) {
                    lines.add(of(Kind.SAME, tag.name(), what(tag)));
                }
            }
            return lines;
        }

        private @Nullable Line conflict(Problem why) {
            if (!why.code().equals(CONFLICT_CODE) || !why.object().startsWith(TAG)) {
                return null;
            }
            String name = why.object().substring(TAG.length());
            @Nullable TagDefinition was = listed.get(name);
            @Nullable TagDefinition is = inFile.get(name);
            if (is == null) {
                return null;
            }
            String what = was == null ? what(is) : what(Change.Edited.of(was, is));
            return new Line("tag/" + name, Kind.CONFLICT, name, why.where().line(), what, why);
        }

        private Line line(Change change) {
            return switch (change) {
                case Change.Added(TagDefinition tag) -> of(Kind.ADDED, tag.name(), what(tag));
                case Change.Removed(TagDefinition tag) -> of(Kind.REMOVED, tag.name(), what(tag));
                case Change.Edited edited -> of(Kind.CHANGED, edited.name(), what(edited));
            };
        }

        /// It may go from the list besides, so that its line has an id of its own.
        private Line standing(TagDefinition tag, TagDefinition stands) {
            boolean same = stands.equals(tag);
            return new Line(
                    "table/" + tag.name(),
                    same ? Kind.IN_TABLE : Kind.IN_TABLE_OTHERWISE,
                    tag.name(),
                    places.getOrDefault(tag.name(), 0),
                    same ? what(tag) : what(Change.Edited.of(stands, tag)),
                    null);
        }

        private Line of(Kind kind, String name, String what) {
            return new Line("tag/" + name, kind, name, places.getOrDefault(name, 0), what, null);
        }

        private static String what(TagDefinition tag) {
            return (tag.address() + " " + tag.type()).strip();
        }

        /// As the command line writes it.
        private static String what(Change.Edited edited) {
            return edited.columns().stream()
                    .map(
                            column ->
                                    "%s: \"%s\" → \"%s\""
                                            .formatted(
                                                    column.title(),
                                                    column.textOf(edited.before()),
                                                    column.textOf(edited.after())))
                    .collect(Collectors.joining("  "));
        }
    }
}
