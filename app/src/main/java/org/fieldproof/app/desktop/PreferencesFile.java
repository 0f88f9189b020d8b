package org.fieldproof.app.desktop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.fieldproof.api.project.Problem;
import org.fieldproof.engine.data.WholeFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The user's preferences and recent projects, in one small file. Starting must never depend on
/// history: a file that cannot be read is kept as a copy, told, and begun anew; where there is no
/// room for a copy it is left alone, and what is set lasts until the end. Any thread; guarded by
/// this.
final class PreferencesFile {
    private static final Logger LOG = LoggerFactory.getLogger(PreferencesFile.class);
    private static final String RECENT = "recent.";
    private static final int RECENT_MAX = 10;
    private static final String COPY = ".unreadable";

    private final Path file;
    private final Properties values = new Properties();
    private final Optional<Problem> unreadable;

    /// Whether the file may be replaced: not one that nobody has a copy of.
    private boolean kept = true;

    PreferencesFile(Path file) {
        this.file = file;
        unreadable = Files.isRegularFile(file) ? read() : Optional.empty();
    }

    private Optional<Problem> read() {
        try (Reader reader = Files.newBufferedReader(file)) {
            values.load(reader);
            // What a loss of power leaves of a file is often nothing but zeros.
            if (values.entrySet().stream()
                    .anyMatch(each -> (each.getKey() + "" + each.getValue()).indexOf(0) >= 0)) {
                throw new IOException("there are zeros in it");
            }
            return Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("preferences: {} cannot be read", file, e);
            values.clear();
            return Optional.of(putAside(e));
        }
    }

    private Problem putAside(Exception why) {
        Path copy = file.resolveSibling(file.getFileName() + COPY);
        try {
            Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
            return problem(
                    why,
                    "The console begins without them; the file as it was is kept as " + copy + ".");
        } catch (IOException e) {
            LOG.warn("preferences: {} cannot be copied", file, e);
            kept = false;
            return problem(
                    why,
                    "It is left alone, as it cannot be copied either: make it readable or move it"
                            + " away; until then nothing is kept for the next time.");
        }
    }

    private Problem problem(Exception why, String remedy) {
        return Problem.warning(
                "APP-0923",
                "preferences",
                "The file "
                        + file
                        + " cannot be read ("
                        + why.getMessage()
                        + "): theme, language, keys,"
                        + " filters, the places of windows and the last projects.",
                remedy);
    }

    /// What is to be told about the file, once a person is there.
    Optional<Problem> unreadable() {
        return unreadable;
    }

    /// The file of this user, by the habits of the operating system.
    static Path defaultPath() {
        String xdg = System.getenv("XDG_CONFIG_HOME");
        String appData = System.getenv("APPDATA");
        Path home = Path.of(System.getProperty("user.home"));
        Path base =
                xdg != null && !xdg.isBlank()
                        ? Path.of(xdg)
                        : appData != null ? Path.of(appData) : home.resolve(".config");
        return base.resolve("fieldproof").resolve("preferences.properties");
    }

    /// A folder of this user beside the file.
    Path beside(String name) {
        return file.resolveSibling(name);
    }

    synchronized Optional<String> get(String key) {
        return Optional.ofNullable(values.getProperty(key));
    }

    synchronized void put(String key, String value) {
        values.setProperty(key, value);
        save();
    }

    synchronized List<Path> recent() {
        return Stream.iterate(0, i -> i + 1)
                .limit(RECENT_MAX)
                .map(i -> values.getProperty(RECENT + i, ""))
                .filter(text -> !text.isEmpty())
                .map(Path::of)
                .toList();
    }

    /// Puts a project first in the list.
    synchronized void opened(Path project) {
        List<Path> others = recent().stream().filter(path -> !path.equals(project)).toList();
        for (int i = 0; i < RECENT_MAX; i++) {
            values.remove(RECENT + i);
        }
        values.setProperty(RECENT + 0, project.toString());
        for (int i = 0; i < Math.min(others.size(), RECENT_MAX - 1); i++) {
            values.setProperty(RECENT + (i + 1), others.get(i).toString());
        }
        save();
    }

    private void save() {
        if (!kept) {
            return;
        }
        try {
            Files.createDirectories(file.getParent());
            ByteArrayOutputStream text = new ByteArrayOutputStream();
            values.store(text, "Fieldproof");
            WholeFile.put(file, text.toByteArray());
        } catch (IOException e) {
            LOG.warn("preferences: {} cannot be written; they last until the end", file, e);
        }
    }
}
