package org.fieldproof.views.action;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import org.fieldproof.views.i18n.Texts;

/// What keys are called in a person's language, as his keyboard has it printed: the toolkit knows
/// them in English only. What is no word, such as a letter, an arrow or F5, is the same everywhere.
/// The words are the texts `keys.name.*`. Stateless.
final class KeyNames {

    static final boolean MAC =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("mac");

    /// Keys that have a word. On what is not here, such as the keys of Japanese keyboards, the
    /// toolkit's name stands.
    static final Set<KeyCode> WORDS =
            EnumSet.of(
                    KeyCode.UNDEFINED,
                    KeyCode.CONTROL,
                    KeyCode.SHIFT,
                    KeyCode.ALT,
                    KeyCode.ALT_GRAPH,
                    KeyCode.META,
                    KeyCode.COMMAND,
                    KeyCode.ENTER,
                    KeyCode.ESCAPE,
                    KeyCode.TAB,
                    KeyCode.SPACE,
                    KeyCode.BACK_SPACE,
                    KeyCode.DELETE,
                    KeyCode.INSERT,
                    KeyCode.HOME,
                    KeyCode.END,
                    KeyCode.PAGE_UP,
                    KeyCode.PAGE_DOWN,
                    KeyCode.CAPS,
                    KeyCode.NUM_LOCK,
                    KeyCode.SCROLL_LOCK,
                    KeyCode.PRINTSCREEN,
                    KeyCode.PAUSE,
                    KeyCode.CONTEXT_MENU,
                    KeyCode.HELP,
                    KeyCode.CANCEL,
                    KeyCode.CLEAR,
                    KeyCode.CUT,
                    KeyCode.COPY,
                    KeyCode.PASTE,
                    KeyCode.UNDO,
                    KeyCode.AGAIN,
                    KeyCode.FIND,
                    KeyCode.PROPS,
                    KeyCode.STOP,
                    KeyCode.COMPOSE,
                    KeyCode.BEGIN);

    static {
        // Those of the number pad, which are not those with the same signs elsewhere.
        WORDS.addAll(EnumSet.range(KeyCode.NUMPAD0, KeyCode.DIVIDE));
        WORDS.addAll(EnumSet.range(KeyCode.KP_UP, KeyCode.KP_RIGHT));
    }

    private KeyNames() {}

    static String of(KeyStroke keys, Texts texts) {
        return held(keys, texts) + of(keys.code(), texts);
    }

    private static String of(KeyCode code, Texts texts) {
        if (code == KeyCode.SHORTCUT) {
            return of(MAC ? KeyCode.COMMAND : KeyCode.CONTROL, texts);
        }
        String sign = code == KeyCode.UNDEFINED ? "" : sign(code);
        boolean isSign = MAC && sign.length() == 1;
        return WORDS.contains(code) && !isSign ? texts.get("keys.name." + code.name()) : sign;
    }

    private static String sign(KeyCode code) {
        // A modifier by itself is no combination of the toolkit's.
        return code.isModifierKey() ? "" : new KeyCodeCombination(code).getDisplayText();
    }

    /// What is held down meanwhile: words, but on macOS the signs that its keys have.
    private static String held(KeyStroke keys, Texts texts) {
        if (MAC) {
            KeyStroke letter = keys.on(KeyCode.A);
            String all = letter.combination().getDisplayText();
            return all.substring(0, all.length() - 1);
        }
        return word(keys.shortcut(), KeyCode.CONTROL, texts)
                + word(keys.alt(), KeyCode.ALT, texts)
                + word(keys.shift(), KeyCode.SHIFT, texts)
                + word(keys.other(), KeyCode.META, texts);
    }

    private static String word(boolean held, KeyCode code, Texts texts) {
        return held ? of(code, texts) + "+" : "";
    }
}
