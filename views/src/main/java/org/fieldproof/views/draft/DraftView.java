package org.fieldproof.views.draft;

import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
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
import org.fieldproof.api.draft.DraftLayout.Point;
import org.fieldproof.api.draft.DraftLayout.StickyNote;
import org.fieldproof.api.draft.DraftWire;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.drawing.DrawingSheet;
import org.fieldproof.views.drawing.Lens;
import org.fieldproof.views.drawing.WireWords;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.level.Level;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.PerspectiveId;

/// The editor of the draft: canvas, what can be added, problems, review. FX thread.
public final class DraftView implements CanvasHands, DraftSession.Editor {
    private final Desk desk;
    private final DraftSession session;
    private final Level level;
    private final Selection selection = new Selection();
    private final DraftCanvas canvas;
    private final DraftKeys keys;
    private final DraftInspector inspector;
    private final PartClipboard clipboard;
    private final Arranging arranging;
    private final Grouping grouping;
    private final Wiring wiring;
    private final Adding adding;
    private final Finding finding;
    private final Crowd crowd;
    private final ProblemsPanel problems;
    private final ReviewPanel review;
    private final QuickAdd quickAdd;
    private final TextPrompt prompt;
    private final PortChoice ports;
    private final Pane over = new Pane();
    private final StackPane middle = new StackPane();
    private final BorderPane frame = new BorderPane();
    private final StackPane root = new StackPane();
    private final Label empty;
    private final Runnable refreshed;
    private final TagSheets tags;
    private final LiveWires live;
    private LevelPlan plan;

    /// @param level where it stands; shared with the picture of what runs
    /// @param lens what of it is seen; shared likewise
    /// @param refreshed told after each change, for what the head shows
    public DraftView(Desk desk, Level level, Lens lens, Runnable refreshed) {
        this.level = level;
        this.desk = desk;
        this.session = desk.draft();
        plan = LevelPlan.of(session.model(), SubPipelines.TOP);
        live = new LiveWires(new WireWords(desk.texts(), desk.figures()));
        this.refreshed = refreshed;
        canvas = new DraftCanvas(desk.looks(), lens, selection, this);
        keys = new DraftKeys(canvas, selection, this, session, desk.keys());
        inspector = new DraftInspector(session, desk, selection::only, this::reveal);
        tags = new TagSheets(desk, root, inspector, this::focusCanvas);
        clipboard = new PartClipboard(desk, level);
        arranging = new Arranging(desk, selection, canvas, this);
        grouping = new Grouping(desk, selection, level, canvas, this);
        crowd = new Crowd(desk, grouping, level);
        problems = new ProblemsPanel(desk, this::go, new QuickFixes(desk, crowd));
        review = new ReviewPanel(desk, this::focusCanvas);
        quickAdd = new QuickAdd(desk.texts(), this::focusCanvas);
        prompt = new TextPrompt(this::focusCanvas);
        ports = new PortChoice(this::focusCanvas);
        adding = new Adding(desk, canvas, quickAdd, this);
        wiring = new Wiring(desk, this, ports, canvas::picture);
        finding = new Finding(session, prompt, this::found);
        CanvasMenu.install(canvas, desk, selection, this);
        empty = Parts.prose("", "fp-muted");
        empty.setMouseTransparent(true);
        empty.setId("draft-empty");
        empty.setMaxWidth(440);
        over.setPickOnBounds(false);
        over.getChildren().addAll(quickAdd, prompt, ports);
        middle.getChildren().addAll(canvas, empty, over);
        canvas.focusWithinProperty()
                .addListener(
                        (property, was, is) -> {
                            if (!is) {
                                keys.end();
                            }
                        });
        root.addEventFilter(MouseEvent.MOUSE_PRESSED, event -> keys.end());
        PartList list = new PartList(session.types(), desk.texts(), over, adding);
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
                        || tags.isOpen()
                        || event.getTarget() instanceof ComboBoxBase
                        || review.isVisible()
                        || quickAdd.isVisible()
                        || ports.isVisible()
                        || prompt.isVisible();
        if (!typing) {
            keys.pressed(event);
        }
    }

    /// The part that is chosen, if it is one.
    public Optional<PartRef> chosen() {
        return selection.only();
    }

    /// All of the level that is shown, for a file.
    public DrawingSheet sheet() {
        return canvas.picture().sheet();
    }

    public double zoomed() {
        return canvas.zoomed();
    }

    public void zoomBy(double factor) {
        canvas.zoomBy(factor);
    }

    /// Draws a frame: the draft, with what runs now on its cards.
    public void show(Frame shown) {
        DraftModel model = session.model();
        tags.refresh();
        plan = plan.next(model, level.in(model.subs()));
        canvas.show(
                LevelPicture.of(
                                session,
                                plan,
                                Optional.of(shown.snapshot()),
                                desk.texts(),
                                desk.figures())
                        .running(live.of(plan, model.running(), shown.snapshot(), shown.now())));
        keys.keep();
        empty.setText(desk.text("draft.empty.text"));
        empty.setVisible(model.draft().refs().isEmpty());
        problems.show(model.problems(), crowd.hint(canvas.picture()));
        inspector.show(
                selection.only(),
                selection.parts().size(),
                selection.onlySub().flatMap(canvas.picture().subs()::sub));
        refreshed.run();
        review.refresh();
    }

    @Override
    public void refresh() {
        // By way of who shows frames: it may be frozen.
        session.editor().refresh();
    }

    /// Brings an object into view, on the level where it stands, and selects it.
    public void reveal(String object) {
        String part = object.replaceFirst("^lane/", "destination/");
        PartRef.of(part).ifPresent(ref -> found(ref, true));
    }

    private void reveal(PartRef ref) {
        SubPipelines subs = SubPipelines.of(session.model().draft());
        level.enter(subs, subs.holder(ref));
        CardRef card = new CardRef.OfPart(ref);
        // The level first: what is not on it cannot be chosen.
        refresh();
        selection.only(card);
        refresh();
        canvas.reveal(card);
    }

    void select(CardRef card) {
        select(Set.of(card));
    }

    void select(Set<CardRef> cards) {
        selection.only(cards);
        refresh();
        cards.stream()
                .sorted()
                .findFirst()
                .ifPresent(
                        card -> {
                            canvas.reveal(card);
                            canvas.focus(card);
                        });
    }

    /// Selects parts by the cards that stand for them here.
    private void selectParts(Set<PartRef> parts) {
        SubPipelines subs = SubPipelines.of(session.model().draft());
        Set<CardRef> cards = new HashSet<>();
        for (PartRef part : parts) {
            if (subs.holds(level.here(), part)) {
                cards.add(CardRef.of(subs, level.here(), part));
            }
        }
        select(cards);
    }

    /// Makes an edit on the level that is shown.
    boolean edit(String name, UnaryOperator<ProjectDraft> edit) {
        return session.edit(name, level.here(edit));
    }

    private void go(DraftProblem problem) {
        String field = "#" + problem.field();
        problem.drill()
                .map(name -> "drill/" + name + field)
                .ifPresent(drill -> desk.navigator().open(PerspectiveId.DRILLS, drill));
        problem.part()
                .ifPresent(
                        ref -> {
                            found(ref, true);
                            if (!problem.field().steps().isEmpty()) {
                                inspector.focusField(problem.field());
                            }
                        });
    }

    /// Gives the focus to the canvas, or the card that is chosen.
    public void focusCanvas() {
        Optional<CardRef> only = selection.onlyCard();
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
        if (tags.leadsBack()) {
            return;
        }
        switch (act) {
            case ADD -> adding.open(Optional.empty());
            case CONNECT -> keys.beginConnect();
            case DELETE -> delete();
            case BYPASS -> arranging.bypass();
            case ALIGN_LEFT -> arranging.align(Alignment.LEFT);
            case ALIGN_RIGHT -> arranging.align(Alignment.RIGHT);
            case ALIGN_TOP -> arranging.align(Alignment.TOP);
            case ALIGN_BOTTOM -> arranging.align(Alignment.BOTTOM);
            case SPREAD_ACROSS -> arranging.align(Alignment.ACROSS);
            case SPREAD_DOWN -> arranging.align(Alignment.DOWN);
            case DUPLICATE -> clipboard.duplicate(selection.parts()).ifPresent(this::selectParts);
            case COPY -> clipboard.copy(selection.parts());
            case CUT -> {
                clipboard.copy(selection.parts());
                delete();
            }
            case PASTE -> clipboard.paste().ifPresent(this::selectParts);
            case SELECT_ALL -> select(canvas.picture().cards());
            case GROUP -> grouping.group();
            case FOLD -> grouping.fold();
            case DISSOLVE -> grouping.dissolve();
            case ENTER -> grouping.enter();
            case LEAVE -> grouping.leave();
            case TAKE_OUT -> grouping.takeOut();
            case MOVE_IN -> grouping.moveIn();
            case NOTE -> note();
            case RENAME -> {
                selection.only().ifPresent(ref -> inspector.focusId());
                selection.onlySub().ifPresent(grouping::rename);
            }
            case LAYOUT -> move(desk.text("draft.edit.layout"), DraftPlaces.layout(graph()));
            case FIT -> canvas.fit();
            case FIND -> find();
            case REVIEW -> review.toggle();
            // Whoever has room beside the canvas shows trials.
            case TRIAL -> refreshed.run();
            case PICK_TAGS, IMPORT_TAGS, EXPORT_TAGS -> tags.run(act, selection.only());
            case REVISIONS -> RevisionList.open(session, desk, root, this::focusCanvas);
            case NEXT_PROBLEM -> problems.walk(1);
            case PREVIOUS_PROBLEM -> problems.walk(-1);
            case MEND_PROBLEM -> {
                if (!problems.mend()) {
                    desk.toasts().show(desk.text("draft.fix.none"));
                }
            }
        }
    }

    @Override
    public void selected() {
        refresh();
    }

    private LevelGraph graph() {
        ProjectDraft draft = session.model().draft();
        return LevelGraph.of(draft, SubPipelines.of(draft), level.here());
    }

    @Override
    public boolean canConnect(CardRef from, CardRef to) {
        return !from.equals(to) && wiring.canConnect(from, to);
    }

    @Override
    public void connect(CardRef from, CardRef to) {
        wiring.connect(from, to);
    }

    /// Says that there is nothing that a card could be connected to.
    void cannotConnect(CardRef from) {
        String name = canvas.picture().node(from).map(DraftNode::name).orElse("");
        desk.toasts().show(desk.text("draft.toast.noTarget", name));
    }

    @Override
    public void moved(Map<CardRef, Point> places) {
        move(desk.text("draft.edit.move", places.size()), places);
    }

    void move(String name, Map<CardRef, Point> places) {
        session.edit(name, draft -> Grouping.moved(draft, places));
    }

    @Override
    public void droppedOnWire(CardWire wire, CardRef card, Point at) {
        boolean inserted =
                wire.only().isPresent()
                        && card instanceof CardRef.OfPart(PartRef part)
                        && edit(
                                desk.text("draft.edit.insert", part.id()),
                                draft ->
                                        DraftEdits.move(
                                                DraftEdits.insert(
                                                        draft, wire.only().orElseThrow(), part),
                                                Map.of(part, at)));
        if (!inserted) {
            moved(Map.of(card, at));
        }
    }

    @Override
    public void droppedInto(CardRef.OfSub sub) {
        grouping.droppedInto(sub);
    }

    @Override
    public void noteMoved(StickyNote note, int x, int y) {
        StickyNote moved = note.at(new Point(x, y));
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
                                                draft.layout().withNote(note.withText(text)))));
    }

    void ask(String question, String text, java.util.function.Consumer<String> accepted) {
        double x = Math.max(8, middle.getWidth() / 2 - 170);
        prompt.open(question, text, x, 40, typed -> {}, accepted);
    }

    @Override
    public void quickAdd(Point at) {
        adding.open(Optional.of(at));
    }

    @Override
    public void open(CardRef card) {
        DraftNode node = canvas.picture().node(card).orElse(null);
        if (node != null && node.isStub()) {
            grouping.goTo(graph().stubs().getOrDefault(card, SubPipelines.TOP), card);
            return;
        }
        switch (card) {
            case CardRef.OfSub(String id) -> grouping.enter(id);
            case CardRef.OfPart(PartRef part) -> {
                selection.only(part);
                refresh();
                inspector.focusField(org.fieldproof.api.draft.FieldPath.PART);
            }
        }
    }

    /// Goes to a level around the one that is shown.
    public void goTo(String to) {
        grouping.goTo(to);
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
            desk.toasts().undoable(desk.text("draft.toast.deleted"), session.undoing());
            canvas.requestFocus();
        }
    }

    private void note() {
        Point at = DraftPlaces.free(canvas.picture().places(), canvas.middle());
        ask(
                desk.text("draft.ask.note"),
                "",
                text ->
                        edit(
                                desk.text("draft.edit.note"),
                                draft ->
                                        draft.withLayout(
                                                draft.layout().withNote(fresh(draft, text, at)))));
    }

    private StickyNote fresh(ProjectDraft draft, String text, Point at) {
        return new StickyNote(draft.layout().freeId(), text, at.x(), at.y(), 200, 72, level.here());
    }

    private void find() {
        finding.open(desk.text("draft.ask.find"), Math.max(8, middle.getWidth() / 2 - 170));
    }

    private void found(PartRef ref, boolean meant) {
        reveal(ref);
        if (meant) {
            canvas.focus(new CardRef.OfPart(ref));
        }
    }
}
