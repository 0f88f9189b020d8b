package org.fieldproof.views.writing;

import java.util.List;
import javafx.scene.control.Button;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.scene.layout.Region;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Outcome.WritableTag;
import org.fieldproof.api.command.Outcome.WritePrepared;
import org.fieldproof.views.control.Fact;
import org.fieldproof.views.control.FactSheet;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.guard.LiveGuard;
import org.fieldproof.views.perspective.Desk;

/// Step 3: what the device holds, what it will hold, and the guard before it is written. FX
/// thread.
final class ConfirmForm extends VBox {
    private final Desk desk;
    private final WritingModel model;
    private final Label before = Parts.prose("", "fp-figure");
    private final Label wanted = Parts.prose("", "fp-figure");
    private final FactSheet facts = new FactSheet();
    private final Label left = Parts.prose("", "fp-muted");
    private final LiveGuard guard;
    private final Button write;
    private final Button cancel;

    /// @param cancelled told once it was given up
    ConfirmForm(Desk desk, WritingModel model, Runnable cancelled) {
        super(8);
        this.desk = desk;
        this.model = model;
        guard = new LiveGuard(desk, "write", "writing", new TheWrite());
        guard.managedProperty().bind(guard.visibleProperty());
        write = Parts.button("", () -> model.confirm(false), "fp-primary");
        write.setId("write-confirm");
        write.managedProperty().bind(write.visibleProperty());
        write.setMinWidth(0);
        cancel = Parts.button(desk.text("writing.confirm.cancel"), cancelled);
        cancel.setId("write-cancel");
        Label arrow = Parts.label("→", "fp-muted", "fp-figure");
        arrow.setMinWidth(Region.USE_PREF_SIZE);
        HBox change =
                new HBox(
                        10,
                        side(desk.text("writing.confirm.before"), before),
                        arrow,
                        side(desk.text("writing.confirm.wanted"), wanted));
        change.setStyle("-fx-alignment: bottom-left;");
        getChildren()
                .addAll(
                        Parts.label(desk.text("writing.confirm.title"), "fp-section"),
                        change,
                        facts,
                        left,
                        guard,
                        Parts.row(Parts.telling(cancel), Parts.telling(write)));
    }

    /// The write that was prepared, as the guard sees it.
    private final class TheWrite implements LiveGuard.Guarded {
        @Override
        public String name() {
            return model.tag().map(WritableTag::tag).orElse("");
        }

        @Override
        public String hindrance() {
            return model.hindrance();
        }

        @Override
        public void act(String typed) {
            model.confirm(true);
        }
    }

    private static VBox side(String name, Label value) {
        VBox side = new VBox(Parts.label(name, "fp-muted", "fp-small"), value);
        HBox.setHgrow(side, Priority.SOMETIMES);
        return side;
    }

    void clear() {
        guard.clear();
    }

    /// The safe one, or where it is typed what is to be written.
    void takeFocus() {
        if (model.isLive()) {
            guard.takeFocus();
        } else {
            cancel.requestFocus();
        }
    }

    void show(WritePrepared now) {
        before.setText(WritingWords.with(now.before(), now.tag()));
        wanted.setText(WritingWords.with(now.wanted(), now.tag()));
        facts.show(List.of(new Fact.Pair(desk.text("writing.fact.raw"), now.raw(), false)));
        boolean writes = model.waiting() == WritingModel.Wait.WRITING;
        left.setText(
                writes
                        ? desk.text("writing.wait.WRITING")
                        : desk.text(
                                "writing.confirm.left",
                                desk.figures().age(Math.max(1000, model.preparedMillis()))));
        guard.setVisible(model.isLive());
        guard.show();
        write.setVisible(!model.isLive());
        write.setText(desk.text("writing.confirm.button", wanted.getText()));
        Parts.hinder(write, model.hindrance());
        Parts.hinder(cancel, writes ? desk.text("writing.wait.WRITING") : "");
    }
}
