package org.fieldproof.views.draft;

import java.util.function.BooleanSupplier;
import javafx.scene.Node;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyEvent;

/// There is one undo: a text field's own would leave what else was edited behind.
public final class OneUndo {
    private OneUndo() {}

    /// Leads the keys of undo inside a form to the draft.
    ///
    /// @param except whether what has the focus keeps its own
    public static void install(Node form, DraftSession session, BooleanSupplier except) {
        form.addEventFilter(
                KeyEvent.KEY_PRESSED,
                event -> {
                    KeyCode code = event.getCode();
                    boolean redo = code == KeyCode.Y || (code == KeyCode.Z && event.isShiftDown());
                    if (event.isShortcutDown() && !event.isAltDown() && !except.getAsBoolean()) {
                        if (redo) {
                            session.redo();
                            event.consume();
                        } else if (code == KeyCode.Z) {
                            session.undo();
                            event.consume();
                        }
                    }
                });
    }
}
