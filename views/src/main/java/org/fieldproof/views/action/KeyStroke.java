package org.fieldproof.views.action;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import javafx.scene.input.KeyCombination;
import javafx.scene.input.KeyEvent;
import org.fieldproof.views.i18n.Texts;

/// One key, with what is held down meanwhile.
///
/// @param shortcut Ctrl, or Cmd on macOS
/// @param other the modifier of the system: Ctrl on macOS, the Windows key elsewhere
public record KeyStroke(KeyCode code, boolean shortcut, boolean shift, boolean alt, boolean other) {

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
        boolean other = KeyNames.MAC ? event.isControlDown() : event.isMetaDown();
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

    /// As this host and this language write it.
    public String text(Texts texts) {
        return KeyNames.of(this, texts);
    }

    /// The keys of an action one after another.
    public static String text(List<KeyStroke> keys, Texts texts) {
        return keys.stream().map(each -> each.text(texts)).collect(Collectors.joining(", "));
    }

    /// The same held down with another key.
    KeyStroke on(KeyCode other) {
        return new KeyStroke(other, shortcut, shift, alt, this.other);
    }

    /// For a menu that says a key and does not hear it, since the toolkit says it in English.
    public KeyCombination shown(Texts texts) {
        return new Shown(text(texts));
    }

    private static final class Shown extends KeyCombination {
        private final String text;

        Shown(String text) {
            this.text = text;
        }

        @Override
        public boolean match(KeyEvent event) {
            return false;
        }

        @Override
        public String getName() {
            return text;
        }

        @Override
        public String getDisplayText() {
            return text;
        }
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
            modifiers.add(KeyNames.MAC ? KeyCombination.CONTROL_DOWN : KeyCombination.META_DOWN);
        }
        return new KeyCodeCombination(code, modifiers.toArray(KeyCombination.Modifier[]::new));
    }
}
