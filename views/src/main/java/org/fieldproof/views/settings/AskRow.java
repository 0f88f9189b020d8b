package org.fieldproof.views.settings;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.Leaving;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;

/// Asks, in its place in a card, before something is gone for good. The safe way is the default
/// one. FX thread.
final class AskRow extends VBox {
    private final Label question = Parts.prose("");
    private final Button keep;
    private final Button sure;
    private Runnable then = () -> {};

    AskRow(Desk desk) {
        super(8);
        setId("secrets-ask");
        keep = Parts.button(desk.text("settings.secrets.keep"), this::close);
        keep.setId("secrets-keep");
        sure = Parts.button("", this::agree, "fp-danger");
        sure.setId("secrets-sure");
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
