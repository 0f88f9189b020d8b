package org.fieldproof.views.action;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import javafx.scene.input.KeyCode;

/// Which keys cannot be given to an action, because something else needs them. Stateless.
public final class KeyRules {

    /// STOP's own key.
    public static final KeyStroke STOP = KeyStroke.shortcut(KeyCode.PERIOD);

    /// With Ctrl they work on the text that has the focus.
    private static final Set<KeyCode> TEXT =
            EnumSet.of(
                    KeyCode.A,
                    KeyCode.C,
                    KeyCode.V,
                    KeyCode.X,
                    KeyCode.Y,
                    KeyCode.Z,
                    KeyCode.HOME,
                    KeyCode.END,
                    KeyCode.INSERT,
                    KeyCode.DELETE,
                    KeyCode.BACK_SPACE);

    /// They lead from field to field, accept, and leave.
    private static final Set<KeyCode> FOCUS =
            EnumSet.of(KeyCode.TAB, KeyCode.ENTER, KeyCode.ESCAPE, KeyCode.SPACE);

    private static final Set<KeyCode> SYSTEM =
            EnumSet.of(
                    KeyCode.CONTEXT_MENU,
                    KeyCode.PRINTSCREEN,
                    KeyCode.PAUSE,
                    KeyCode.SCROLL_LOCK,
                    KeyCode.COMPOSE,
                    KeyCode.POWER);

    private KeyRules() {}

    /// Why keys cannot be given.
    public enum Refusal {
        /// The host has no name for the key.
        UNNAMED,
        /// The system takes it.
        SYSTEM,
        /// It is STOP's.
        STOP,
        /// Whoever writes a text needs it.
        TEXT,
        /// It leads from field to field, accepts or leaves.
        FOCUS,
        /// By itself it writes a letter, and this action has no place of its own.
        TYPES,
        /// With AltGr it writes a letter.
        ALT_GR
    }

    /// Whether keys can be given to something.
    ///
    /// @param scope of what the keys are for
    /// @return why not; empty if they can
    public static Optional<Refusal> refusal(KeyScope scope, KeyStroke keys) {
        KeyCode code = keys.code();
        if (code == KeyCode.UNDEFINED) {
            return Optional.of(Refusal.UNNAMED);
        }
        if (keys.equals(STOP)) {
            return Optional.of(Refusal.STOP);
        }
        if (isSystem(keys)) {
            return Optional.of(Refusal.SYSTEM);
        }
        if (code.isArrowKey() || (FOCUS.contains(code) && !isApply(keys))) {
            return Optional.of(Refusal.FOCUS);
        }
        if (keys.shortcut() && !keys.alt() && TEXT.contains(code)) {
            return Optional.of(Refusal.TEXT);
        }
        if (keys.alt() && !code.isFunctionKey()) {
            return Optional.of(Refusal.ALT_GR);
        }
        boolean alone = !keys.shortcut() && !code.isFunctionKey();
        return alone && scope == KeyScope.CONSOLE ? Optional.of(Refusal.TYPES) : Optional.empty();
    }

    /// Ctrl and Enter, which nothing but an action takes.
    private static boolean isApply(KeyStroke keys) {
        return keys.code() == KeyCode.ENTER && keys.shortcut();
    }

    private static boolean isSystem(KeyStroke keys) {
        KeyCode code = keys.code();
        boolean closes = keys.alt() && code == KeyCode.F4;
        boolean leaves = keys.shortcut() && (code == KeyCode.ESCAPE || code == KeyCode.SPACE);
        return keys.other() || closes || leaves || code.isMediaKey() || SYSTEM.contains(code);
    }
}
