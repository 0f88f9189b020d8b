package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.draft.ChainEdits;
import org.fieldproof.api.draft.DraftChange;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftValue.Group;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.PartType;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.api.project.Problem;
import org.fieldproof.api.snapshot.GatewaySnapshot;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.format.Figures;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.level.CardRef.OfPart;
import org.fieldproof.views.level.CardRef.OfSub;
import org.fieldproof.views.level.SubTotals;

/// Draws a level of the draft: each part with its type, its worst problem and what runs under its
/// id, each sub-pipeline with the sum of what is in it. Needs no toolkit.
final class LevelPicture {
    private final DraftSession session;
    private final DraftModel model;
    private final ProjectDraft draft;
    private final SubPipelines subs;
    private final LevelGraph graph;
    private final Optional<GatewaySnapshot> live;
    private final Texts texts;
    private final PartWords words;
    private final Figures figures;
    private final Map<CardRef, Point> places;
    private final Map<PartRef, Problem.Severity> worst;
    private final Map<PartRef, String> rates;
    private final Set<String> changed = new HashSet<>();

    private LevelPicture(
            DraftSession session,
            LevelPlan plan,
            Optional<GatewaySnapshot> live,
            Texts texts,
            Figures figures) {
        this.session = session;
        this.live = live;
        this.texts = texts;
        words = new PartWords(session, texts);
        this.figures = figures;
        model = session.model();
        draft = plan.draft();
        subs = plan.subs();
        graph = plan.graph();
        places = plan.places();
        worst = model.worst();
        rates = live.map(picture -> rates(picture, figures)).orElse(Map.of());
        model.changes().stream()
                .filter(change -> change.kind() == DraftChange.Kind.CHANGED)
                .forEach(change -> changed.add(change.object()));
    }

    /// Draws a level.
    ///
    /// @param plan of the present revision
    /// @param live what runs now, for the figures on the cards
    static DraftPicture of(
            DraftSession session,
            LevelPlan plan,
            Optional<GatewaySnapshot> live,
            Texts texts,
            Figures figures) {
        return new LevelPicture(session, plan, live, texts, figures).draw();
    }

    private DraftPicture draw() {
        List<DraftNode> nodes = new ArrayList<>();
        for (CardRef card : graph.cards()) {
            nodes.add(node(card, false));
        }
        for (CardRef card : graph.stubs().keySet()) {
            nodes.add(node(card, true));
        }
        return new DraftPicture(
                subs,
                graph.level(),
                nodes,
                graph.wires(),
                places,
                DrawnLevel.frames(draft, subs, graph.level()),
                DrawnLevel.notes(draft, subs, graph.level()),
                Map.of());
    }

    private DraftNode node(CardRef card, boolean stub) {
        return switch (card) {
            case OfPart(PartRef part) -> part(card, part, stub);
            case OfSub(String id) -> sub(card, subs.sub(id).orElseThrow(), stub);
        };
    }

    private Point at(CardRef card) {
        return places.getOrDefault(card, new Point(0, 0));
    }

    private DraftNode part(CardRef card, PartRef ref, boolean stub) {
        Group part = model.part(ref).orElse(Group.EMPTY);
        Problem.Severity severity = worst.get(ref);
        String state = state(ref, part);
        String name = words.name(ref, part);
        String detail = words.detail(ref, part);
        String trouble =
                severity == null ? "" : ", " + texts.get("draft.severity." + severity.name());
        return new DraftNode(
                card,
                stub ? DraftNode.Kind.STUB : DraftNode.Kind.PART,
                at(card),
                name,
                detail,
                mark(ref),
                state,
                hasOut(ref),
                outside(stub)
                        + texts.get("draft.section." + ref.section().name())
                        + " "
                        + name
                        + ", "
                        + detail
                        + (state.isEmpty() ? "" : ", " + state)
                        + trouble);
    }

    private String outside(boolean stub) {
        return stub ? texts.get("draft.stub.accessible") + " " : "";
    }

    private String state(PartRef ref, Group part) {
        String state =
                !runs(ref)
                        ? texts.get("draft.node.added")
                        : changed.contains(ref.toString())
                                ? texts.get("draft.node.changed")
                                : rates.getOrDefault(ref, "");
        int transforms = ChainEdits.of(part).size();
        if (ref.section() == Section.PIPELINES && transforms > 0) {
            String count = texts.get("draft.node.transforms", transforms);
            return state.isEmpty() ? count : count + " · " + state;
        }
        return state;
    }

    private boolean runs(PartRef ref) {
        return model.runs(ref);
    }

    private Mark mark(PartRef ref) {
        Problem.Severity severity = worst.get(ref);
        if (severity == null) {
            return runs(ref) ? Mark.RUN : Mark.OFF;
        }
        return severity == Problem.Severity.ERROR ? Mark.HIGH : Mark.LOW;
    }

    /// The worst of what is in it, and the sums.
    private DraftNode sub(CardRef card, PartGroup sub, boolean stub) {
        Mark mark = Mark.RUN;
        boolean out = false;
        int errors = 0;
        int added = 0;
        for (PartRef part : sub.members()) {
            mark = SubTotals.worse(mark, mark(part));
            out |= hasOut(part);
            errors += worst.get(part) == Problem.Severity.ERROR ? 1 : 0;
            added += runs(part) ? 0 : 1;
        }
        SubTotals totals = live.map(all -> SubTotals.of(all, sub.members())).orElse(SubTotals.NONE);
        String detail = texts.get("level.sub.detail", sub.members().size());
        String figure =
                errors > 0
                        ? texts.get("draft.sub.errors", errors)
                        : added > 0
                                ? texts.get("draft.sub.added", added)
                                : totals.figure(texts, figures);
        return new DraftNode(
                card,
                stub ? DraftNode.Kind.STUB : DraftNode.Kind.SUB,
                at(card),
                sub.title(),
                totals.waiting() == 0
                        ? detail
                        : detail + " · " + totals.waitingText(texts, figures),
                mark,
                figure,
                out,
                outside(stub)
                        + texts.get("level.sub.accessible", sub.title(), detail)
                        + (figure.isEmpty() ? "" : ", " + figure));
    }

    private boolean hasOut(PartRef ref) {
        return switch (ref.section()) {
            case CONNECTIONS, PIPELINES -> true;
            case DESTINATIONS, STAND_INS ->
                    session.typeOf(ref)
                            .map(PartType::referring)
                            .map(f -> !f.isEmpty())
                            .orElse(false);
        };
    }

    private static Map<PartRef, String> rates(GatewaySnapshot picture, Figures figures) {
        Map<PartRef, String> rates = new HashMap<>();
        picture.connections()
                .forEach(
                        c -> {
                            if (!c.standIn() && c.acceptedPerSecond() > 0) {
                                rates.put(
                                        new PartRef(Section.CONNECTIONS, c.id()),
                                        figures.rate(c.acceptedPerSecond()));
                            }
                        });
        picture.lanes()
                .forEach(
                        lane ->
                                rates.put(
                                        new PartRef(Section.DESTINATIONS, lane.id()),
                                        figures.rate(lane.durablePerSecond())));
        return rates;
    }
}
