package org.fieldproof.views.draft;

import java.util.function.Consumer;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Parts;

/// Asks for one line of text on top of the canvas: a title, a note, what to find.
final class TextPrompt extends VBox {
    private static final double WIDTH = 340;

    private final Label title = Parts.label("", "fp-section");
    private final TextField field = new TextField();
    private final Runnable closed;
    private boolean fresh;
    private Consumer<String> typing = text -> {};
    private Consumer<String> then = text -> {};

    TextPrompt(Runnable closed) {
        this.closed = closed;
        getStyleClass().add("fp-palette");
        setId("draft-prompt");
        setManaged(false);
        field.setId("draft-prompt-text");
        getChildren().addAll(title, field);
        field.textProperty().addListener((property, was, is) -> typing.accept(is));
        Leaving.byEscape(this, this::close);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        addEventFilter(KeyEvent.KEY_TYPED, this::swallow);
        addEventFilter(KeyEvent.KEY_RELEASED, event -> fresh = false);
        setVisible(false);
    }

    /// The letter that opened it is not meant for it.
    void openedByKey() {
        fresh = true;
    }

    private void swallow(KeyEvent event) {
        if (fresh) {
            event.consume();
        }
    }

    /// Opens.
    ///
    /// @param whileTyping told of every letter
    /// @param accepted told at Enter; the prompt is closed then
    void open(
            String question,
            String text,
            double x,
            double y,
            Consumer<String> whileTyping,
            Consumer<String> accepted) {
        typing = letter -> {};
        title.setText(question);
        field.setText(text);
        typing = whileTyping;
        then = accepted;
        resize(WIDTH, prefHeight(WIDTH));
        relocate(x, y);
        setVisible(true);
        field.requestFocus();
        field.selectAll();
    }

    void close() {
        if (isVisible()) {
            setVisible(false);
            closed.run();
        }
    }

    private void key(KeyEvent event) {
        fresh = false;
        if (event.getCode() == KeyCode.ENTER) {
            String text = field.getText().strip();
            close();
            then.accept(text);
            event.consume();
        }
    }
}
