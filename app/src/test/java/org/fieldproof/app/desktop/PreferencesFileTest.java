package org.fieldproof.app.desktop;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
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
