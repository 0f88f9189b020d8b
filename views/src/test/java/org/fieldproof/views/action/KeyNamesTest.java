package org.fieldproof.views.action;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javafx.scene.input.KeyCode;
import javafx.scene.input.KeyCodeCombination;
import org.fieldproof.views.i18n.Texts;
import org.junit.jupiter.api.Test;

/// Harm if it breaks: somebody looks for a key that his keyboard does not have.
final class KeyNamesTest {

    private static final Path RESOURCES = Path.of("src/main/resources/org/fieldproof/views");

    /// On no keyboard of the languages that there are, or on no keyboard at all.
    private static final Pattern ELSEWHERE =
            Pattern.compile(
                    "DEAD_.*|.*KANA.*|KANJI|.*HIRAGANA|.*ROMAN.*|.*_WIDTH|.*CANDIDATE.*|CODE_INPUT"
                            + "|.*CONVERT|FINAL|ACCEPT|MODECHANGE|ALPHANUMERIC|INPUT_METHOD_ON_OFF"
                            + "|SOFTKEY_.|GAME_.|COLORED_KEY_.|TRACK_.*|CHANNEL_.*|VOLUME_.*|MUTE"
                            + "|PLAY|FAST_FWD|REWIND|RECORD|EJECT_TOGGLE|POWER|INFO|STAR|POUND"
                            + "|QUOTEDBL|INVERTED_EXCLAMATION_MARK|WINDOWS|SHORTCUT");

    /// Names of keys that no other word is; `Ende` and `End` are words of the languages.
    private static final Pattern BY_HAND =
            Pattern.compile(
                    "\\b(Ctrl|Strg|Cmd|Enter|Esc|Shift|Umschalt|Entf|Pos1|Page (Up|Down)"
                            + "|Bild (auf|ab)|Alt\\+\\w+|Shortcut\\+\\w+)\\b");

    private static String german(KeyStroke keys) {
        return keys.text(new Texts(Locale.GERMAN));
    }

    @Test
    void everyKeyThatHasAWordIsInTheTable() {
        int words = 0;
        for (KeyCode each : KeyCode.values()) {
            if (KeyNames.WORDS.contains(each)) {
                words++;
                String key = "keys.name." + each.name();
                for (Locale language : List.of(Locale.ENGLISH, Locale.GERMAN, Texts.PSEUDO)) {
                    assertThat(new Texts(language).get(key)).isNotBlank().isNotEqualTo(key);
                    assertThat(KeyStroke.plain(each).text(new Texts(language))).isNotBlank();
                }
            } else if (!ELSEWHERE.matcher(each.name()).matches()) {
                assertThat(new KeyCodeCombination(each).getDisplayText())
                        .as(each.name())
                        .matches("[^ ]|F\\d+");
            }
        }
        assertThat(words).isGreaterThan(50);
    }

    @Test
    void eachLanguageSaysTheNamesOnItsKeys() {
        assertThat(german(KeyStroke.shortcutShift(KeyCode.DELETE))).isEqualTo("Strg+Umschalt+Entf");
        assertThat(german(KeyStroke.plain(KeyCode.PAGE_UP))).isEqualTo("Bild auf");
        assertThat(german(KeyStroke.alt(KeyCode.HOME))).isEqualTo("Alt+Pos1");
        assertThat(german(KeyStroke.shortcut(KeyCode.PERIOD))).isEqualTo("Strg+.");
        assertThat(german(KeyStroke.plain(KeyCode.F9))).isEqualTo("F9");
        Texts english = new Texts(Locale.ENGLISH);
        assertThat(KeyStroke.shortcutShift(KeyCode.DELETE).text(english))
                .isEqualTo("Ctrl+Shift+Delete");
        assertThat(KeyStroke.plain(KeyCode.UNDEFINED).text(english)).contains("without a name");
        assertThat(KeyStroke.shortcut(KeyCode.K).text(new Texts(Texts.PSEUDO)))
                .contains("Çţŕļ")
                .endsWith("+K");
    }

    /// A text has the key in a place, so that one table names it.
    @Test
    void noTextNamesAKeyByItself() throws IOException {
        try (Stream<Path> walk = Files.walk(RESOURCES)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                for (String line : Files.readAllLines(file)) {
                    if (!line.startsWith("keys.name.")) {
                        Matcher found = BY_HAND.matcher(line.replaceAll("<<[^>]+>>", ""));
                        assertThat(found.find()).as(file.getFileName() + ": " + line).isFalse();
                    }
                }
            }
        }
    }

    @Test
    void everyPlaceOfAFixedKeyIsOne() throws IOException {
        Texts german = new Texts(Locale.GERMAN);
        KeyMap keys = new KeyMap("", kept -> {});
        int places = 0;
        try (Stream<Path> walk = Files.walk(RESOURCES)) {
            for (Path file : walk.filter(Files::isRegularFile).toList()) {
                Matcher found = Pattern.compile("<<key\\.(.+?)>>").matcher(Files.readString(file));
                while (found.find()) {
                    places++;
                    Optional<KeyStroke> read = KeyStroke.read(found.group(1));
                    assertThat(read).as(file + ": " + found.group()).isPresent();
                    assertThat(keys.hint("key." + found.group(1), german))
                            .isEqualTo(german(read.orElseThrow()));
                }
            }
        }
        assertThat(places).isGreaterThan(30);
    }
}
