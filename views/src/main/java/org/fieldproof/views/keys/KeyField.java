package org.fieldproof.views.keys;

import java.util.function.Consumer;
import javafx.scene.control.TextField;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;
import org.fieldproof.views.action.KeyRules;
import org.fieldproof.views.action.KeyStroke;

/// Takes keys as they are pressed, instead of what they mean. Tab leads on and Esc out of it; STOP
/// stops.
final class KeyField extends TextField {

    private final Consumer<KeyStroke> pressed;
    private final Runnable left;

    /// @param left told at Esc
    KeyField(String prompt, Consumer<KeyStroke> pressed, Runnable left) {
        this.pressed = pressed;
        this.left = left;
        setPromptText(prompt);
        setAccessibleText(prompt);
        setEditable(false);
        getStyleClass().add("fp-mono");
        addEventFilter(KeyEvent.KEY_PRESSED, this::take);
        addEventFilter(KeyEvent.KEY_TYPED, KeyEvent::consume);
    }

    /// @param text what the keys that were pressed are called
    void show(String text) {
        setText(text);
    }

    private void take(KeyEvent event) {
        KeyStroke keys = KeyStroke.of(event).orElse(null);
        boolean leads = event.getCode() == KeyCode.TAB && !event.isShortcutDown();
        if (leads || KeyRules.STOP.equals(keys)) {
            return;
        }
        event.consume();
        if (event.getCode() == KeyCode.ESCAPE) {
            left.run();
        } else if (keys != null) {
            pressed.accept(keys);
        }
    }
}
