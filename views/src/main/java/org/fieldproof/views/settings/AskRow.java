package org.fieldproof.views.settings;

import java.util.function.Supplier;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.control.Question;

/// Asks, in its place in a card, before something is done that counts. The safe way is the default
/// one. FX thread.
final class AskRow extends VBox {
    private final Label question = Parts.prose("");
    private final Button keep;
    private final Button sure;
    private final Runnable opened;
    private Runnable then = () -> {};
    private Supplier<String> hindrance = () -> "";

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
        Question.mark(this);
        close();
    }

    /// @param yes what the button says that does it
    void ask(String text, String yes, Runnable does) {
        ask(text, yes, () -> "", does);
    }

    /// The same of what may be hindered by the time somebody answers.
    ///
    /// @param why it cannot be done; empty if it can
    void ask(String text, String yes, Supplier<String> why, Runnable does) {
        hindrance = why;
        question.setText(text);
        sure.setText(yes);
        then = does;
        shown(true);
        opened.run();
        keep.requestFocus();
    }

    private void agree() {
        closeIfHindered();
        Runnable agreed = then;
        close();
        agreed.run();
    }

    /// Nobody is asked for leave to do what cannot be done any more.
    void closeIfHindered() {
        if (isVisible() && !hindrance.get().isEmpty()) {
            close();
        }
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
