package org.fieldproof.engine.draft;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fieldproof.api.draft.DraftLayout;
import org.fieldproof.api.draft.DraftText;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.LayoutFields;
import org.fieldproof.api.draft.ProjectDraft;

/// A draft as the texts of its files, and back. Pure.
public final class DraftFiles {
    static final String PROJECT = "project.yaml";

    private DraftFiles() {}

    /// Text by name, as it is on disk; no `layout.yaml` while nobody has placed anything.
    public static SortedMap<String, String> of(ProjectDraft draft) {
        SortedMap<String, String> files = new TreeMap<>();
        files.put(PROJECT, DraftText.write(draft.project(), draft.tail()));
        draft.drills().forEach((name, drill) -> files.put("drills/" + name + ".yaml", text(drill)));
        Group layout = LayoutFields.write(draft.layout());
        if (!layout.entries().isEmpty()) {
            files.put(LayoutFields.FILE, text(layout));
        }
        return files;
    }

    /// The same, but a file that says what it says on disk already stays as it is there, spaces
    /// and all (DRAFT-3).
    public static SortedMap<String, String> of(ProjectDraft draft, Map<String, String> onDisk) {
        SortedMap<String, String> files = of(draft);
        files.replaceAll(
                (name, text) -> {
                    String there = onDisk.getOrDefault(name, "");
                    return DraftYaml.read(text).equals(DraftYaml.read(there)) ? there : text;
                });
        return files;
    }

    private static String text(Group root) {
        return DraftText.write(root);
    }

    /// The draft that files hold; empty if one of them is no YAML of ours. A layout that cannot be
    /// read is an empty one.
    public static Optional<ProjectDraft> read(Map<String, String> files) {
        Optional<DraftYaml.Read> project = DraftYaml.read(files.getOrDefault(PROJECT, ""));
        if (project.isEmpty()) {
            return Optional.empty();
        }
        SortedMap<String, Group> drills = new TreeMap<>();
        for (Map.Entry<String, String> file : files.entrySet()) {
            String name = file.getKey();
            if (name.startsWith("drills/") && name.endsWith(".yaml")) {
                Optional<DraftYaml.Read> drill = DraftYaml.read(file.getValue());
                if (drill.isEmpty()) {
                    return Optional.empty();
                }
                drills.put(
                        name.substring("drills/".length(), name.length() - ".yaml".length()),
                        drill.get().root());
            }
        }
        DraftLayout layout =
                DraftYaml.read(files.getOrDefault(LayoutFields.FILE, ""))
                        .map(read -> LayoutFields.read(read.root()))
                        .orElse(DraftLayout.EMPTY);
        return Optional.of(
                new ProjectDraft(
                        project.get().root(), List.copyOf(project.get().tail()), drills, layout));
    }

    /// A fragment as a tree.
    public static Optional<Group> fragment(String yaml) {
        return DraftYaml.read(yaml).map(DraftYaml.Read::root);
    }
}
