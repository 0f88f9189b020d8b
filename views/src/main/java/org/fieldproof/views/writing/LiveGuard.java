package org.fieldproof.views.writing;

import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.fieldproof.api.command.Outcome.WritableTag;
import org.fieldproof.views.control.HoldButton;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;

/// What stands before a write to a LIVE device: the tag is typed, then a button is held for two
/// seconds; without a mouse Enter, and Enter again after three. FX thread.
final class LiveGuard extends VBox {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long HOLD_NANOS = 2 * SECOND_NANOS;
    private static final long ENTER_NANOS = 3 * SECOND_NANOS;

    private final Desk desk;
    private final WritingModel model;
    private final Label what = Parts.prose("");
    private final TextField typed = new TextField();
    private final HoldButton hold;
    private final Label hint = Parts.prose("", "fp-muted", "fp-small");
    private boolean entered;

    /// Whether Enter was let go since: a key that is held down says Enter over and over.
    private boolean released;

    private long enteredNanos;

    LiveGuard(Desk desk, WritingModel model) {
        super(8);
        this.desk = desk;
        this.model = model;
        typed.setId("write-guard");
        typed.textProperty().subscribe(this::begin);
        typed.focusedProperty().subscribe(this::begin);
        typed.setOnAction(event -> enter());
        typed.addEventFilter(
                KeyEvent.KEY_RELEASED,
                event -> released = released || event.getCode() == KeyCode.ENTER);
        hold =
                new HoldButton(
                        desk.text("writing.guard.hold"),
                        desk.clock(),
                        HOLD_NANOS,
                        () -> model.confirm(true));
        hold.setId("write-hold");
        hold.getStyleClass().add("fp-primary");
        getChildren().addAll(what, typed, Parts.row(Parts.telling(hold)), hint);
    }

    void clear() {
        typed.clear();
    }

    void takeFocus() {
        typed.requestFocus();
    }

    private boolean isTyped() {
        return model.tag()
                .map(WritableTag::tag)
                .filter(name -> name.equals(typed.getText().strip()))
                .isPresent();
    }

    /// Whatever is typed, or wherever the focus goes: Enter is to be pressed twice from there on.
    private void begin() {
        entered = false;
        show();
    }

    private void enter() {
        long now = desk.clock().nanoTime();
        if (!isTyped() || !model.hindrance().isEmpty()) {
            return;
        }
        boolean again = released;
        released = false;
        if (!entered || !again) {
            entered = true;
            enteredNanos = now;
        } else if (now - enteredNanos >= ENTER_NANOS) {
            entered = false;
            model.confirm(true);
        }
        show();
    }

    void show() {
        String name = model.tag().map(WritableTag::tag).orElse("");
        what.setText(desk.text("writing.guard.what", name));
        typed.setPromptText(name);
        typed.setAccessibleText(what.getText());
        String why = model.hindrance();
        typed.setDisable(!why.isEmpty());
        String untyped = desk.text("writing.guard.untyped", name);
        Parts.hinder(hold, why.isEmpty() && !isTyped() ? untyped : why);
        hint.setText(hint());
    }

    private String hint() {
        if (!entered) {
            return desk.text("writing.guard.keys");
        }
        long left = ENTER_NANOS - (desk.clock().nanoTime() - enteredNanos);
        return left > 0
                ? desk.text("writing.guard.wait", (left + SECOND_NANOS - 1) / SECOND_NANOS)
                : desk.text("writing.guard.again");
    }
}
