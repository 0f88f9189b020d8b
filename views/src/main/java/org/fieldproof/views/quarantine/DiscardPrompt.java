package org.fieldproof.views.quarantine;

import javafx.geometry.Pos;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.Priority;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.Question;
import org.fieldproof.views.perspective.Desk;

/// Asks before records are gone for good: how many, from when, and the lane's name typed. The safe
/// way is the default one.
public final class DiscardPrompt extends StackPane {
    private final Desk desk;
    private final Runnable closed;
    private final Label title = Parts.prose("", "fp-title");
    private final Label words = Parts.prose("");
    private final Label ask = Parts.prose("", "fp-muted");
    private final TextField name = new TextField();
    private final Button discard;
    private final Button keep;
    private Runnable sure = () -> {};

    /// A prompt, not in sight.
    ///
    /// @param id of what asks, such as `discard`: its parts are found by it
    /// @param export takes the records out into a file first
    /// @param closed told when it goes, however that is
    public DiscardPrompt(Desk desk, String id, Runnable export, Runnable closed) {
        this.desk = desk;
        this.closed = closed;
        getStyleClass().add("fp-scrim");
        setId(id + "-prompt");
        setAlignment(Pos.TOP_CENTER);
        discard = Parts.button("", this::discard, "fp-danger");
        discard.setId(id + "-sure");
        keep = Parts.button(desk.text("quarantine.discard.keep"), this::close);
        keep.setId(id + "-keep");
        Button first = Parts.button(desk.text("quarantine.discard.export"), export);
        first.setId(id + "-export");
        name.setId(id + "-name");
        VBox box =
                new VBox(
                        10,
                        title,
                        words,
                        ask,
                        name,
                        Parts.row(first, Parts.spring(), keep, discard));
        box.getStyleClass().add("fp-palette");
        box.setMaxSize(560, USE_PREF_SIZE);
        box.setTranslateY(60);
        VBox.setVgrow(words, Priority.ALWAYS);
        getChildren().add(box);
        Leaving.byEscape(this, this::close);
        Question.mark(this);
        addEventFilter(KeyEvent.KEY_PRESSED, this::key);
        setVisible(false);
    }

    private void key(KeyEvent event) {
        if (event.getCode() == KeyCode.ENTER && name.isFocused()) {
            discard();
            event.consume();
        }
    }

    /// Opens; nothing happens until a person has typed the lane's name.
    ///
    /// @param text what is said of the records
    public void open(String lane, long records, String text, Runnable then) {
        sure = then;
        title.setText(desk.text("quarantine.discard.title", records, lane));
        words.setText(text);
        ask.setText(desk.text("quarantine.discard.ask", lane));
        discard.setText(desk.text("quarantine.discard.sure", records));
        name.clear();
        discard.disableProperty().unbind();
        discard.disableProperty().bind(name.textProperty().isNotEqualTo(lane));
        setVisible(true);
        keep.requestFocus();
    }

    /// What may have been done when it was asked may not be by now.
    private void discard() {
        if (!isVisible() || discard.isDisabled()) {
            return;
        }
        String why = desk.observing();
        close();
        if (why.isEmpty()) {
            sure.run();
        } else {
            desk.toasts().show(why);
        }
    }

    /// Nothing is discarded.
    public void close() {
        if (isVisible()) {
            setVisible(false);
            closed.run();
        }
    }
}
