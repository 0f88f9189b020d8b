package org.fieldproof.api.tag;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What taking `after` in place of `before` would change: a dry run, for a file against a project
/// or against what a device offers. Tags are matched by name; their order does not count.
///
/// @param unchanged how many tags are the same in both
public record TagDiff(List<Change> changes, int unchanged) {
    public TagDiff {
        changes = List.copyOf(changes);
    }

    /// One tag that differs.
    public sealed interface Change {
        String name();

        /// Only in `after`.
        record Added(TagDefinition tag) implements Change {
            @Override
            public String name() {
                return tag.name();
            }
        }

        /// Only in `before`.
        record Removed(TagDefinition tag) implements Change {
            @Override
            public String name() {
                return tag.name();
            }
        }

        /// In both, with differences in `columns`.
        record Edited(TagDefinition before, TagDefinition after, List<TagColumn> columns)
                implements Change {
            public Edited {
                columns = List.copyOf(columns);
            }

            public static Edited of(TagDefinition before, TagDefinition after) {
                return new Edited(
                        before,
                        after,
                        Arrays.stream(TagColumn.values())
                                .filter(each -> !each.textOf(before).equals(each.textOf(after)))
                                .toList());
            }

            @Override
            public String name() {
                return after.name();
            }
        }
    }

    /// Changes in the order of `after`, then what is removed in the order of `before`.
    public static TagDiff between(TagTable before, TagTable after) {
        Map<String, TagDefinition> old = new LinkedHashMap<>();
        before.tags().forEach(tag -> old.put(tag.name(), tag));
        List<Change> changes = new ArrayList<>();
        int unchanged = 0;
        for (TagDefinition tag : after.tags()) {
            @Nullable TagDefinition was = old.remove(tag.name());
            if (was == null) {
                changes.add(new Change.Added(tag));
            } else if (was.equals(tag)) {
                unchanged++;
            } else {
                changes.add(Change.Edited.of(was, tag));
            }
        }
        old.values().forEach(tag -> changes.add(new Change.Removed(tag)));
        return new TagDiff(changes, unchanged);
    }

    public boolean isEmpty() {
        return changes.isEmpty();
    }
}
