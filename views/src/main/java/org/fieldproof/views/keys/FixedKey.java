package org.fieldproof.views.keys;

import java.util.List;
import javafx.scene.input.KeyCode;
import org.fieldproof.views.action.KeyScope;
import org.fieldproof.views.action.KeyStroke;

/// Keys that stay what they are: they lead about, accept and leave, as in every program, or belong
/// to what somebody writes.
enum FixedKey {
    ACCEPT(KeyScope.CONSOLE, KeyStroke.plain(KeyCode.ENTER)),
    CHOOSE(KeyScope.CONSOLE, KeyStroke.plain(KeyCode.SPACE)),
    LEAVE(KeyScope.CONSOLE, KeyStroke.plain(KeyCode.ESCAPE)),
    FIELD(KeyScope.CONSOLE, KeyStroke.plain(KeyCode.TAB), KeyStroke.shift(KeyCode.TAB)),
    WALK(
            KeyScope.CONSOLE,
            KeyStroke.plain(KeyCode.UP),
            KeyStroke.plain(KeyCode.DOWN),
            KeyStroke.plain(KeyCode.LEFT),
            KeyStroke.plain(KeyCode.RIGHT)),
    NUDGE(
            KeyScope.CANVAS,
            KeyStroke.shortcut(KeyCode.UP),
            KeyStroke.shortcut(KeyCode.DOWN),
            KeyStroke.shortcut(KeyCode.LEFT),
            KeyStroke.shortcut(KeyCode.RIGHT)),
    WIRE(KeyScope.CANVAS, KeyStroke.plain(KeyCode.W)),
    OUT(KeyScope.CONSOLE, KeyStroke.plain(KeyCode.BACK_SPACE)),
    PAN(KeyScope.TRENDS, KeyStroke.shift(KeyCode.LEFT), KeyStroke.shift(KeyCode.RIGHT)),
    STEP(KeyScope.CANVAS, KeyStroke.alt(KeyCode.UP), KeyStroke.alt(KeyCode.DOWN)),
    REMOVE_ROW(
            KeyScope.CANVAS, KeyStroke.plain(KeyCode.DELETE), KeyStroke.plain(KeyCode.BACK_SPACE)),
    COPY_ROWS(KeyScope.CONSOLE, KeyStroke.shortcut(KeyCode.C));

    private final KeyScope scope;

    @SuppressWarnings("ImmutableEnumChecker") // List.of never changes
    private final List<KeyStroke> keys;

    FixedKey(KeyScope scope, KeyStroke... keys) {
        this.scope = scope;
        this.keys = List.of(keys);
    }

    KeyScope scope() {
        return scope;
    }

    List<KeyStroke> keys() {
        return keys;
    }
}
