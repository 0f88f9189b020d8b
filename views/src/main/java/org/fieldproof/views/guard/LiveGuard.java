package org.fieldproof.views.guard;

import javafx.scene.control.Label;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import javafx.scene.layout.VBox;
import org.fieldproof.views.control.HoldButton;
import org.fieldproof.views.control.Parts;
import org.fieldproof.views.perspective.Desk;

/// What stands before an act on a LIVE system, such as a write or a drill: what it acts on is
/// typed, then a button is held for two seconds; without a mouse Enter, and Enter again after
/// three. FX thread.
public final class LiveGuard extends VBox {
    private static final long SECOND_NANOS = 1_000_000_000;
    private static final long HOLD_NANOS = 2 * SECOND_NANOS;
    private static final long ENTER_NANOS = 3 * SECOND_NANOS;

    private final Desk desk;
    private final Guarded guarded;
    private final String words;
    private final Label what = Parts.prose("");
    private final TextField typed = new TextField();
    private final HoldButton hold;
    private final Label hint = Parts.prose("", "fp-muted", "fp-small");
    private boolean entered;

    /// Whether Enter was let go since: a key that is held down says Enter over and over.
    private boolean released;

    private long enteredNanos;

    /// What is guarded.
    public interface Guarded {
        /// What a person types; empty as long as there is nothing.
        String name();

        /// Why it cannot be done now; empty if it can.
        String hindrance();

        /// Does it. Called once the guard was passed.
        ///
        /// @param typed what was typed
        void act(String typed);
    }

    /// @param id what its nodes are called, such as `write`
    /// @param words what its texts begin with, such as `writing`
    public LiveGuard(Desk desk, String id, String words, Guarded guarded) {
        super(8);
        this.desk = desk;
        this.words = words + ".guard.";
        this.guarded = guarded;
        typed.setId(id + "-guard");
        typed.textProperty().subscribe(this::begin);
        typed.focusedProperty().subscribe(this::begin);
        typed.setOnAction(event -> enter());
        typed.addEventFilter(
                KeyEvent.KEY_RELEASED,
                event -> released = released || event.getCode() == KeyCode.ENTER);
        hold = new HoldButton(desk.text(this.words + "hold"), desk.clock(), HOLD_NANOS, this::act);
        hold.setId(id + "-hold");
        hold.getStyleClass().add("fp-primary");
        getChildren().addAll(what, typed, Parts.row(Parts.telling(hold)), hint);
    }

    public void clear() {
        typed.clear();
    }

    public void takeFocus() {
        typed.requestFocus();
    }

    private boolean isTyped() {
        String name = guarded.name();
        return !name.isEmpty() && name.equals(typed.getText().strip());
    }

    private void act() {
        guarded.act(typed.getText().strip());
    }

    /// Whatever is typed, or wherever the focus goes: Enter is to be pressed twice from there on.
    private void begin() {
        entered = false;
        show();
    }

    private void enter() {
        long now = desk.clock().nanoTime();
        if (!isTyped() || !guarded.hindrance().isEmpty()) {
            return;
        }
        boolean again = released;
        released = false;
        if (!entered || !again) {
            entered = true;
            enteredNanos = now;
        } else if (now - enteredNanos >= ENTER_NANOS) {
            entered = false;
            act();
        }
        show();
    }

    public void show() {
        String name = guarded.name();
        what.setText(desk.text(words + "what", name));
        typed.setPromptText(name);
        typed.setAccessibleText(what.getText());
        String why = guarded.hindrance();
        typed.setDisable(!why.isEmpty());
        String untyped = desk.text(words + "untyped", name);
        Parts.hinder(hold, why.isEmpty() && !isTyped() ? untyped : why);
        hint.setText(hint());
    }

    private String hint() {
        if (!entered) {
            return desk.text(words + "keys");
        }
        long left = ENTER_NANOS - (desk.clock().nanoTime() - enteredNanos);
        return left > 0
                ? desk.text(words + "wait", (left + SECOND_NANOS - 1) / SECOND_NANOS)
                : desk.text(words + "again");
    }
}
