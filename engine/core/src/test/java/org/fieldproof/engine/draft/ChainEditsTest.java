package org.fieldproof.engine.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fieldproof.api.draft.ChainEdits;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.junit.jupiter.api.Test;

/// Transforms are moved and removed. Harm if it breaks: a test, a quarantined record and a count
/// name a transform, and after the edit the name is another one's.
final class ChainEditsTest {
    private static final PartRef MAIN = new PartRef(Section.PIPELINES, "main");
    private static final String PROJECT =
            """
            pipelines:
              - id: main
                transforms:
                  - {type: unit}
                  - {id: own, type: rename}
                  # keeps its remark
                  - type: unit
                  - type: filter
            """;

    @Test
    void movingAndRemovingRenamesNobody() {
        ProjectDraft draft =
                DraftFiles.read(new TreeMap<>(Map.of("project.yaml", PROJECT))).orElseThrow();
        assertThat(names(draft)).containsExactly("unit-1", "own", "unit-3", "filter-4");
        ProjectDraft moved = ChainEdits.move(draft, MAIN, 2, 0);
        assertThat(names(moved)).containsExactly("unit-3", "unit-1", "own", "filter-4");
        assertThat(DraftFiles.of(moved).get("project.yaml")).contains("# keeps its remark");
        assertThat(names(ChainEdits.move(draft, MAIN, 0, 3)))
                .containsExactly("own", "unit-3", "filter-4", "unit-1");
        ProjectDraft fewer = ChainEdits.remove(draft, MAIN, 1);
        assertThat(names(fewer)).containsExactly("unit-1", "unit-3", "filter-4");
        assertThat(chain(fewer).getFirst().text("id")).as("what stays is not written").isEmpty();
        assertThat(ChainEdits.move(draft, MAIN, 1, 1)).isEqualTo(draft);
        assertThat(ChainEdits.move(draft, MAIN, 0, 4)).isSameAs(draft);
    }

    private static List<Group> chain(ProjectDraft draft) {
        return ChainEdits.of(draft.part(MAIN).orElseThrow());
    }

    private static List<String> names(ProjectDraft draft) {
        List<Group> chain = chain(draft);
        List<String> names = new ArrayList<>();
        for (int i = 0; i < chain.size(); i++) {
            names.add(ChainEdits.name(chain.get(i), i));
        }
        return names;
    }
}
