package org.fieldproof.engine.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Harm if it breaks: an engineer edits one field by mouse, and the comments of a year are gone.
final class DraftFilesTest {
    private static final PartRef LOCAL = new PartRef(Section.DESTINATIONS, "local");

    @ParameterizedTest
    @ValueSource(strings = {"field-demo", "field-demo-postgres", "four-protocols"})
    void draft3WhatIsNotTouchedIsWrittenAsItWasRead(String sample) throws IOException {
        SortedMap<String, String> files = sample(sample);
        ProjectDraft draft = DraftFiles.read(files).orElseThrow();
        assertThat(DraftFiles.of(draft).get("project.yaml")).isEqualTo(files.get("project.yaml"));
        assertThat(DraftFiles.of(draft, files)).isEqualTo(files);
    }

    @Test
    void draft3AnEditChangesItsOwnLineAlone() throws IOException {
        SortedMap<String, String> files = sample("field-demo");
        ProjectDraft draft = DraftFiles.read(files).orElseThrow();
        ProjectDraft renamed = DraftEdits.rename(draft, LOCAL, "archive");
        String was = files.getOrDefault("project.yaml", "");
        String is = DraftFiles.of(renamed).get("project.yaml");
        assertThat(is)
                .isEqualTo(
                        was.replace("- id: local\n", "- id: archive\n")
                                .replace("to: [upstream, local]", "to: [upstream, archive]"));
    }

    @Test
    void thePictureComesBackAndABrokenOneIsAnEmptyOne() throws IOException {
        ProjectDraft draft = DraftFiles.read(sample("field-demo")).orElseThrow();
        ProjectDraft placed =
                draft.withLayout(
                        draft.layout()
                                .withPlaces(Map.of(LOCAL, new Point(420, -30)))
                                .withNote(
                                        new StickyNote("note-1", "Ask: why?\n# two", 1, 2, 180, 90))
                                .withGroup(
                                        new PartGroup("g-1", "Hall 2", java.util.Set.of(LOCAL))));
        SortedMap<String, String> files = DraftFiles.of(placed);
        assertThat(DraftFiles.read(files)).contains(placed);
        files.put("layout.yaml", "places: [oops\n");
        assertThat(DraftFiles.read(files)).contains(draft);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: &x 1\nb: *x\n",
                "a: !!str 1\n",
                "- a\n",
                "[a]: 1\n",
                "a: 1\n---\nb: 2\n",
                "a: [\n",
                "",
            })
    void whatTheProjectReaderRefusesIsNoFragment(String yaml) {
        assertThat(DraftFiles.fragment(yaml)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a: 'it''s'\nb: \"x\\ny\"\nc: plain: x\n",
                "# head\n\na:\n  # inner\n  - b: 1   # aside\n    c: [x, 'y z', {d: 1}]\n\n  - e\nf: |\n"
                        + "  one\n\n  two\n# tail\n",
                "a:      # behind the key\n  b: \"\"\nc: {}\nd: []\n",
                "ключ: значение\nfür: Prüfstand (alt)\n",
            })
    void whateverIsReadIsReadAgainTheSame(String yaml) {
        DraftYaml.read(yaml)
                .ifPresent(
                        read -> {
                            String written =
                                    org.fieldproof.api.draft.DraftText.write(
                                            read.root(), read.tail());
                            assertThat(DraftYaml.read(written)).contains(read);
                            if (!yaml.contains("plain: x")) {
                                assertThat(written).isEqualTo(yaml);
                            }
                        });
    }

    static SortedMap<String, String> sample(String name) throws IOException {
        Path folder = Path.of("../../sample-projects", name);
        SortedMap<String, String> files = new TreeMap<>();
        files.put("project.yaml", Files.readString(folder.resolve("project.yaml")));
        files.put(
                "drills/upstream-outage.yaml",
                Files.readString(folder.resolve("drills/upstream-outage.yaml")));
        return files;
    }
}
