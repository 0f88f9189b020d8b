package org.fieldproof.views.writing;

import java.util.stream.IntStream;
import javafx.scene.control.Button;
import javafx.scene.control.ComboBox;
import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.layout.VBox;
import javafx.util.StringConverter;
import org.fieldproof.api.command.Command;
import org.fieldproof.api.command.Outcome.WritableTag;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;

/// Step 1: a connection is named and armed for some minutes. FX thread.
final class ArmForm extends VBox {
    private static final int MINUTES_FIRST = 5;

    private final Desk desk;
    private final WritingModel model;
    private final Label what = Parts.prose("");
    private final Label instead = Parts.prose("", "fp-muted");
    private final TextField typed = new TextField();
    private final ComboBox<Integer> minutes = new ComboBox<>();
    private final Button arm;

    ArmForm(Desk desk, WritingModel model) {
        super(8);
        this.desk = desk;
        this.model = model;
        typed.setId("write-typed");
        typed.setOnAction(event -> arm());
        typed.textProperty().subscribe(this::hinder);
        IntStream.rangeClosed(1, Command.ArmWrites.MINUTES_MAX).forEach(minutes.getItems()::add);
        minutes.setValue(MINUTES_FIRST);
        minutes.setId("write-minutes");
        minutes.setAccessibleText(desk.text("writing.arm.minutes"));
        minutes.setConverter(
                new StringConverter<>() {
                    @Override
                    public String toString(Integer of) {
                        return desk.figures().span(of * 60L);
                    }

                    @Override
                    public Integer fromString(String text) {
                        throw new IllegalStateException("text: " + text + " (expected: chosen)");
                    }
                });
        arm = Parts.button(desk.text("writing.arm.button"), this::arm, "fp-primary");
        arm.setId("write-arm");
        instead.managedProperty().bind(instead.visibleProperty());
        getChildren()
                .addAll(
                        Parts.label(desk.text("writing.arm.title"), "fp-section"),
                        what,
                        typed,
                        Parts.row(
                                Parts.label(desk.text("writing.arm.for"), "fp-muted"),
                                minutes,
                                Parts.telling(arm)),
                        instead);
    }

    void clear() {
        typed.clear();
    }

    void takeFocus() {
        typed.requestFocus();
    }

    void show(WritableTag tag) {
        what.setText(desk.text("writing.arm.what", tag.connection()));
        typed.setPromptText(tag.connection());
        typed.setAccessibleText(what.getText());
        String other = model.otherArmed();
        instead.setVisible(!other.isEmpty());
        instead.setText(desk.text("writing.arm.other", other));
        hinder();
    }

    private void hinder() {
        String connection = model.tag().map(WritableTag::connection).orElse("");
        String why = model.hindrance();
        typed.setDisable(!why.isEmpty());
        Parts.hinder(minutes, why);
        boolean named = typed.getText().strip().equals(connection);
        Parts.hinder(
                arm, why.isEmpty() && !named ? desk.text("writing.arm.untyped", connection) : why);
    }

    private void arm() {
        if (!arm.isDisabled()) {
            model.arm(typed.getText(), minutes.getValue());
        }
    }
}
