package org.fieldproof.app.desktop;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Stream;
import org.fieldproof.engine.data.WholeFile;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The user's preferences and recent projects, in one small file. A file that cannot be read is
/// left alone and ignored: starting must never depend on history. Any thread; guarded by this.
final class PreferencesFile {
    private static final Logger LOG = LoggerFactory.getLogger(PreferencesFile.class);
    private static final String RECENT = "recent.";
    private static final int RECENT_MAX = 10;

    private final Path file;
    private final Properties values = new Properties();

    PreferencesFile(Path file) {
        this.file = file;
        if (Files.isRegularFile(file)) {
            try (Reader reader = Files.newBufferedReader(file)) {
                values.load(reader);
            } catch (IOException | IllegalArgumentException e) {
                LOG.warn("preferences: {} cannot be read and is ignored", file, e);
            }
        }
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
