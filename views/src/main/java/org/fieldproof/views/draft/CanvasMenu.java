package org.fieldproof.views.draft;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javafx.geometry.Bounds;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;
import javafx.scene.input.ContextMenuEvent;
import org.fieldproof.views.level.CardRef;
import org.fieldproof.views.perspective.Desk;

/// What can be done with what is chosen, at a press of the other button or of the menu key.
final class CanvasMenu {
    private final DraftCanvas canvas;
    private final Desk desk;
    private final Selection selection;
    private final DraftView view;
    private final ContextMenu menu = new ContextMenu();

    private CanvasMenu(DraftCanvas canvas, Desk desk, Selection selection, DraftView view) {
        this.canvas = canvas;
        this.desk = desk;
        this.selection = selection;
        this.view = view;
    }

    static void install(DraftCanvas canvas, Desk desk, Selection selection, DraftView view) {
        CanvasMenu menu = new CanvasMenu(canvas, desk, selection, view);
        canvas.setOnContextMenuRequested(menu::open);
    }

    private void open(ContextMenuEvent event) {
        if (event.isKeyboardTrigger()) {
            canvas.focused()
                    .filter(card -> !selection.contains(card) && !canvas.picture().isStub(card))
                    .ifPresent(view::select);
        }
        menu.getItems().setAll(items());
        if (event.isKeyboardTrigger()) {
            Bounds at =
                    selection.cards().stream()
                            .findFirst()
                            .map(canvas::onScreen)
                            .orElseGet(() -> canvas.localToScreen(canvas.getLayoutBounds()));
            menu.show(canvas, at.getMinX() + 20, at.getMaxY());
        } else {
            menu.show(canvas, event.getScreenX(), event.getScreenY());
        }
        event.consume();
    }

    private List<MenuItem> items() {
        List<MenuItem> items = new ArrayList<>();
        boolean any = !selection.cards().isEmpty();
        boolean sub = selection.onlySub().isPresent();
        boolean inside = !canvas.picture().level().isEmpty();
        boolean into =
                selection.cards().size() > 1
                        && selection.cards().stream()
                                        .filter(CardRef.OfSub.class::isInstance)
                                        .count()
                                == 1;
        add(items, sub, "draft.enter", EditorAct.ENTER);
        add(items, inside, "draft.leave", EditorAct.LEAVE);
        add(items, any, "draft.rename", EditorAct.RENAME);
        boolean picks = selection.only().filter(desk.draft()::picksTags).isPresent();
        add(items, picks, "draft.tags", EditorAct.PICK_TAGS);
        boolean tags = selection.only().filter(desk.draft()::hasTags).isPresent();
        add(items, tags, "draft.tagsImport", EditorAct.IMPORT_TAGS);
        add(items, tags, "draft.tagsExport", EditorAct.EXPORT_TAGS);
        separate(items);
        add(items, any, "draft.fold", EditorAct.FOLD);
        add(items, sub || (inside && !any), "draft.dissolve", EditorAct.DISSOLVE);
        add(items, into, "draft.moveIn", EditorAct.MOVE_IN);
        add(items, inside && any, "draft.takeOut", EditorAct.TAKE_OUT);
        add(items, any, "draft.group", EditorAct.GROUP);
        separate(items);
        add(items, !any, "draft.add", EditorAct.ADD);
        add(items, any, "draft.copy", EditorAct.COPY);
        add(items, true, "draft.paste", EditorAct.PASTE);
        add(items, any, "draft.duplicate", EditorAct.DUPLICATE);
        add(items, !selection.isEmpty(), "draft.delete", EditorAct.DELETE);
        separate(items);
        DraftSession draft = desk.draft();
        step(items, "draft.undo", draft.undoLabel(desk.texts()), draft::undo);
        step(items, "draft.redo", draft.redoLabel(desk.texts()), draft::redo);
        return items;
    }

    private static void separate(List<MenuItem> items) {
        if (!items.isEmpty() && !(items.getLast() instanceof SeparatorMenuItem)) {
            items.add(new SeparatorMenuItem());
        }
    }

    private void step(List<MenuItem> items, String action, Optional<String> label, Runnable act) {
        label.ifPresent(words -> items.add(item(words, action, act)));
    }

    private MenuItem item(String words, String action, Runnable act) {
        MenuItem item = new MenuItem(words);
        item.setMnemonicParsing(false);
        item.setId("menu-" + action.replace('.', '-'));
        desk.keys().keys(action).stream()
                .findFirst()
                .ifPresent(key -> item.setAccelerator(key.shown(desk.texts())));
        item.setOnAction(event -> act.run());
        return item;
    }

    private void add(List<MenuItem> items, boolean fits, String action, EditorAct act) {
        if (fits) {
            items.add(item(desk.text("shell.action." + action), action, () -> view.run(act)));
        }
    }
}
