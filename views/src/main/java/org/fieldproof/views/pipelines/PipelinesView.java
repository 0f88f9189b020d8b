package org.fieldproof.views.pipelines;

import java.util.List;
import java.util.Optional;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ToggleButton;
import javafx.scene.control.Tooltip;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.api.draft.DraftLayout.PartGroup;
import org.fieldproof.api.draft.PartRef;
import org.fieldproof.api.draft.ProjectDraft;
import org.fieldproof.api.draft.Section;
import org.fieldproof.api.draft.SubPipelines;
import org.fieldproof.views.action.KeyStroke;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Fact;
import org.fieldproof.views.control.FactSheet;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.draft.DraftModel;
import org.fieldproof.views.draft.DraftSession;
import org.fieldproof.views.draft.DraftView;
import org.fieldproof.views.draft.EditorAct;
import org.fieldproof.views.drawing.Lens;
import org.fieldproof.views.export.ExportMenu;
import org.fieldproof.views.level.Level;
import org.fieldproof.views.level.Trail;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.place.PerspectiveId;
import org.fieldproof.views.trial.TrialPanel;
import org.jspecify.annotations.Nullable;

/// The running project as a picture: devices, connections, log, lanes, destinations.
public final class PipelinesView implements Perspective {

    private static final double ZOOM_STEP = 1.2;

    private final Desk desk;
    private final PipelinesViewModel model;
    private final PipelineFacts facts;
    private final PipelineCanvas canvas;
    private final PipelineSheet table;
    private final ToggleButton asTable = new ToggleButton();
    private final WirePanels wirePanels;
    private final FactSheet sheet = new FactSheet();
    private final BorderPane root = new BorderPane();
    private final StackPane below = new StackPane();
    private final Level level = new Level();
    private final Lens lens;
    private final Trail trail = new Trail("trail", this::goTo);
    private final Button zoom;
    private final DrillOffer drill;
    private final Button add;
    private final Button arrange;
    private final Button edit;
    private final ExportMenu export;
    private final HBox buttons = new HBox(8);
    private final VBox side = new VBox();
    private final DraftView editor;
    private final TrialPanel trial;
    private boolean trying;
    private boolean editing;
    private String chosen = "";
    private String chosenWire = "";

    public PipelinesView(Desk desk) {
        this.desk = desk;
        model = new PipelinesViewModel(desk);
        facts = new PipelineFacts(desk, model);
        lens = new Lens(desk.looks()::scale);
        canvas =
                new PipelineCanvas(
                        desk.looks().palette(),
                        desk.looks()::scale,
                        lens,
                        this::choose,
                        this::chooseWire,
                        this::open);
        table = new PipelineSheet(desk, this::chooseInTable, this::chooseInTable, this::open);
        wirePanels = new WirePanels(desk, () -> showWires(""));
        asTable.setText(desk.text("trend.table.button"));
        asTable.setId("pipelines-table-button");
        asTable.setMinWidth(Region.USE_PREF_SIZE);
        asTable.setOnAction(event -> exchange());
        zoom = Parts.button("100 %", this::fit);
        add = Parts.button(desk.text("draft.head.add"), () -> editor().run(EditorAct.ADD));
        arrange =
                Parts.button(desk.text("draft.head.layout"), () -> editor().run(EditorAct.LAYOUT));
        edit = Parts.button("", this::toggleMode);
        export =
                new ExportMenu(
                        desk,
                        "pipelines",
                        new WholeDrawing(desk, () -> editing ? editor().sheet() : canvas.sheet()));
        Button closer = Parts.button("+", () -> zoomBy(ZOOM_STEP));
        closer.setId("pipelines-closer");
        zoom.setId("pipelines-fit");
        zoom.setAccessibleText(desk.text("pipelines.zoom.fit"));
        drill = new DrillOffer(desk);
        below.setStyle("-fx-padding: 0 14 12 14;");
        editor = new DraftView(desk, level, lens, this::showHead);
        trial = new TrialPanel(desk, this::toggleTrial);
        desk.draft().setEditor(new Editor());
        for (Button button : new Button[] {add, arrange}) {
            button.setTooltip(new Tooltip(desk.text("draft.head.help")));
            buttons.getChildren().add(Parts.telling(button));
        }
        add.setId("draft-add");
        arrange.setId("draft-layout");
        edit.setId("draft-mode");
        var head =
                Parts.head(
                        new Label(desk.text("shell.perspective.pipelines")),
                        new Label(),
                        Parts.telling(drill.button()),
                        buttons,
                        asTable,
                        export,
                        Parts.telling(edit),
                        Parts.button("−", () -> zoomBy(1 / ZOOM_STEP)),
                        zoom,
                        closer);
        head.getChildren().set(1, trail);
        root.setTop(head);
        root.setCenter(canvas);
        root.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ESCAPE && !editing) {
            consumeIf(back(), event);
        } else if (event.getCode() == KeyCode.BACK_SPACE && !editing) {
            consumeIf(leave(), event);
        } else if (isFit(event)) {
            fit();
            event.consume();
        } else if (editing) {
            editor.key(event);
        }
    }

    private boolean isFit(KeyEvent event) {
        List<KeyStroke> fits = desk.keys().keys("draft.fit");
        return KeyStroke.of(event).filter(fits::contains).isPresent();
    }

    /// What was of use here is not for others as well.
    private static void consumeIf(boolean used, KeyEvent event) {
        if (used) {
            event.consume();
        }
    }

    @Override
    public PerspectiveId id() {
        return PerspectiveId.PIPELINES;
    }

    @Override
    public Node content() {
        return root;
    }

    @Override
    public Optional<Node> inspector() {
        side.getChildren().setAll(editing ? editor.inspector() : sheet);
        return Optional.of(side);
    }

    @Override
    public void show(Frame frame) {
        Frame seen = desk.held().at(frame);
        // What ran then is drawn from the picture of then; a draft is of now.
        setEditing(desk.draft().isCommissioning() && !desk.held().isBack());
        DraftModel drafts = desk.draft().model();
        SubPipelines subs = editing ? drafts.subs() : SubPipelines.of(drafts.running());
        trail.show(frame.snapshot().project(), subs, editing ? level.in(subs) : level.within(subs));
        if (editing) {
            editor.show(seen);
            showTrial();
        } else {
            PipelinesViewModel.Picture picture = picture(seen, subs);
            showRunning(picture, seen, subs);
            sheet.show(facts(picture, seen, subs));
            wirePanels.show(frame);
        }
        showHead();
        drill.show(frame.snapshot().drills(), !editing && !desk.held().isBack());
    }

    /// The one that is not to be seen is drawn when it is.
    private void showRunning(PipelinesViewModel.Picture picture, Frame seen, SubPipelines subs) {
        if (asTable.isSelected()) {
            String here = level.within(subs);
            List<SheetRow> rows =
                    PipelineRows.of(desk, model, picture, seen.snapshot(), subs, here);
            var scene = new PipelineSheet.Scene(here, desk.held().moment());
            table.show(picture, scene, rows, chosenWire.isEmpty() ? chosen : chosenWire);
        } else {
            canvas.show(picture, desk.draft().model().running(), level.within(subs));
        }
    }

    /// The table in the picture's place, or the picture again.
    private void exchange() {
        boolean inside = content().isFocusWithin();
        root.setCenter(running());
        desk.pulse().frame().ifPresent(this::show);
        canvas.choose(chosen, chosenWire);
        if (inside && asTable.isSelected()) {
            table.focus();
        } else if (inside) {
            canvas.focus(chosen);
        }
    }

    private Node running() {
        return asTable.isSelected() ? table : canvas;
    }

    private void chooseInTable(PipelineWire wire) {
        openWire(wire);
        if (wire.wire() == null) {
            chosenWire = wire.id();
            canvas.choose(chosen, chosenWire);
        }
    }

    private void chooseInTable(String node) {
        openWire(null);
        choose(node);
    }

    private PipelinesViewModel.Picture picture(Frame seen, SubPipelines subs) {
        ProjectDraft running = desk.draft().model().running();
        return FoldedPicture.of(desk, model.of(seen), running, level.within(subs), seen.snapshot());
    }

    private List<Fact> facts(PipelinesViewModel.Picture picture, Frame seen, SubPipelines subs) {
        Optional<PartGroup> sub =
                chosen.startsWith(FoldedPicture.SUB)
                        ? subs.sub(chosen.substring(FoldedPicture.SUB.length()))
                        : Optional.empty();
        // Where its card is not in the picture of then, there is nothing to be said of it.
        Optional<Mark> mark =
                picture.nodes().stream()
                        .filter(node -> node.id().equals(chosen))
                        .findFirst()
                        .map(PipelineNode::mark);
        return sub.flatMap(group -> mark.map(of -> facts.sub(seen, group, of)))
                .orElseGet(() -> facts.of(seen, chosen));
    }

    /// Into a sub-pipeline, or out to a neighbour.
    private void open(PipelineNode node) {
        if (node.kind() == PipelineNode.Kind.SUB) {
            enter(node.id().substring(FoldedPicture.SUB.length()), "");
        } else if (node.kind() == PipelineNode.Kind.STUB) {
            enter(SubPipelines.TOP, node.id());
        }
    }

    private void enter(String to, String node) {
        level.enter(SubPipelines.of(desk.draft().model().running()), to);
        choose(node);
        if (asTable.isSelected()) {
            table.focus();
        } else {
            canvas.focus(node);
        }
    }

    /// One step back: what is open below the picture first, then the sub-pipeline.
    ///
    /// @return whether there was one
    private boolean back() {
        if (root.getBottom() == null) {
            return leave();
        }
        if (!wirePanels.hasCurrent()) {
            wirePanels.closeAll();
        }
        openWire(null);
        return true;
    }

    private boolean leave() {
        SubPipelines subs = SubPipelines.of(desk.draft().model().running());
        String from = level.within(subs);
        boolean inside = !from.equals(SubPipelines.TOP);
        if (inside) {
            enter(subs.parent(from), FoldedPicture.SUB + from);
        }
        return inside;
    }

    private void goTo(String to) {
        if (editing) {
            editor.goTo(to);
        } else {
            SubPipelines subs = SubPipelines.of(desk.draft().model().running());
            List<String> path = subs.path(level.within(subs));
            int inner = path.indexOf(to) + 1;
            enter(to, inner < path.size() ? FoldedPicture.SUB + path.get(inner) : "");
        }
    }

    private DraftView editor() {
        return editor;
    }

    private void setEditing(boolean on) {
        if (on != editing) {
            editing = on;
            wirePanels.closeAll();
            openWire(null);
            root.setCenter(on ? editor.content() : running());
            side.getChildren().setAll(on ? editor.inspector() : sheet);
        }
    }

    private Optional<PartRef> pipeline() {
        return editor.chosen().filter(ref -> ref.section() == Section.PIPELINES);
    }

    private void toggleTrial() {
        // It may be wanted and yet not be there, while no pipeline is chosen.
        boolean there = root.getBottom() != null && below.getChildren().contains(trial);
        if (pipeline().isEmpty() && !there) {
            desk.toasts().show(desk.text("draft.toast.noPipeline"));
            return;
        }
        trying = !there;
        boolean inside = trial.isFocusWithin();
        showTrial();
        if (trying) {
            trial.focus();
        } else if (inside) {
            editor.focusCanvas();
        }
    }

    /// The panel stands below the canvas while a pipeline is chosen.
    private void showTrial() {
        Optional<PartRef> pipeline = pipeline();
        boolean open = trying && pipeline.isPresent();
        if (open) {
            trial.open(pipeline.orElseThrow());
            trial.beat();
        }
        if (open && root.getBottom() == null) {
            below.getChildren().setAll(trial);
            root.setBottom(below);
        } else if (!open && root.getBottom() != null) {
            root.setBottom(null);
        }
    }

    private void toggleMode() {
        desk.draft().setCommissioning(!desk.draft().isCommissioning());
    }

    private void fit() {
        if (editing) {
            editor.run(EditorAct.FIT);
        } else {
            canvas.fit();
        }
    }

    private void zoomBy(double factor) {
        if (editing) {
            editor.zoomBy(factor);
        } else {
            canvas.zoomBy(factor);
        }
        showHead();
    }

    private void showHead() {
        double shown = editing ? editor.zoomed() : canvas.zoomed();
        zoom.setText(Math.round(shown * 100) + " %");
        asTable.setVisible(!editing);
        asTable.setManaged(!editing);
        // The table has its own.
        export.setVisible(editing || !asTable.isSelected());
        export.setManaged(export.isVisible());
        edit.setText(desk.text(editing ? "draft.head.observe" : "draft.head.edit"));
        String back = desk.lookingBack();
        boolean loaded = desk.draft().model().isLoaded();
        Parts.hinder(edit, loaded ? back : desk.text("shell.hindrance.notLoaded"));
        String observing = back.isEmpty() ? desk.text("shell.hindrance.observing") : back;
        String hindrance = editing ? "" : observing;
        Parts.hinder(add, hindrance);
        Parts.hinder(arrange, hindrance);
    }

    @Override
    public void reveal(String object) {
        if (editing) {
            editor.reveal(object);
        } else {
            desk.pulse().frame().ifPresent(frame -> enterFor(object, frame));
            choose(object);
        }
    }

    /// Goes to where an object stands.
    private void enterFor(String object, Frame frame) {
        SubPipelines subs = SubPipelines.of(desk.draft().model().running());
        FoldedPicture.owner(model.of(desk.held().at(frame)), object)
                .ifPresent(part -> level.enter(subs, subs.holder(part)));
    }

    /// A wire that stands for several has no messages of its own: where they are is shown.
    private void chooseWire(PipelineWire wire) {
        if (wire.wire() == null) {
            choose(wire.from().startsWith(FoldedPicture.SUB) ? wire.from() : wire.to());
        } else {
            openWire(wire);
        }
    }

    @Override
    public void close() {
        wirePanels.closeAll();
    }

    @Override
    public boolean looksBack() {
        return true;
    }

    private void choose(String node) {
        chosen = node;
        chosenWire = "";
        canvas.choose(node, "");
        desk.pulse().frame().ifPresent(this::show);
    }

    private void openWire(@Nullable PipelineWire wire) {
        if (wire == null || wire.wire() == null) {
            wirePanels.closeCurrent();
            showWires("");
        } else {
            wirePanels.open(wire);
            showWires(wire.id());
            desk.pulse().frame().ifPresent(this::show);
        }
    }

    private void showWires(String wire) {
        chosenWire = wire;
        canvas.choose(chosen, wire);
        below.getChildren().setAll(wirePanels);
        root.setBottom(wirePanels.isEmpty() ? null : below);
    }

    /// What others ask of the draft's editor, and of the picture that stands in its place.
    private final class Editor implements DraftSession.Editor {
        @Override
        public void refresh() {
            desk.pulse().frame().ifPresent(PipelinesView.this::show);
        }

        @Override
        public void run(EditorAct act) {
            refresh();
            if (act == EditorAct.LEAVE && !editing) {
                leave();
                return;
            }
            editor.run(act);
            if (act == EditorAct.TRIAL) {
                toggleTrial();
            }
        }
    }
}
