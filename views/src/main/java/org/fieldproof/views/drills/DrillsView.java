package org.fieldproof.views.drills;

import java.util.List;
import javafx.scene.Node;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.api.project.DeviceClass;
import org.fieldproof.api.snapshot.DrillSnapshot;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.action.KeyScope;
import org.fieldproof.views.bridge.Frame;
import org.fieldproof.views.control.Mark;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.control.StateText;
import org.fieldproof.views.filter.Measure;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.perspective.Perspective;
import org.fieldproof.views.place.PerspectiveId;
import org.jspecify.annotations.Nullable;

/// Outages on purpose: the library, what must hold before one starts, the run, what was found.
public final class DrillsView implements Perspective {

    /// As many as there are, and as many as a low window leaves in sight.
    private static final int INTERLOCKS_MAX = 9;

    private static final int INTERLOCKS_LEAST = 3;

    /// Leads to where drills are locked.
    private static final String LOCK = "lock/";

    private final Desk desk;
    private final DrillsViewModel model;
    private final BorderPane root = new BorderPane();
    private final RowTable<DrillRow> library;
    private final RowTable<DrillSnapshot.Interlock> interlocks;
    private final RowTable<ResultRow> results;
    private final Label title = Parts.prose("", "fp-title");
    private final Label hypothesis = Parts.prose("");
    private final Label plan = Parts.prose("", "fp-muted");
    private final Label hindrance = Parts.prose("", "fp-muted");
    private final Button start;
    private final ArmingPanel arming;
    private final VBox detail = new VBox(12);
    private final VBox preflight;
    private final RunPanel run;
    private final DrillLock lock;
    private final DrillEditor editor;
    private final VBox shelf = new VBox(8);
    private final HBox above;
    private String chosen = "";

    public DrillsView(Desk desk) {
        this.desk = desk;
        model = new DrillsViewModel(desk);
        run = new RunPanel(desk, model);
        lock = new DrillLock(desk);
        editor = new DrillEditor(desk, this::choose);
        start = Parts.button(desk.text("drills.start.button"), () -> start(""), "fp-primary");
        start.setId("drill-start");
        start.managedProperty().bind(start.visibleProperty());
        arming = new ArmingPanel(desk, this::start);
        library =
                new RowTable<DrillRow>(DrillRow::name, desk.text("drills.library.empty"))
                        .text(desk.text("drills.library.drill"), 170, DrillRow::name)
                        .named("drill")
                        .state(desk.text("drills.library.state"), 120, DrillRow::state)
                        .named("state");
        library.setId("drill-library");
        library.getStyleClass().add("fp-panel");
        shelf.getChildren().addAll(desk.filter(library, "drills"), library);
        VBox.setVgrow(library, Priority.ALWAYS);
        above = new HBox(10, shelf, detail);
        interlocks = interlocks();
        results = results();
        preflight =
                new VBox(
                        10,
                        Parts.label(desk.text("drills.preflight.title"), "fp-section"),
                        interlocks,
                        arming,
                        Parts.row(Parts.telling(start), hindrance),
                        Parts.prose(desk.text("drills.preflight.note"), "fp-muted", "fp-small"));
        build();
    }

    private void build() {
        root.setTop(
                Parts.head(
                        new Label(desk.text("shell.perspective.drills")),
                        Parts.givingWay(new Label(desk.text("drills.head.remark"))),
                        lock,
                        editor.controls()));
        library.addEventHandler(
                KeyEvent.KEY_PRESSED,
                event -> {
                    // What a filter hides is chosen still, but nobody sees what would go.
                    boolean inSight =
                            library.selected().filter(row -> row.name().equals(chosen)).isPresent();
                    if (inSight
                            && isEditing()
                            && desk.keys().pressed(KeyScope.DRILLS, event).isPresent()) {
                        editor.remove();
                        event.consume();
                    }
                });
        library.getSelectionModel()
                .selectedItemProperty()
                .addListener(
                        (property, was, is) -> {
                            boolean asked = !library.isUpdating();
                            if (is != null && asked && !is.name().equals(chosen)) {
                                chosen = is.name();
                                desk.pulse().frame().ifPresent(this::show);
                            }
                        });
        shelf.setStyle("-fx-pref-width: 25em; -fx-min-width: 20em; -fx-max-width: 25em;");
        detail.getStyleClass().addAll("fp-panel", "fp-padded");
        detail.getChildren().addAll(title, hypothesis, plan, preflight);
        HBox.setHgrow(detail, Priority.ALWAYS);
        HBox.setHgrow(editor, Priority.ALWAYS);
        VBox.setVgrow(above, Priority.ALWAYS);
        results.setPrefHeight(150);
        results.setMinHeight(90);
        VBox body =
                new VBox(
                        10,
                        above,
                        Parts.row(
                                Parts.label(desk.text("drills.results.title"), "fp-section"),
                                desk.filter(results, "results")),
                        results);
        body.setStyle("-fx-padding: 0 14 12 14;");
        root.setCenter(body);
    }

    private RowTable<DrillSnapshot.Interlock> interlocks() {
        RowTable<DrillSnapshot.Interlock> made =
                new RowTable<DrillSnapshot.Interlock>(
                                DrillSnapshot.Interlock::id, desk.text("drills.preflight.empty"))
                        .mono(desk.text("drills.preflight.id"), 50, DrillSnapshot.Interlock::id)
                        .named("id")
                        .state(desk.text("drills.preflight.state"), 100, this::held)
                        .named("state")
                        .text(
                                desk.text("drills.preflight.condition"),
                                470,
                                DrillSnapshot.Interlock::title)
                        .named("condition")
                        .column(
                                desk.text("drills.preflight.found"),
                                500,
                                i -> (i.cause() + " " + i.remedy()).strip(),
                                i -> i.ok() ? "fp-muted" : "",
                                "fp-left")
                        .named("found");
        made.setId("drill-interlocks");
        desk.menu(made, "preflight");
        return made.high(INTERLOCKS_MAX, INTERLOCKS_LEAST);
    }

    private StateText held(DrillSnapshot.Interlock interlock) {
        return interlock.ok()
                ? new StateText(Mark.RUN, desk.text("drills.preflight.ok"))
                : new StateText(Mark.LOW, desk.text("drills.preflight.open"));
    }

    private RowTable<ResultRow> results() {
        RowTable<ResultRow> made =
                new RowTable<ResultRow>(ResultRow::id, desk.text("drills.results.empty"))
                        .mono(desk.text("drills.results.time"), 140, ResultRow::time)
                        .named("time", Measure.CLOCK)
                        .text(desk.text("drills.results.drill"), 200, ResultRow::name)
                        .named("drill")
                        .state(desk.text("drills.results.verdict"), 150, ResultRow::verdict)
                        .named("verdict")
                        .text(desk.text("drills.results.reason"), 600, ResultRow::reason)
                        .named("reason");
        made.setId("drill-results");
        made.getStyleClass().add("fp-panel");
        made.onClick(
                row -> {
                    if (!row.evidence().isEmpty()) {
                        desk.navigator().open(PerspectiveId.EVIDENCE, "evidence/" + row.evidence());
                    }
                });
        return made;
    }

    @Override
    public PerspectiveId id() {
        return PerspectiveId.DRILLS;
    }

    @Override
    public Node content() {
        return root;
    }

    @Override
    public void reveal(String object) {
        if (object.equals(LOCK)) {
            lock.ask();
            return;
        }
        String name = object.substring(object.indexOf('/') + 1);
        int field = name.indexOf('#');
        choose(field < 0 ? name : name.substring(0, field));
        library.reveal(chosen);
        if (field >= 0 && isEditing()) {
            editor.focusField(FieldPath.of(name.substring(field + 1)));
        }
    }

    @Override
    public List<Action> actions() {
        return editor.actions();
    }

    private void choose(String name) {
        chosen = name;
        desk.pulse().frame().ifPresent(this::show);
    }

    private boolean isEditing() {
        return editor.equals(above.getChildren().getLast());
    }

    @Override
    public void show(Frame frame) {
        DrillSnapshot drills = frame.snapshot().drills();
        DrillSnapshot.@Nullable Run now = drills.running();
        results.update(model.results(drills, frame.now()));
        lock.show(drills.lockReason());
        boolean editing = desk.draft().isCommissioning() && now == null && !desk.held().isBack();
        if (editing != isEditing()) {
            above.getChildren().set(1, editing ? editor : detail);
        }
        editor.showControls(editing);
        if (editing) {
            library.update(model.drafted(drills));
            chosen = editor.show(chosen);
            follow();
            return;
        }
        library.update(model.library(drills));
        DrillSnapshot.@Nullable Available drill = model.inFocus(drills, chosen).orElse(null);
        if (drill == null) {
            detail.setVisible(false);
            return;
        }
        detail.setVisible(true);
        chosen = drill.name();
        follow();
        title.setText(drill.title());
        hypothesis.setText(drill.hypothesis());
        plan.setText(model.plan(drill));
        if (now != null) {
            swap(run);
            run.show(frame, now, drill.link());
        } else {
            swap(preflight);
            showPreflight(drills, drill);
        }
    }

    /// What else is chosen in the library stays so.
    private void follow() {
        if (!library.selectedId().orElse("").equals(chosen)) {
            library.select(chosen);
        }
    }

    private void showPreflight(DrillSnapshot drills, DrillSnapshot.Available drill) {
        interlocks.update(drill.interlocks());
        arming.show(drills, drill);
        // Where the line is LIVE it is started by naming it, and by no single press.
        start.setVisible(drill.deviceClass() != DeviceClass.LIVE);
        String back = desk.lookingBack();
        Parts.hinder(start, back.isEmpty() ? model.hindrance(drills, drill) : back);
        hindrance.setText(back.isEmpty() ? model.said(drills, drill) : back);
    }

    private void swap(Node wanted) {
        List<Node> nodes = detail.getChildren();
        if (!nodes.getLast().equals(wanted)) {
            nodes.set(nodes.size() - 1, wanted);
        }
    }

    /// @param line what was typed to name a LIVE line
    private void start(String line) {
        desk.commands()
                .send(
                        new Command.StartDrill(chosen, desk.consoleId(), null, line),
                        _ -> desk.pulse().tick());
    }
}
