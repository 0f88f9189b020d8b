package org.fieldproof.api.tag;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.fieldproof.api.project.Problem;
import org.jspecify.annotations.Nullable;

/// What is wrong with the groups that the tags of a connection name. Pure.
public final class GroupCheck {
    private GroupCheck() {}

    /// What is wrong with the groups of a connection.
    static List<Problem> of(List<TagTable.Entry> entries) {
        List<Problem> problems = new ArrayList<>();
        Map<String, Map<String, TagDefinition>> groups = new HashMap<>();
        for (TagTable.Entry entry : entries) {
            TagDefinition tag = entry.tag();
            if (tag.group().isEmpty()) {
                continue;
            }
            Map<String, TagDefinition> members =
                    groups.computeIfAbsent(tag.group(), _ -> new HashMap<>());
            @Nullable TagDefinition same = members.putIfAbsent(TagGroup.titleOf(tag), tag);
            if (TagGroup.titleOf(tag).equals(GroupRecord.QUALITY)) {
                problems.add(misuse(entry, "In its record, quality names what is not good."));
            } else if (same != null) {
                problems.add(
                        misuse(
                                entry,
                                "In the record of its group it is called as " + same.name() + "."));
            } else if (members.size() == TagGroup.MEMBERS_MAX + 1) {
                problems.add(
                        misuse(
                                entry,
                                "Its group has more than " + TagGroup.MEMBERS_MAX + " members."));
            }
        }
        for (TagTable.Entry entry : entries) {
            if (entry.tag().group().isEmpty() && groups.containsKey(entry.tag().name())) {
                problems.add(misuse(entry, "It has the name of a group, and so its topic."));
            }
        }
        return problems;
    }

    private static Problem misuse(TagTable.Entry entry, String message) {
        return Problem.error(
                        "TAGS-0116",
                        "tag " + entry.tag().name(),
                        message,
                        "Rename the tag, or give it another group.")
                .at(entry.place());
    }

    /// What is wrong where tags of a group are not read at the same time from the same device.
    ///
    /// @param word for what they must have in common, such as `unit`
    /// @param common what a tag has of that
    public static List<Problem> together(
            List<TagTable.Entry> entries, String word, Function<TagDefinition, ?> common) {
        List<Problem> problems = new ArrayList<>();
        Map<String, TagDefinition> first = new HashMap<>();
        for (TagTable.Entry entry : entries) {
            TagDefinition tag = entry.tag();
            @Nullable TagDefinition other =
                    tag.group().isEmpty() ? null : first.putIfAbsent(tag.group(), tag);
            if (other != null && !common.apply(other).equals(common.apply(tag))) {
                problems.add(
                        Problem.error(
                                        "TAGS-0117",
                                        "tag " + tag.name(),
                                        "It is not read together with "
                                                + other.name()
                                                + " of its group: their "
                                                + word
                                                + " differs.",
                                        "Give them the same, or another group.")
                                .at(entry.place()));
            }
        }
        return problems;
    }
}
