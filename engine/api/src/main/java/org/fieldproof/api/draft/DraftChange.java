package org.fieldproof.api.draft;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;

/// One thing in which two revisions differ.
///
/// @param object `destination/upstream`, `drill/outage`, `sub/Press line` for a sub-pipeline,
///     `project`, `layout` for the rest of the picture
/// @param fields which fields differ, for what was changed; empty otherwise
public record DraftChange(String object, Kind kind, List<String> fields) {
    public DraftChange {
        fields = List.copyOf(fields);
    }

    /// What happened to it.
    public enum Kind {
        ADDED,
        CHANGED,
        REMOVED
    }

    /// Every difference, parts in the order of the files (DRAFT-2: none means equal drafts).
    public static List<DraftChange> between(ProjectDraft was, ProjectDraft is) {
        List<DraftChange> changes = new ArrayList<>();
        head(was, is, changes);
        Set<PartRef> refs = new LinkedHashSet<>(is.refs());
        refs.addAll(was.refs());
        DraftParts before = DraftParts.of(was);
        DraftParts after = DraftParts.of(is);
        for (PartRef ref : refs) {
            compare(ref.toString(), before.part(ref), after.part(ref), changes);
        }
        Set<String> drills = new TreeSet<>(was.drills().keySet());
        drills.addAll(is.drills().keySet());
        for (String name : drills) {
            compare(
                    "drill/" + name,
                    Optional.ofNullable(was.drills().get(name)),
                    Optional.ofNullable(is.drills().get(name)),
                    changes);
        }
        if (changes.isEmpty() && !was.runsLike(is)) {
            // Order or remarks: nothing of a part, yet another file.
            changes.add(new DraftChange("project", Kind.CHANGED, List.of("remarks")));
        }
        picture(was.layout(), is.layout(), changes);
        return changes;
    }

    private static void picture(DraftLayout was, DraftLayout is, List<DraftChange> into) {
        Map<String, PartGroup> before = folded(was);
        Map<String, PartGroup> after = folded(is);
        Set<String> ids = new LinkedHashSet<>(before.keySet());
        ids.addAll(after.keySet());
        boolean told = false;
        for (String id : ids) {
            PartGroup one = before.get(id);
            PartGroup other = after.get(id);
            if (one == null && other != null) {
                into.add(new DraftChange("sub/" + other.title(), Kind.ADDED, List.of()));
            } else if (one != null && other == null) {
                into.add(new DraftChange("sub/" + one.title(), Kind.REMOVED, List.of()));
            } else if (one != null && other != null && !one.equals(other.at(one.card()))) {
                List<String> fields = new ArrayList<>();
                if (!one.title().equals(other.title())) {
                    fields.add("title");
                }
                if (!one.members().equals(other.members())) {
                    fields.add("members");
                }
                into.add(new DraftChange("sub/" + other.title(), Kind.CHANGED, fields));
            } else {
                continue;
            }
            told = true;
        }
        boolean rest = !was.places().equals(is.places()) || !was.notes().equals(is.notes());
        if (!was.equals(is) && (rest || !told)) {
            into.add(new DraftChange("layout", Kind.CHANGED, List.of()));
        }
    }

    private static Map<String, PartGroup> folded(DraftLayout layout) {
        Map<String, PartGroup> folded = new LinkedHashMap<>();
        for (PartGroup group : layout.groups()) {
            if (group.card() != null) {
                folded.put(group.id(), group);
            }
        }
        return folded;
    }

    private static void head(ProjectDraft was, ProjectDraft is, List<DraftChange> into) {
        List<String> fields = new ArrayList<>(differing(was.project(), is.project()));
        for (Section section : Section.values()) {
            fields.remove(section.field());
        }
        if (!fields.isEmpty()) {
            into.add(new DraftChange("project", Kind.CHANGED, fields));
        }
    }

    private static void compare(
            String object, Optional<Group> was, Optional<Group> is, List<DraftChange> into) {
        if (was.isEmpty()) {
            into.add(new DraftChange(object, Kind.ADDED, List.of()));
        } else if (is.isEmpty()) {
            into.add(new DraftChange(object, Kind.REMOVED, List.of()));
        } else if (!was.get().equals(is.get())) {
            into.add(new DraftChange(object, Kind.CHANGED, differing(was.get(), is.get())));
        }
    }

    private static List<String> differing(Group was, Group is) {
        Set<String> keys = new LinkedHashSet<>();
        is.entries().forEach(e -> keys.add(e.key()));
        was.entries().forEach(e -> keys.add(e.key()));
        List<String> fields = new ArrayList<>();
        for (String key : keys) {
            if (!entry(was, key).equals(entry(is, key))) {
                fields.add(key);
            }
        }
        return fields;
    }

    private static Optional<Entry> entry(Group group, String key) {
        return group.entries().stream().filter(e -> e.key().equals(key)).findFirst();
    }
}
