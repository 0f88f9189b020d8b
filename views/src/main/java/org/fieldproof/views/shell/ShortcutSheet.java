package org.fieldproof.views.shell;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.ScrollPane;
import javafx.scene.input.KeyCode;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.views.action.KeyMap;
import org.fieldproof.views.action.KeyStroke;
import org.fieldproof.views.action.KeyTask;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.i18n.Texts;

/// All shortcuts on one sheet, with those that hold in one place only.
final class ShortcutSheet extends StackPane {

    private final KeyMap keys;
    private final Texts texts;
    private final Runnable closed;
    private final GridPane grid = new GridPane(24, 6);

    /// @param change opens the page on which keys are given
    ShortcutSheet(KeyMap keys, Texts texts, Runnable change, Runnable closed) {
        this.keys = keys;
        this.texts = texts;
        this.closed = closed;
        getStyleClass().add("fp-scrim");
        setId("shortcut-sheet");
        setAlignment(Pos.CENTER);
        Label title = Parts.label(texts.get("shell.shortcuts.title"), "fp-title");
        ScrollPane scroll = new ScrollPane(grid);
        scroll.setFitToWidth(true);
        Button other =
                Parts.button(
                        texts.get("shell.shortcuts.change"),
                        () -> {
                            close();
                            change.run();
                        });
        other.setId("shortcuts-change");
        VBox box = new VBox(12, Parts.row(title, Parts.spring(), other), scroll);
        box.getStyleClass().addAll("fp-palette", "fp-padded", "fp-sheet");
        getChildren().add(box);
        setFocusTraversable(true);
        setOnMousePressed(event -> close());
        Leaving.byEscape(this, this::close);
        setOnKeyPressed(
                event -> {
                    if (event.getCode() == KeyCode.ENTER) {
                        close();
                        event.consume();
                    }
                });
        setVisible(false);
    }

    void open() {
        grid.getChildren().clear();
        int row = 0;
        for (KeyTask task : keys.tasks()) {
            String text = KeyStroke.text(keys.keys(task.id()), texts);
            if (!text.isEmpty()) {
                grid.addRow(
                        row++,
                        whole(Parts.label(text, "fp-mono")),
                        Parts.prose(task.label()),
                        whole(Parts.label(task.category(), "fp-muted")));
            }
        }
        setVisible(true);
        requestFocus();
    }

    private static Label whole(Label label) {
        label.setMinWidth(Region.USE_PREF_SIZE);
        return label;
    }

    void close() {
        setVisible(false);
        closed.run();
    }
}
