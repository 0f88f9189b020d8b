package org.fieldproof.views.shell;

import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javafx.scene.input.KeyCode;
import org.fieldproof.api.Workspace;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.action.ActionRegistry;
import org.fieldproof.views.action.KeyStroke;
import org.fieldproof.views.draft.DraftSession;
import org.fieldproof.views.draft.EditorAct;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.PerspectiveId;

/// Registers what can be done with the draft. What needs the editor opens it first.
final class DraftActions {
    /// Transforms of a pipeline, and what tries it out: their rows are no parts.
    private static final Set<String> ROWS = Set.of("transforms", "trial");

    private final ShellView shell;
    private final Desk desk;
    private final DraftSession draft;

    DraftActions(ShellView shell, Desk desk) {
        this.shell = shell;
        this.desk = desk;
        this.draft = desk.draft();
    }

    void register(ActionRegistry actions) {
        add(actions, "draft.mode", key(KeyCode.E), this::noProject, this::toggleMode);
        add(actions, "draft.undo", key(KeyCode.Z), this::nothingToUndo, draft::undo);
        add(
                actions,
                "draft.redo",
                List.of(KeyStroke.shortcutShift(KeyCode.Z), KeyStroke.shortcut(KeyCode.Y)),
                this::nothingToRedo,
                draft::redo);
        actions.named("draft.undo", () -> draft.undoLabel(desk.texts()));
        actions.named("draft.redo", () -> draft.redoLabel(desk.texts()));
        act(actions, "draft.review", key(KeyCode.ENTER), EditorAct.REVIEW, this::noProject);
        add(
                actions,
                "draft.discard",
                List.of(),
                this::noChange,
                () -> draft.discard(desk.text("shell.action.draft.discard")));
        add(actions, "draft.restore", List.of(), this::noOffer, () -> shell.recovery().restore());
        add(actions, "draft.forget", List.of(), this::noOffer, () -> shell.recovery().discard());
        act(
                actions,
                "draft.trial",
                List.of(KeyStroke.plain(KeyCode.F7)),
                EditorAct.TRIAL,
                this::locked);
        act(actions, "draft.tags", List.of(), EditorAct.PICK_TAGS, this::locked);
        act(actions, "draft.tagsImport", List.of(), EditorAct.IMPORT_TAGS, this::locked);
        act(actions, "draft.tagsExport", List.of(), EditorAct.EXPORT_TAGS, this::locked);
        act(actions, "draft.revisions", List.of(), EditorAct.REVISIONS, this::locked);
        act(actions, "draft.add", List.of(), EditorAct.ADD, this::locked);
        act(actions, "draft.connect", List.of(), EditorAct.CONNECT, this::locked);
        act(actions, "draft.copy", key(KeyCode.C), EditorAct.COPY, this::elsewhere);
        act(actions, "draft.cut", key(KeyCode.X), EditorAct.CUT, this::inRows);
        act(actions, "draft.paste", key(KeyCode.V), EditorAct.PASTE, this::elsewhere);
        act(actions, "draft.duplicate", key(KeyCode.D), EditorAct.DUPLICATE, this::inRows);
        act(actions, "draft.selectAll", key(KeyCode.A), EditorAct.SELECT_ALL, this::elsewhere);
        act(actions, "draft.delete", List.of(), EditorAct.DELETE, this::elsewhere);
        act(actions, "draft.bypass", key(KeyCode.BACK_SPACE), EditorAct.BYPASS, this::inRows);
        arrange(actions, "draft.alignLeft", KeyCode.LEFT, EditorAct.ALIGN_LEFT);
        arrange(actions, "draft.alignRight", KeyCode.RIGHT, EditorAct.ALIGN_RIGHT);
        arrange(actions, "draft.alignTop", KeyCode.UP, EditorAct.ALIGN_TOP);
        arrange(actions, "draft.alignBottom", KeyCode.DOWN, EditorAct.ALIGN_BOTTOM);
        arrange(actions, "draft.spreadAcross", KeyCode.H, EditorAct.SPREAD_ACROSS);
        arrange(actions, "draft.spreadDown", KeyCode.V, EditorAct.SPREAD_DOWN);
        act(actions, "draft.rename", List.of(), EditorAct.RENAME, this::elsewhere);
        act(actions, "draft.group", List.of(), EditorAct.GROUP, this::locked);
        registerSubs(actions);
        act(actions, "draft.note", List.of(), EditorAct.NOTE, this::locked);
        act(actions, "draft.layout", List.of(), EditorAct.LAYOUT, this::locked);
        act(actions, "draft.fit", key(KeyCode.DIGIT0), EditorAct.FIT, this::elsewhere);
        act(
                actions,
                "draft.previousProblem",
                List.of(KeyStroke.shift(KeyCode.F8)),
                EditorAct.PREVIOUS_PROBLEM,
                this::locked);
        act(
                actions,
                "draft.mendProblem",
                List.of(KeyStroke.shortcut(KeyCode.F8)),
                EditorAct.MEND_PROBLEM,
                this::locked);
    }

    private void registerSubs(ActionRegistry actions) {
        act(actions, "draft.fold", key(KeyCode.G), EditorAct.FOLD, this::inRows);
        act(
                actions,
                "draft.dissolve",
                List.of(KeyStroke.shortcutShift(KeyCode.G)),
                EditorAct.DISSOLVE,
                this::inRows);
        act(actions, "draft.enter", List.of(), EditorAct.ENTER, this::elsewhere);
        act(
                actions,
                "draft.leave",
                List.of(KeyStroke.alt(KeyCode.UP)),
                EditorAct.LEAVE,
                this::notHere);
        act(actions, "draft.takeOut", List.of(), EditorAct.TAKE_OUT, this::elsewhere);
        act(actions, "draft.moveIn", List.of(), EditorAct.MOVE_IN, this::elsewhere);
    }

    private void arrange(ActionRegistry actions, String id, KeyCode code, EditorAct act) {
        act(actions, id, List.of(KeyStroke.shortcutShift(code)), act, this::elsewhere);
    }

    private void act(
            ActionRegistry actions,
            String id,
            List<KeyStroke> keys,
            EditorAct act,
            Supplier<String> hindrance) {
        add(
                actions,
                id,
                keys,
                hindrance,
                () -> {
                    if (act == EditorAct.REVIEW) {
                        draft.setCommissioning(true);
                    }
                    if (!isHere()) {
                        shell.open(PerspectiveId.PIPELINES);
                    }
                    draft.editor().run(act);
                });
    }

    private void add(
            ActionRegistry actions,
            String id,
            List<KeyStroke> keys,
            Supplier<String> hindrance,
            Runnable act) {
        actions.add(
                new Action(
                        id,
                        desk.text("shell.action." + id),
                        desk.text("shell.category.draft"),
                        "edit draft",
                        keys,
                        hindrance,
                        act));
    }

    private void toggleMode() {
        draft.setCommissioning(!draft.isCommissioning());
        // There is something to edit in both; from elsewhere it leads to the pipelines.
        boolean drills = shell.shown() == PerspectiveId.DRILLS;
        shell.open(drills ? PerspectiveId.DRILLS : PerspectiveId.PIPELINES);
    }

    /// A draft is of now, and is not edited beside figures that are not.
    private String noProject() {
        boolean open = desk.workspace().status().phase() == Workspace.Phase.OPEN;
        return open ? desk.lookingBack() : desk.text("shell.hindrance.noProject");
    }

    /// Why the draft may not be edited now.
    private String locked() {
        String none = noProject();
        if (!none.isEmpty()) {
            return none;
        }
        return draft.isCommissioning() ? "" : desk.text("shell.hindrance.observing");
    }

    /// Whether the canvas is in front of whoever acts.
    private boolean isHere() {
        return shell.pages().isInFront(PerspectiveId.PIPELINES);
    }

    /// Why what is chosen on the canvas cannot be meant.
    private String elsewhere() {
        String locked = locked();
        boolean here = isHere();
        return !locked.isEmpty() || here ? locked : desk.text("shell.hindrance.elsewhere");
    }

    /// Why there is no picture whose level could be left; a picture of then has levels, too.
    private String notHere() {
        boolean open = desk.workspace().status().phase() == Workspace.Phase.OPEN;
        String none = open ? "" : desk.text("shell.hindrance.noProject");
        boolean here = isHere();
        boolean rows = here && Panes.isInside(shell.focusOwner(), ROWS);
        return !none.isEmpty() || (here && !rows)
                ? none
                : desk.text(rows ? "shell.hindrance.inRows" : "shell.hindrance.elsewhere");
    }

    /// Why a key cannot mean what is chosen on the canvas: a transform or a record has the focus.
    private String inRows() {
        String elsewhere = elsewhere();
        boolean rows = Panes.isInside(shell.focusOwner(), ROWS);
        return elsewhere.isEmpty() && rows ? desk.text("shell.hindrance.inRows") : elsewhere;
    }

    private String noOffer() {
        boolean any = shell.recovery().offer().isPresent();
        return any ? noProject() : desk.text("shell.hindrance.noOffer");
    }

    private String noChange() {
        String locked = locked();
        boolean any = draft.model().dirty();
        return !locked.isEmpty() || any ? locked : desk.text("shell.hindrance.noChange");
    }

    private String nothingToUndo() {
        String locked = locked();
        boolean any = draft.model().undoName().isPresent();
        return !locked.isEmpty() || any ? locked : desk.text("shell.hindrance.noUndo");
    }

    private String nothingToRedo() {
        String locked = locked();
        boolean any = draft.model().redoName().isPresent();
        return !locked.isEmpty() || any ? locked : desk.text("shell.hindrance.noRedo");
    }

    private static List<KeyStroke> key(KeyCode code) {
        return List.of(KeyStroke.shortcut(code));
    }
}
