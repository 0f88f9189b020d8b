package org.fieldproof.views.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;

/// One key, with what is held down meanwhile.
///
/// @param shortcut Ctrl, or Cmd on macOS
/// @param other the modifier of the system: Ctrl on macOS, the Windows key elsewhere
public record KeyStroke(KeyCode code, boolean shortcut, boolean shift, boolean alt, boolean other) {

    private static final boolean MAC =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");

    /// A key by itself.
    public static KeyStroke plain(KeyCode code) {
        return new KeyStroke(code, false, false, false, false);
    }

    public static KeyStroke shortcut(KeyCode code) {
        return new KeyStroke(code, true, false, false, false);
    }

    public static KeyStroke shift(KeyCode code) {
        return new KeyStroke(code, false, true, false, false);
    }

    public static KeyStroke shortcutShift(KeyCode code) {
        return new KeyStroke(code, true, true, false, false);
    }

    public static KeyStroke alt(KeyCode code) {
        return new KeyStroke(code, false, false, true, false);
    }

    /// What was pressed; nothing while only modifiers are.
    public static Optional<KeyStroke> of(KeyEvent event) {
        if (event.getCode().isModifierKey()) {
            return Optional.empty();
        }
        boolean other = MAC ? event.isControlDown() : event.isMetaDown();
        return Optional.of(
                new KeyStroke(
                        event.getCode(),
                        event.isShortcutDown(),
                        event.isShiftDown(),
                        event.isAltDown(),
                        other));
    }

    /// Reads what [#stored] has written.
    public static Optional<KeyStroke> read(String text) {
        boolean shortcut = false;
        boolean shift = false;
        boolean alt = false;
        String rest = text;
        while (rest.contains("+")) {
            String modifier = rest.substring(0, rest.indexOf('+'));
            switch (modifier) {
                case "Shortcut" -> shortcut = true;
                case "Shift" -> shift = true;
                case "Alt" -> alt = true;
                default -> {
                    return Optional.empty();
                }
            }
            rest = rest.substring(rest.indexOf('+') + 1);
        }
        try {
            return Optional.of(new KeyStroke(KeyCode.valueOf(rest), shortcut, shift, alt, false));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    /// As it is kept in a file: the same on every host.
    public String stored() {
        return (shortcut ? "Shortcut+" : "")
                + (shift ? "Shift+" : "")
                + (alt ? "Alt+" : "")
                + code.name();
    }

    /// As this host writes it.
    public String text() {
        return combination().getDisplayText();
    }

    /// As the toolkit takes it.
    public KeyCombination combination() {
        List<KeyCombination.Modifier> modifiers = new ArrayList<>();
        if (shortcut) {
            modifiers.add(KeyCombination.SHORTCUT_DOWN);
        }
        if (shift) {
            modifiers.add(KeyCombination.SHIFT_DOWN);
        }
        if (alt) {
            modifiers.add(KeyCombination.ALT_DOWN);
        }
        if (other) {
            modifiers.add(MAC ? KeyCombination.CONTROL_DOWN : KeyCombination.META_DOWN);
        }
        return new KeyCodeCombination(code, modifiers.toArray(KeyCombination.Modifier[]::new));
    }
}
