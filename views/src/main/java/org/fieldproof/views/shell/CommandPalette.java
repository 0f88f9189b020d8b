package org.fieldproof.views.shell;

import java.util.function.Consumer;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.control.ListCell;
import javafx.scene.control.ListView;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.HBox;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.action.ActionRegistry;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.i18n.Texts;

/// Go to anything: type, Enter. Actions that cannot be done now are listed with their reason.
final class CommandPalette extends StackPane {

    private static final int RESULTS_MAX = 60;

    private final ActionRegistry actions;
    private final Consumer<Action> run;
    private final Runnable closed;
    private final Objects objects;
    private final TextField query = new TextField();
    private final ListView<Action> results = new ListView<>();

    CommandPalette(
            ActionRegistry actions,
            Objects objects,
            Texts texts,
            Consumer<Action> run,
            Runnable closed) {
        this.actions = actions;
        this.objects = objects;
        this.run = run;
        this.closed = closed;
        getStyleClass().add("fp-scrim");
        setAlignment(Pos.TOP_CENTER);
        query.setPromptText(texts.get("shell.search.prompt"));
        query.setId("palette-query");
        results.setId("palette-results");
        results.setPlaceholder(Parts.label(texts.get("shell.search.nothing"), "fp-muted"));
        results.setCellFactory(list -> new ActionCell(texts));
        results.setPrefHeight(380);
        VBox box = new VBox(query, results);
        box.getStyleClass().add("fp-palette");
        box.setMaxSize(620, USE_PREF_SIZE);
        box.setTranslateY(60);
        getChildren().add(box);
        query.textProperty().addListener((property, was, is) -> refresh());
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        setOnMousePressed(
                event -> {
                    if (event.getTarget() == this) {
                        close();
                    }
                });
        results.setOnMouseClicked(event -> accept());
        setVisible(false);
    }

    void open() {
        query.clear();
        objects.gather(this::more);
        refresh();
        setVisible(true);
        query.requestFocus();
    }

    void close() {
        setVisible(false);
        closed.run();
    }

    /// More has come: what is chosen stays chosen, or Enter would do what nobody has read yet.
    private void more() {
        Action chosen = results.getSelectionModel().getSelectedItem();
        boolean moved = results.getSelectionModel().getSelectedIndex() > 0;
        refresh();
        if (chosen == null || (!moved && query.getText().isEmpty())) {
            return;
        }
        for (int i = 0; i < results.getItems().size(); i++) {
            if (results.getItems().get(i).id().equals(chosen.id())) {
                choose(i);
                return;
            }
        }
        // So much has come above it that it is not among those that are listed.
        results.getItems().addFirst(chosen);
        choose(0);
    }

    private void choose(int row) {
        results.getSelectionModel().select(row);
        results.scrollTo(Math.max(0, row - 5));
    }

    private void refresh() {
        results.getItems().setAll(actions.search(query.getText(), RESULTS_MAX));
        results.getSelectionModel().selectFirst();
        results.scrollTo(0);
    }

    private void key(KeyEvent event) {
        switch (event.getCode()) {
            case ESCAPE -> close();
            case ENTER -> accept();
            case DOWN -> move(1);
            case UP -> move(-1);
            default -> {
                return;
            }
        }
        event.consume();
    }

    private void move(int by) {
        int next = results.getSelectionModel().getSelectedIndex() + by;
        if (next >= 0 && next < results.getItems().size()) {
            choose(next);
        }
    }

    private void accept() {
        Action chosen = results.getSelectionModel().getSelectedItem();
        if (chosen != null) {
            close();
            run.accept(chosen);
        }
    }

    private static final class ActionCell extends ListCell<Action> {
        private final Texts texts;

        ActionCell(Texts texts) {
            this.texts = texts;
        }

        @Override
        protected void updateItem(Action action, boolean empty) {
            super.updateItem(action, empty);
            if (empty || action == null) {
                setGraphic(null);
                return;
            }
            String hindrance = action.hindrance().get();
            Label label =
                    hindrance.isEmpty()
                            ? new Label(action.label())
                            : Parts.label(action.label(), "fp-muted");
            Label why = Parts.label(hindrance, "fp-muted", "fp-small");
            Label category = Parts.label(action.category(), "fp-muted", "fp-small");
            Label keys = Parts.label(action.keysText(texts), "fp-muted", "fp-mono");
            HBox row = Parts.row(label, why, Parts.spring(), category, keys);
            setGraphic(row);
        }
    }
}
