package org.fieldproof.views.draft;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.SubEdits;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.drawing.CardSize;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.level.Level;
import org.fieldproof.views.perspective.Desk;

/// Groups, folded and not: made, opened, named, gone into and out of. Each edit is one step to
/// undo. FX thread.
final class Grouping {
    private static final int BELOW = 32;

    private final Desk desk;
    private final Selection selection;
    private final Level level;
    private final DraftCanvas canvas;
    private final DraftView view;

    Grouping(Desk desk, Selection selection, Level level, DraftCanvas canvas, DraftView view) {
        this.desk = desk;
        this.selection = selection;
        this.level = level;
        this.canvas = canvas;
        this.view = view;
    }

    private ProjectDraft draft() {
        return desk.draft().model().draft();
    }

    private SubPipelines subs() {
        return SubPipelines.of(draft());
    }

    /// A frame around what is chosen; off where there is one, and around what was folded.
    void group() {
        Set<PartRef> parts = selection.parts();
        Optional<String> sub = selection.onlySub();
        if (sub.isPresent()) {
            unfold(sub.get(), true);
            return;
        }
        if (parts.isEmpty()) {
            return;
        }
        Optional<PartGroup> same = frame(parts);
        if (same.isPresent()) {
            view.edit(
                    desk.text("draft.edit.ungroup"),
                    draft -> draft.withLayout(draft.layout().withoutGroup(same.get().id())));
            return;
        }
        view.ask(
                desk.text("draft.ask.group"),
                "",
                title ->
                        view.edit(
                                desk.text("draft.edit.group", parts.size()),
                                draft ->
                                        draft.withLayout(
                                                draft.layout()
                                                        .withGroup(
                                                                new PartGroup(
                                                                        draft.layout().freeId(),
                                                                        title,
                                                                        parts)))));
    }

    /// The frame around just these parts.
    private Optional<PartGroup> frame(Set<PartRef> parts) {
        return draft().layout().groups().stream()
                .filter(group -> group.card() == null && group.members().equals(parts))
                .findFirst();
    }

    /// Makes a sub-pipeline of what is chosen. A frame that is folded keeps its title.
    void fold() {
        Set<CardRef> cards = selection.cards();
        Set<PartRef> parts = selection.parts();
        if (cards.isEmpty()) {
            desk.toasts().show(desk.text("draft.toast.noFold"));
            return;
        }
        String here = level.here();
        if (!here.equals(SubPipelines.TOP) && cards.equals(canvas.picture().cards())) {
            desk.toasts().show(desk.text("draft.toast.wholeFold"));
            return;
        }
        Optional<PartGroup> frame = frame(parts);
        if (frame.isPresent() && !frame.get().title().isEmpty()) {
            fold(frame.get().id(), frame.get().title(), cards, parts);
        } else {
            view.ask(
                    desk.text("draft.ask.sub"),
                    "",
                    title ->
                            fold(
                                    frame.map(PartGroup::id).orElseGet(this::freeId),
                                    title.isEmpty() ? desk.text("draft.sub.untitled") : title,
                                    cards,
                                    parts));
        }
    }

    private String freeId() {
        return draft().layout().freeId();
    }

    /// Folds cards of this level.
    void fold(String id, String title, Set<CardRef> cards, Set<PartRef> parts) {
        DraftPicture picture = canvas.picture();
        List<Point> corners =
                cards.stream().map(picture.places()::get).filter(at -> at != null).toList();
        Set<String> notes = new HashSet<>();
        new DrawnLevel.Frame("", "", cards)
                .bounds(picture.places())
                .ifPresent(
                        box -> {
                            for (StickyNote note : picture.notes()) {
                                double x = note.x() + note.width() / 2.0;
                                double y = note.y() + note.height() / 2.0;
                                if (box.contains(x, y)) {
                                    notes.add(note.id());
                                }
                            }
                        });
        PartGroup sub = new PartGroup(id, title, parts, SubEdits.middle(corners));
        // Who has no place of its own yet keeps the one that it is seen at.
        Map<CardRef, Point> places = new TreeMap<>(picture.places());
        places.keySet().retainAll(picture.cards());
        boolean made =
                view.edit(
                        desk.text("draft.edit.fold", title),
                        draft -> SubEdits.fold(moved(draft, places), sub, notes));
        if (made) {
            view.select(new CardRef.OfSub(id));
            desk.toasts().show(desk.text("draft.toast.folded", title));
        }
    }

    /// Puts everything of a sub-pipeline back onto the level above: of the one that is chosen, or
    /// the one that one is in.
    void dissolve() {
        target().ifPresentOrElse(id -> unfold(id, false), this::noSub);
    }

    private Optional<String> target() {
        return selection
                .onlySub()
                .or(() -> inside() ? Optional.of(level.here()) : Optional.empty());
    }

    private boolean inside() {
        return !level.here().equals(SubPipelines.TOP);
    }

    private void noSub() {
        desk.toasts().show(desk.text("draft.toast.noSub"));
    }

    private void unfold(String id, boolean framed) {
        SubPipelines subs = subs();
        String title = title(id);
        Set<PartRef> parts = subs.sub(id).map(PartGroup::members).orElse(Set.of());
        String above = subs.parent(id);
        boolean done =
                view.edit(
                        desk.text("draft.edit.dissolve", title),
                        draft ->
                                apart(
                                        SubEdits.unfold(
                                                standing(draft, above), id, places(), framed),
                                        parts,
                                        above));
        if (done) {
            level.enter(subs(), above);
            view.refresh();
            SubPipelines now = subs();
            Set<CardRef> cards = new HashSet<>();
            parts.forEach(part -> cards.add(CardRef.of(now, above, part)));
            view.select(cards);
            desk.toasts()
                    .undoable(desk.text("draft.toast.dissolved", title), desk.draft().undoing());
        }
    }

    /// Everything of a level keeps the place that it is seen at.
    private static ProjectDraft standing(ProjectDraft draft, String level) {
        SubPipelines subs = SubPipelines.of(draft);
        LevelGraph graph = LevelGraph.of(draft, subs, level);
        Map<CardRef, Point> places = new TreeMap<>(DraftPlaces.on(draft, subs, graph));
        places.keySet().retainAll(graph.cards());
        return moved(draft, places);
    }

    /// What has come out makes way for what stands there already.
    private static ProjectDraft apart(ProjectDraft draft, Set<PartRef> parts, String above) {
        SubPipelines subs = SubPipelines.of(draft);
        LevelGraph graph = LevelGraph.of(draft, subs, above);
        Map<CardRef, Point> places = new TreeMap<>(DraftPlaces.on(draft, subs, graph));
        places.keySet().retainAll(graph.cards());
        Set<CardRef> out = new TreeSet<>();
        parts.forEach(part -> out.add(CardRef.of(subs, above, part)));
        Map<CardRef, Point> taken = new TreeMap<>(places);
        taken.keySet().removeAll(out);
        ProjectDraft next = draft;
        for (CardRef card : out) {
            Point at = places.get(card);
            if (at != null) {
                Point free = DraftPlaces.free(taken, at);
                taken.put(card, free);
                next = free.equals(at) ? next : moved(next, Map.of(card, free));
            }
        }
        return next;
    }

    private Map<PartRef, Point> places() {
        return DraftPlaces.of(draft());
    }

    private String title(String id) {
        return subs().sub(id).map(PartGroup::title).orElse(id);
    }

    /// Asks for another title.
    void rename(String id) {
        view.ask(
                desk.text("draft.ask.sub"),
                title(id),
                title -> {
                    if (!title.isEmpty()) {
                        view.edit(
                                desk.text("draft.edit.rename", title(id), title),
                                draft -> SubEdits.rename(draft, id, title));
                    }
                });
    }

    /// Goes into the sub-pipeline that is chosen.
    void enter() {
        selection.onlySub().ifPresentOrElse(this::enter, this::noSub);
    }

    void enter(String id) {
        selection.clear();
        level.enter(subs(), id);
        view.refresh();
        canvas.picture().nodes().stream()
                .filter(node -> !node.isStub())
                .findFirst()
                .ifPresentOrElse(node -> canvas.focus(node.card()), canvas::requestFocus);
    }

    /// Goes to the level above, with what one comes from chosen.
    void leave() {
        String from = level.here();
        if (inside()) {
            goTo(subs().parent(from), new CardRef.OfSub(from));
        }
    }

    /// Goes to a level and chooses a card there.
    void goTo(String to, CardRef card) {
        level.enter(subs(), to);
        selection.clear();
        view.refresh();
        view.select(card);
    }

    /// Goes to a level around, as the trail offers it.
    void goTo(String to) {
        String from = level.here();
        List<String> path = subs().path(from);
        int at = path.indexOf(to) + 1;
        if (at < path.size()) {
            goTo(to, new CardRef.OfSub(path.get(at)));
        }
    }

    /// Puts what is chosen onto the level above.
    void takeOut() {
        if (!inside()) {
            noSub();
        } else if (selection.cards().isEmpty()) {
            desk.toasts().show(desk.text("draft.toast.noFold"));
        } else if (selection.cards().equals(canvas.picture().cards())) {
            dissolve();
        } else {
            String from = level.here();
            Point card = canvasPlace(from);
            Point below = new Point(card.x(), card.y() + CardSize.HEIGHT + BELOW);
            put(selection.cards(), subs().parent(from), below, title(from), "draft.edit.takeOut");
        }
    }

    /// Puts what is chosen into the one sub-pipeline that is chosen with it.
    void moveIn() {
        List<CardRef> into =
                selection.cards().stream().filter(CardRef.OfSub.class::isInstance).toList();
        if (into.size() == 1 && selection.cards().size() > 1) {
            droppedInto((CardRef.OfSub) into.getFirst());
        } else {
            desk.toasts().show(desk.text("draft.toast.noMoveIn"));
        }
    }

    void droppedInto(CardRef.OfSub sub) {
        Set<CardRef> cards = new HashSet<>(selection.cards());
        cards.remove(sub);
        SubPipelines subs = subs();
        Point middle =
                subs.sub(sub.id())
                        .map(into -> SubEdits.middle(subs, into, places()))
                        .orElse(new Point(0, 0));
        if (!put(cards, sub.id(), middle, title(sub.id()), "draft.edit.moveIn")) {
            view.refresh();
        }
    }

    private Point canvasPlace(String id) {
        Point card = subs().sub(id).map(PartGroup::card).orElse(null);
        return card == null ? new Point(0, 0) : card;
    }

    /// Puts cards onto another level, as they stand to each other, around a place there.
    private boolean put(Set<CardRef> cards, String to, Point around, String title, String name) {
        SubPipelines subs = subs();
        Set<PartRef> parts = new HashSet<>();
        cards.forEach(card -> parts.addAll(card.parts(subs)));
        Map<CardRef, Point> places = new TreeMap<>(canvas.picture().places());
        places.keySet().retainAll(cards);
        Point middle = SubEdits.middle(List.copyOf(places.values()));
        int dx = around.x() - middle.x();
        int dy = around.y() - middle.y();
        places.replaceAll((card, at) -> new Point(at.x() + dx, at.y() + dy));
        boolean done =
                view.edit(
                        desk.text(name, parts.size(), title),
                        draft -> apart(moved(SubEdits.put(draft, parts, to), places), parts, to));
        if (done) {
            desk.toasts().show(desk.text("draft.toast.put", parts.size(), title(to, title)));
            canvas.requestFocus();
        }
        return done;
    }

    private String title(String level, String otherwise) {
        return level.equals(SubPipelines.TOP) ? desk.text("draft.sub.top") : otherwise;
    }

    /// Cards of a level elsewhere.
    static ProjectDraft moved(ProjectDraft draft, Map<CardRef, Point> places) {
        Map<PartRef, Point> parts = new TreeMap<>();
        Map<String, Point> subs = new TreeMap<>();
        places.forEach(
                (card, at) -> {
                    switch (card) {
                        case CardRef.OfPart(PartRef part) -> parts.put(part, at);
                        case CardRef.OfSub(String id) -> subs.put(id, at);
                    }
                });
        ProjectDraft next = parts.isEmpty() ? draft : DraftEdits.move(draft, parts);
        return subs.isEmpty() ? next : SubEdits.move(next, subs);
    }
}
