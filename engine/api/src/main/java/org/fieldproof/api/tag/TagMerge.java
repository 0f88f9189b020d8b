package org.fieldproof.api.tag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.fieldproof.api.project.Problem;
import org.jspecify.annotations.Nullable;

/// What an import does with tags that are only in the file, only in the table, or different in
/// both. Tags are matched by name. The five modes and their meaning are those of the bulk import
/// of HiveMQ Edge, so that who knows one knows the other. Pure.
public enum TagMerge {
    /// The file's tags are taken into an empty table.
    CREATE("create", false),

    /// The file names the tags that stay; the others are removed, and nothing else changes.
    DELETE("delete", true),

    /// The table becomes what the file says.
    OVERWRITE("overwrite", true),

    /// New tags are added, what is there stays; a tag that is there and differs is a conflict.
    MERGE_SAFE("merge-safe", false),

    /// New tags are added, tags that differ become those of the file, what is not in it stays.
    MERGE_OVERWRITE("merge-overwrite", false);

    private final String word;
    private final boolean removing;

    TagMerge(String word, boolean removing) {
        this.word = word;
        this.removing = removing;
    }

    /// As a command line writes it.
    public String word() {
        return word;
    }

    /// Whether a tag that the file lacks is removed.
    public boolean isRemoving() {
        return removing;
    }

    /// What an import would do; it changes nothing.
    public sealed interface Plan {
        /// What would change; of a refused plan, what could be seen of it.
        TagDiff diff();

        /// Faulty lines and conflicts: why it is refused, or what is left out of it.
        List<Problem> problems();

        /// It can be done.
        record Possible(TagTable after, TagDiff diff, List<Problem> problems) implements Plan {
            public Possible {
                problems = List.copyOf(problems);
            }
        }

        /// It cannot, and the table stays as it is.
        record Refused(TagDiff diff, List<Problem> problems) implements Plan {
            public Refused {
                problems = List.copyOf(problems);
                if (problems.isEmpty()) {
                    throw new IllegalArgumentException("problems: none (expected: at least one)");
                }
            }
        }
    }

    /// Plans an import into a table that may be faulty itself. What its faulty lines were meant to
    /// be is not known, so that only `overwrite` goes over them.
    public Plan plan(TagRead table, TagRead file, boolean partial) {
        return switch (table) {
            case TagRead.Complete(TagTable read) -> plan(read, file, partial);
            case TagRead faulty when this != OVERWRITE ->
                    new Plan.Refused(new TagDiff(List.of(), 0), faulty.problems());
            // What is sound in it is what the difference is to; its faults go.
            case TagRead faulty -> plan(faulty.sound().withoutFaults(), file, partial);
        };
    }

    /// Plans an import.
    ///
    /// @param table as it is; its lines that are not concerned stay byte for byte (TAG-1)
    /// @param partial whether faulty lines and conflicts are left out; else any of them refuses the
    ///     whole (TAG-7)
    public Plan plan(TagTable table, TagRead file, boolean partial) {
        return switch (file) {
            case TagRead.Refused(List<Problem> problems) ->
                    new Plan.Refused(new TagDiff(List.of(), 0), problems);
            case TagRead.Complete(TagTable tags) -> plan(table, tags, List.of(), partial);
            case TagRead.Partial(TagTable sound, List<Problem> problems) ->
                    plan(table, sound, problems, partial);
        };
    }

    private Plan plan(TagTable table, TagTable file, List<Problem> faulty, boolean partial) {
        Map<String, TagDefinition> before = new HashMap<>();
        table.tags().forEach(tag -> before.put(tag.name(), tag));
        List<TagDefinition> taken = new ArrayList<>();
        List<Problem> conflicts = new ArrayList<>();
        Set<String> named = new HashSet<>();
        for (TagTable.Entry entry : file.entries()) {
            TagDefinition tag = entry.tag();
            named.add(tag.name());
            @Nullable TagDefinition was = before.get(tag.name());
            @Nullable Problem conflict = conflict(tag, was);
            if (conflict != null) {
                conflicts.add(conflict.at(entry.place()));
            } else if (!tag.equals(was)) {
                taken.add(tag);
            }
        }
        Set<String> removed = new HashSet<>(removing ? before.keySet() : Set.of());
        removed.removeAll(named);
        TagTable after = table.without(removed).with(taken);
        TagDiff diff = TagDiff.between(table, after);
        List<Problem> problems = Stream.concat(faulty.stream(), conflicts.stream()).toList();
        if (this == CREATE && !before.isEmpty()) {
            return new Plan.Refused(diff, prepend(notEmpty(before.size()), problems));
        }
        if (problems.isEmpty() || (partial && !removing)) {
            return new Plan.Possible(after, diff, problems);
        }
        return new Plan.Refused(diff, partial ? prepend(unsafe(), problems) : problems);
    }

    private static List<Problem> prepend(Problem first, List<Problem> rest) {
        return Stream.concat(Stream.of(first), rest.stream()).toList();
    }

    private @Nullable Problem conflict(TagDefinition tag, @Nullable TagDefinition was) {
        boolean differs = was != null && !was.equals(tag);
        return switch (this) {
            case CREATE, OVERWRITE, MERGE_OVERWRITE -> null;
            case MERGE_SAFE ->
                    differs
                            ? Problem.error(
                                    "TAGS-0118",
                                    "tag " + tag.name(),
                                    "It is there already, and it differs.",
                                    "Take it out of the file, or choose merge-overwrite.")
                            : null;
            case DELETE ->
                    was == null || differs
                            ? Problem.error(
                                    "TAGS-0118",
                                    "tag " + tag.name(),
                                    was == null
                                            ? "It is not there, and delete adds nothing."
                                            : "It differs from the one that is there, and delete"
                                                    + " changes none.",
                                    "Correct the file, which names the tags that stay, or choose"
                                            + " overwrite.")
                            : null;
        };
    }

    private static Problem notEmpty(int tags) {
        return Problem.error(
                "TAGS-0119",
                "tag table",
                "It has " + tags + " tags, and create is for an empty one.",
                "Choose merge-safe to add to them.");
    }

    /// A faulty line may name the very tag that would be removed because the file lacks it.
    private Problem unsafe() {
        return Problem.error(
                "TAGS-0120",
                "tag table",
                "Nothing is left out of a file where what it lacks is removed (" + word + ").",
                "Mend the lines below, or choose merge-overwrite.");
    }
}
