package org.fieldproof.views.draft;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.DraftValue.Text;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.fake.FakeDesk;
import org.junit.jupiter.api.Test;

/// What is kept from one picture of the draft to the next. Harm if it breaks: a person sees, and
/// acts on, what an undo has taken back.
final class LevelPlanTest {
    private static final int STEPS = 400;

    private final FakeDesk fake = new FakeDesk();
    private final DraftSession session = fake.desk.draft();
    private final DraftModel model = session.model();

    @Test
    void afterEditsUndoAndRedoThePictureIsTheOneBuiltAnew() {
        session.status(fake.workspace.status());
        session.setCommissioning(true);
        for (long seed = 1; seed <= 5; seed++) {
            Random random = new Random(seed);
            LevelPlan kept = LevelPlan.of(model, SubPipelines.TOP);
            int moved = 0;
            for (int step = 0; step < STEPS; step++) {
                act(random);
                SubPipelines subs = SubPipelines.of(model.draft());
                String level = level(subs, random);
                LevelPlan before = kept;
                kept = kept.next(model, level);
                boolean another = before.version() != kept.version();
                moved += another && before.graph().equals(kept.graph()) ? 1 : 0;
                LevelPlan anew =
                        new LevelPlan(
                                model.version(),
                                model.draft(),
                                subs,
                                LevelGraph.of(model.draft(), subs, level),
                                DraftPlaces.on(
                                        model.draft(),
                                        subs,
                                        LevelGraph.of(model.draft(), subs, level)));
                String where = "seed " + seed + ", step " + step;
                assertThat(picture(kept)).as(where).isEqualTo(picture(anew));
                for (PartRef part : model.draft().refs()) {
                    assertThat(model.part(part)).as(where).isEqualTo(model.draft().part(part));
                    assertThat(model.runs(part))
                            .as(where)
                            .isEqualTo(model.running().part(part).isPresent());
                    assertThat(kept.subs().where(part)).as(where).isEqualTo(subs.where(part));
                }
            }
            // Or nothing was proven of what is kept.
            assertThat(moved).as("revisions with the graph before").isGreaterThan(STEPS / 20);
        }
    }

    private String level(SubPipelines subs, Random random) {
        List<PartGroup> inner = subs.on(SubPipelines.TOP);
        return random.nextInt(4) > 0 || inner.isEmpty()
                ? SubPipelines.TOP
                : inner.get(random.nextInt(inner.size())).id();
    }

    /// All but the sub-pipelines, which are compared by themselves.
    private List<Object> picture(LevelPlan plan) {
        DraftPicture drawn =
                LevelPicture.of(
                        session,
                        plan,
                        Optional.of(fake.workspace.gateway.snapshot()),
                        fake.desk.texts(),
                        fake.desk.figures());
        return List.of(
                drawn.level(),
                drawn.nodes(),
                drawn.wires(),
                drawn.places(),
                drawn.frames(),
                drawn.notes());
    }

    private void act(Random random) {
        switch (random.nextInt(5)) {
            case 0 -> session.undo();
            case 1 -> session.redo();
            default -> session.edit("edit", draft -> edited(draft, random));
        }
    }

    private static ProjectDraft edited(ProjectDraft draft, Random random) {
        List<PartRef> parts = draft.refs();
        PartRef part = parts.get(random.nextInt(parts.size()));
        Point at = new Point(random.nextInt(900), random.nextInt(600));
        DraftLayout layout = draft.layout();
        return switch (random.nextInt(9)) {
            case 0, 1, 2 -> DraftEdits.move(draft, Map.of(part, at));
            case 3 ->
                    DraftEdits.rename(
                            draft, part, DraftEdits.freshId(draft, part.section(), "other"));
            case 4 -> parts.size() > 3 ? DraftEdits.remove(draft, Set.of(part)) : draft;
            case 5 -> {
                List<DraftWire> wires = DraftWire.of(draft);
                yield wires.isEmpty()
                        ? draft
                        : DraftEdits.disconnect(draft, wires.get(random.nextInt(wires.size())));
            }
            case 6 ->
                    DraftEdits.set(
                            draft,
                            part,
                            FieldPath.of("title"),
                            random.nextBoolean() ? Text.plain("T" + random.nextInt(9)) : null);
            case 7 -> {
                Set<PartRef> members = new TreeSet<>(List.of(part));
                members.add(parts.get(random.nextInt(parts.size())));
                PartGroup group =
                        new PartGroup(
                                layout.freeId(), "g", members, random.nextBoolean() ? at : null);
                yield layout.groups().size() < 4
                        ? draft.withLayout(layout.withGroup(group))
                        : draft.withLayout(layout.withoutGroup(layout.groups().getFirst().id()));
            }
            default ->
                    random.nextBoolean()
                            ? draft.withLayout(
                                    layout.withNote(
                                            new StickyNote(
                                                    layout.freeId(), "n", at.x(), at.y(), 9, 9)))
                            : added(draft, random);
        };
    }

    private static ProjectDraft added(ProjectDraft draft, Random random) {
        List<Section> sections = List.of(Section.values());
        Section section = sections.get(random.nextInt(sections.size()));
        String id = DraftEdits.freshId(draft, section, "new");
        DraftValue.Group part =
                DraftValue.Group.EMPTY
                        .with("id", id)
                        .with("type", "mqtt")
                        .with("target", "devices");
        return DraftEdits.add(draft, section, part, null);
    }
}
