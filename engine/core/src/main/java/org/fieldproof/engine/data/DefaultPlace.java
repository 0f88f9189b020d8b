package org.fieldproof.engine.data;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/// Where a project's data goes unless told otherwise, per operating system.
final class DefaultPlace {
    private DefaultPlace() {}

    /// @param environment the process's environment
    /// @param system `os.name`
    /// @param home `user.home`
    static Path of(String project, Map<String, String> environment, String system, String home) {
        String name = system.toLowerCase(Locale.ROOT);
        if (name.contains("win")) {
            String local = environment.getOrDefault("LOCALAPPDATA", "");
            Path base = local.isBlank() ? Path.of(home, "AppData", "Local") : Path.of(local);
            return base.resolve("Fieldproof").resolve(project);
        }
        if (name.contains("mac")) {
            return Path.of(home, "Library", "Application Support", "Fieldproof", project);
        }
        // The XDG specification tells to ignore a relative path.
        String xdg = environment.getOrDefault("XDG_DATA_HOME", "");
        Path base = xdg.startsWith("/") ? Path.of(xdg) : Path.of(home, ".local", "share");
        return base.resolve("fieldproof").resolve(project);
    }
}
