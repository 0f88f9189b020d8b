package org.fieldproof.views.draft;

import java.util.Optional;
import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.input.KeyEvent;
import org.fieldproof.views.action.KeyMap;
import org.fieldproof.views.action.KeyStroke;

/// There is one undo: a text field's own would leave what else was edited behind. Only the keys
/// that undo has now are led there: Ctrl+Z is the field's, once somebody has given undo another.
public final class OneUndo {
    private OneUndo() {}

    /// Leads the keys of undo inside a form to the draft.
    ///
    /// @param keys says which they are
    /// @param except whether what has the focus keeps its own
    public static void install(
            Node form, DraftSession session, KeyMap keys, BooleanSupplier except) {
        form.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    Optional<KeyStroke> pressed =
                            KeyStroke.of(event).filter(_ -> !except.getAsBoolean());
                    if (pressed.filter(keys.keys("draft.redo")::contains).isPresent()) {
                        session.redo();
                        event.consume();
                    } else if (pressed.filter(keys.keys("draft.undo")::contains).isPresent()) {
                        session.undo();
                        event.consume();
                    }
                });
    }
}
