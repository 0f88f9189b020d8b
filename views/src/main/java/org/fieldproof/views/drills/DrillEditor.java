package org.fieldproof.views.drills;

import java.util.List;
import java.util.SortedMap;
import java.util.function.Consumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.draft.DraftValue;
import org.fieldproof.api.draft.DrillEdits;
import org.fieldproof.api.draft.FieldPath;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.draft.DraftSession;
import org.fieldproof.views.perspective.Desk;

/// The drills of the draft: added, changed, taken away. Nothing of it can be started before Review
/// & Apply. FX thread.
final class DrillEditor extends VBox {
    private final Desk desk;
    private final DraftSession session;
    private final Consumer<String> choose;
    private final DrillForm form;
    private final Label none;
    private final Button add;
    private final Button remove;
    private final Button mode;
    private String shown = "";

    /// @param choose told which drill is to be shown
    DrillEditor(Desk desk, Consumer<String> choose) {
        this.desk = desk;
        this.session = desk.draft();
        this.choose = choose;
        form = new DrillForm(session, desk, choose);
        none = Parts.prose(desk.text("drills.form.none"), "fp-muted");
        add = Parts.button(desk.text("drills.form.add"), this::add);
        add.setId("drill-add");
        remove = Parts.button(desk.text("drills.form.remove"), this::remove);
        remove.setId("drill-remove");
        mode = Parts.button("", this::toggle);
        mode.setId("drill-mode");
        ScrollPane scroll = new ScrollPane(form);
        scroll.setFitToWidth(true);
        scroll.setHbarPolicy(ScrollPane.ScrollBarPolicy.NEVER);
        scroll.getStyleClass().add("fp-content");
        VBox.setVgrow(scroll, Priority.ALWAYS);
        Label remark = Parts.prose(desk.text("drills.form.remark"), "fp-muted");
        none.managedProperty().bind(none.visibleProperty());
        getChildren().addAll(remark, none, scroll);
        getStyleClass().addAll("fp-panel", "fp-padded");
        setSpacing(10);
        setId("drill-editor");
    }

    /// What stands in the head of the page.
    HBox controls() {
        add.managedProperty().bind(add.visibleProperty());
        remove.managedProperty().bind(remove.visibleProperty());
        return Parts.row(add, Parts.telling(remove), Parts.telling(mode));
    }

    void showControls(boolean editing) {
        boolean commissioning = session.isCommissioning();
        String back = desk.lookingBack();
        Parts.hinder(mode, back);
        mode.setText(desk.text(commissioning ? "draft.head.observe" : "draft.head.edit"));
        add.setVisible(editing);
        remove.setVisible(editing);
        Parts.hinder(remove, nothing());
    }

    /// Shows a drill of the draft, or the first one.
    ///
    /// @return which one; empty if there is none
    String show(String wanted) {
        SortedMap<String, DraftValue.Group> drills = session.model().draft().drills();
        String named = form.nameNow(wanted);
        shown = named.isEmpty() ? drills.keySet().stream().findFirst().orElse("") : named;
        none.setVisible(shown.isEmpty());
        form.show(shown);
        return shown;
    }

    void focusField(FieldPath path) {
        form.focusField(path);
    }

    List<Action> actions() {
        return List.of(
                action("drills.add", "drills.form.add", this::locked, this::add),
                action("drills.remove", "drills.form.remove", this::nothing, this::remove));
    }

    private Action action(
            String id, String key, java.util.function.Supplier<String> hindrance, Runnable act) {
        String category = desk.text("shell.category.draft");
        return new Action(id, desk.text(key), category, "drill", List.of(), hindrance, act);
    }

    /// Nothing is edited of what is not shown: a run takes the place of the form.
    private String locked() {
        String back = desk.lookingBack();
        if (!back.isEmpty()) {
            return back;
        }
        if (!session.isCommissioning()) {
            return desk.text("shell.hindrance.observing");
        }
        boolean runs =
                desk.pulse()
                        .frame()
                        .filter(frame -> frame.snapshot().drills().running() != null)
                        .isPresent();
        return runs ? desk.text("drills.hindrance.running") : "";
    }

    private String nothing() {
        boolean any = session.model().draft().drills().containsKey(shown);
        return locked().isEmpty() && !any ? desk.text("drills.form.none") : locked();
    }

    private void add() {
        String name = DrillEdits.freshName(session.model().draft(), "drill");
        if (session.edit(desk.text("draft.edit.add", name), draft -> DrillEdits.add(draft, name))) {
            choose.accept(name);
            form.focusName();
        }
    }

    /// Takes the drill that is shown away.
    void remove() {
        String name = shown;
        if (nothing().isEmpty()
                && session.edit(
                        desk.text("drills.edit.remove", name), draft -> draft.withoutDrill(name))) {
            desk.toasts().undoable(desk.text("draft.toast.deleted"), session.undoing());
            choose.accept("");
        }
    }

    private void toggle() {
        session.setCommissioning(!session.isCommissioning());
        choose.accept(shown);
    }
}
