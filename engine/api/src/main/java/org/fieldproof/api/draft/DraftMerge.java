package org.fieldproof.api.draft;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Item;
import org.fieldproof.api.draft.DraftValue.Items;
import org.jspecify.annotations.Nullable;

/// Puts the edits of a draft onto another revision than the one they were made on: what only one
/// side has changed is taken from that side, so that nobody's work is undone unseen. Part by part;
/// where both have changed the same part, the draft's stands and is named. Pure.
public final class DraftMerge {
    private final Set<String> contested = new LinkedHashSet<>();

    private DraftMerge() {}

    /// What came of it.
    ///
    /// @param contested what both sides have changed, as in [DraftChange#object]
    public record Merged(ProjectDraft draft, List<String> contested) {
        public Merged {
            contested = List.copyOf(contested);
        }
    }

    /// Merges.
    ///
    /// @param base what the edits were made on
    /// @param mine what they made of it
    /// @param theirs what they go onto; its order of things is kept
    public static Merged of(ProjectDraft base, ProjectDraft mine, ProjectDraft theirs) {
        if (theirs.equals(base)) {
            return new Merged(mine, List.of());
        }
        DraftMerge merge = new DraftMerge();
        Map<String, Group> drills =
                merge.each(name -> "drill/" + name, base.drills(), mine.drills(), theirs.drills());
        ProjectDraft merged =
                new ProjectDraft(
                        merge.project(base.project(), mine.project(), theirs.project()),
                        mine.tail().equals(base.tail()) ? theirs.tail() : mine.tail(),
                        new TreeMap<>(drills),
                        merge.layout(base.layout(), mine.layout(), theirs.layout()));
        return new Merged(merged, List.copyOf(merge.contested));
    }

    /// Takes each thing from the side that has changed it.
    ///
    /// @param name what a thing is called when both have
    private <K, T> Map<K, T> each(
            Function<K, String> name, Map<K, T> base, Map<K, T> mine, Map<K, T> theirs) {
        Map<K, T> merged = new LinkedHashMap<>(theirs);
        Set<K> keys = new LinkedHashSet<>(mine.keySet());
        keys.addAll(base.keySet());
        for (K key : keys) {
            @Nullable T was = base.get(key);
            @Nullable T is = mine.get(key);
            @Nullable T there = theirs.get(key);
            if (Objects.equals(was, is)) {
                continue;
            }
            if (!Objects.equals(was, there) && !Objects.equals(is, there)) {
                contested.add(name.apply(key));
            }
            if (is == null) {
                merged.remove(key);
            } else {
                merged.put(key, is);
            }
        }
        return merged;
    }

    /// The sections part by part, every other field as a whole.
    private Group project(Group base, Group mine, Group theirs) {
        Map<String, Entry> was = entries(base);
        Map<String, Entry> is = entries(mine);
        Map<String, Entry> there = entries(theirs);
        Map<String, Entry> sections = new LinkedHashMap<>();
        for (Section section : Section.values()) {
            Map<String, Item> present = items(theirs, section);
            Map<String, Item> merged =
                    each(
                            id -> section.kind() + "/" + id,
                            items(base, section),
                            items(mine, section),
                            present);
            @Nullable Entry frame = there.get(section.field());
            frame = frame == null && !merged.isEmpty() ? is.get(section.field()) : frame;
            if (frame != null && (!merged.isEmpty() || present.isEmpty())) {
                sections.put(section.field(), with(frame, List.copyOf(merged.values())));
            }
            was.remove(section.field());
            is.remove(section.field());
        }
        Map<String, Entry> merged = each(_ -> "project", was, is, there);
        for (Section section : Section.values()) {
            if (!sections.containsKey(section.field())) {
                merged.remove(section.field());
            }
        }
        merged.putAll(sections);
        return new Group(List.copyOf(merged.values()), theirs.flow());
    }

    private static Entry with(Entry frame, List<Item> items) {
        return items.isEmpty() || !(frame.value() instanceof Items list)
                ? frame
                : new Entry(frame.key(), new Items(items, list.flow()), frame.remarks());
    }

    private static Map<String, Entry> entries(Group group) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        group.entries().forEach(entry -> entries.put(entry.key(), entry));
        return entries;
    }

    private static Map<String, Item> items(Group project, Section section) {
        Map<String, Item> items = new LinkedHashMap<>();
        if (project.get(section.field()).orElse(project) instanceof Items list) {
            for (Item item : list.items()) {
                String id = item.value() instanceof Group part ? part.text("id") : "";
                items.put(items.containsKey(id) ? id + "#" + items.size() : id, item);
            }
        }
        return items;
    }

    private DraftLayout layout(DraftLayout base, DraftLayout mine, DraftLayout theirs) {
        return new DraftLayout(
                new TreeMap<>(picture(base.places(), mine.places(), theirs.places())),
                List.copyOf(picture(notes(base), notes(mine), notes(theirs)).values()),
                List.copyOf(picture(groups(base), groups(mine), groups(theirs)).values()));
    }

    private <K, T> Map<K, T> picture(Map<K, T> base, Map<K, T> mine, Map<K, T> theirs) {
        return each(_ -> "layout", base, mine, theirs);
    }

    private static Map<String, StickyNote> notes(DraftLayout layout) {
        Map<String, StickyNote> notes = new LinkedHashMap<>();
        layout.notes().forEach(note -> notes.put(note.id(), note));
        return notes;
    }

    private static Map<String, PartGroup> groups(DraftLayout layout) {
        Map<String, PartGroup> groups = new LinkedHashMap<>();
        layout.groups().forEach(group -> groups.put(group.id(), group));
        return groups;
    }
}
