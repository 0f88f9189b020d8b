package org.fieldproof.views.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.fake.FakeDesk;
import org.fieldproof.views.level.CardRef;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: somebody undoes, applies, and what runs is not what the screen said.
final class DraftModelTest {
    private static final PartRef LOCAL = new PartRef(Section.DESTINATIONS, "local");
    private static final PartRef MAIN = new PartRef(Section.PIPELINES, "main");

    private final FakeDesk fake = new FakeDesk();
    private final DraftSession session = fake.desk.draft();
    private final DraftModel model = session.model();

    @BeforeEach
    void open() {
        session.status(fake.workspace.status());
        session.setCommissioning(true);
    }

    @Test
    void draft2DirtyIsAComparisonAndComesAndGoesWithTheContent() {
        assertThat(model.dirty()).isFalse();
        session.edit("rename", draft -> DraftEdits.rename(draft, LOCAL, "archive"));
        assertThat(model.dirty()).isTrue();
        session.undo();
        assertThat(model.dirty()).isFalse();
        session.redo();
        session.apply(outcome -> {});
        assertThat(model.dirty()).isFalse();
        session.undo();
        assertThat(model.dirty()).as("undo goes on behind an apply").isTrue();
        session.edit("rename by hand", draft -> DraftEdits.rename(draft, LOCAL, "archive"));
        assertThat(model.dirty()).as("the same content again").isFalse();
    }

    @Test
    void everyEditIsTakenBackInOrderAndMadeAgain() {
        SplittableRandom random = new SplittableRandom(7);
        List<ProjectDraft> seen = new ArrayList<>(List.of(model.draft()));
        for (int i = 0; i < 60; i++) {
            int x = random.nextInt(2000);
            session.edit("move", draft -> DraftEdits.move(draft, Map.of(LOCAL, new Point(x, 1))));
            if (!seen.getLast().equals(model.draft())) {
                seen.add(model.draft());
            }
        }
        for (int i = seen.size() - 2; i >= 0; i--) {
            session.undo();
            assertThat(model.draft()).isEqualTo(seen.get(i));
        }
        session.undo();
        assertThat(model.draft()).isEqualTo(seen.getFirst());
        for (int i = 1; i < seen.size(); i++) {
            session.redo();
        }
        assertThat(model.draft()).isEqualTo(seen.getLast());
        assertThat(model.redoName()).isEmpty();
    }

    @Test
    void typingInAFieldIsOneStep() {
        for (String text : List.of("r", "re", "rea")) {
            session.edit(
                    "table",
                    "local table",
                    draft -> DraftEdits.set(draft, LOCAL, FieldPath.of("table"), Text.plain(text)));
        }
        ProjectDraft was = model.running();
        session.undo();
        assertThat(model.draft()).isEqualTo(was);
    }

    @Test
    void theHistoryIsBoundedByBytesAndForgetsTheOldestFirst() {
        long one = model.draft().weightBytes();
        DraftHistory history = new DraftHistory(model.draft(), one * 10);
        for (int i = 0; i < 50; i++) {
            ProjectDraft next = DraftEdits.move(history.present(), Map.of(LOCAL, new Point(i, i)));
            history.step("move " + i, "", next);
            assertThat(history.bytes()).isLessThanOrEqualTo(one * 10);
        }
        assertThat(history.steps()).isBetween(5, 10);
        int undone = 0;
        while (history.undo()) {
            undone++;
            assertThat(history.bytes()).isLessThanOrEqualTo(one * 12);
        }
        assertThat(undone).isBetween(5, 10);
        assertThat(history.redoName()).contains("move " + (50 - undone));
    }

    @Test
    void problemsAreDerivedAnewAfterEachChangeAndLeadToTheirField() {
        assertThat(model.isSound()).isTrue();
        session.edit(
                "break",
                draft ->
                        DraftEdits.set(
                                draft, LOCAL, FieldPath.of("lane.buffer"), Text.plain("lots")));
        assertThat(model.isSound()).isFalse();
        assertThat(model.problems()).hasSize(1);
        assertThat(model.problems().getFirst().part()).isEqualTo(Optional.of(LOCAL));
        assertThat(model.problems().getFirst().field()).hasToString("lane.buffer");
        assertThat(model.worst()).containsOnlyKeys(LOCAL);
        session.undo();
        assertThat(model.problems()).isEmpty();
        assertThat(model.isSound()).isTrue();
    }

    @Test
    void whoObservesChangesNothing() {
        session.setCommissioning(false);
        ProjectDraft was = model.draft();
        assertThat(session.edit("x", draft -> DraftEdits.rename(draft, MAIN, "y"))).isFalse();
        assertThat(model.draft()).isEqualTo(was);
    }

    @Test
    void everyPartHasAPlaceOfItsOwnAndWhatIsPlacedStays() {
        ProjectDraft draft = model.draft();
        ProjectDraft placed = DraftEdits.move(draft, Map.of(LOCAL, new Point(5, 6)));
        Map<PartRef, Point> places = DraftPlaces.of(placed);
        assertThat(places).containsEntry(LOCAL, new Point(5, 6));
        assertThat(places.keySet()).containsExactlyInAnyOrderElementsOf(draft.refs());
        assertThat(List.copyOf(places.values())).doesNotHaveDuplicates();
        LevelGraph graph = LevelGraph.of(draft, SubPipelines.of(draft), SubPipelines.TOP);
        Map<CardRef, Point> laid = DraftPlaces.layout(graph);
        int pipeline = laid.getOrDefault(new CardRef.OfPart(MAIN), new Point(0, 0)).x();
        assertThat(pipeline).isPositive();
        assertThat(laid.getOrDefault(new CardRef.OfPart(LOCAL), new Point(0, 0)).x())
                .isGreaterThan(pipeline);
    }

    @Test
    void whatIsTypedIsWrittenSoThatItIsReadAgainAsText() {
        assertThat(FieldForm.typed("")).isEmpty();
        assertThat(FieldForm.typed("null").orElseThrow().toString()).contains("DOUBLE_QUOTED");
        assertThat(FieldForm.lines(" a/# \n\n b ").orElseThrow().toString())
                .contains("a/#", "text=b");
    }
}
