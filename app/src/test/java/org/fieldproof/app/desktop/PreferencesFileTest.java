package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import javafx.scene.control.Labeled;
import javafx.stage.Stage;
import org.fieldproof.api.project.Problem;
import org.fieldproof.robot.Toolkit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Harm if it breaks: the console forgets what it was told, or takes a file of the user's away.
final class PreferencesFileTest {
    @TempDir Path folder;

    @Test
    void whatWasToldIsThereNextTimeAndNothingElseIsLeftOrTouched() throws IOException {
        Path file = folder.resolve("preferences.properties");
        Path own = Files.writeString(folder.resolve("preferences.properties.tmp"), "mine");
        PreferencesFile first = new PreferencesFile(file);
        first.put("theme", "dark");
        first.put("theme", "light");
        first.opened(Path.of("/plant/a"));
        PreferencesFile next = new PreferencesFile(file);
        assertThat(next.get("theme")).contains("light");
        assertThat(next.recent()).containsExactly(Path.of("/plant/a"));
        assertThat(own).hasContent("mine");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactlyInAnyOrder(file, own);
        }
    }

    private static final Set<String> UNREADABLE =
            Set.of("theme=dark\nkeys=\\u00zz\n", "\0\0\0\0", "theme=d\u00e4mmrig");

    @Test
    void whatCannotBeReadIsToldAndKeptBeforeItIsBegunAnew() throws IOException {
        Path file = folder.resolve("preferences.properties");
        for (String text : UNREADABLE) {
            byte[] broken = text.getBytes(StandardCharsets.ISO_8859_1);
            Files.write(file, broken);
            PreferencesFile preferences = new PreferencesFile(file);
            assertThat(preferences.get("theme")).isEmpty();
            Problem told = preferences.unreadable().orElseThrow();
            Path copy = folder.resolve("preferences.properties.unreadable");
            assertThat(told.code()).isEqualTo("APP-0923");
            assertThat(told.message()).contains(file.toString());
            assertThat(told.remedy()).contains(copy.toString());
            preferences.put("theme", "light");
            assertThat(copy).hasBinaryContent(broken);
            PreferencesFile next = new PreferencesFile(file);
            assertThat(next.get("theme")).contains("light");
            assertThat(next.unreadable()).isEmpty();
        }
    }

    @Test
    void whatCannotBeCopiedIsLeftAlone() throws IOException {
        Path file = folder.resolve("preferences.properties");
        byte[] broken = "keys=\\u00zz".getBytes(StandardCharsets.UTF_8);
        Files.write(file, broken);
        // Something of somebody's is where the copy would go.
        Path taken = Files.createDirectory(folder.resolve("preferences.properties.unreadable"));
        Files.createFile(taken.resolve("own"));
        PreferencesFile preferences = new PreferencesFile(file);
        assertThat(preferences.unreadable().orElseThrow().remedy()).contains("left alone");
        preferences.put("theme", "light");
        assertThat(preferences.get("theme")).contains("light");
        assertThat(file).hasBinaryContent(broken);
    }

    /// Harm: a console that does not come up, or comes up as somebody else's without a word.
    @Test
    void aStartWithThemIsToldAndNotHindered() throws Exception {
        Path file = folder.resolve("preferences.properties");
        Files.write(file, "keys=\\u00zz".getBytes(StandardCharsets.UTF_8));
        Toolkit.start();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        ConsoleApplication application = new ConsoleApplication();
        Stage stage = Toolkit.onFx(Stage::new);
        try {
            assertThat(Toolkit.onFx(() -> labels(application, stage, file)))
                    .anyMatch(text -> text.contains("preferences: The file " + file));
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
            Toolkit.end(application, stage);
        }
    }

    /// What a console says that has just been started.
    private static List<String> labels(ConsoleApplication application, Stage stage, Path file) {
        application.start(stage, new PreferencesFile(file), Optional.empty());
        Thread.currentThread().setUncaughtExceptionHandler(null);
        return stage.getScene().getRoot().lookupAll(".label").stream()
                .map(node -> ((Labeled) node).getText())
                .toList();
    }

    @Test
    void aPlaceThatCannotBeWrittenCostsNothingButTheNextTime() throws IOException {
        Path taken = Files.createDirectory(folder.resolve("taken"));
        Files.createDirectory(taken.resolve("inside"));
        PreferencesFile preferences = new PreferencesFile(taken);
        preferences.put("theme", "dark");
        assertThat(preferences.get("theme")).contains("dark");
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).containsExactly(taken);
        }
    }
}
