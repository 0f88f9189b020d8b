package org.fieldproof.views.shell;

import java.util.function.Consumer;
import javafx.scene.control.MenuItem;
import org.fieldproof.views.action.Action;
import org.fieldproof.views.i18n.Texts;

/// An action in a menu, with its keys. One that cannot be done now is pale and can be chosen all
/// the same: it says why not, as in the palette.
final class ActionItem extends MenuItem {

    ActionItem(Action action, Texts texts, Consumer<Action> run) {
        // As an accelerator it would take the window's, and be as dead as the item was when the
        // menu was last filled.
        super(action.label() + sign(action.keysText(texts)));
        setMnemonicParsing(false);
        if (!action.available()) {
            getStyleClass().add("fp-menu-off");
        }
        setOnAction(_ -> run.accept(action));
    }

    private static String sign(String keys) {
        return keys.isEmpty() ? "" : "   " + keys;
    }
}
