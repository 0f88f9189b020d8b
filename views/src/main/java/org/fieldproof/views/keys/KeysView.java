package org.fieldproof.views.keys;

import java.util.List;
import java.util.Optional;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.BorderPane;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.views.action.KeyStroke;
import org.fieldproof.views.action.KeyTask;
import org.fieldproof.views.control.FilterBar;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.Pointing;
import org.fieldproof.views.control.RowTable;
import org.fieldproof.views.i18n.Texts;
import org.fieldproof.views.perspective.Desk;
import org.fieldproof.views.place.HelpTopic;

/// Every action with its keys, found by name or by pressing them, and the way to give it others.
/// Takes the middle, like a page; nothing behind it is kept from being used. FX thread.
public final class KeysView extends BorderPane {
    /// The page of help about it.
    public static final String HELP = "keys";

    private static final double SIDE_WIDTH = 360;

    private final Texts texts;
    private final KeysViewModel model;
    private final Runnable closed;
    private final FilterBar search;
    private final KeyField byKeys;
    private final RowTable<KeyRow> table;
    private final KeyPanel panel;
    private final Button undo;
    private final Button resetAll;
    private final Label unused = Parts.prose("", "fp-muted");
    private final Button forget;
    private final HBox strays = Parts.row();

    /// @param closed told when it is to be put away
    public KeysView(Desk desk, Runnable closed) {
        texts = desk.texts();
        this.closed = closed;
        model = new KeysViewModel(desk.keys(), texts);
        byKeys = new KeyField(texts.get("keys.search.press"), this::find, this::clear);
        table =
                new RowTable<>(KeyRow::id, texts.get("keys.list.none"))
                        .text(texts.get("keys.column.action"), 280, KeyRow::label)
                        .named("action")
                        .text(texts.get("keys.column.where"), 150, KeyRow::where)
                        .named("where")
                        .mono(texts.get("keys.column.keys"), 200, KeyRow::keys)
                        .named("keys")
                        .text(texts.get("keys.column.note"), 90, KeyRow::note)
                        .named("note");
        Pointing pointing = new Pointing(table, desk.clock());
        desk.menu(table, "keys");
        search = FilterBar.over(table, pointing, Optional.empty(), texts, "keys");
        panel = new KeyPanel(model, texts, this::refresh, table::requestFocus);
        undo = Parts.button(texts.get("keys.undo"), this::undo);
        resetAll = Parts.button(texts.get("keys.resetAll"), this::resetAll);
        forget = Parts.button(texts.get("keys.unused.forget"), model::forgetUnused);
        setId("keys");
        HelpTopic.mark(this, HELP);
        build();
        Leaving.afterAll(this, this::close);
    }

    private void build() {
        Button close = Parts.button(texts.get("keys.close"), this::close);
        close.setId("keys-close");
        undo.setId("keys-undo");
        resetAll.setId("keys-reset-all");
        forget.setId("keys-forget");
        table.sieve().onChanged(this::searched);
        search.onAway(this::close);
        HelpTopic.mark(search, HELP);
        byKeys.setId("keys-search-press");
        HBox.setHgrow(search, Priority.ALWAYS);
        HBox.setHgrow(byKeys, Priority.ALWAYS);
        HBox find = new HBox(8, search, byKeys);
        Label remark = Parts.givingWay(new Label(texts.get("keys.remark")));
        strays.getChildren().addAll(unused, forget);
        strays.setId("keys-unused");
        strays.managedProperty().bind(strays.visibleProperty());
        VBox top =
                new VBox(
                        8,
                        Parts.head(
                                new Label(texts.get("keys.title")),
                                remark,
                                Parts.telling(undo),
                                Parts.telling(resetAll),
                                close),
                        find,
                        strays);
        find.getStyleClass().add("fp-support-row");
        strays.getStyleClass().add("fp-support-row");
        table.setId("keys-table");
        table.getSelectionModel().selectedItemProperty().addListener((p, was, is) -> choose());
        table.addEventHandler(KeyEvent.KEY_PRESSED, this::key);
        HBox.setHgrow(table, Priority.ALWAYS);
        panel.setPrefWidth(SIDE_WIDTH);
        panel.setMinWidth(SIDE_WIDTH);
        HBox middle = new HBox(12, table, panel);
        middle.getStyleClass().add("fp-padded");
        setTop(top);
        setCenter(middle);
    }

    /// Shows all of them, to begin with.
    public void open() {
        search.write("");
        clear();
        table.recallLook();
        search.focusField();
    }

    /// Keys have changed, here or elsewhere.
    public void refresh() {
        List<KeyRow> rows = model.rows();
        table.update(rows);
        if (table.selected().isEmpty() && !rows.isEmpty()) {
            table.getSelectionModel().selectFirst();
        }
        Parts.hinder(undo, model.isUndoable() ? "" : texts.get("shell.hindrance.noUndo"));
        Parts.hinder(resetAll, model.isAnyChanged() ? "" : texts.get("keys.resetAll.none"));
        strays.setVisible(!model.unused().isEmpty());
        unused.setText(texts.get("keys.unused.text", String.join("; ", model.unused())));
        choose();
    }

    private void choose() {
        panel.show(model.task(table.selected().orElse(null)));
    }

    private void find(KeyStroke pressed) {
        search.write("");
        model.find(pressed);
        byKeys.show(pressed.text(texts));
        refresh();
    }

    /// Who looks by words looks among all of them.
    private void searched() {
        if (table.sieve().isActive()) {
            clear();
        }
    }

    private void clear() {
        byKeys.clear();
        model.findAll();
        refresh();
    }

    private void key(KeyEvent event) {
        Optional<KeyTask> task = model.task(table.selected().orElse(null));
        if (task.isPresent() && event.getCode() == KeyCode.ENTER) {
            panel.listen(false);
            event.consume();
        }
    }

    private void undo() {
        model.undo();
        refresh();
        table.requestFocus();
    }

    private void resetAll() {
        model.resetAll();
        refresh();
        table.requestFocus();
    }

    private void close() {
        closed.run();
    }
}
