package org.fieldproof.views.writing;

import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Outcome.WritableTag;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;

/// Step 2: the value that the device is to hold. The device is read; nothing is written. FX
/// thread.
final class ValueForm extends VBox {
    private final Desk desk;
    private final WritingModel model;
    private final TextField value = new TextField();
    private final Label unit = Parts.label("", "fp-muted");
    private final Button prepare;

    ValueForm(Desk desk, WritingModel model) {
        super(8);
        this.desk = desk;
        this.model = model;
        value.setId("write-value");
        value.setAccessibleText(desk.text("writing.value.title"));
        value.setOnAction(event -> prepare());
        value.textProperty().subscribe(this::hinder);
        HBox.setHgrow(value, Priority.ALWAYS);
        prepare = Parts.button(desk.text("writing.value.button"), this::prepare, "fp-primary");
        prepare.setId("write-prepare");
        getChildren()
                .addAll(
                        Parts.label(desk.text("writing.value.title"), "fp-section"),
                        Parts.row(value, unit),
                        Parts.row(Parts.telling(prepare)),
                        Parts.prose(desk.text("writing.value.note"), "fp-muted", "fp-small"));
    }

    void clear() {
        value.clear();
    }

    void takeFocus() {
        value.requestFocus();
    }

    void show(WritableTag tag) {
        unit.setText(tag.unit());
        hinder();
    }

    private void hinder() {
        String why = model.hindrance();
        value.setDisable(!why.isEmpty());
        boolean empty = value.getText().isBlank();
        Parts.hinder(prepare, why.isEmpty() && empty ? desk.text("writing.value.empty") : why);
    }

    private void prepare() {
        if (!prepare.isDisabled()) {
            model.prepare(value.getText());
        }
    }
}
