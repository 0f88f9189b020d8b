package org.fieldproof.views.draft;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.api.project.Problem;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.level.Level;
import org.fieldproof.views.perspective.Desk;

/// Says when a level holds more cards than a person looks over, and folds what belongs together.
/// FX thread.
final class Crowd {
    static final int CARDS_MAX = 200;
    static final String CODE = "APP-0940";

    private static final int FOLDED_MIN = 3;

    private final Desk desk;
    private final Grouping grouping;
    private final Level level;

    Crowd(Desk desk, Grouping grouping, Level level) {
        this.desk = desk;
        this.grouping = grouping;
        this.level = level;
    }

    /// What can be done about its hint.
    Optional<QuickFixes.Fix> fix(DraftProblem problem) {
        return problem.problem().code().equals(CODE)
                ? Optional.of(new QuickFixes.Fix(desk.text("draft.crowd.fix"), this::foldLargest))
                : Optional.empty();
    }

    /// What there is to say about a level; empty while it is small enough.
    Optional<DraftProblem> hint(DraftPicture picture) {
        int cards = picture.cards().size();
        if (cards <= CARDS_MAX) {
            return Optional.empty();
        }
        Problem problem =
                Problem.warning(
                        CODE,
                        desk.text("draft.object.layout"),
                        desk.text("draft.crowd.message", cards, CARDS_MAX),
                        desk.text("draft.crowd.remedy"));
        return Optional.of(new DraftProblem(problem, Optional.empty(), FieldPath.PART));
    }

    private void foldLargest() {
        ProjectDraft draft = desk.draft().model().draft();
        SubPipelines subs = SubPipelines.of(draft);
        LevelGraph graph = LevelGraph.of(draft, subs, level.here());
        Set<CardRef> cards = largest(graph);
        if (cards.size() < FOLDED_MIN) {
            desk.toasts().show(desk.text("draft.crowd.none"));
            return;
        }
        Set<PartRef> parts = new HashSet<>();
        cards.forEach(card -> parts.addAll(card.parts(subs)));
        String title =
                cards.stream()
                        .map(card -> card instanceof CardRef.OfPart(PartRef part) ? part.id() : "")
                        .filter(id -> !id.isEmpty())
                        .findFirst()
                        .or(() -> subs.on(level.here()).stream().map(PartGroup::title).findFirst())
                        .orElse("");
        grouping.fold(draft.layout().freeId(), title, cards, parts);
    }

    /// The most cards that hang together and are connected with nothing else; where all hang
    /// together, a card with all those that are connected with it alone.
    static Set<CardRef> largest(LevelGraph graph) {
        Map<CardRef, Set<CardRef>> next = new HashMap<>();
        graph.cards().forEach(card -> next.put(card, new LinkedHashSet<>()));
        for (CardWire wire : graph.wires()) {
            next.computeIfAbsent(wire.from(), _ -> new LinkedHashSet<>()).add(wire.to());
            next.computeIfAbsent(wire.to(), _ -> new LinkedHashSet<>()).add(wire.from());
        }
        Set<CardRef> best = Set.of();
        Set<CardRef> seen = new HashSet<>();
        for (CardRef card : graph.cards()) {
            Set<CardRef> whole = reached(card, next);
            if (seen.addAll(whole)
                    && whole.size() > best.size()
                    && whole.size() < graph.cards().size()
                    && graph.cards().containsAll(whole)) {
                best = whole;
            }
        }
        return best.size() >= FOLDED_MIN ? best : star(graph.cards(), next);
    }

    private static Set<CardRef> star(List<CardRef> cards, Map<CardRef, Set<CardRef>> next) {
        Set<CardRef> best = Set.of();
        for (CardRef card : cards) {
            Set<CardRef> own = new LinkedHashSet<>(List.of(card));
            for (CardRef other : next.getOrDefault(card, Set.of())) {
                if (cards.contains(other)
                        && next.getOrDefault(other, Set.of()).equals(Set.of(card))) {
                    own.add(other);
                }
            }
            if (own.size() > best.size() && own.size() < cards.size()) {
                best = own;
            }
        }
        return best;
    }

    private static Set<CardRef> reached(CardRef from, Map<CardRef, Set<CardRef>> next) {
        Set<CardRef> reached = new LinkedHashSet<>(List.of(from));
        Deque<CardRef> ahead = new ArrayDeque<>(List.of(from));
        // Ends: each card is put in once.
        while (!ahead.isEmpty()) {
            for (CardRef each : next.getOrDefault(ahead.pop(), Set.of())) {
                if (reached.add(each)) {
                    ahead.push(each);
                }
            }
        }
        return reached;
    }
}
