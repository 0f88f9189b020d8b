package org.fieldproof.engine.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import org.fieldproof.api.draft.DraftChange;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftText;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.SubEdits;
import org.fieldproof.api.draft.SubPipelines;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Harm if it breaks: a part is in no picture any more, or a picture changes what runs.
final class SubPipelinesTest {
    private static final PartRef DEVICES = new PartRef(Section.CONNECTIONS, "devices");
    private static final PartRef MAIN = new PartRef(Section.PIPELINES, "main");
    private static final PartRef LOCAL = new PartRef(Section.DESTINATIONS, "local");
    private static final PartRef UPSTREAM = new PartRef(Section.DESTINATIONS, "upstream");
    private static final Point CARD = new Point(300, 200);
    private static final Map<PartRef, Point> PLACES =
            Map.of(MAIN, new Point(0, 0), LOCAL, new Point(200, 100), UPSTREAM, new Point(0, 100));

    private ProjectDraft draft = ProjectDraft.EMPTY;

    @BeforeEach
    void sample() throws IOException {
        draft = DraftFiles.read(DraftFilesTest.sample("field-demo")).orElseThrow();
    }

    @Test
    void oneInsideAnotherIsATreeWhateverOrderTheyWereMadeIn() {
        for (boolean innerFirst : new boolean[] {true, false}) {
            ProjectDraft made = draft;
            for (boolean inner : new boolean[] {innerFirst, !innerFirst}) {
                made =
                        inner
                                ? fold(made, "in", "Stores", LOCAL, UPSTREAM)
                                : fold(made, "out", "Hall 2", MAIN, LOCAL, UPSTREAM);
            }
            SubPipelines subs = SubPipelines.of(made);
            assertThat(subs.path("in")).containsExactly("out", "in");
            assertThat(subs.holder(MAIN)).isEqualTo("out");
            assertThat(subs.where(LOCAL)).isEqualTo("Hall 2 › Stores");
            assertThat(subs.foldedInto(SubPipelines.TOP, LOCAL)).contains("out");
            assertThat(subs.foldedInto("out", LOCAL)).contains("in");
            assertThat(subs.foldedInto("in", LOCAL)).isEmpty();
            assertThat(subs.holds("in", MAIN)).isFalse();
            assertThat(made.runsLike(draft)).as("nothing that runs").isTrue();
            ProjectDraft shrunk = DraftEdits.remove(made, Set.of(MAIN));
            assertThat(SubPipelines.of(shrunk).path("in"))
                    .as("as many in both")
                    .containsExactly("out", "in");
        }
    }

    @Test
    void whatOverlapsStaysAFrameAndNoPartIsLost() {
        ProjectDraft made =
                fold(fold(draft, "a", "A", MAIN, LOCAL, DEVICES), "b", "B", LOCAL, UPSTREAM);
        SubPipelines subs = SubPipelines.of(made);
        assertThat(subs.sub("b")).isEmpty();
        assertThat(subs.holder(UPSTREAM)).isEqualTo(SubPipelines.TOP);
        assertThat(subs.holder(LOCAL)).isEqualTo("a");
    }

    @Test
    void theFileKeepsItAndOldFilesHaveNone() {
        ProjectDraft made = fold(draft, "s", "Press: line", LOCAL, UPSTREAM);
        made =
                made.withLayout(
                        made.layout().withNote(new StickyNote("n", "why", 1, 2, 9, 9).in("s")));
        SortedMap<String, String> files = DraftFiles.of(made);
        assertThat(DraftFiles.read(files)).contains(made);
        files.compute("layout.yaml", (name, text) -> text.replaceAll(" *card: .*\n", ""));
        ProjectDraft old = DraftFiles.read(files).orElseThrow();
        assertThat(SubPipelines.of(old).isEmpty()).isTrue();
        assertThat(old.layout().groups()).extracting(PartGroup::title).contains("Press: line");
    }

    @ParameterizedTest
    @ValueSource(strings = {"card: nowhere", "card: [1, 2]", "card: {x: far}", "card: ~"})
    void aDamagedCardKeepsNoProjectFromOpening(String card) {
        SortedMap<String, String> files = DraftFiles.of(fold(draft, "s", "S", LOCAL));
        files.compute("layout.yaml", (name, text) -> text.replaceAll("card: .*", card));
        ProjectDraft read = DraftFiles.read(files).orElseThrow();
        assertThat(read.runsLike(draft)).isTrue();
        assertThat(read.layout().groups()).hasSize(1);
    }

    @Test
    void unfoldingBringsWhatWasInItAroundItsCard() {
        ProjectDraft made =
                SubEdits.fold(
                        draft.withLayout(
                                draft.layout().withNote(new StickyNote("n", "t", 10, 10, 9, 9))),
                        new PartGroup("s", "S", Set.of(MAIN, LOCAL), new Point(100, 50)),
                        Set.of("n"));
        ProjectDraft back = SubEdits.unfold(made, "s", PLACES, false);
        assertThat(back.layout().groups()).isEmpty();
        assertThat(back.layout().places())
                .as("nothing had moved")
                .containsEntry(MAIN, new Point(0, 0))
                .containsEntry(LOCAL, new Point(200, 100));
        assertThat(back.layout().notes()).containsExactly(new StickyNote("n", "t", 10, 10, 9, 9));
        ProjectDraft moved = SubEdits.move(made, Map.of("s", new Point(1100, 50)));
        ProjectDraft framed = SubEdits.unfold(moved, "s", PLACES, true);
        assertThat(framed.layout().places()).containsEntry(MAIN, new Point(1000, 0));
        assertThat(framed.layout().notes().getFirst().x()).isEqualTo(1010);
        assertThat(framed.layout().groups().getFirst().card()).isNull();
    }

    @Test
    void theInnerOneComesOutWhole() {
        ProjectDraft made =
                fold(fold(draft, "in", "In", LOCAL, UPSTREAM), "out", "Out", MAIN, LOCAL, UPSTREAM);
        ProjectDraft open = SubEdits.unfold(made, "out", PLACES, false);
        SubPipelines subs = SubPipelines.of(open);
        assertThat(subs.path("in")).containsExactly("in");
        assertThat(subs.sub("in").orElseThrow().members()).containsExactly(LOCAL, UPSTREAM);
    }

    @Test
    void partsGoInAndOutAndAnEmptyOneGoes() {
        ProjectDraft made =
                fold(fold(draft, "in", "In", LOCAL, UPSTREAM), "out", "Out", MAIN, LOCAL, UPSTREAM);
        ProjectDraft more = SubEdits.put(made, Set.of(DEVICES), "in");
        assertThat(SubPipelines.of(more).path(SubPipelines.of(more).holder(DEVICES)))
                .containsExactly("out", "in");
        ProjectDraft out = SubEdits.put(more, Set.of(DEVICES), SubPipelines.TOP);
        assertThat(out).isEqualTo(made);
        ProjectDraft whole = SubEdits.put(made, Set.of(LOCAL, UPSTREAM), SubPipelines.TOP);
        assertThat(SubPipelines.of(whole).path("in")).as("moves as one").containsExactly("in");
        assertThat(SubPipelines.of(whole).holder(LOCAL)).isEqualTo("in");
        assertThat(SubPipelines.of(whole).holder(MAIN)).isEqualTo("out");
    }

    @Test
    void whatAnEditAddsStandsWhereItWasMade() {
        ProjectDraft made = fold(draft, "s", "S", LOCAL, UPSTREAM);
        PartRef fresh = new PartRef(Section.DESTINATIONS, "h2");
        ProjectDraft added =
                DraftEdits.add(
                        made,
                        Section.DESTINATIONS,
                        org.fieldproof.api.draft.DraftValue.Group.EMPTY.with("id", "h2"),
                        null);
        assertThat(SubPipelines.of(SubEdits.adopt(made, added, "s")).holder(fresh)).isEqualTo("s");
        assertThat(SubEdits.adopt(made, added, SubPipelines.TOP)).isEqualTo(added);
    }

    @Test
    void aCopyAsTextKeepsItAndDeletingAllOfItTakesItAway() {
        ProjectDraft made = fold(draft, "s", "Stores", LOCAL, UPSTREAM);
        made =
                made.withLayout(
                        made.layout().withNote(new StickyNote("n", "why", 1, 2, 9, 9).in("s")));
        String text = DraftText.write(DraftEdits.fragment(made, Set.of(LOCAL, UPSTREAM, MAIN)));
        DraftEdits.Pasted pasted =
                DraftEdits.paste(made, DraftFiles.fragment(text).orElseThrow(), Map.of(), 28);
        List<PartGroup> groups = pasted.draft().layout().groups();
        assertThat(groups).extracting(PartGroup::title).containsExactly("Stores", "Stores");
        assertThat(groups.getLast().members()).isSubsetOf(pasted.parts()).hasSize(2);
        assertThat(groups.getLast().card()).isEqualTo(new Point(328, 228));
        assertThat(pasted.draft().layout().notes().getLast().inside())
                .isEqualTo(groups.getLast().id());
        String some = DraftText.write(DraftEdits.fragment(made, Set.of(LOCAL, MAIN)));
        assertThat(some).as("a part of it is no sub-pipeline").doesNotContain("groups");
        ProjectDraft gone = DraftEdits.remove(made, Set.of(LOCAL, UPSTREAM));
        assertThat(gone.layout().groups()).isEmpty();
        assertThat(gone.layout().notes()).isEmpty();
    }

    @Test
    void aReviewNamesWhatIsFoldedAndWhatIsOpened() {
        ProjectDraft made = fold(draft, "s", "Stores", LOCAL, UPSTREAM);
        assertThat(DraftChange.between(draft, made))
                .containsExactly(new DraftChange("sub/Stores", DraftChange.Kind.ADDED, List.of()));
        assertThat(DraftChange.between(made, draft))
                .containsExactly(
                        new DraftChange("sub/Stores", DraftChange.Kind.REMOVED, List.of()));
        assertThat(DraftChange.between(made, SubEdits.rename(made, "s", "Stock")))
                .containsExactly(
                        new DraftChange("sub/Stock", DraftChange.Kind.CHANGED, List.of("title")));
        ProjectDraft moved = SubEdits.move(made, Map.of("s", new Point(1, 2)));
        assertThat(DraftChange.between(made, moved))
                .containsExactly(new DraftChange("layout", DraftChange.Kind.CHANGED, List.of()));
    }

    private static ProjectDraft fold(ProjectDraft draft, String id, String title, PartRef... of) {
        return SubEdits.fold(draft, new PartGroup(id, title, Set.of(of), CARD), Set.of());
    }
}
