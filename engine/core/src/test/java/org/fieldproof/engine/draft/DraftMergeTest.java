package org.fieldproof.engine.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftMerge;
import org.fieldproof.api.draft.DraftMerge.Merged;
import org.fieldproof.api.draft.DraftValue.Entry;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: a draft of last week undoes what a colleague has mended since.
final class DraftMergeTest {
    private static final PartRef DEVICES = new PartRef(Section.CONNECTIONS, "devices");
    private static final PartRef LOCAL = new PartRef(Section.DESTINATIONS, "local");
    private static final PartRef UPSTREAM = new PartRef(Section.DESTINATIONS, "upstream");
    private static final FieldPath PORT = FieldPath.of("port");

    private ProjectDraft base = ProjectDraft.EMPTY;

    @BeforeEach
    void sample() throws IOException {
        base = DraftFiles.read(DraftFilesTest.sample("field-demo")).orElseThrow();
    }

    @Test
    void onAnUnchangedRevisionTheDraftIsTheDraft() {
        ProjectDraft mine = DraftEdits.rename(base, LOCAL, "archive");
        assertThat(DraftMerge.of(base, mine, base).draft()).isSameAs(mine);
    }

    @Test
    void whatOneSideHasChangedIsTakenFromThatSide() {
        ProjectDraft mine = added(DraftEdits.remove(base, Set.of(UPSTREAM)), "mine");
        ProjectDraft theirs =
                added(DraftEdits.set(base, DEVICES, PORT, Text.plain("18831")), "theirs");
        theirs = theirs.withDrill("calm", Group.of(Entry.of("link", Text.plain("upstream"))));
        Merged merged = DraftMerge.of(base, mine, theirs);
        assertThat(merged.contested()).isEmpty();
        ProjectDraft draft = merged.draft();
        assertThat(draft.part(UPSTREAM)).isEmpty();
        assertThat(draft.part(DEVICES).orElseThrow().text("port")).isEqualTo("18831");
        assertThat(draft.parts(Section.DESTINATIONS).stream().map(p -> p.text("id")))
                .containsExactly("local", "theirs", "mine");
        assertThat(draft.drills()).containsKeys("calm", "upstream-outage");
        assertThat(DraftFiles.read(DraftFiles.of(draft))).as("it can be written").contains(draft);
    }

    @Test
    void whatBothHaveChangedIsNamedAndTheDraftsStands() {
        ProjectDraft mine = DraftEdits.set(base, DEVICES, PORT, Text.plain("18830"));
        ProjectDraft theirs = DraftEdits.set(base, DEVICES, PORT, Text.plain("18831"));
        mine = DraftEdits.move(mine, new TreeMap<>(Map.of(LOCAL, new Point(1, 1))));
        theirs = DraftEdits.move(theirs, new TreeMap<>(Map.of(LOCAL, new Point(2, 2))));
        mine = mine.withProject(mine.project().with("title", "Mine"));
        theirs = theirs.withProject(theirs.project().with("title", "Theirs"));
        Merged merged = DraftMerge.of(base, mine, theirs);
        assertThat(merged.contested()).containsExactly("connection/devices", "project", "layout");
        assertThat(merged.draft()).isEqualTo(mine);
    }

    @Test
    void theSameChangeOnBothSidesIsNoQuarrel() {
        ProjectDraft mine = DraftEdits.set(base, DEVICES, PORT, Text.plain("18830"));
        ProjectDraft theirs = added(mine, "theirs");
        assertThat(DraftMerge.of(base, mine, theirs)).isEqualTo(new Merged(theirs, List.of()));
    }

    @Test
    void theLastPartOfASectionTakesTheSectionWithIt() {
        ProjectDraft mine = DraftEdits.remove(base, Set.of(LOCAL, UPSTREAM));
        ProjectDraft theirs = DraftEdits.set(base, DEVICES, PORT, Text.plain("18831"));
        ProjectDraft draft = DraftMerge.of(base, mine, theirs).draft();
        assertThat(draft.project().get("destinations")).isEmpty();
        ProjectDraft other = DraftMerge.of(base, theirs, mine).draft();
        assertThat(DraftFiles.of(other)).isEqualTo(DraftFiles.of(draft));
    }

    private static ProjectDraft added(ProjectDraft draft, String id) {
        return DraftEdits.add(
                draft,
                Section.DESTINATIONS,
                Group.of(Entry.of("id", Text.plain(id)), Entry.of("type", Text.plain("h2"))),
                null);
    }
}
