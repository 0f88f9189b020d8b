package org.fieldproof.views.draft;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javafx.geometry.Point2D;
import javafx.scene.Node;
import javafx.scene.control.ComboBoxBase;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.control.TextInputControl;
import javafx.scene.input.KeyEvent;
import javafx.scene.input.MouseEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.Pane;
import javafx.scene.layout.StackPane;
import org.fieldproof.api.draft.DraftEdits;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.PartType;
import org.fieldproof.api.draft.Section;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.PerspectiveId;

/// The editor of the draft: canvas, what can be added, problems, review. FX thread.
public final class DraftView implements CanvasHands, DraftSession.Editor {
    private final Desk desk;
    private final DraftSession session;
    private final Selection selection = new Selection();
    private final DraftCanvas canvas;
    private final DraftKeys keys;
    private final DraftInspector inspector;
    private final PartClipboard clipboard;
    private final Arranging arranging;
    private final ProblemsPanel problems;
    private final ReviewPanel review;
    private final QuickAdd quickAdd;
    private final TextPrompt prompt;
    private final Pane over = new Pane();
    private final StackPane middle = new StackPane();
    private final BorderPane frame = new BorderPane();
    private final StackPane root = new StackPane();
    private final Label empty;
    private final Runnable refreshed;
    private Point addAt = new Point(0, 0);

    /// @param refreshed told after each change, for what the head shows
    public DraftView(Desk desk, Runnable refreshed) {
        this.desk = desk;
        this.session = desk.draft();
        this.refreshed = refreshed;
        canvas = new DraftCanvas(desk.looks().palette(), selection, this);
        keys = new DraftKeys(canvas, selection, this, session);
        inspector = new DraftInspector(session, desk.texts(), selection::only);
        clipboard = new PartClipboard(desk);
        arranging = new Arranging(desk, selection, canvas);
        problems = new ProblemsPanel(desk.texts(), this::go);
        review = new ReviewPanel(session, desk.texts(), desk.figures(), this::focusCanvas);
        quickAdd = new QuickAdd(desk.texts(), this::focusCanvas);
        prompt = new TextPrompt(this::focusCanvas);
        empty = Parts.prose(desk.text("draft.empty.text"), "fp-muted");
        empty.setMouseTransparent(true);
        empty.setId("draft-empty");
        empty.setMaxWidth(440);
        over.setPickOnBounds(false);
        over.getChildren().addAll(quickAdd, prompt);
        middle.getChildren().addAll(canvas, empty, over);
        canvas.focusWithinProperty()
                .addListener(
                        (property, was, is) -> {
                            if (!is) {
                                keys.end();
                            }
                        });
        root.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> keys.end());
        PartList list = new PartList(session.types(), desk.texts(), over, new Dropping());
        root.addEventFilter(MouseEvent.MOUSE_DRAGGED, list::dragged);
        root.addEventFilter(MouseEvent.MOUSE_RELEASED, list::released);
        frame.setLeft(list);
        frame.setCenter(middle);
        frame.setBottom(problems);
        root.getChildren().addAll(frame, review);
    }

    public Node content() {
        return root;
    }

    public Node inspector() {
        return inspector;
    }

    /// A key that nothing inside has taken. Single letters act wherever nobody is typing.
    public void key(KeyEvent event) {
        boolean typing =
                event.getTarget() instanceof TextInputControl
                        || event.getTarget() instanceof ListView
                        || event.getTarget() instanceof ComboBoxBase
                        || review.isVisible()
                        || quickAdd.isVisible()
                        || prompt.isVisible();
        if (!typing) {
            keys.pressed(event);
        }
    }

    /// The part that is chosen, if it is one.
    public Optional<PartRef> chosen() {
        return selection.only();
    }

    public double zoomed() {
        return canvas.zoomed();
    }

    public void zoomBy(double factor) {
        canvas.zoomBy(factor);
    }

    /// Draws a frame: the draft, with what runs now on its cards.
    public void show(Frame shown) {
        canvas.show(
                DraftPicture.of(
                        session, Optional.of(shown.snapshot()), desk.texts(), desk.figures()));
        keys.keep();
        empty.setVisible(session.model().draft().refs().isEmpty());
        problems.show(session.model().problems());
        inspector.show(selection.only(), selection.parts().size());
        refreshed.run();
        review.refresh();
    }

    @Override
    public void refresh() {
        // By way of who shows frames: it may be frozen.
        session.editor().refresh();
    }

    /// Brings an object into view and selects it.
    public void reveal(String object) {
        String part = object.replaceFirst("^lane/", "destination/");
        PartRef.of(part).ifPresent(ref -> select(Set.of(ref)));
    }

    private void select(Set<PartRef> parts) {
        selection.only(parts);
        refresh();
        parts.stream()
                .findFirst()
                .ifPresent(
                        ref -> {
                            canvas.reveal(ref);
                            canvas.focus(ref);
                        });
    }

    private void go(DraftProblem problem) {
        String field = "#" + problem.field();
        problem.drill()
                .map(name -> "drill/" + name + field)
                .ifPresent(drill -> desk.navigator().open(PerspectiveId.DRILLS, drill));
        problem.part()
                .ifPresent(
                        ref -> {
                            select(Set.of(ref));
                            if (!problem.field().steps().isEmpty()) {
                                inspector.focusField(problem.field());
                            }
                        });
    }

    /// Gives the focus to the canvas, or the card that is chosen.
    public void focusCanvas() {
        Optional<PartRef> only = selection.only();
        if (only.isPresent() && canvas.picture().places().containsKey(only.get())) {
            canvas.focus(only.get());
        } else {
            canvas.requestFocus();
        }
    }

    /// The same, asked for by a single letter.
    void runByKey(EditorAct act) {
        run(act);
        quickAdd.openedByKey();
        prompt.openedByKey();
    }

    @Override
    public void run(EditorAct act) {
        switch (act) {
            case ADD -> quickAdd(canvas.middle());
            case CONNECT -> keys.beginConnect();
            case DELETE -> delete();
            case BYPASS -> arranging.bypass();
            case ALIGN_LEFT -> arranging.align(Alignment.LEFT);
            case ALIGN_RIGHT -> arranging.align(Alignment.RIGHT);
            case ALIGN_TOP -> arranging.align(Alignment.TOP);
            case ALIGN_BOTTOM -> arranging.align(Alignment.BOTTOM);
            case SPREAD_ACROSS -> arranging.align(Alignment.ACROSS);
            case SPREAD_DOWN -> arranging.align(Alignment.DOWN);
            case DUPLICATE -> clipboard.duplicate(selection.parts()).ifPresent(this::select);
            case COPY -> clipboard.copy(selection.parts());
            case CUT -> {
                clipboard.copy(selection.parts());
                delete();
            }
            case PASTE -> clipboard.paste().ifPresent(this::select);
            case SELECT_ALL -> select(Set.copyOf(session.model().draft().refs()));
            case GROUP -> group();
            case NOTE -> note();
            case RENAME -> selection.only().ifPresent(ref -> inspector.focusId());
            case LAYOUT ->
                    session.edit(
                            desk.text("draft.edit.layout"),
                            draft -> DraftEdits.move(draft, DraftPlaces.layout(draft)));
            case FIT -> canvas.fit();
            case FIND -> find();
            case REVIEW -> review.toggle();
            // Whoever has room beside the canvas shows trials.
            case TRIAL -> refreshed.run();
            case REVISIONS -> takeBack();
            case NEXT_PROBLEM -> problems.walk(1);
            case PREVIOUS_PROBLEM -> problems.walk(-1);
        }
    }

    @Override
    public void selected() {
        refresh();
    }

    @Override
    public boolean canConnect(PartRef from, PartRef to) {
        return DraftEdits.canConnect(from, to, session.referring(from));
    }

    @Override
    public void connect(PartRef from, PartRef to) {
        session.edit(
                desk.text("draft.edit.connect", from.id(), to.id()),
                draft -> DraftEdits.connect(draft, from, to, session.referring(from)));
    }

    /// Says that there is nothing that a part could be connected to.
    void cannotConnect(PartRef from) {
        desk.toasts().show(desk.text("draft.toast.noTarget", from.id()));
    }

    @Override
    public void moved(Map<PartRef, Point> places) {
        session.edit(
                desk.text("draft.edit.move", places.size()),
                draft -> DraftEdits.move(draft, places));
    }

    @Override
    public void droppedOnWire(DraftWire wire, PartRef part, Point at) {
        boolean inserted =
                session.edit(
                        desk.text("draft.edit.insert", part.id()),
                        draft ->
                                DraftEdits.move(
                                        DraftEdits.insert(draft, wire, part), Map.of(part, at)));
        if (!inserted) {
            refresh();
        }
    }

    @Override
    public void noteMoved(StickyNote note, int x, int y) {
        StickyNote moved =
                new StickyNote(note.id(), note.text(), x, y, note.width(), note.height());
        session.edit(
                desk.text("draft.edit.note"),
                draft -> draft.withLayout(draft.layout().withNote(moved)));
    }

    @Override
    public void editNote(StickyNote note) {
        ask(
                desk.text("draft.ask.note"),
                note.text(),
                text ->
                        session.edit(
                                desk.text("draft.edit.note"),
                                draft ->
                                        draft.withLayout(
                                                draft.layout()
                                                        .withNote(
                                                                new StickyNote(
                                                                        note.id(),
                                                                        text,
                                                                        note.x(),
                                                                        note.y(),
                                                                        note.width(),
                                                                        note.height())))));
    }

    private void ask(String question, String text, java.util.function.Consumer<String> accepted) {
        double x = Math.max(8, middle.getWidth() / 2 - 170);
        prompt.open(question, text, x, 40, typed -> {}, accepted);
    }

    @Override
    public void quickAdd(Point at) {
        addAt = at;
        double x = Math.max(8, middle.getWidth() / 2 - 190);
        quickAdd.open(x, 40, session.types(), type -> add(type, addAt, Optional.empty()));
    }

    @Override
    public void inspect(PartRef part) {
        selection.only(part);
        refresh();
        inspector.focusField(org.fieldproof.api.draft.FieldPath.PART);
    }

    /// Adds a part of a type, and selects it.
    private void add(PartType type, Point at, Optional<DraftWire> onWire) {
        String wish = type.section() == Section.PIPELINES ? "pipeline" : type.type();
        PartRef[] made = new PartRef[1];
        boolean added =
                session.edit(
                        desk.text("draft.edit.add", QuickAdd.name(type, desk.texts())),
                        draft -> {
                            String id = DraftEdits.freshId(draft, type.section(), wish);
                            PartRef ref = new PartRef(type.section(), id);
                            made[0] = ref;
                            Point free = DraftPlaces.free(DraftPlaces.of(draft), at);
                            var next =
                                    DraftEdits.add(
                                            draft, type.section(), NewPart.of(type, id), free);
                            return onWire.map(wire -> DraftEdits.insert(next, wire, ref))
                                    .orElse(next);
                        });
        PartRef ref = made[0];
        if (added && ref != null) {
            select(Set.of(ref));
        }
    }

    private void delete() {
        Set<PartRef> parts = selection.parts();
        Set<DraftWire> wires = selection.wires();
        Set<String> notes = selection.notes();
        if (selection.isEmpty()) {
            return;
        }
        boolean deleted =
                session.edit(
                        desk.text("draft.edit.delete", parts.size() + wires.size() + notes.size()),
                        draft -> {
                            var next = DraftEdits.remove(draft, parts);
                            for (DraftWire wire : wires) {
                                next = DraftEdits.disconnect(next, wire);
                            }
                            for (String note : notes) {
                                next = next.withLayout(next.layout().withoutNote(note));
                            }
                            return next;
                        });
        if (deleted) {
            desk.toasts().show(desk.text("draft.toast.deleted"));
            canvas.requestFocus();
        }
    }

    private void group() {
        Set<PartRef> parts = selection.parts();
        if (parts.isEmpty()) {
            return;
        }
        List<PartGroup> same =
                session.model().draft().layout().groups().stream()
                        .filter(g -> g.members().equals(parts))
                        .toList();
        if (!same.isEmpty()) {
            session.edit(
                    desk.text("draft.edit.ungroup"),
                    draft -> draft.withLayout(draft.layout().withoutGroup(same.getFirst().id())));
            return;
        }
        ask(
                desk.text("draft.ask.group"),
                "",
                title ->
                        session.edit(
                                desk.text("draft.edit.group", parts.size()),
                                draft ->
                                        draft.withLayout(
                                                draft.layout()
                                                        .withGroup(
                                                                new PartGroup(
                                                                        freeId(draft.layout()),
                                                                        title,
                                                                        parts)))));
    }

    private static String freeId(org.fieldproof.api.draft.DraftLayout layout) {
        int number = layout.notes().size() + layout.groups().size() + 1;
        while (taken(layout, "item-" + number)) {
            number++;
        }
        return "item-" + number;
    }

    private static boolean taken(org.fieldproof.api.draft.DraftLayout layout, String id) {
        return layout.notes().stream().anyMatch(n -> n.id().equals(id))
                || layout.groups().stream().anyMatch(g -> g.id().equals(id));
    }

    private void note() {
        Point at = DraftPlaces.free(canvas.picture().places(), canvas.middle());
        ask(
                desk.text("draft.ask.note"),
                "",
                text ->
                        session.edit(
                                desk.text("draft.edit.note"),
                                draft ->
                                        draft.withLayout(
                                                draft.layout()
                                                        .withNote(
                                                                new StickyNote(
                                                                        freeId(draft.layout()),
                                                                        text,
                                                                        at.x(),
                                                                        at.y(),
                                                                        200,
                                                                        72)))));
    }

    private void find() {
        double x = Math.max(8, middle.getWidth() / 2 - 170);
        prompt.open(
                desk.text("draft.ask.find"),
                "",
                x,
                40,
                text -> found(text).ifPresent(this::lookAt),
                text -> found(text).ifPresent(ref -> select(Set.of(ref))));
    }

    private void lookAt(PartRef ref) {
        selection.only(ref);
        refresh();
        canvas.reveal(ref);
    }

    private Optional<PartRef> found(String text) {
        String wanted = text.strip().toLowerCase(java.util.Locale.ROOT);
        return wanted.isEmpty()
                ? Optional.empty()
                : canvas.picture().nodes().stream()
                        .filter(
                                node ->
                                        (node.ref().id() + " " + node.name() + " " + node.detail())
                                                .toLowerCase(java.util.Locale.ROOT)
                                                .contains(wanted))
                        .map(DraftNode::ref)
                        .findFirst();
    }

    /// The revision before the one that runs becomes the draft.
    private void takeBack() {
        RevisionList.open(session, desk, root, this::focusCanvas);
    }

    /// What comes from the list of parts.
    private final class Dropping implements PartList.Drop {
        @Override
        public void at(PartType type, double sceneX, double sceneY) {
            Point2D local = canvas.sceneToLocal(sceneX, sceneY);
            if (canvas.getLayoutBounds().contains(local)) {
                Optional<DraftWire> wire = canvas.wireAt(local.getX(), local.getY());
                Point at = canvas.toDraft(local.getX(), local.getY());
                add(
                        type,
                        new Point(
                                at.x() - DraftPlaces.CARD_WIDTH / 2,
                                at.y() - DraftPlaces.CARD_HEIGHT / 2),
                        wire);
            }
        }

        @Override
        public void pressed(PartType type) {
            add(type, canvas.middle(), Optional.empty());
        }
    }
}
