package org.fieldproof.views.trial;

import java.util.function.BiConsumer;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextArea;
import javafx.scene.control.TextField;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.i18n.Texts;

/// A text to be written by hand, and perhaps the name of a file for it.
final class TextForm extends VBox {
    private final Label title = Parts.prose("", "fp-strong");
    private final TextArea text = new TextArea();
    private final Label fileName;
    private final TextField file = new TextField();
    private final Label wrong = Parts.prose("", "fp-p2");
    private final Button accept;
    private BiConsumer<String, String> accepted = (file, text) -> {};
    private String proposal = "";

    /// The text that somebody was about to lose.
    private String warnedOf = "";

    /// @param closed told when nothing comes of it
    TextForm(Texts texts, Runnable closed) {
        getStyleClass().add("fp-steps");
        setSpacing(6);
        setId("trial-form");
        text.setId("trial-text");
        text.getStyleClass().add("fp-mono");
        text.setPrefRowCount(6);
        VBox.setVgrow(text, Priority.ALWAYS);
        file.setId("trial-file");
        file.setPrefColumnCount(22);
        fileName = Parts.label(texts.get("trial.form.file"), "fp-muted");
        fileName.setLabelFor(file);
        fileName.visibleProperty().bind(file.visibleProperty());
        accept = Parts.button("", this::accept, "fp-primary");
        accept.setId("trial-accept");
        Button cancel = Parts.button(texts.get("trial.form.cancel"), closed);
        cancel.setId("trial-cancel");
        wrong.setId("trial-wrong");
        wrong.managedProperty().bind(wrong.visibleProperty());
        getChildren()
                .addAll(
                        title,
                        text,
                        wrong,
                        Parts.row(accept, cancel, Parts.spring(), fileName, file));
    }

    /// Asks for a text.
    ///
    /// @param fileWanted name of a file; empty if none is needed
    /// @param then told the file and the text
    void ask(
            String question,
            String proposal,
            String fileWanted,
            String verb,
            BiConsumer<String, String> then) {
        this.proposal = proposal;
        warnedOf = "";
        title.setText(question);
        text.setText(proposal);
        text.setAccessibleText(question);
        file.setText(fileWanted);
        file.setVisible(!fileWanted.isEmpty());
        accept.setText(verb);
        accepted = then;
        refuse("");
        focus();
        text.positionCaret(0);
    }

    void focus() {
        text.requestFocus();
    }

    /// Whether somebody has written something that would be lost.
    boolean isTouched() {
        return !text.getText().equals(proposal);
    }

    /// Whether Esc may close it. Who has written something is told first, and asked to press it
    /// again.
    ///
    /// @param again what he is told
    boolean mayClose(String again) {
        boolean may = !isTouched() || warnedOf.equals(text.getText());
        if (!may) {
            warnedOf = text.getText();
            refuse(again);
        }
        return may;
    }

    private void accept() {
        accepted.accept(file.getText().strip(), text.getText());
    }

    /// Says why it does not do; nothing for an empty text.
    void refuse(String why) {
        wrong.setText(why);
        wrong.setVisible(!why.isEmpty());
        if (!why.isEmpty()) {
            text.requestFocus();
        }
    }
}
