package org.fieldproof.views.draft;

import java.util.List;
import java.util.function.IntConsumer;
import javafx.scene.control.Label;
import javafx.scene.control.ListView;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Parts;

/// Asks which of several wires is meant, on top of the canvas.
final class PortChoice extends VBox {
    private static final double WIDTH = 420;
    private static final double ROW = 28;
    private static final int ROWS_MAX = 8;

    private final Label title = Parts.label("", "fp-section");
    private final ListView<String> list = new ListView<>();
    private final Runnable closed;
    private IntConsumer then = at -> {};

    PortChoice(Runnable closed) {
        this.closed = closed;
        getStyleClass().add("fp-palette");
        setId("port-choice");
        setManaged(false);
        list.setId("port-choice-list");
        list.setOnMouseClicked(event -> accept());
        Leaving.byEscape(this, this::close);
        addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    if (event.getCode() == KeyCode.ENTER) {
                        accept();
                        event.consume();
                    }
                });
        getChildren().addAll(title, list);
        setVisible(false);
    }

    /// Opens in the upper middle of its parent.
    ///
    /// @param accepted told which one, from 0
    void open(String question, List<String> wires, IntConsumer accepted) {
        then = accepted;
        title.setText(question);
        list.getItems().setAll(wires);
        list.getSelectionModel().selectFirst();
        list.setPrefHeight(Math.min(ROWS_MAX, wires.size()) * ROW + 4);
        resize(WIDTH, prefHeight(WIDTH));
        double room = getParent() == null ? 0 : getParent().getLayoutBounds().getWidth();
        relocate(Math.max(8, (room - WIDTH) / 2), 40);
        setVisible(true);
        list.requestFocus();
    }

    private void close() {
        if (isVisible()) {
            setVisible(false);
            closed.run();
        }
    }

    private void accept() {
        int at = list.getSelectionModel().getSelectedIndex();
        if (isVisible() && at >= 0) {
            close();
            then.accept(at);
        }
    }
}
