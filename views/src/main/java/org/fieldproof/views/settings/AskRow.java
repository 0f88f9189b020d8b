package org.fieldproof.views.settings;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Parts;

/// Asks, in its place in a card, before something is done that counts. The safe way is the default
/// one. FX thread.
final class AskRow extends VBox {
    private final Label question = Parts.prose("");
    private final Button keep;
    private final Button sure;
    private final Runnable opened;
    private Runnable then = () -> {};

    /// @param id of the card: its parts are found by it
    /// @param no what the button says that does nothing
    /// @param opened brings the question into sight
    AskRow(String id, String no, Runnable opened) {
        super(8);
        this.opened = opened;
        setId(id + "-ask");
        keep = Parts.button(no, this::close);
        keep.setId(id + "-keep");
        sure = Parts.button("", this::agree, "fp-danger");
        sure.setId(id + "-sure");
        getChildren().addAll(question, Parts.row(keep, sure));
        Leaving.byEscape(this, this::close);
        close();
    }

    /// @param yes what the button says that does it
    void ask(String text, String yes, Runnable does) {
        question.setText(text);
        sure.setText(yes);
        then = does;
        shown(true);
        opened.run();
        keep.requestFocus();
    }

    private void agree() {
        Runnable agreed = then;
        close();
        agreed.run();
    }

    void close() {
        then = () -> {};
        shown(false);
    }

    private void shown(boolean shown) {
        setVisible(shown);
        setManaged(shown);
    }
}
