package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.perspective.Desk;

/// Connects cards. Where one stands for several parts that fit, a person chooses which. FX thread.
final class Wiring {
    private final Desk desk;
    private final DraftSession session;
    private final DraftView view;
    private final PortChoice choice;
    private final Supplier<DraftPicture> picture;

    /// A wire that could be drawn.
    private record Ends(PartRef from, PartRef to) {}

    /// @param picture that is shown; asked for each card with each move of the pointer
    Wiring(Desk desk, DraftView view, PortChoice choice, Supplier<DraftPicture> picture) {
        this.desk = desk;
        this.session = desk.draft();
        this.view = view;
        this.choice = choice;
        this.picture = picture;
    }

    boolean canConnect(CardRef from, CardRef to) {
        SubPipelines now = picture.get().subs();
        Set<PartRef> ends = to.parts(now);
        return from.parts(now).stream()
                .anyMatch(
                        one -> {
                            String referring = session.referring(one);
                            return ends.stream()
                                    .anyMatch(
                                            other -> DraftEdits.canConnect(one, other, referring));
                        });
    }

    /// Draws the wire, or asks which.
    void connect(CardRef from, CardRef to) {
        List<Ends> fitting = fitting(from, to);
        if (fitting.size() == 1) {
            connect(fitting.getFirst(), from, to);
        } else if (fitting.isEmpty()) {
            desk.toasts().show(desk.text("draft.toast.connected"));
            view.refresh();
        } else {
            choice.open(
                    desk.text("draft.ask.port"),
                    fitting.stream().map(this::words).toList(),
                    at -> connect(fitting.get(at), from, to));
        }
    }

    private List<Ends> fitting(CardRef from, CardRef to) {
        SubPipelines now = picture.get().subs();
        boolean folded = from instanceof CardRef.OfSub || to instanceof CardRef.OfSub;
        List<DraftWire> there = folded ? DraftWire.of(session.model().draft()) : List.of();
        List<Ends> fitting = new ArrayList<>();
        for (PartRef one : new TreeSet<>(from.parts(now))) {
            String referring = session.referring(one);
            for (PartRef other : new TreeSet<>(to.parts(now))) {
                boolean connected =
                        there.stream().anyMatch(w -> w.from().equals(one) && w.to().equals(other));
                if (!connected && DraftEdits.canConnect(one, other, referring)) {
                    fitting.add(new Ends(one, other));
                }
            }
        }
        // Pipelines first: what is there already before what would be made.
        fitting.sort(
                Comparator.comparing(
                        ends ->
                                ends.from().section() != Section.PIPELINES
                                        && ends.to().section() != Section.PIPELINES));
        return fitting;
    }

    private String words(Ends ends) {
        return desk.text("draft.section." + ends.from().section().name())
                + " "
                + ends.from().id()
                + " → "
                + desk.text("draft.section." + ends.to().section().name())
                + " "
                + ends.to().id();
    }

    private void connect(Ends ends, CardRef from, CardRef to) {
        view.edit(
                desk.text("draft.edit.connect", ends.from().id(), ends.to().id()),
                draft ->
                        placed(
                                draft,
                                DraftEdits.connect(
                                        draft,
                                        ends.from(),
                                        ends.to(),
                                        session.referring(ends.from())),
                                from,
                                to));
    }

    /// A pipeline that was made stands between the cards that the wire joined, where somebody has
    /// placed these.
    private ProjectDraft placed(ProjectDraft was, ProjectDraft draft, CardRef from, CardRef to) {
        Set<PartRef> made = new TreeSet<>(draft.refs());
        made.removeAll(was.refs());
        Map<CardRef, Point> shown = picture.get().places();
        Point left = shown.get(from);
        Point right = shown.get(to);
        if (made.isEmpty()
                || left == null
                || right == null
                || !isPlaced(was, from)
                || !isPlaced(was, to)) {
            return draft;
        }
        Point at = DraftPlaces.between(left, right, shown);
        Map<PartRef, Point> places = new TreeMap<>();
        made.forEach(each -> places.put(each, at));
        return draft.withLayout(draft.layout().withPlaces(places));
    }

    private static boolean isPlaced(ProjectDraft draft, CardRef card) {
        return switch (card) {
            case CardRef.OfPart(PartRef part) -> draft.layout().places().containsKey(part);
            case CardRef.OfSub _ -> true;
        };
    }
}
