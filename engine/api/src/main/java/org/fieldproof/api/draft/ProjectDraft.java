package org.fieldproof.api.draft;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Item;
import org.fieldproof.api.draft.DraftValue.Items;

/// One revision of a project that is being edited. Immutable; equal drafts have equal files.
///
/// @param project what `project.yaml` holds
/// @param tail comment lines behind its last field
/// @param drills what `drills/*.yaml` hold, by name
public record ProjectDraft(
        Group project, List<String> tail, SortedMap<String, Group> drills, DraftLayout layout) {
    public static final ProjectDraft EMPTY =
            new ProjectDraft(Group.EMPTY, List.of(), new TreeMap<>(), DraftLayout.EMPTY);

    public ProjectDraft {
        tail = List.copyOf(tail);
        drills = Collections.unmodifiableSortedMap(new TreeMap<>(drills));
    }

    public String name() {
        return project.text("name");
    }

    /// The members of a section, in the order of the file.
    public List<Group> parts(Section section) {
        return project.get(section.field()).orElse(project) instanceof Items items
                ? items.groups()
                : List.of();
    }

    public Optional<Group> part(PartRef ref) {
        return parts(ref.section()).stream().filter(p -> p.text("id").equals(ref.id())).findFirst();
    }

    /// Every part, section by section.
    public List<PartRef> refs() {
        List<PartRef> refs = new ArrayList<>();
        for (Section section : Section.values()) {
            parts(section).forEach(part -> refs.add(new PartRef(section, part.text("id"))));
        }
        return refs;
    }

    public ProjectDraft withProject(Group next) {
        return new ProjectDraft(next, tail, drills, layout);
    }

    public ProjectDraft withLayout(DraftLayout next) {
        return new ProjectDraft(project, tail, drills, next);
    }

    /// Puts a drill in, or in the place of the one of that name.
    public ProjectDraft withDrill(String name, Group drill) {
        SortedMap<String, Group> next = new TreeMap<>(drills);
        next.put(name, drill);
        return new ProjectDraft(project, tail, next, layout);
    }

    public ProjectDraft withoutDrill(String name) {
        SortedMap<String, Group> next = new TreeMap<>(drills);
        next.remove(name);
        return new ProjectDraft(project, tail, next, layout);
    }

    /// The same with another list in a section; an empty list takes the section out.
    ProjectDraft withItems(Section section, List<Item> items) {
        return withProject(
                items.isEmpty()
                        ? project.without(section.field())
                        : project.with(section.field(), new Items(items, false)));
    }

    List<Item> items(Section section) {
        return project.get(section.field()).orElse(project) instanceof Items items
                ? items.items()
                : List.of();
    }

    /// True if what runs would differ: everything but the picture.
    public boolean runsLike(ProjectDraft other) {
        return project.equals(other.project)
                && tail.equals(other.tail)
                && drills.equals(other.drills);
    }

    /// About how many bytes it takes in memory.
    public long weightBytes() {
        return 256
                + project.weightBytes()
                + drills.values().stream().mapToLong(DraftValue::weightBytes).sum()
                + layout.weightBytes();
    }
}
